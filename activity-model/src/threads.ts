import type { ThreadText } from './event.ts';
import { inTimeOrder } from './merge.ts';
import type { ActivityRow } from './row.ts';

const hour = 3_600_000;

/** A part of a conversation: texts with less than an hour between neighbours. At least one text. */
export type Segment = readonly [ThreadText, ...ThreadText[]];

/**
 * Divides a conversation where an hour or more passes between two texts, sent or received alike (SPEC L-20). Only the distance
 * of two moments counts, so neither a change of the clocks nor a text from a telephone whose clock is wrong moves the others.
 */
export function segmentsOf(texts: readonly ThreadText[]): Segment[] {
  const segments: [ThreadText, ...ThreadText[]][] = [];
  let before = NaN;
  for (const text of inTimeOrder(texts)) {
    const at = Date.parse(text.at);
    const current = segments[segments.length - 1];
    if (current && at - before < hour) current.push(text);
    else segments.push([text]);
    before = at;
  }
  return segments;
}

/** Identity and columns of a segment's row: it is named by its first text and takes over the rows its other texts once named. */
export function segmentPart(segment: Segment): {
  readonly part: string;
  readonly absorbs: readonly string[];
  readonly first: string;
  readonly last: string;
} {
  const [first, ...others] = segment;
  return {
    part: first.id,
    absorbs: others.map(({ id }) => id),
    first: first.at,
    last: segment[segment.length - 1]?.at ?? first.at,
  };
}

/** The texts in the order of time, each with its moment (UTC) and its direction. */
export function segmentText(segment: Segment): string {
  return segment.map(({ at, direction, text }) => `${minute(at)} ${arrows[direction]}: ${text.trim()}`).join('\n');
}

const arrows = { outgoing: '→ sent', incoming: '← received' } as const;

function minute(at: string): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}

/** The row of one part of a thread, from the row of the whole item (SPEC L-20). */
export function segmentRow(row: ActivityRow, segment: Segment): ActivityRow {
  const { part, absorbs, first, last } = segmentPart(segment);
  const times = { scheduledend: last, actualend: last, al_occurredon: first, al_lastmessageon: last };
  return { ...row, identity: { ...row.identity, part }, columns: { ...row.columns, ...times }, absorbs };
}
