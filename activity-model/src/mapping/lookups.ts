import type { ColumnDefinition, Converted, LookupQuestion } from './types.ts';

/**
 * A lookup asks for the row with this e-mail address or alternate key (SPEC F-1); one question a table it can point to.
 *
 * @param by see {@link FieldMapping.lookupBy}.
 */
export function toLookup(
  value: string | number | boolean,
  column: ColumnDefinition,
  by: string | undefined,
): Converted {
  if (typeof value === 'boolean') return refused('points to a row, and yes or no names none');
  const tables = column.targets ?? [];
  if (by === undefined) return byEmail(String(value), tables);
  const key = keyOf(by, tables);
  if (!key)
    return refused(`points to ${tables.join(', ')}: the alternate key must name one of them, e.g. ${tables[0]}.${by}`);
  return ask([{ ...key, value: String(value).trim() }]);
}

/** Table and column of an alternate key; undefined when the table is unknown or not said. */
export function keyOf(by: string, tables: readonly string[]): { table: string; by: string } | undefined {
  const [table, column] = by.includes('.') ? by.split('.', 2) : [tables.length === 1 ? tables[0] : undefined, by];
  return table && column && tables.includes(table) ? { table, by: column } : undefined;
}

function byEmail(text: string, tables: readonly string[]): Converted {
  const value = text.trim().toLowerCase();
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(value)) {
    return refused('finds its row by e-mail address, and this is none; another key can be named in the mapping');
  }
  return ask(tables.map((table) => ({ table, by: 'email', value })));
}

function ask(questions: readonly LookupQuestion[]): Converted {
  return questions.length > 0 ? { as: 'lookup', questions } : refused('points to no table that is known');
}

function refused(reason: string): Converted {
  return { as: 'refused', reason };
}
