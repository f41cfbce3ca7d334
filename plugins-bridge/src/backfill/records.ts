import { parseJson } from '../json.ts';
import { type FieldProblem, readEvent } from '../sources/canonical/index.ts';
import { csvRecords, type Header } from './csv.ts';
import { linesOf, type Place } from './lines.ts';

/** One record of a file as it stands there. */
export type FileRecord = {
  readonly line: number;
  /** Reading can go on from there. */
  readonly after: Place;
  readonly text: string;
} & ({ readonly document: unknown } | { readonly problems: readonly FieldProblem[] });

/** A record that is to be sent, or everything that is wrong with it. */
export type CheckedRecord = Pick<FileRecord, 'line' | 'after' | 'text'> &
  ({ readonly event: string } | { readonly problems: readonly FieldProblem[] });

/** What events get that do not say it themselves. */
export interface Defaults {
  readonly source?: string;
  readonly kind?: string;
}

export interface Reading {
  readonly file: string;
  /** Absent for a file of one JSON event a line. */
  readonly header?: Header;
  readonly defaults: Defaults;
  /** Bytes an event may have at most. */
  readonly longest: number;
}

/** Records of a file from a place on, each checked by the rules that the bridge checks it by. */
export async function* recordsOf(reading: Reading, from: Place): AsyncGenerator<CheckedRecord> {
  const { file, header, defaults, longest } = reading;
  const records = header ? csvRecords(file, from, header, defaults.kind, longest) : jsonRecords(file, from, longest);
  for await (const record of records) yield checked(record, reading);
}

async function* jsonRecords(file: string, from: Place, longest: number): AsyncGenerator<FileRecord> {
  for await (const { bytes, number: line, end } of linesOf(file, from, longest)) {
    const text = bytes?.toString('utf8').replace(/^\uFEFF/, '') ?? '';
    const after = { offset: end, line: line + 1 };
    const bad = (rule: string): FileRecord => ({ line, after, text, problems: [{ field: '$', rule }] });
    if (!bytes) yield bad('is longer than an event may be');
    else if (text.trim() !== '') {
      const read = parseJson(bytes);
      yield read.ok ? { line, after, text, document: read.value } : bad('must be JSON');
    }
  }
}

function checked(record: FileRecord, { defaults, longest }: Reading): CheckedRecord {
  const { line, after, text } = record;
  if ('problems' in record) return record;
  const document = completed(record.document, defaults);
  const read = readEvent(document);
  if (!read.ok) return { line, after, text, problems: read.problems };
  const event = JSON.stringify(document);
  const isLong = Buffer.byteLength(event) > longest;
  return isLong
    ? { line, after, text, problems: [{ field: '$', rule: 'is longer than an event may be' }] }
    : { line, after, text, event };
}

/** Marks the event as one of the past, and says what it leaves out. The same record gives the same bytes, however often it is sent. */
function completed(document: unknown, { source, kind }: Defaults): unknown {
  if (!isObject(document)) return document;
  if (Object.hasOwn(document, 'specversion')) {
    return { ...document, data: completed(document['data'], {}) };
  }
  // What a system keeps no version of has not changed since it happened.
  const version = document['occurredOn'] ?? document['start'];
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(source === undefined ? {} : { source }),
    ...(version === undefined ? {} : { version }),
    ...document,
    backfill: true,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
