import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { connectDataverse } from './dataverse/connect.ts';
import { crmDirectory } from './people/crm-directory.ts';
import { createAdmin } from './http/admin.ts';
import { createServer } from './http/server.ts';
import { safeError } from './log.ts';
import { organisationNamespace } from './logging/row-id.ts';
import { readTables } from './logging/tables.ts';
import { workClaims } from './logging/work-claims.ts';
import { createWorker, type Worker } from './logging/worker.ts';
import { httpClient } from './outbound/http-client.ts';
import { openSqliteQueue } from './queue/sqlite/index.ts';
import { watchSettings } from './settings/watch.ts';
import { salesloftDirectory } from './sources/salesloft/api.ts';
import { salesloftSource } from './sources/salesloft/index.ts';
import type { Source } from './sources/types.ts';

export interface Bridge {
  /** Where sources and the platform reach it. */
  readonly url: string;
  /** Status and administration, loopback only. */
  readonly adminUrl: string;
  /** Stops taking payloads, ends what is under way, closes the queue. */
  close(): Promise<void>;
}

/** Rows a batch carries at most, entries taken up at once. */
const batchSize = 20;
const claimSize = 60;
/** Table definitions are read anew after this time: a solution may have been imported. */
const definitionsMs = 10 * 60_000;
const connectRetryMs = 3_000;
/** Without a look at the settings for this long the bridge is not ready. */
const settingsStaleMs = 30_000;
const tidyEveryMs = 60 * 60_000;

/**
 * Starts the service. Payloads are taken at once, also while Dataverse cannot be reached; logging begins when it can.
 *
 * @throws when the queue's file or a port is in use.
 */
export async function startBridge(config: Config, log: Logger, now: () => number = Date.now): Promise<Bridge> {
  mkdirSync(config.dataFolder, { recursive: true });
  const queue = openSqliteQueue(join(config.dataFolder, 'queue.sqlite'), now);
  const stopping = new AbortController();
  const salesloftHttp = httpClient(config.salesloftApiUrl, { timeoutMs: 20_000 });
  const { client, metadata, http } = connectDataverse(config);
  const sources = sourcesOf(config, salesloftHttp);
  const settings = watchSettings({ client, metadata, log });
  const crm = crmDirectory({ client, metadata });
  let organisationId: string | undefined;
  let worker: Worker | undefined;
  let problem = 'Dataverse has not been reached yet';

  const ready = (): { ready: boolean; why?: string } => {
    if (!worker) return { ready: false, why: problem };
    const fresh = (settings.checkedAt() ?? 0) > now() - settingsStaleMs;
    return fresh ? { ready: true } : { ready: false, why: 'the settings have not been read for 30 seconds' };
  };

  const server = createServer({
    queue,
    sources,
    ready,
    maxBodyBytes: config.maxBodyBytes,
    log,
    now,
    webhook: {
      secret: config.webhookSecret,
      organisationId: () => organisationId,
      async handle({ table }) {
        if (table === 'al_loggingconfiguration') await settings.refresh();
      },
    },
  });
  const admin = createAdmin({
    queue,
    ready,
    figures: () => ({ requests: client.requests(), settings: settings.current() }),
  });

  /** Reaches Dataverse, however long that takes, then begins to log. */
  async function connect(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const who = await whoAmI();
        await settings.start();
        organisationId = who.organisationId;
        worker = startWorker(config.namespace ?? organisationNamespace(who.organisationId), who.userId);
        log.info('connected to Dataverse');
        return;
      } catch (error) {
        problem = error instanceof Error ? error.message : 'Dataverse could not be reached';
        const cause =
          error instanceof Error && error.cause instanceof Error ? error.cause.message.slice(0, 300) : undefined;
        log.warn({ error: safeError(error), why: problem, cause }, 'Dataverse could not be reached; trying again');
        await delay(connectRetryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  async function whoAmI(): Promise<{ userId: string; organisationId: string }> {
    const body = await client.read('WhoAmI()');
    const { UserId: userId, OrganizationId: id } = body as { UserId?: unknown; OrganizationId?: unknown };
    if (typeof userId !== 'string' || typeof id !== 'string') throw new Error('WhoAmI gave no ids.');
    return { userId, organisationId: id };
  }

  function startWorker(namespace: string, ownId: string): Worker {
    let read: { at: number; tables: ReturnType<typeof readTables> } | undefined;
    const tables = (): ReturnType<typeof readTables> => {
      if (!read || read.at < now() - definitionsMs) {
        metadata.refresh();
        read = { at: now(), tables: readTables(metadata) };
        read.tables.catch(() => (read = undefined));
      }
      return read.tables;
    };
    const context = {
      client,
      crm,
      sources,
      settings: settings.current,
      tables,
      namespace,
      ownId,
      batchSize: () => batchSize,
      log,
      now,
    };
    const created = createWorker({
      queue,
      work: (claims) => workClaims(claims, queue, context),
      log,
      parallel: config.parallel,
      claimSize: () => claimSize,
      now,
    });
    created.start();
    return created;
  }

  const tidy = setInterval(() => {
    queue
      .forgetBefore(now() - config.payloadDays * 86_400_000)
      .catch((error: unknown) => log.error({ error: safeError(error) }, 'old payloads could not be removed'));
  }, tidyEveryMs);
  tidy.unref();

  async function close(): Promise<void> {
    stopping.abort();
    clearInterval(tidy);
    await server.close();
    settings.stop();
    await connecting;
    await worker?.stop();
    await admin.close();
    await queue.close();
    await Promise.all([http.close(), salesloftHttp.close()]);
  }

  let connecting: Promise<void> = Promise.resolve();
  try {
    const url = await server.listen({ host: config.host, port: config.port });
    const adminUrl = await admin.listen({ host: '127.0.0.1', port: config.adminPort });
    connecting = connect();
    return { url, adminUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function sourcesOf(config: Config, salesloftHttp: ReturnType<typeof httpClient>): Source[] {
  if (!config.salesloftTokens) return [];
  const token = config.salesloftApiToken;
  return [
    salesloftSource({
      callbackTokens: config.salesloftTokens,
      ...(token ? { directory: salesloftDirectory({ http: salesloftHttp, token }) } : {}),
    }),
  ];
}
