import { createReadStream } from 'node:fs';

/** One line of a file. */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  /** Without its line feed; absent when it is longer than what is taken. */
  readonly bytes?: Buffer;
  /** Offset of the byte after it. */
  readonly end: number;
}

/** Where reading begins: a byte, and the number of the line there. */
export interface Place {
  readonly offset: number;
  readonly line: number;
}

const lineFeed = 10;

/** The lines of a file, one after the other, whatever its size. @throws when the file cannot be read */
export async function* linesOf(file: string, { offset, line }: Place, longest: number): AsyncGenerator<Line> {
  let number = line;
  let end = offset;
  let parts: Buffer[] = [];
  let length = 0;
  /** Ends the line with what was read of it last. */
  const ended = (last: Buffer): Line => {
    length += last.length;
    const whole: Line = {
      number,
      end,
      ...(length > longest ? {} : { bytes: Buffer.concat([...parts, last]) }),
    };
    [number, parts, length] = [number + 1, [], 0];
    return whole;
  };
  for await (const chunk of createReadStream(file, { start: offset, highWaterMark: 262_144 })) {
    const bytes: Buffer = chunk;
    let from = 0;
    for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, from)) {
      end += at + 1 - from;
      yield ended(bytes.subarray(from, at));
      from = at + 1;
    }
    const rest = bytes.subarray(from);
    end += rest.length;
    length += rest.length;
    // Of a line that is too long nothing is kept but its length.
    parts = length > longest ? [] : [...parts, rest];
  }
  if (length > 0) yield ended(Buffer.alloc(0));
}
