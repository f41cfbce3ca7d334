import { z } from 'zod';
import { httpFeed } from '../backfill/feed.ts';
import { readHeader } from '../backfill/csv.ts';
import { backfill, rejectedFile } from '../backfill/run.ts';
import type { Defaults, Reading } from '../backfill/records.ts';
import type { Config } from '../config.ts';
import { adminPort } from './admin-port.ts';
import { showProgress } from './progress.ts';

export interface BackfillCommand extends Defaults {
  readonly file: string;
  /** Path of the field by name of the column, for CSV. */
  readonly map: ReadonlyMap<string, string>;
  readonly ahead: number;
  /** Where the bridge takes events, when it is not on this machine's configured port. */
  readonly url?: string;
}

const pending = z.object({ entries: z.object({ pending: z.number() }) });

/** Feeds a file of past events to the running bridge (SPEC B-9). @returns the exit code: 1 when something could not be sent */
export async function runBackfill(
  { file, map, ahead, url, ...defaults }: BackfillCommand,
  config: Config,
): Promise<number> {
  const secret = config.eventSecrets?.[0];
  if (secret === undefined) throw new Error('BRIDGE_EVENT_SECRETS is needed: the events are signed as any sender’s.');
  const isCsv = /\.csv$/i.test(file);
  if (!isCsv && map.size > 0) throw new Error('--map names columns of a CSV file.');
  const header = isCsv ? await readHeader(file, map, config.maxBodyBytes) : undefined;
  const reading: Reading = { file, defaults, longest: config.maxBodyBytes, ...(header ? { header } : {}) };
  const admin = adminPort(config);
  const shown = showProgress(file);
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const feed = httpFeed({
      ...{ url: url ?? ownUrl(config), secret, ahead, waiting: shown.waiting },
      pending: async () => pending.parse(await admin.get('/queue/status')).entries.pending,
    });
    const { sent, repeated, rejected, line } = await backfill({
      ...{ reading, feed, signal: stopping.signal },
      told: shown.update,
    });
    shown.end();
    const known = repeated > 0 ? `, of which the bridge knew ${repeated}` : '';
    process.stdout.write(`${sent} events sent${known}; ${rejected} rejected.\n`);
    if (rejected > 0) process.stdout.write(`What was rejected stands in ${rejectedFile(file)}.\n`);
    if (stopping.signal.aborted) process.stdout.write(`Stopped at line ${line}; started again it goes on there.\n`);
    return rejected > 0 || stopping.signal.aborted ? 1 : 0;
  } finally {
    shown.end();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

/** Where the bridge of this configuration takes events. */
function ownUrl({ host, port }: Config): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
