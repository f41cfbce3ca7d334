/** Which tables tell what was deleted, so that a delta link can be followed. */
import type { Table } from './types.ts';

/** Microsoft's tables of our domain that have it from the start (account and contact: [DOC] samples; the others [INFER]). */
const FROM_THE_START = new Set([
  'account',
  'annotation',
  'appointment',
  'contact',
  'email',
  'lead',
  'opportunity',
  'phonecall',
  'systemuser',
  'task',
]);

/** ChangeTrackingEnabled. PUT EntityDefinitions turns it on for further tables, custom and Microsoft's. */
export function isTracked(table: Table): boolean {
  return table.changeTracking ?? FROM_THE_START.has(table.logicalName);
}
