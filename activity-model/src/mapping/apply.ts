import type { Kind, Target } from '../kinds.ts';
import type { Ref } from '../people.ts';
import type { ActivityRow, ColumnValue, Problem } from '../row.ts';
import { cutText } from '../text.ts';
import { convert } from './convert.ts';
import { readPath } from './path.ts';
import type {
  ColumnDefinition,
  ColumnDefinitions,
  FieldMapping,
  LookupQuestion,
  MappedColumns,
  MappedFrom,
} from './types.ts';
import { isReserved, whyNotUsable } from './usable.ts';

const valueLength = 200;

export interface MappingInput {
  readonly mappings: readonly FieldMapping[];
  readonly kind: Kind;
  /** Table the item is logged to: mappings of another one are not looked at (DESIGN decision 7). */
  readonly table: Target;
  readonly source: string;
  /** What paths are read from. */
  readonly document: unknown;
  /** Columns of `table`. */
  readonly columns: ColumnDefinitions;
}

/** Answers a question about a row: the one row, `several`, nothing found, or that the table may not be read. */
export type FindRow = (question: LookupQuestion) => Ref | 'several' | 'unreadable' | undefined;

/** What must be found before {@link applyMappings}: every row that a mapping of this item may name, each once. */
export function lookupQuestions(input: MappingInput): readonly LookupQuestion[] {
  const questions = new Map<string, LookupQuestion>();
  // Nothing is found while asking, so that also the values that stand in for others are asked about.
  applyMappings(input, (question) => {
    questions.set(JSON.stringify([question.table, question.by, question.value]), question);
    return undefined;
  });
  return [...questions.values()];
}

/**
 * Applies the mappings of an item (SPEC F-1 … F-4). Total: a mapping that cannot be used, or a value that cannot be converted, is
 * a problem, and the row is logged without that column.
 */
export function applyMappings(input: MappingInput, find: FindRow): MappedColumns {
  const columns: Record<string, ColumnValue> = {};
  const lookups: Record<string, Ref | null> = {};
  const origins: Record<string, { mapping: FieldMapping; from: MappedFrom }> = {};
  const problems: Problem[] = [];
  const taken = new Map<string, FieldMapping>();

  for (const mapping of selected(input)) {
    const column = input.columns.get(mapping.column);
    const why = whyNotUsable(mapping, input.columns) ?? alreadyTaken(taken.get(mapping.column), mapping);
    if (why !== undefined || !column) {
      problems.push(notUsable(mapping, why ?? ''));
      continue;
    }
    // One for this source stands in for the one for every source.
    if (taken.has(mapping.column)) continue;
    taken.set(mapping.column, mapping);
    const mapped = valueOf(mapping, column, input, find, problems);
    if (!mapped) continue;
    origins[mapping.column] = { mapping, from: mapped.from };
    if (column.type === 'lookup') lookups[mapping.column] = mapped.ref ?? null;
    else columns[mapping.column] = mapped.value ?? null;
  }
  return { columns, lookups, problems, origins };
}

/** A row with its mapped values: they win over what the rules say, except in reserved columns; a placeholder only fills a gap. */
export function withMapped(row: ActivityRow, mapped: MappedColumns): ActivityRow {
  const wins = (known: unknown, column: string): boolean =>
    !isReserved(column) && !(mapped.origins[column]?.from === 'placeholder' && known !== null && known !== undefined);
  const chosen = <T>(rules: Readonly<Record<string, T>>, own: Readonly<Record<string, T>>): Record<string, T> => ({
    ...rules,
    ...Object.fromEntries(Object.entries(own).filter(([column]) => wins(rules[column], column))),
  });
  return { ...row, columns: chosen(row.columns, mapped.columns), lookups: chosen(row.lookups, mapped.lookups) };
}

