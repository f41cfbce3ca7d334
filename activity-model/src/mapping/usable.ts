import { convert } from './convert.ts';
import { keyOf } from './lookups.ts';
import { parsePath } from './path.ts';
import type { ColumnDefinition, ColumnDefinitions, FieldMapping } from './types.ts';

/** What rows are recognised, joined and ordered by: a mapping that wrote it would break logging. */
const reserved = new Set([
  'activityid',
  'activitytypecode',
  'statecode',
  'statuscode',
  'regardingobjectid',
  'overriddencreatedon',
  'messageid',
  'al_rowhash',
  'al_kind',
  'al_occurredon',
  'al_conversationid',
  'al_lastmessageon',
]);

/** True for columns that only the logging rules write (SPEC F-1: any other column can be mapped). */
export function isReserved(column: string): boolean {
  return reserved.has(column) || column.startsWith('al_source');
}

/**
 * Why a mapping cannot be used with these columns, as a sentence; `undefined` when it can (SPEC F-3, F-5). Found without a payload:
 * by the bridge for every item, by the pages while somebody edits.
 */
export function whyNotUsable(mapping: FieldMapping, columns: ColumnDefinitions): string | undefined {
  const { column: name, table, path, constant } = mapping;
  if (isReserved(name)) return `The column ${name} is written by the logging rules and takes no mapping.`;
  const column = columns.get(name);
  if (!column)
    return `The table ${table} has no column ${name} that a mapping can write: it was deleted or is misspelt.`;
  if (!column.canCreate || !column.canUpdate) return `The column ${name} of ${table} cannot be written.`;
  if (constant === undefined && path === undefined)
    return `It has neither a source path nor a constant value for ${name}.`;
  if (constant === undefined && path !== undefined) {
    const parsed = parsePath(path);
    if (!parsed.ok) return `The source path "${path}" is wrong at position ${parsed.at + 1}: ${parsed.reason}.`;
  }
  return lookupProblem(mapping, column) ?? fixedValueProblem(mapping, column);
}

function lookupProblem({ lookupBy }: FieldMapping, column: ColumnDefinition): string | undefined {
  if (lookupBy === undefined) return undefined;
  if (column.type !== 'lookup')
    return `The column ${column.name} is no lookup (any more), but the mapping names a lookup key.`;
  const tables = column.targets ?? [];
  if (keyOf(lookupBy, tables)) return undefined;
  return `The lookup key ${lookupBy} of ${column.name} must name one of the tables ${tables.join(', ')}, e.g. ${tables[0]}.name.`;
}

/** A fixed value that the column does not take is a mistake of the mapping, or the column has changed its type since. */
function fixedValueProblem(mapping: FieldMapping, column: ColumnDefinition): string | undefined {
  const fixed: readonly (readonly [string, string | undefined])[] = [
    ['constant value', mapping.constant],
    [
      'default value',
      mapping.constant === undefined && mapping.whenEmpty === 'default' ? mapping.defaultValue : undefined,
    ],
    ['required placeholder', column.required ? mapping.placeholder : undefined],
  ];
  for (const [what, value] of fixed) {
    if (value === undefined) continue;
    const converted = convert(value, column, mapping.valueMap, mapping.lookupBy);
    if (converted.as === 'refused') return `The ${what} does not fit: the column ${column.name} ${converted.reason}.`;
  }
  return undefined;
}
