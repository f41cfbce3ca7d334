import type { LoggingSettings } from '@activity-logging/activity-model';
import type { CrmRow } from './crm-rows.ts';

/** A row that was found by an id, an address or a number. */
export interface Match {
  /** The row itself, or the one it was merged into or became. */
  readonly row: CrmRow;
  /** False when the row that was found leads to `row`. */
  readonly direct: boolean;
  /** Place of the column the value stood in. */
  readonly rank: number;
}

export type Choice = CrmRow | 'several' | undefined;

/**
 * Rows that are equally good: active ones; else those a merged or qualified row leads to; else what is inactive (SPEC B-8). Each
 * once, the one to take first in front: contacts by number, those without one last, then leads by age.
 */
export function bestOf(matches: readonly Match[]): CrmRow[] {
  const active = matches.filter(({ row, direct }) => row.active && direct);
  const followed = matches.filter(({ row }) => row.active);
  const best = [active, followed, matches].find((some) => some.length > 0) ?? [];
  const seen = new Set<string>();
  return best
    .toSorted(byNumber)
    .map(({ row }) => row)
    .filter(({ id }) => (seen.has(id) ? false : seen.add(id)));
}

/**
 * One of the rows by the admin's policy (SPEC B-8).
 *
 * @param lastActive moment of the latest activity by id of the row; needed for `mostRecentlyActive` alone.
 */
export function choose(
  matches: readonly Match[],
  policy: LoggingSettings['ambiguityPolicy'],
  lastActive: ReadonlyMap<string, string>,
): Choice {
  const best = bestOf(matches);
  if (best.length < 2) return best[0];
  switch (policy) {
    case 'park':
      return 'several';
    case 'firstByNumber':
      return best[0];
    case 'mostRecentlyActive': {
      const latest = (row: CrmRow): string => lastActive.get(row.id) ?? '';
      // A stable order: of rows without any activity the first by number.
      return best.toSorted((a, b) => compareText(latest(b), latest(a)))[0];
    }
  }
}

const tableOrder = ['contact', 'lead'];
const natural = new Intl.Collator('en', { numeric: true });

function byNumber(a: Match, b: Match): number {
  return (
    tableOrder.indexOf(a.row.table) - tableOrder.indexOf(b.row.table) ||
    Number(a.row.number === undefined) - Number(b.row.number === undefined) ||
    natural.compare(a.row.number ?? '', b.row.number ?? '') ||
    (a.row.table === 'lead' ? 0 : a.rank - b.rank) ||
    compareText(a.row.createdOn, b.row.createdOn) ||
    compareText(a.row.id, b.row.id)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
