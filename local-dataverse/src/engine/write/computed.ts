/** Columns the platform fills itself from other columns of the same row. */
import type { TableModel } from '../model/types.ts';
import type { SqlRow, SqlValue } from '../storage/database.ts';

/** Tables whose full name is made of first and last name. */
const NAMED_PEOPLE = new Set(['contact', 'lead', 'systemuser']);

/**
 * Adds what follows from `changes`.
 * @param changes columns being written; completed in place
 * @param before the row so far; undefined for a new one
 */
export function computeColumns(model: TableModel, changes: SqlRow, before: SqlRow | undefined): void {
  if (NAMED_PEOPLE.has(model.name) && ('firstname' in changes || 'lastname' in changes || before === undefined)) {
    const first = pick(changes, before, 'firstname');
    const last = pick(changes, before, 'lastname');
    const full = [first, last].filter((part) => part !== null && part !== '').join(' ');
    // Users made from the directory bring their full name; it is kept when they have no parts.
    if (full !== '' || before !== undefined) changes['fullname'] = full === '' ? null : full;
  }
  objectType(model, changes);
  if (model.isActivity) {
    duration(model, changes, before, 'scheduledstart', 'scheduledend', 'scheduleddurationminutes');
    // The actual duration is the caller's when given; else what start and end make of it.
    if (!('actualdurationminutes' in changes))
      duration(model, changes, before, 'actualstart', 'actualend', 'actualdurationminutes');
  }
}

/** Notes and attachments say which table they hang on. */
function objectType(model: TableModel, changes: SqlRow): void {
  const type = model.columns.get('objectid')?.typeName;
  const column = model.columns.get('objecttypecode');
  if (type === undefined || column?.store !== 'text' || !(type in changes)) return;
  changes[column.name] = changes[type] ?? null;
}

function duration(
  model: TableModel,
  changes: SqlRow,
  before: SqlRow | undefined,
  start: string,
  end: string,
  minutes: string,
): void {
  if (!(start in changes) && !(end in changes)) return;
  if (!model.columns.has(minutes)) return;
  const from = pick(changes, before, start);
  const to = pick(changes, before, end);
  if (typeof from !== 'string' || typeof to !== 'string') return;
  const length = Math.round((Date.parse(to) - Date.parse(from)) / 60_000);
  if (length >= 0) changes[minutes] = length;
}

function pick(changes: SqlRow, before: SqlRow | undefined, name: string): SqlValue {
  return changes[name] ?? (name in changes ? null : (before?.[name] ?? null));
}
