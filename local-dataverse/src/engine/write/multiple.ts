/** Which tables take many rows in one message (facts §4). */
import type { Table } from '../../metadata/types.ts';
import type { Behaviour } from '../behaviour.ts';

/** True when the table has CreateMultiple, UpdateMultiple and UpsertMultiple; their sdkmessagefilter rows follow it. */
export function hasMultiple(behaviour: Pick<Behaviour, 'multipleTables'>, table: Table): boolean {
  const { multipleTables } = behaviour;
  return multipleTables.includes(table.logicalName) || (table.isCustom && multipleTables.includes('custom'));
}
