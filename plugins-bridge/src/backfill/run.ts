import { closeSync, existsSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { openCheckpoint, type Progress } from './checkpoint.ts';
import type { Feed } from './feed.ts';
import { type CheckedRecord, type Reading, recordsOf } from './records.ts';

export interface BackfillOptions {
  readonly reading: Reading;
  readonly feed: Feed;
  /** Told after every batch. */
  readonly told: (progress: Progress) => void;
  /** Ends it after the batch that is under way; started again it goes on. */
  readonly signal: AbortSignal;
}

/** Events of one request. */
const batchEvents = 200;

/**
 * Sends the events of a file to a bridge, from where an earlier start ended (SPEC B-9). After every batch that the bridge has on its
 * disk the checkpoint is written; a batch that was sent again because the process died in between is known to the bridge by its ids.
 *
 * @throws Error when the file was changed, or the bridge does not take events; started again it goes on.
 */
export async function backfill({ reading, feed, told, signal }: BackfillOptions): Promise<Progress> {
  const { file, header, longest } = reading;
  const checkpoint = await openCheckpoint(file);
  const start = header?.start ?? { offset: 0, line: 1 };
  let progress: Progress = checkpoint.progress ?? { ...start, sent: 0, repeated: 0, rejected: 0, rejectedBytes: 0 };
  const rejects = openRejects(rejectedFile(file), progress.rejectedBytes);
  try {
    for await (const batch of batchesOf(recordsOf(reading, progress), longest)) {
      if (signal.aborted) break;
      progress = await sendBatch(batch, progress, { feed, rejects, signal });
      await checkpoint.save(progress);
      told(progress);
    }
  } catch (error) {
    // Stopped while it waited or sent: the batch is sent again at the next start.
    if (!signal.aborted) throw error;
  } finally {
    rejects.close();
  }
  if (!signal.aborted) checkpoint.remove();
  return progress;
}

/** Where the lines go that cannot be logged. */
export function rejectedFile(file: string): string {
  return `${file}.rejected.ndjson`;
}

/** Records that fit into one request. */
async function* batchesOf(
  records: AsyncIterable<CheckedRecord>,
  longest: number,
): AsyncGenerator<readonly CheckedRecord[]> {
  let batch: CheckedRecord[] = [];
  // The brackets around them.
  let bytes = 2;
  for await (const record of records) {
    const size = 'event' in record ? Buffer.byteLength(record.event) + 1 : 0;
    if (batch.length >= batchEvents || bytes + size > longest) {
      yield batch;
      [batch, bytes] = [[], 2];
    }
    batch.push(record);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

interface Sending {
  readonly feed: Feed;
  readonly rejects: Rejects;
  readonly signal: AbortSignal;
}

async function sendBatch(
  batch: readonly CheckedRecord[],
  before: Progress,
  { feed, rejects, signal }: Sending,
): Promise<Progress> {
  const good = batch.flatMap((record) => ('event' in record ? [record] : []));
  if (good.length > 0) await feed.room(good.length, signal);
  const fed =
    good.length > 0
      ? await feed.send(
          good.map(({ event }) => event),
          signal,
        )
      : [];
  const refused = good.flatMap((record, index) => {
    const { accepted, problems = [] } = fed[index] ?? { accepted: false };
    // A bridge of another version reads events otherwise; it has parked this one.
    return accepted ? [] : [{ ...record, problems }];
  });
  const bad = batch.flatMap((record) => ('problems' in record ? [record] : []));
  const lines = [...bad, ...refused]
    .sort((a, b) => a.line - b.line)
    .map(({ line, problems, text }) => `${JSON.stringify({ line, problems, text })}\n`);
  const written = rejects.write(lines.join(''));
  const last = batch.at(-1);
  return {
    ...(last?.after ?? before),
    sent: before.sent + good.length - refused.length,
    repeated: before.repeated + fed.filter(({ repeated }) => repeated).length,
    rejected: before.rejected + lines.length,
    rejectedBytes: before.rejectedBytes + written,
  };
}

interface Rejects {
  /** @returns bytes that were written */
  write(text: string): number;
  close(): void;
}

/** The file of rejected lines, made with the first one; what a killed process wrote after its last checkpoint is cut off. */
function openRejects(path: string, length: number): Rejects {
  let file: number | undefined;
  let at = length;
  const open = (): number => {
    const opened = openSync(path, existsSync(path) ? 'r+' : 'w');
    ftruncateSync(opened, length);
    return opened;
  };
  if (existsSync(path)) file = open();
  return {
    write(text) {
      if (text === '') return 0;
      file ??= open();
      const bytes = Buffer.from(text);
      writeSync(file, bytes, 0, bytes.length, at);
      at += bytes.length;
      return bytes.length;
    },
    close() {
      if (file !== undefined) closeSync(file);
    },
  };
}
