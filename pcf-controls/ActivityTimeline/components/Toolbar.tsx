import * as React from 'react';
import { filters, type Filter, type Wish } from '../model/filter';
import type { TimelineTexts } from '../texts';
import { toolbarStyles as styles } from './toolbarStyles';

export interface ToolbarProps {
  readonly wish: Wish;
  readonly counts: ReadonlyMap<Filter, number>;
  readonly narrow: boolean;
  readonly texts: TimelineTexts;
  readonly searchRef: React.RefObject<HTMLInputElement>;
  onWish(wish: Wish): void;
  onRefresh(): void;
}

/** Search, filters by kind, refresh. Only kinds that were loaded can be chosen: a filter never promises what it cannot show. */
export function Toolbar({
  wish,
  counts,
  narrow,
  texts,
  searchRef,
  onWish,
  onRefresh,
}: ToolbarProps): React.ReactElement {
  const choices = filters.filter((filter) => counts.has(filter) || wish.filter === filter);
  const filterButton = (filter: Filter | undefined): React.ReactElement => (
    <button
      key={filter ?? 'all'}
      type="button"
      className={styles.filter}
      aria-pressed={wish.filter === filter}
      onClick={() => onWish({ ...wish, filter })}
    >
      {texts(filter === undefined ? 'Filter_All' : `Filter_${filter}`)}
    </button>
  );
  return (
    <div className={narrow ? `${styles.toolbar} ${styles.toolbarNarrow}` : styles.toolbar}>
      <div className={styles.searchField}>
        <input
          ref={searchRef}
          type="search"
          className={styles.search}
          value={wish.search}
          placeholder={texts('Search_Placeholder')}
          aria-label={texts('Search_Placeholder')}
          onChange={(event) => onWish({ ...wish, search: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onWish({ ...wish, search: '' });
          }}
        />
      </div>
      {choices.length > 1 && (
        <div role="group" aria-label={texts('Filter_Label')} className={styles.filters}>
          {filterButton(undefined)}
          {choices.map(filterButton)}
        </div>
      )}
      <button
        type="button"
        className={styles.refresh}
        aria-label={texts('Refresh')}
        title={texts('Refresh')}
        onClick={onRefresh}
      />
    </div>
  );
}
