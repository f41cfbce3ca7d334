import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { connectDataverse } from './dataverse/connect.ts';
import { crmDirectory } from './people/crm-directory.ts';
import { createAdmin } from './http/admin.ts';
import { createServer } from './http/server.ts';
import { safeError } from './log.ts';
import { organisationNamespace } from './logging/row-id.ts';
import { workClaims } from './logging/work-claims.ts';
import { createWorker, type Worker } from './logging/worker.ts';
import { httpClient } from './outbound/http-client.ts';
import { judgeCall } from './platform/disposition.ts';
import { messageHandler } from './platform/messages.ts';
import { meetingWatch } from './platform/meeting-watch.ts';
import { peopleWatch } from './platform/people-watch.ts';
import { openQueue } from './queue/open.ts';
import { requestWatch } from './requests/watch.ts';
import { definitionsOf } from './logging/definitions.ts';
import { sweptIssue } from './issues/swept.ts';
import { watchConfiguration } from './settings/watch.ts';
import { salesloftDirectory } from './sources/salesloft/api.ts';
import { salesloftSource } from './sources/salesloft/index.ts';
import { canonicalSource } from './sources/canonical/index.ts';
import type { Source, WebhookSource } from './sources/types.ts';

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
const connectRetryMs = 3_000;
/** Without a look at the settings for this long the bridge is not ready. */
const settingsStaleMs = 30_000;
/** Requests under way are given this long when the bridge closes. */
const closeMs = 5_000;
const tidyEveryMs = 60 * 60_000;

/**
 * Starts the service. Payloads are taken at once, also while Dataverse cannot be reached; logging begins when it can.
 *
 * @throws when the queue's file or a port is in use, or the queue's database cannot be reached.
 */
export async function startBridge(config: Config, log: Logger, now: () => number = Date.now): Promise<Bridge> {
  const { queue } = await openQueue(config, log, now);
  const stopping = new AbortController();
  const salesloftHttp = httpClient(config.salesloftApiUrl, { timeoutMs: 20_000 });
  const { client, metadata, http } = connectDataverse(config);
  const webhookSources = webhookSourcesOf(config, salesloftHttp);
  // What was taken is worked off also when the endpoint has been switched off since.
  const sources: readonly Source[] = [...webhookSources, canonicalSource];
  const definitions = definitionsOf(client, metadata, now);
  let namespace = config.namespace ?? '';
  const configuration = watchConfiguration({
    client,
    metadata,
    log,
    now,
    tellSwept: (swept) => sweptIssue(swept, { definitions, namespace, now }),
  });
  const crm = crmDirectory({
    client,
    metadata,
    ...(config.defaultCountry ? { defaultCountry: config.defaultCountry } : {}),
  });
  const requests = requestWatch({ client, metadata, queue, crm, log, now });
  const meetings = meetingWatch({ client, metadata, queue, now });
  const people = peopleWatch({
    client,
    metadata,
    crm,
    queue,
    log,
    ...(config.defaultCountry ? { defaultCountry: config.defaultCountry } : {}),
  });
  let organisationId: string | undefined;
  let ownId = '';
  let worker: Worker | undefined;
  let problem = 'Dataverse has not been reached yet';

  const ready = (): { ready: boolean; why?: string } => {
    if (!worker) return { ready: false, why: problem };
    const fresh = (configuration.checkedAt() ?? 0) > now() - settingsStaleMs;
    return fresh ? { ready: true } : { ready: false, why: 'the settings have not been read for 30 seconds' };
  };

  const server = createServer({
    queue,
    sources: webhookSources,
    eventSecrets: config.eventSecrets,
    ready,
    maxBodyBytes: config.maxBodyBytes,
    log,
    now,
    webhook: {
      secret: config.webhookSecret,
      organisationId: () => organisationId,
      handle: messageHandler({ configuration, meetings, people, requests, crm, log }),
      judge: (question) => judgeCall(question, ownId),
    },
  });
  const admin = createAdmin({
    queue,
    ready,
    figures: () => ({ requests: client.requests(), settings: configuration.current().settings }),
  });

  /** Reaches Dataverse, however long that takes, then begins to log. */
  async function connect(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const who = await whoAmI();
        namespace = config.namespace ?? organisationNamespace(who.organisationId);
        await configuration.start();
        ownId = who.userId;
        organisationId = who.organisationId;
        worker = startWorker(who.userId);
        requests.start();
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

  function startWorker(ownId: string): Worker {
    const context = {
      client,
      metadata,
      crm,
      sources,
      configuration: configuration.current,
      tables: definitions.tables,
      columns: definitions.columns,
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

  /** Ends when the requests under way have, or soon: a connection nobody sends anything on would keep it open for ever. */
  async function closeServer(): Promise<void> {
    const timer = setTimeout(() => server.server.closeAllConnections(), closeMs);
    await server.close();
    clearTimeout(timer);
  }

  async function close(): Promise<void> {
    stopping.abort();
    clearInterval(tidy);
    await closeServer();
    people.stop();
    requests.stop();
    configuration.stop();
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

function webhookSourcesOf(config: Config, salesloftHttp: ReturnType<typeof httpClient>): WebhookSource[] {
  if (!config.salesloftTokens) return [];
  const token = config.salesloftApiToken;
  return [
    salesloftSource({
      callbackTokens: config.salesloftTokens,
      ...(token ? { directory: salesloftDirectory({ http: salesloftHttp, token }) } : {}),
    }),
  ];
}
