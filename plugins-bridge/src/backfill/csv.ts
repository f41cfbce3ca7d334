import { parse } from 'csv-parse/sync';
import { documentOf, stepsOf, valueOf } from './fields.ts';
import { type Line, linesOf, type Place } from './lines.ts';
import type { FileRecord } from './records.ts';

/** What the columns of a CSV file stand for. */
export interface Header {
  /** By column: the path of the field, and its steps. */
  readonly columns: readonly { readonly path: string; readonly steps: readonly (string | number)[] }[];
  /** Where the first record begins. */
  readonly start: Place;
}

/**
 * Reads the header row: every column is named by the path of a canonical field, by itself or through `names`.
 *
 * @param names path of the field by name of the column, for files with a header of their own.
 * @throws Error that names every column that is none.
 */
export async function readHeader(file: string, names: ReadonlyMap<string, string>, longest: number): Promise<Header> {
  for await (const { bytes, end, number } of linesOf(file, { offset: 0, line: 1 }, longest)) {
    const cells = bytes && recordOf([{ bytes }])?.map((name) => name.replace(/^\uFEFF/, '').trim());
    if (!cells) break;
    const unused = [...names.keys()].filter((name) => !cells.includes(name));
    const paths = cells.map((name) => names.get(name) ?? name);
    const columns = paths.flatMap((path) => {
      const steps = stepsOf(path);
      return steps ? [{ path, steps }] : [];
    });
    const wrong = paths.filter((path) => !stepsOf(path)).map((path) => `"${path}" is no path of a field`);
    const twice = paths.filter((path, index) => paths.indexOf(path) !== index).map((path) => `"${path}" stands twice`);
    const missing = unused.map((name) => `there is no column "${name}"`);
    const problems = [...wrong, ...twice, ...missing];
    if (problems.length > 0) throw new Error(`${file}: ${problems.join('; ')}.`);
    return { columns, start: after({ end, number }) };
  }
  throw new Error(`${file} has no header row.`);
}

/** A line with the number of its quotes: an odd number opens a cell that goes on in the next line, or ends one. */
interface Piece extends Line {
  readonly quotes: number;
}

/** A record of more lines is one whose quote was never closed. */
const mostLines = 10_000;

/** Records of a CSV file, RFC 4180: a quoted cell may hold line feeds. What cannot be read is given with its first line alone. */
export async function* csvRecords(
  file: string,
  from: Place,
  header: Header,
  kind: string | undefined,
  longest: number,
): AsyncGenerator<FileRecord> {
  /** Lines of a record that is not whole yet. */
  let open: Piece[] = [];
  const taken = function* (isEnd: boolean): Generator<FileRecord> {
    for (let made = take(open, isEnd); made; made = take(open, isEnd)) {
      open = open.slice(made.lines);
      if (made.record) yield made.record;
    }
  };
  const take = (lines: readonly Piece[], isEnd: boolean): Taken | undefined =>
    takeRecord(lines, header, kind, isEnd || lines.length > mostLines || sizeOf(lines) > longest);
  for await (const line of linesOf(file, from, longest)) {
    open.push({ ...line, quotes: line.bytes?.reduce((count, byte) => (byte === 0x22 ? count + 1 : count), 0) ?? 0 });
    yield* taken(false);
  }
  yield* taken(true);
}

const sizeOf = (lines: readonly Piece[]): number => lines.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0);

interface Taken {
  /** Lines that are done with. */
  readonly lines: number;
  /** Absent for an empty line. */
  readonly record?: FileRecord;
}

/** Takes the first record of the lines; `undefined` while its last quote is not closed and more may come. */
function takeRecord(
  lines: readonly Piece[],
  header: Header,
  kind: string | undefined,
  isLast: boolean,
): Taken | undefined {
  const [first] = lines;
  if (!first) return undefined;
  const bad = (rule: string): Taken => {
    const text = first.bytes?.toString('utf8') ?? '';
    return { lines: 1, record: { line: first.number, after: after(first), text, problems: [{ field: '$', rule }] } };
  };
  if (!first.bytes) return bad('is longer than an event may be');
  if (/^\r?$/.test(first.bytes.toString('latin1'))) return { lines: 1 };
  const whole = wholeRecord(lines);
  if (!whole) return isLast ? bad('has a quote that is not closed') : undefined;
  const last = whole.at(-1) ?? first;
  const cells = recordOf(whole);
  if (!cells) return bad('is no CSV: a quote stands where none may');
  if (cells.length !== header.columns.length)
    return bad(`must have ${header.columns.length} cells as the header does, not ${cells.length}`);
  const text = cells.join(',');
  const document = eventOf(cells, header, kind);
  return { lines: whole.length, record: { line: first.number, after: after(last), text, document } };
}

const after = ({ end, number }: Line): Place => ({ offset: end, line: number + 1 });

/** The first lines between which all quotes are closed. */
function wholeRecord(lines: readonly Piece[]): readonly Piece[] | undefined {
  let quotes = 0;
  for (const [index, piece] of lines.entries()) {
    if (!piece.bytes) return undefined;
    quotes += piece.quotes;
    if (quotes % 2 === 0) return lines.slice(0, index + 1);
  }
  return undefined;
}

function recordOf(lines: readonly Pick<Line, 'bytes'>[]): string[] | undefined {
  const text = lines.map(({ bytes }) => bytes?.toString('utf8') ?? '').join('\n');
  try {
    const [record]: string[][] = parse(text.replace(/\r$/, ''), { relax_column_count: true });
    return record;
  } catch {
    // What is wrong is said with the line.
    return undefined;
  }
}

/** An empty cell says nothing of its field. */
function eventOf(cells: readonly string[], { columns }: Header, given: string | undefined): Record<string, unknown> {
  const kind = cells[columns.findIndex(({ path }) => path === 'kind')] || given || '';
  return documentOf(
    columns.flatMap(({ steps }, index) => {
      const cell = cells[index] ?? '';
      return cell === '' ? [] : [[steps, valueOf(cell, kind, steps)] as const];
    }),
  );
}
