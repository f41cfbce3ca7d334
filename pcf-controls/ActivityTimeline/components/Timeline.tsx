import * as React from 'react';
import { DefaultButton, ThemeProvider } from '@fluentui/react';
import type { UserClock } from '../../shared/clock';
import { fluentTheme } from '../../shared/fluentTheme';
import { useNow, useStore, useWidth } from '../../shared/hooks';
import { cssVariables, type Look } from '../../shared/look';
import type { Body } from '../data/body';
import type { TimelineState, TimelineStore } from '../data/timelineStore';
import type { Activity } from '../model/activity';
import { countsOf, isEverything, select, type Wish } from '../model/filter';
import type { TimelineTexts } from '../texts';
import { Feed } from './Feed';
import { RowDetail } from './RowDetail';
import { LoadingState, MessageState } from './States';
import { narrowBelow, styles } from './styles';
import { Toolbar } from './Toolbar';

export interface TimelineProps {
  /** Absent while the form's row was never saved. */
  readonly store: TimelineStore | undefined;
  readonly clock: UserClock;
  readonly texts: TimelineTexts;
  readonly look: Look;
  /** Pixels the form gives the control; -1 when it leaves the height to the control. */
  readonly allocatedHeight: number;
  readonly allocatedWidth: number;
  loadBody(activity: Activity): Promise<Body>;
  openRecord(activity: Activity): void;
  openUrl(url: string): void;
}

/** The control's root: theme, `/` for the search, and whichever of its states applies. */
export function Timeline(props: TimelineProps): React.ReactElement {
  const { look, store, texts } = props;
  const rootRef = React.useRef<HTMLDivElement>(null);
  const theme = React.useMemo(() => fluentTheme(look), [look]);
  const width = useWidth(rootRef, props.allocatedWidth > 0 ? props.allocatedWidth : narrowBelow);
  return (
    <ThemeProvider applyTo="none" theme={theme} className={styles.root} style={cssVariables(look)} ref={rootRef}>
      {store ? (
        <LoadedTimeline {...props} store={store} narrow={width < narrowBelow} />
      ) : (
        <MessageState icon="empty" title={texts('Unsaved_Title')} text={texts('Unsaved_Text')} />
      )}
    </ThemeProvider>
  );
}

type LoadedProps = TimelineProps & { readonly store: TimelineStore; readonly narrow: boolean };

function LoadedTimeline(props: LoadedProps): React.ReactElement {
  const { store, texts, clock, loadBody, openRecord, openUrl } = props;
  const state = useStore(store);
  const now = useNow();
  const [wish, setWish] = React.useState<Wish>({ filter: undefined, search: '' });
  const searchRef = React.useRef<HTMLInputElement>(null);
  const shown = React.useMemo(() => select(state.activities, wish), [state.activities, wish]);
  const counts = React.useMemo(() => countsOf(state.activities), [state.activities]);
  const more = React.useCallback(() => store.more(), [store]);
  const refresh = (): void => store.refresh();
  const renderDetail = React.useCallback(
    (activity: Activity) => <RowDetail {...{ activity, clock, texts, loadBody, openRecord, openUrl }} />,
    [clock, texts, loadBody, openRecord, openUrl],
  );
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    searchRef.current?.focus();
  };

  if (state.phase === 'first') return <LoadingState texts={texts} />;
  const again = { text: texts('Try_Again'), run: refresh };
  if (state.phase === 'failed') {
    const reason = [...state.missing.values()][0] ?? '';
    return <MessageState isAlert icon="warning" title={texts('Failed_Title')} text={reason} action={again} />;
  }
  const everything = isEverything(wish);
  return (
    <div onKeyDown={onKeyDown}>
      {state.missing.size > 0 && <MissingNotice state={state} texts={texts} onRetry={refresh} />}
      {state.activities.length === 0 ? (
        <MessageState icon="empty" title={texts('Empty_Title')} text={texts('Empty_Text')} />
      ) : (
        <>
          <Toolbar {...{ wish, counts, texts, searchRef }} narrow={props.narrow} onWish={setWish} onRefresh={refresh} />
          <Feed
            activities={shown}
            setSize={state.complete ? shown.length : -1}
            busy={state.phase === 'more'}
            narrow={props.narrow}
            allocatedHeight={props.allocatedHeight}
            above={`${props.narrow} ${counts.size} ${state.missing.size}`}
            now={now}
            clock={clock}
            texts={texts}
            {...(everything && !state.complete ? { onEnd: more } : {})}
            renderDetail={renderDetail}
            footer={<Footer {...{ state, shown: shown.length, everything, clock, texts }} onMore={more} />}
          />
        </>
      )}
    </div>
  );
}

interface FooterProps {
  readonly state: TimelineState;
  readonly shown: number;
  readonly everything: boolean;
  readonly clock: UserClock;
  readonly texts: TimelineTexts;
  onMore(): void;
}

/** Says how far the list, or the search in it, reaches: a search covers loaded rows only, and tells so. */
function Footer({ state, shown, everything, clock, texts, onMore }: FooterProps): React.ReactElement {
  const loaded = state.activities.length;
  const oldest = state.activities[loaded - 1]?.at ?? 0;
  const words = (): string => {
    if (state.phase === 'more') return texts('Loading_Older');
    if (!everything && !state.complete) return texts('Searched_Part', loaded, clock.date(oldest));
    if (!everything) return texts('Searched_All', loaded);
    if (!state.complete) return '';
    return loaded === 1 ? texts('All_Loaded_One') : texts('All_Loaded', loaded);
  };
  return (
    <div className={styles.footer} role="status">
      {shown === 0 && <strong>{texts('None_Found')}</strong>}
      <span>{words()}</span>
      {!state.complete && state.phase === 'idle' && <DefaultButton text={texts('Load_Older')} onClick={onMore} />}
    </div>
  );
}

interface MissingNoticeProps {
  readonly state: TimelineState;
  readonly texts: TimelineTexts;
  onRetry(): void;
}

/** Tells that the list is not everything: one kind of activity could not be read. */
function MissingNotice({ state, texts, onRetry }: MissingNoticeProps): React.ReactElement {
  return (
    <div className={styles.notice} role="alert">
      <span style={{ flex: 1 }}>
        {[...state.missing].map(([table, reason]) => (
          <div key={table}>{texts('Missing_Part', tableName(table, texts), reason)}</div>
        ))}
      </span>
      <DefaultButton text={texts('Try_Again')} onClick={onRetry} />
    </div>
  );
}

function tableName(table: string, texts: TimelineTexts): string {
  switch (table) {
    case 'task':
    case 'email':
    case 'phonecall':
    case 'appointment':
    case 'lead':
      return texts(`Table_${table}`);
    default:
      return table;
  }
}
