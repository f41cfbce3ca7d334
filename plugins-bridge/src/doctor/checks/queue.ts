import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import { systemCode, transportProblem } from '../failures.ts';
import { type Check, fault, type Finding, ok } from '../types.ts';

/** The queue is a file unless an address of PostgreSQL is configured. */
type Where = Pick<Config, 'dataFolder'> & { readonly queueUrl?: string | undefined };

/** The queue can be opened: its file may be read and written, or its server answers. */
export const queue: Check = {
  name: 'queue',
  run({ config }) {
    const { dataFolder, queueUrl }: Where = config;
    return queueUrl === undefined ? ofFile(join(dataFolder, 'queue.sqlite')) : ofServer(queueUrl);
  },
};

async function ofFile(path: string): Promise<Finding> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return ok(`${path} can be read and written`);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return ok(`there is no ${path} yet; the bridge makes it`);
    return fault(
      `${path} cannot be written: ${transportProblem(error)}`,
      `Give the file to the user the bridge runs as: chown USER ${path}*`,
    );
  }
}

async function ofServer(url: string): Promise<Finding> {
  // Loaded when it is needed: most bridges keep their queue in a file.
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  const { host } = new URL(url);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return ok(`PostgreSQL at ${host} answers`);
  } catch (error) {
    return fault(
      `PostgreSQL at ${host} cannot be used: ${transportProblem(error)}`,
      'Start it, let this machine reach its port, and compare user, password and database in BRIDGE_QUEUE_URL.',
    );
  } finally {
    await client.end();
  }
}
