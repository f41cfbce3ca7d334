import { existsSync } from 'node:fs';
import Fastify from 'fastify';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { registerQueueAdmin } from '../http/admin-queue.ts';
import { queueFile } from '../queue/open.ts';
import { openSqliteQueue } from '../queue/sqlite/index.ts';
import { canonicalSource } from '../sources/canonical/index.ts';

/** The administration of a bridge, as its commands reach it. */
export interface AdminPort {
  /** @throws NoBridgeError, Error with what the bridge says */
  get(path: string): Promise<unknown>;
  /** @throws NoBridgeError, Error with what the bridge says */
  post(path: string, body: object): Promise<unknown>;
}

/** Nothing listens at the administration port. */
export class NoBridgeError extends Error {}

const refusal = z.object({ error: z.object({ message: z.string() }) });

/** The bridge that runs on this machine with this configuration. */
export function adminPort({ adminPort: port }: Pick<Config, 'adminPort'>): AdminPort {
  const origin = `http://127.0.0.1:${port}`;
  async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
    let response: Response;
    try {
      response = await fetch(`${origin}${path}`, init);
    } catch (cause) {
      const how = 'Start it, or set BRIDGE_ADMIN_PORT to its administration port.';
      throw new NoBridgeError(`No bridge answers at ${origin}. ${how}`, { cause });
    }
    return answerOf(response.ok, response.status, await response.text());
  }
  return {
    get: (path) => ask(path),
    post: (path, body) =>
      ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  };
}

function answerOf(ok: boolean, status: number, text: string): unknown {
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  if (ok) return body;
  const refused = refusal.safeParse(body);
  throw new Error(refused.success ? refused.data.error.message : `The bridge answered ${status}.`);
}

/**
 * Runs a command that only reads: at the bridge, or, while none runs, on the file of its queue, which is locked meanwhile.
 *
 * @throws NoBridgeError when there is no file either.
 */
export async function readingQueue(config: Config, run: (port: AdminPort) => Promise<void>): Promise<void> {
  const port = adminPort(config);
  try {
    return await run(port);
  } catch (error) {
    const file = queueFile(config);
    const isOnFile = config.queueUrl === undefined && existsSync(file);
    if (!(error instanceof NoBridgeError) || !isOnFile) throw error;
    process.stderr.write(`No bridge runs: read from ${file}.\n`);
    return onFile(file, run);
  }
}

async function onFile(file: string, run: (port: AdminPort) => Promise<void>): Promise<void> {
  const queue = openSqliteQueue(file);
  const app = Fastify({ logger: false });
  registerQueueAdmin(app, { queue, sources: [canonicalSource] });
  const unchanged = (): Promise<unknown> => Promise.reject(new Error('Only a running bridge changes its queue.'));
  try {
    await run({
      async get(url) {
        const { statusCode, payload } = await app.inject({ method: 'GET', url });
        return answerOf(statusCode < 300, statusCode, payload);
      },
      post: unchanged,
    });
  } finally {
    await app.close();
    await queue.close();
  }
}