/** Mappings for this kind, table and source: those for one source first, then by name, so that the order never depends on storage. */
function selected({ mappings, kind, table, source }: MappingInput): FieldMapping[] {
  const forSource = source.toLowerCase();
  const rank = (mapping: FieldMapping): string =>
    `${mapping.source === undefined ? 1 : 0}|${mapping.name}|${mapping.id}`;
  return mappings
    .filter(
      (mapping) =>
        !mapping.disabled &&
        mapping.kind === kind &&
        mapping.table === table &&
        (mapping.source === undefined || mapping.source.toLowerCase() === forSource),
    )
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function alreadyTaken(first: FieldMapping | undefined, mapping: FieldMapping): string | undefined {
  if (!first || (first.source === undefined) !== (mapping.source === undefined)) return undefined;
  return `The column ${mapping.column} is already written by the mapping "${first.name}".`;
}

function notUsable(mapping: FieldMapping, why: string): Problem {
  return {
    code: 'mapping-not-usable',
    detail: `The mapping "${mapping.name}" is not used. ${why}`,
    ...(mapping.path === undefined ? {} : { field: mapping.path }),
    column: mapping.column,
    mappingId: mapping.id,
  };
}

interface Mapped {
  readonly from: MappedFrom;
  readonly value?: ColumnValue;
  readonly ref?: Ref;
}

/** Constant or payload; when that is empty what the mapping says; when nothing else, the placeholder of a required column. */
function valueOf(
  mapping: FieldMapping,
  column: ColumnDefinition,
  input: MappingInput,
  find: FindRow,
  problems: Problem[],
): Mapped | undefined {
  const attempt = (value: unknown, from: MappedFrom): Mapped | 'empty' | 'failed' => {
    const done = convertAndFind(value, column, mapping, find);
    if ('reason' in done) {
      problems.push(notConverted(mapping, column, input.table, value, from, done.reason));
      return 'failed';
    }
    return done.ref === undefined && (done.value ?? null) === null ? 'empty' : { ...done, from };
  };

  const { constant, path, whenEmpty, defaultValue, placeholder } = mapping;
  let result =
    constant === undefined ? attempt(readPath(input.document, path ?? ''), 'payload') : attempt(constant, 'constant');
  if (result === 'empty' && whenEmpty === 'default') result = attempt(defaultValue, 'default');
  if (result === 'empty' && whenEmpty === 'clear' && !column.required) return { from: 'cleared' };
  if (typeof result !== 'string') return result;
  if (!column.required || placeholder === undefined) return undefined;
  const filled = attempt(placeholder, 'placeholder');
  return typeof filled === 'string' ? undefined : filled;
}

function convertAndFind(
  value: unknown,
  column: ColumnDefinition,
  { valueMap, lookupBy }: FieldMapping,
  find: FindRow,
): { value?: ColumnValue; ref?: Ref } | { reason: string } {
  const converted = convert(value, column, valueMap, lookupBy);
  if (converted.as === 'value') return { value: converted.value };
  if (converted.as === 'refused') return { reason: converted.reason };
  const { questions } = converted;
  const all = questions.map(find);
  const answers = all.filter((answer) => answer !== undefined && answer !== 'unreadable');
  const tables = questions.map(({ table }) => table).join(', ');
  const by = questions[0]?.by === 'email' ? 'e-mail address' : `${questions[0]?.by}`;
  const [first] = answers;
  if (first === undefined && all.includes('unreadable')) {
    const unreadable = questions.filter((_, index) => all[index] === 'unreadable').map(({ table }) => table);
    return { reason: `points to a row of ${tables}, and the bridge may not read ${unreadable.join(', ')}` };
  }
  if (first === undefined) return { reason: `points to a row of ${tables}, and none has this ${by}` };
  if (answers.length > 1 || first === 'several') {
    return { reason: `points to one row of ${tables}, and several have this ${by}` };
  }
  return { ref: first };
}

function notConverted(
  mapping: FieldMapping,
  column: ColumnDefinition,
  table: Target,
  value: unknown,
  from: MappedFrom,
  reason: string,
): Problem {
  const field = from === 'payload' ? mapping.path : undefined;
  const what = field === undefined ? `The ${from} value of the mapping "${mapping.name}"` : `The field ${field}`;
  const shown = column.secured ? undefined : cutText(textOf(value), valueLength);
  return {
    code: 'value-not-converted',
    detail: `${what}${shown === undefined ? '' : ` (${shown})`} was left out: the column ${column.name} of ${table} ${reason}.`,
    ...(field === undefined ? {} : { field }),
    ...(shown === undefined ? {} : { value: shown }),
    column: column.name,
    mappingId: mapping.id,
  };
}

/** A value as somebody reads it in an issue: texts as they are, the rest as JSON. Never throws. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // A cycle or a bigint is no JSON; the preview may be given anything.
    return String(value);
  }
}
