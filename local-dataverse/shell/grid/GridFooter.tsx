/** Below a grid: how many rows there are, how many are chosen, and the pages. */
import * as React from 'react';
import { IconButton } from '@fluentui/react';
import { useServices } from '../app/services.ts';

export interface GridFooterProps {
  readonly page: number;
  readonly pageSize: number;
  /** Rows on this page. */
  readonly count: number;
  readonly total: number | undefined;
  readonly hasMore: boolean;
  readonly selected: number;
  readonly onPage: (page: number) => void;
}

export function GridFooter(props: GridFooterProps): React.ReactElement {
  const { texts, formatter } = useServices();
  const t = texts.lists;
  const { page, count, total } = props;
  const first = (page - 1) * props.pageSize + 1;
  const whole = (value: number): string => formatter.number(value, 0);
  const rows = count
    ? t.rows(whole(first), whole(first + count - 1), total === undefined ? undefined : whole(total))
    : t.zeroRows;
  const button = (icon: string, label: string, disabled: boolean, to: number): React.ReactElement => (
    <IconButton
      iconProps={{ iconName: icon }}
      title={label}
      ariaLabel={label}
      disabled={disabled}
      onClick={() => props.onPage(to)}
    />
  );
  return (
    <footer className="ld-grid-footer">
      <span role="status">{props.selected ? `${rows} (${t.selected(props.selected)})` : rows}</span>
      <span className="ld-grow" />
      <nav className="ld-pages" aria-label={t.pages}>
        {button('firstpage', t.firstPage, page === 1, 1)}
        {button('chevronleft', t.previousPage, page === 1, page - 1)}
        <span aria-current="page">{t.page(page)}</span>
        {button('chevronright', t.nextPage, !props.hasMore, page + 1)}
      </nav>
    </footer>
  );
}
