import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { aloneBoard, type PaceBoard } from '../dataverse/pace-board.ts';
import { safeError } from '../log.ts';
import { openSqliteQueue } from './sqlite/index.ts';
import type { ManagedQueue } from './types.ts';

/** Where the queue is, of the bridge's configuration. */
export type QueueConfig = Pick<Config, 'queueUrl' | 'dataFolder'>;

/** The queue's file in the data folder, used unless a database is configured. */
export function queueFile({ dataFolder }: Pick<Config, 'dataFolder'>): string {
  return join(dataFolder, 'queue.sqlite');
}

/**
 * Opens the queue the configuration names: PostgreSQL for several bridges, else the file in the data folder for this process alone.
 *
 * @throws when the database cannot be reached, the file is in use, or either was written by a newer version.
 */
export async function openQueue(
  config: QueueConfig,
  log: Logger,
  now: () => number = Date.now,
): Promise<{ readonly queue: ManagedQueue; readonly board: PaceBoard }> {
  if (config.queueUrl === undefined) {
    mkdirSync(config.dataFolder, { recursive: true });
    return { queue: openSqliteQueue(queueFile(config), now), board: aloneBoard };
  }
  // Loaded when it is needed: most bridges have their queue for themselves.
  const { openPostgresQueue } = await import('./pg-boss/index.ts');
  const onError = (error: unknown): void => log.warn({ error: safeError(error) }, "the queue's database failed");
  return openPostgresQueue({ url: config.queueUrl, now, onError });
}
