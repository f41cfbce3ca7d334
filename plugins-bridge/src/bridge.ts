import type { Logger } from 'pino';
import { startServices, type Running } from './bridge/connect.ts';
import { createParts } from './bridge/parts.ts';
import { createServices } from './bridge/services.ts';
import { careOf } from './bridge/source-care-service.ts';
import type { Config } from './config.ts';
import { createAdmin } from './http/admin.ts';
import { createServer } from './http/server.ts';
import { addGauges } from './metrics/gauges.ts';
import { judgeCall } from './platform/disposition.ts';
import { messageHandler } from './platform/messages.ts';
import { meetingWatch } from './platform/meeting-watch.ts';
import { peopleWatch } from './platform/people-watch.ts';
import { requestWatch } from './requests/watch.ts';

export interface Bridge {
  /** Where sources and the platform reach it. */
  readonly url: string;
  /** Status and administration, loopback only. */
  readonly adminUrl: string;
  /** Stops taking payloads, ends what is under way, closes the queue. */
  close(): Promise<void>;
}

/** Requests under way are given this long when the bridge closes. */
const closeMs = 5_000;

/**
 * Starts the service. Payloads are taken at once, also while Dataverse cannot be reached; logging begins when it can.
 *
 * @throws when the queue's file or a port is in use.
 */
export async function startBridge(config: Config, log: Logger, now: () => number = Date.now): Promise<Bridge> {
  const parts = createParts(config, log, now);
  const { queue, sources, client, metadata, crm, configuration, metrics, identity } = parts;
  const { defaultCountry } = config;
  const requests = requestWatch({ client, metadata, queue, crm, log, now });
  const meetings = meetingWatch({ client, metadata, queue, now });
  const people = peopleWatch({ client, metadata, crm, queue, log, ...(defaultCountry ? { defaultCountry } : {}) });
  const care = careOf(parts);
  const services = createServices(parts, { people, requests, care });
  let running: Running | undefined;

  const ready = (): { ready: boolean; why?: string; warnings: readonly string[] } => {
    const why = running ? running.problem() : 'the bridge is starting';
    return { ready: why === undefined, ...(why === undefined ? {} : { why }), warnings: care.warnings() };
  };

  addGauges(metrics.registry, {
    queue: () => queue.statistics(),
    lanes: parts.lanes.figures,
    ready: () => ready().ready,
    settingsCheckedAt: configuration.checkedAt,
    now,
  });
  const server = createServer({
    queue: {
      ...queue,
      accept(delivery, entries) {
        care.heard(delivery.source);
        return queue.accept(delivery, entries);
      },
    },
    sources: sources.webhooks,
    eventSecrets: config.eventSecrets,
    ready,
    maxBodyBytes: config.maxBodyBytes,
    metrics,
    requestsPerMinute: config.requestsPerMinute,
    log,
    now,
    webhook: {
      secret: config.webhookSecret,
      organisationId: () => identity()?.organisationId,
      handle: messageHandler({ configuration, meetings, people, requests, crm, log }),
      judge: (question) => judgeCall(question, identity()?.userId ?? ''),
    },
  });
  const admin = createAdmin({
    queue,
    ready,
    metrics,
    figures: () => ({
      requests: client.requests(),
      settings: configuration.current().settings,
      pulled: care.figures(),
    }),
  });

  /** Ends when the requests under way have, or soon: a connection nobody sends anything on would keep it open for ever. */
  async function closeServer(): Promise<void> {
    const timer = setTimeout(() => server.server.closeAllConnections(), closeMs);
    await server.close();
    clearTimeout(timer);
  }

  async function close(): Promise<void> {
    await closeServer();
    await running?.stop();
    await admin.close();
    await parts.close();
  }

  try {
    const url = await server.listen({ host: config.host, port: config.port });
    const adminUrl = await admin.listen({ host: '127.0.0.1', port: config.adminPort });
    running = startServices(parts, services);
    return { url, adminUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}
