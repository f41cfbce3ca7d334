/** Uploads in chunks that are under way, by the token in their address. */
import { randomUUID } from 'node:crypto';
import { badRequest } from '../engine/errors.ts';

/** What the platform recommends: 4 MiB ([DOC] file-column-data). */
export const CHUNK_BYTES = 4_194_304;

/** Uploads kept at once; the oldest is given up for a new one. */
const MOST = 50;

export interface Uploads {
  /** @returns the token of a new upload to the address below the service root */
  start(path: string, fileName: string): string;
  /**
   * Takes a chunk.
   * @param range `Content-Range`, e.g. `bytes 0-4194303/25870370`
   * @returns the whole file with its last chunk, undefined before
   * @throws DataverseError 0x80060888 for an unknown token, a range that does not follow, or one that is not as long as the chunk
   */
  add(token: string, path: string, range: string | undefined, chunk: Buffer): Upload | undefined;
}

export interface Upload {
  readonly fileName: string;
  readonly bytes: Buffer;
}

interface Running {
  readonly path: string;
  readonly fileName: string;
  readonly chunks: Buffer[];
  length: number;
}

export function createUploads(): Uploads {
  const running = new Map<string, Running>();
  return {
    start(path, fileName) {
      const token = randomUUID();
      running.set(token, { path, fileName, chunks: [], length: 0 });
      const [oldest] = running.keys();
      if (running.size > MOST && oldest !== undefined) running.delete(oldest);
      return token;
    },
    add(token, path, range, chunk) {
      const upload = running.get(token);
      if (upload === undefined || upload.path !== path)
        throw badRequest('The sessiontoken is not of an upload to this column.');
      const [, from, to, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(range?.trim() ?? '') ?? [];
      const [start, end, total] = [Number(from), Number(to), Number(size)];
      const fits = start === upload.length && end - start + 1 === chunk.length && end < total;
      if (!fits)
        throw badRequest(
          `The Content-Range '${range ?? ''}' does not continue the upload after ${upload.length} bytes.`,
        );
      upload.chunks.push(chunk);
      upload.length += chunk.length;
      if (upload.length < total) return undefined;
      running.delete(token);
      return { fileName: upload.fileName, bytes: Buffer.concat(upload.chunks) };
    },
  };
}
