/** One page of an ordered list; `next` asks for the one after it. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next?: string;
}

/** A list of rows, newest first, that is read page by page. */
export interface Source<Row> {
  /** What a reader is told when the source cannot be read. */
  readonly name: string;
  /** It only adds to the others: alone it does not make a list. */
  readonly aside?: boolean;
  read(next?: string): Promise<Page<Row>>;
}

export interface Problem {
  readonly source: string;
  readonly error: unknown;
}

export interface Merged<Row> {
  readonly rows: readonly Row[];
  /** True when no source has more. */
  readonly complete: boolean;
  /** Sources that failed now: the merge goes on without them. */
  readonly problems: readonly Problem[];
}

export interface Mergeable {
  readonly id: string;
  readonly at: number;
}

interface Head<Row> {
  readonly source: Source<Row>;
  rows: readonly Row[];
  position: number;
  next: string | undefined;
  done: boolean;
  /** Newest moment a further row of the source may have: a source that breaks its order cannot break the merge. */
  ceiling: number;
}

/**
 * Merges ordered sources into one ordered list without reading any of them whole (SPEC T-8): a source is asked for its next
 * page only when its rows are used up. A row that two sources give (it was closed between two reads) comes once.
 *
 * Calls must not overlap.
 */
export function merge<Row extends Mergeable>(sources: readonly Source<Row>[]): (count: number) => Promise<Merged<Row>> {
  const heads = sources.map((source): Head<Row> => {
    return { source, rows: [], position: 0, next: undefined, done: false, ceiling: Infinity };
  });
  const seen = new Set<string>();
  return async (count) => {
    const rows: Row[] = [];
    const problems: Problem[] = [];
    while (rows.length < count) {
      await Promise.all(heads.map((head) => fill(head, problems)));
      const newest = newestOf(heads);
      if (newest === undefined) break;
      const row = take(newest);
      if (row !== undefined && !seen.has(row.id)) {
        seen.add(row.id);
        rows.push(row);
      }
    }
    await Promise.all(heads.map((head) => fill(head, problems)));
    return { rows, complete: heads.every(isEmpty), problems };
  };
}

async function fill<Row>(head: Head<Row>, problems: Problem[]): Promise<void> {
  while (isEmpty(head) && !head.done) {
    try {
      const page = await head.source.read(head.next);
      head.rows = page.rows;
      head.position = 0;
      head.next = page.next;
      head.done = page.next === undefined;
    } catch (error) {
      head.done = true;
      problems.push({ source: head.source.name, error });
    }
  }
}

function newestOf<Row extends Mergeable>(heads: readonly Head<Row>[]): Head<Row> | undefined {
  let newest: Head<Row> | undefined;
  for (const head of heads) {
    if (!isEmpty(head) && (newest === undefined || moment(head) > moment(newest))) newest = head;
  }
  return newest;
}

function take<Row extends Mergeable>(head: Head<Row>): Row | undefined {
  head.ceiling = moment(head);
  const row = head.rows[head.position];
  head.position += 1;
  return row;
}

function moment<Row extends Mergeable>(head: Head<Row>): number {
  return Math.min(head.ceiling, head.rows[head.position]?.at ?? -Infinity);
}

function isEmpty<Row>(head: Head<Row>): boolean {
  return head.position >= head.rows.length;
}
