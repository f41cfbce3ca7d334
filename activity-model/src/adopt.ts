import type { BuildInput, ActivityRow } from './row.ts';
import type { EventFields } from './event.ts';
import type { Ref } from './people.ts';

const activityTables = ['email', 'appointment'] as const;
type AdoptedTable = (typeof activityTables)[number];

/**
 * The row that synchronisation made for this very thing (SPEC L-27, L-29): the one the payload names, else the one that was
 * tracked: an e-mail with its message id, an appointment of its calendar event while meetings are logged as appointments.
 */
export function adoptedRow(
  fields: EventFields,
  { decision, tracked }: BuildInput,
): (Ref & { readonly table: AdoptedTable }) | undefined {
  const { kind, target } = decision;
  const isTracked = kind === 'email' || kind === 'reply' || (kind === 'meeting' && target === 'appointment');
  const ref = fields.crmActivity ?? (isTracked ? tracked : undefined);
  const table = activityTables.find((name) => name === ref?.table);
  return ref && table ? { table, id: ref.id } : undefined;
}

/**
 * Only our own columns of `row`, to be stamped on a row that is there: its subject, text, regarding, owner, parties and state are
 * synchronisation's and its users' (SPEC L-29).
 */
export function stampOf(row: ActivityRow, adopts: Ref): ActivityRow {
  const { recheckAt: _recheckAt, ...kept } = row;
  return {
    ...kept,
    // The whole text stands in the row's own description.
    columns: { ...ours(row.columns), al_body: null },
    lookups: ours(row.lookups),
    parties: [],
    final: null,
    adopts,
    partial: true,
  };
}

function ours<T>(values: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name.startsWith('al_')));
}
