import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { readConfig } from '../../config.ts';
import { createLogger } from '../../log.ts';
import { migrateQueue } from '../../queue/migrate.ts';
import { openQueue, type QueueConfig, queueFile } from '../../queue/open.ts';

/** `queue migrate`: from the file to PostgreSQL. Stands beside the other commands of `queue`. */
export function registerQueueMigrate(program: Command): void {
  const queue =
    program.commands.find((command) => command.name() === 'queue') ??
    program.command('queue').description('look after the queue');
  queue
    .command('migrate')
    .description(
      'take the queue over from the file in BRIDGE_DATA to the PostgreSQL of BRIDGE_QUEUE_URL; the file stays',
    )
    .action(async () => {
      const result = await migrate(readConfig(process.env));
      process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    });
}

/**
 * @returns counts of what the file keeps, of what was added, and what the database has to work off now.
 * @throws when no database is configured, there is no file, or a bridge has the file open.
 */
export async function migrate(config: QueueConfig) {
  if (config.queueUrl === undefined) throw new Error('BRIDGE_QUEUE_URL is missing: it names the database to move to.');
  const file = queueFile(config);
  if (!existsSync(file)) throw new Error(`There is no queue at ${file}; BRIDGE_DATA names its folder.`);
  const log = createLogger('warn');
  const { queue: from } = await openQueue({ dataFolder: config.dataFolder }, log);
  try {
    const { queue: to } = await openQueue(config, log);
    try {
      const moved = await migrateQueue(from, to);
      const { entries } = await to.statistics();
      return { ...moved, database: entries };
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}
