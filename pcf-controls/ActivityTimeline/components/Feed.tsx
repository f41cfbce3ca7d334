import * as React from 'react';
import type { UserClock } from '../../shared/clock';
import type { Activity } from '../model/activity';
import { groupOf } from '../model/group';
import type { TimelineTexts } from '../texts';
import { FeedRow } from './FeedRow';
import { headingHeight, narrowRowHeight, rowHeight } from './rowStyles';
import { styles } from './styles';
import { useFeedHeight } from './useFeedHeight';
import { useFeedWindow } from './useFeedWindow';

/** How long after a click a row that grows is scrolled into sight, in milliseconds. */
const revealTime = 1500;

export interface FeedProps {
  readonly activities: readonly Activity[];
  /** Number of rows there are, -1 while more may follow (ARIA's word for unknown). */
  readonly setSize: number;
  readonly busy: boolean;
  readonly narrow: boolean;
  /** Pixels the form gives the control, -1 for no limit. */
  readonly allocatedHeight: number;
  /** Changes when something above the list may have changed its height. */
  readonly above: string;
  readonly now: number;
  readonly clock: UserClock;
  readonly texts: TimelineTexts;
  /** Called when the last rows come into sight; may be called repeatedly. */
  readonly onEnd?: () => void;
  renderDetail(activity: Activity): React.ReactElement;
  readonly footer: React.ReactElement;
}

/** The scrolling list of rows: ARIA feed pattern (SPEC T-9), only the rows in sight are in the page (SPEC T-8). */
export function Feed(props: FeedProps): React.ReactElement {
  const { activities, narrow, now, clock, texts, onEnd } = props;
  const [open, setOpen] = React.useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = React.useState(0);
  const [hasFocus, setHasFocus] = React.useState(false);
  const wantsFocus = React.useRef(false);
  const feedRef = React.useRef<HTMLDivElement>(null);

  const headings = React.useMemo(() => headingsOf(activities, now, clock, texts), [activities, now, clock, texts]);
  const keys = React.useMemo(() => activities.map((activity) => activity.id), [activities]);
  const estimate = React.useCallback(
    (index: number) => (narrow ? narrowRowHeight : rowHeight) + (headings[index] === undefined ? 0 : headingHeight),
    [narrow, headings],
  );
  const current = Math.min(active, Math.max(0, activities.length - 1));
  const view = useFeedWindow({
    keys,
    estimate,
    layout: narrow ? 'narrow' : 'wide',
    keep: hasFocus ? current : undefined,
  });

  const height = useFeedHeight(view.scrollRef, props.allocatedHeight, props.above);

  const lastDrawn = view.drawn[view.drawn.length - 1] ?? 0;
  React.useEffect(() => {
    if (onEnd && lastDrawn >= activities.length - 1) onEnd();
  }, [onEnd, lastDrawn, activities.length]);

  // In the same commit that draws the row: a later effect could still belong to the draw before the move.
  React.useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    feedRef.current?.querySelector<HTMLElement>(`[data-index="${current}"]`)?.focus({ preventScroll: true });
  });

  // An opened row grows twice, with its detail and with its text: both times it is brought into sight.
  const opened = React.useRef<{ readonly id: string; readonly until: number }>();
  React.useEffect(() => {
    if (!opened.current || Date.now() > opened.current.until) return;
    const index = keys.indexOf(opened.current.id);
    if (index >= 0) view.reveal(index);
    // Only growth of the list calls for it, not each render.
  }, [view.total]);

  const moveTo = (index: number): void => {
    const target = Math.max(0, Math.min(activities.length - 1, index));
    wantsFocus.current = true;
    setHasFocus(true);
    setActive(target);
    view.reveal(target);
  };
  const toggle = React.useCallback((id: string) => {
    opened.current = { id, until: Date.now() + revealTime };
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const step = keyStep(event, current, activities.length);
    if (step === undefined) return;
    event.preventDefault();
    moveTo(step);
  };

  return (
    <div className={styles.scroll} style={{ maxHeight: height }} ref={view.scrollRef}>
      <div
        role="feed"
        aria-label={texts('Feed_Label')}
        aria-busy={props.busy}
        className={styles.feed}
        style={{ height: view.total }}
        ref={feedRef}
        onKeyDown={onKeyDown}
        onFocus={() => setHasFocus(true)}
        onBlur={() => setHasFocus(false)}
      >
        {view.drawn.map((index) => {
          const activity = activities[index];
          if (activity === undefined) return null;
          return (
            <FeedRow
              key={activity.id}
              activity={activity}
              index={index}
              setSize={props.setSize}
              top={view.top(index)}
              heading={headings[index]}
              isActive={index === current}
              isOpen={open.has(activity.id)}
              narrow={narrow}
              now={now}
              clock={clock}
              texts={texts}
              measure={view.measure(activity.id)}
              onActivate={setActive}
              onToggle={toggle}
              renderDetail={props.renderDetail}
            />
          );
        })}
      </div>
      {props.footer}
    </div>
  );
}

/** Row a key of the feed pattern leads to: Page keys step, Ctrl+Home and Ctrl+End go to the ends. */
function keyStep(event: React.KeyboardEvent, current: number, count: number): number | undefined {
  switch (event.key) {
    case 'PageDown':
      return current + 1;
    case 'PageUp':
      return current - 1;
    case 'Home':
      return event.ctrlKey ? 0 : undefined;
    case 'End':
      return event.ctrlKey ? count - 1 : undefined;
    default:
      return undefined;
  }
}

/** Heading of each row that begins a new stretch of time. */
function headingsOf(
  activities: readonly Activity[],
  now: number,
  clock: UserClock,
  texts: TimelineTexts,
): (string | undefined)[] {
  const names = { upcoming: texts('Group_Upcoming'), today: texts('Group_Today'), yesterday: texts('Group_Yesterday') };
  // Rows of one day share their heading, and a day is named once however many rows it has.
  const groups = new Map<number, string>();
  const groupOfDay = (at: number): string => {
    const day = clock.dayNumber(at);
    const known = groups.get(day) ?? groupOf(at, now, clock, names);
    groups.set(day, known);
    return known;
  };
  let last: string | undefined;
  return activities.map((activity) => {
    const group = groupOfDay(activity.at);
    const heading = group === last ? undefined : group;
    last = group;
    return heading;
  });
}
