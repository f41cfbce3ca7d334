import { kindValues } from '../kind-values.ts';
import { kinds, targets, type Target } from '../kinds.ts';
import { TargetTable, WhenEmpty } from '../metadata/choices.ts';
import type { FieldMapping } from './types.ts';

const tableValues: Readonly<Record<Target, TargetTable>> = {
  task: TargetTable.Task,
  email: TargetTable.Email,
  phonecall: TargetTable.PhoneCall,
  appointment: TargetTable.Appointment,
};
const whenEmptyValues: Readonly<Record<FieldMapping['whenEmpty'], WhenEmpty>> = {
  skip: WhenEmpty.Skip,
  clear: WhenEmpty.Clear,
  default: WhenEmpty.UseDefault,
};

/** A mapping read from its row: usable, wrong with a sentence why, or switched off. */
export type MappingOfRow =
  | { readonly ok: true; readonly mapping: FieldMapping }
  | { readonly ok: false; readonly id: string; readonly problem: string }
  /** `mapping` is absent when the row is wrong as well. */
  | { readonly ok: 'disabled'; readonly id: string; readonly mapping?: FieldMapping };

/** A row of `al_fieldmapping` as the Web API returns it (SPEC F-6: anybody may have edited it). Never throws. */
export function mappingFromRow(row: Readonly<Record<string, unknown>>): MappingOfRow {
  const id = String(row['al_fieldmappingid'] ?? '').toLowerCase();
  const isDisabled = row['al_enabled'] === false || row['statecode'] === 1;
  const read = readMapping(row, id, isDisabled);
  if (isDisabled) return { ok: 'disabled', id, ...(typeof read === 'string' ? {} : { mapping: read }) };
  return typeof read === 'string' ? { ok: false, id, problem: read } : { ok: true, mapping: read };
}

/** Values of the mapping's row by logical name, its id apart. */
export function mappingToRow(mapping: FieldMapping): Record<string, string | number | boolean | null> {
  return {
    al_name: mapping.name,
    al_kind: kindValues[mapping.kind],
    al_targettable: tableValues[mapping.table],
    al_sourcesystem: mapping.source ?? null,
    al_sourcepath: mapping.path ?? null,
    al_targetcolumn: mapping.column,
    al_constantvalue: mapping.constant ?? null,
    al_whenempty: whenEmptyValues[mapping.whenEmpty],
    al_defaultvalue: mapping.defaultValue ?? null,
    al_valuemap: mapping.valueMap === undefined ? null : JSON.stringify(mapping.valueMap),
    al_placeholder: mapping.placeholder ?? null,
    al_lookupby: mapping.lookupBy ?? null,
    al_enabled: mapping.disabled !== true,
  };
}

function readMapping(row: Readonly<Record<string, unknown>>, id: string, disabled: boolean): FieldMapping | string {
  const kind = kinds.find((name) => kindValues[name] === row['al_kind']);
  if (!kind) return 'It has no known activity kind.';
  const table = targets.find((name) => tableValues[name] === row['al_targettable']);
  if (!table) return 'It has no known target table.';
  const column = textOf(row['al_targetcolumn'])?.trim();
  if (column === undefined) return 'It names no target column.';
  const valueMap = readValueMap(textOf(row['al_valuemap']));
  if (typeof valueMap === 'string') return valueMap;
  const whenEmpty =
    (['clear', 'default'] as const).find((name) => whenEmptyValues[name] === row['al_whenempty']) ?? 'skip';
  const optional = <K extends string>(name: K, value: string | undefined): Partial<Record<K, string>> =>
    value === undefined ? {} : ({ [name]: value } as Record<K, string>);
  return {
    id,
    name: textOf(row['al_name']) ?? column,
    kind,
    table,
    column,
    whenEmpty,
    ...optional('source', textOf(row['al_sourcesystem'])?.trim()),
    ...optional('path', textOf(row['al_sourcepath'])?.trim()),
    ...optional('constant', textOf(row['al_constantvalue'])),
    ...optional('defaultValue', textOf(row['al_defaultvalue'])),
    ...optional('placeholder', textOf(row['al_placeholder'])),
    ...optional('lookupBy', textOf(row['al_lookupby'])?.trim()),
    ...(valueMap === undefined ? {} : { valueMap }),
    ...(disabled ? { disabled: true } : {}),
  };
}

/** A sentence when the text is no JSON object of texts and numbers. */
function readValueMap(text: string | undefined): Readonly<Record<string, string | number>> | string | undefined {
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'Its value map is not JSON; it must look like {"Hot": "High", "Cold": 1}.';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'Its value map is not a JSON object; it must look like {"Hot": "High", "Cold": 1}.';
  }
  const wrong = Object.entries(value).find(([, to]) => typeof to !== 'string' && typeof to !== 'number');
  if (wrong) return `Its value map gives "${wrong[0]}" something else than a label or a number.`;
  return value as Readonly<Record<string, string | number>>;
}

/** The platform keeps no empty text; a blank one means nothing either. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
