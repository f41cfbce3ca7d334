import type { UserClock } from '../../shared/clock';

/** What the reader is told about a stretch of time. */
export interface GroupNames {
  readonly upcoming: string;
  readonly today: string;
  readonly yesterday: string;
}

/**
 * Heading a moment stands under: what is to come, each of the last seven days with its distance, then months. Days are the user's own
 * (SPEC T-4, T-11).
 */
export function groupOf(at: number, now: number, clock: UserClock, names: GroupNames): string {
  const days = clock.dayNumber(now) - clock.dayNumber(at);
  if (days < 0) return names.upcoming;
  if (days === 0) return names.today;
  if (days === 1) return names.yesterday;
  return days < 7 ? `${clock.dayName(at)} · ${clock.relative(at, now)}` : clock.monthName(at);
}
