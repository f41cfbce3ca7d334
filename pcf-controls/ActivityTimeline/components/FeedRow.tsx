import * as React from 'react';
import type { UserClock } from '../../shared/clock';
import type { Activity } from '../model/activity';
import { condense } from '../model/condense';
import { outcomeOf } from '../model/outcome';
import type { TimelineTexts } from '../texts';
import { iconClassOf, rowStyles as styles, tones } from './rowStyles';

export interface FeedRowProps {
  readonly activity: Activity;
  readonly index: number;
  readonly setSize: number;
  readonly top: number;
  readonly heading: string | undefined;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly narrow: boolean;
  readonly now: number;
  readonly clock: UserClock;
  readonly texts: TimelineTexts;
  measure(element: HTMLElement | null): void;
  onActivate(index: number): void;
  onToggle(id: string): void;
  renderDetail(activity: Activity): React.ReactElement;
}

/**
 * One activity: collapsed at most 12 words (SPEC T-2) and 8 elements (SPEC T-8), opened with its detail. The article takes the
 * focus (feed pattern); its title is a button of its own, so that a screen reader hears whether the row is open.
 */
export const FeedRow = React.memo(function FeedRow(props: FeedRowProps): React.ReactElement {
  const { activity, index, heading, isActive, isOpen, now, clock, texts } = props;
  const outcome = outcomeOf(activity, now, {
    canceled: texts('State_canceled'),
    noShow: texts('State_noShow'),
    scheduled: texts('State_scheduled'),
    open: texts('State_open'),
    overdue: texts('State_overdue'),
  });
  const when = whenOf(activity.at, now, clock);
  const kindName = texts(`Kind_${activity.kind}`);
  const { title, snippet } = condense({
    subject: activity.subject,
    kindName,
    snippet: activity.snippet,
    beside: [outcome?.text ?? '', activity.who, when],
    outcomeShown: outcome !== undefined,
  });
  const direction = activity.direction && texts(`Direction_${activity.direction}`);
  const iconName = direction ? `${kindName}, ${direction}` : kindName;
  const id = `al-${activity.id}`;
  const toggle = (): void => props.onToggle(activity.id);
  const classes = [styles.row, props.narrow && styles.rowNarrow, isOpen && styles.rowOpen].filter(Boolean).join(' ');

  return (
    <div
      role="article"
      className={classes}
      style={{ top: props.top }}
      ref={props.measure}
      tabIndex={isActive ? 0 : -1}
      data-index={index}
      data-kind={activity.kind}
      data-open={isOpen ? '' : undefined}
      aria-posinset={index + 1}
      aria-setsize={props.setSize}
      aria-labelledby={`${id}-icon ${id}-title`}
      aria-describedby={`${id}-time`}
      onFocus={() => props.onActivate(index)}
      // The whole line opens it; buttons, links and the opened text keep their own clicks.
      onClick={(event) => {
        if (!(event.target as HTMLElement).closest('button, a, [data-part=detail]')) toggle();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
        event.preventDefault();
        toggle();
      }}
    >
      {heading !== undefined && <h3 className={styles.heading}>{heading}</h3>}
      <span
        id={`${id}-icon`}
        role="img"
        aria-label={iconName}
        title={iconName}
        data-part="icon"
        className={`${styles.icon} ${iconClassOf(activity)} ${activity.state === 'done' ? '' : styles.quiet}`}
      />
      <button
        id={`${id}-title`}
        type="button"
        data-part="title"
        className={styles.title}
        tabIndex={isActive ? 0 : -1}
        aria-expanded={isOpen}
        title={activity.subject}
        onClick={toggle}
      >
        {title}
      </button>
      {outcome && (
        <span data-part="badge" className={`${styles.badge} ${tones[outcome.tone]}`}>
          {outcome.text}
        </span>
      )}
      {snippet !== '' && (
        <span data-part="snippet" data-lone={outcome ? undefined : ''} className={styles.snippet}>
          {snippet}
        </span>
      )}
      {activity.who !== '' && (
        <span data-part="who" className={styles.who}>
          {activity.who}
        </span>
      )}
      <time
        id={`${id}-time`}
        data-part="time"
        className={styles.time}
        dateTime={new Date(activity.at).toISOString()}
        title={clock.exact(activity.at)}
      >
        {when}
      </time>
      {isOpen && props.renderDetail(activity)}
    </div>
  );
});

/** Under the heading of a past day the time of day tells more than the distance, which the heading tells. */
function whenOf(at: number, now: number, clock: UserClock): string {
  const days = clock.dayNumber(now) - clock.dayNumber(at);
  return days > 0 && days < 7 ? clock.time(at) : clock.relative(at, now);
}
