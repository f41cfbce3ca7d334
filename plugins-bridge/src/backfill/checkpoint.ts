import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Place } from './lines.ts';

/** What was done with a file so far. */
export interface Progress extends Place {
  /** Events that the bridge took. */
  readonly sent: number;
  /** Of these, events it knew already. */
  readonly repeated: number;
  readonly rejected: number;
  /** Length of the file of rejected lines, which is cut to it when reading goes on. */
  readonly rejectedBytes: number;
}

const stored = z.object({
  offset: z.number().int().min(0),
  line: z.number().int().min(1),
  sent: z.number().int().min(0),
  repeated: z.number().int().min(0),
  rejected: z.number().int().min(0),
  rejectedBytes: z.number().int().min(0),
  sha256: z.string(),
});

/** The checkpoint beside a file: how far it was read, and the hash of the bytes up to there. */
export interface Checkpoint {
  /** Where to go on; absent at the first start. */
  readonly progress: Progress | undefined;
  save(progress: Progress): Promise<void>;
  /** The file was read to its end. */
  remove(): void;
}

/** @throws Error when the file is not the one that was begun with. */
export async function openCheckpoint(file: string): Promise<Checkpoint> {
  const path = `${file}.checkpoint.json`;
  const hash = createHash('sha256');
  let hashed = 0;
  /** Takes the bytes up to `offset` into the hash; they were just read, so the disk is not asked again. */
  async function digestTo(offset: number): Promise<string> {
    if (offset > hashed) {
      for await (const chunk of createReadStream(file, { start: hashed, end: offset - 1 })) hash.update(chunk);
      hashed = offset;
    }
    return hash.copy().digest('hex');
  }

  let progress: Progress | undefined;
  if (existsSync(path)) {
    const { sha256, ...kept } = stored.parse(JSON.parse(readFileSync(path, 'utf8')));
    const isSame = statSync(file).size >= kept.offset && (await digestTo(kept.offset)) === sha256;
    if (!isSame) {
      const start = 'Events that were sent before are known to the bridge, so starting over makes no second row.';
      throw new Error(`${file} was changed since it was begun. Remove ${path} to start over. ${start}`);
    }
    progress = kept;
  }
  return {
    progress,
    async save(now) {
      const text = JSON.stringify({ ...now, sha256: await digestTo(now.offset) }, null, 2);
      // A process that is killed leaves the old one or the new one.
      writeFileSync(`${path}.new`, `${text}\n`, { flush: true });
      renameSync(`${path}.new`, path);
    },
    remove: () => rmSync(path, { force: true }),
  };
}
