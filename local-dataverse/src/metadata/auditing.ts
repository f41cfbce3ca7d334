/** Which tables and columns are audited ([DOC] auditing/configure-auditing: organisation, table and column must all be enabled). Pure. */
import type { Column, Table } from './types.ts';

/** Microsoft's tables that come with auditing on; no document lists them [INFER]. */
const ON: ReadonlySet<string> = new Set(['account', 'contact', 'lead', 'opportunity']);

export function isTableAudited(table: Table): boolean {
  return table.isAuditEnabled ?? (!table.isCustom && ON.has(table.logicalName));
}

/** Microsoft's own columns are on unless said otherwise; what only the platform writes is not [INFER]. */
export function isColumnAudited(column: Column): boolean {
  return column.isAuditEnabled ?? (!column.isCustom && (column.validForCreate || column.validForUpdate));
}
