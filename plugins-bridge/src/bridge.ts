import type { Logger } from 'pino';
import { startServices, type Running } from './bridge/connect.ts';
import { createParts } from './bridge/parts.ts';
import { createServices } from './bridge/services.ts';
import { careOf } from './bridge/source-care-service.ts';
import { type StopOptions, stopBridge } from './bridge/stop.ts';
import type { Config } from './config.ts';
import { createAdmin } from './http/admin.ts';
import { createServer } from './http/server.ts';
import { addGauges } from './metrics/gauges.ts';
import { judgeCall } from './platform/disposition.ts';
import { messageHandler } from './platform/messages.ts';
import { meetingWatch } from './platform/meeting-watch.ts';
import { peopleWatch } from './platform/people-watch.ts';
import { requestWatch } from './requests/watch.ts';
import { loadTracing } from './tracing/tracing.ts';

export interface Bridge {
  /** Where sources and the platform reach it. */
  readonly url: string;
  /** Status and administration. */
  readonly adminUrl: string;
  /** Stops taking payloads, ends what is under way, closes the queue. */
  close(options?: StopOptions): Promise<void>;
}

/** Nobody waits for the bridge to leave, and it may end its work. */
const atLeisure: StopOptions = { drainMs: 0, limitMs: 60 * 60_000 };

/**
 * Starts the service. Payloads are taken at once, also while Dataverse cannot be reached; logging begins when it can.
 *
 * @throws when the queue's file or a port is in use, or the queue's database cannot be reached.
 */
export async function startBridge(config: Config, log: Logger, now: () => number = Date.now): Promise<Bridge> {
  const parts = await createParts(config, log, now, await loadTracing(process.env));
  const { queue, sources, client, metadata, crm, configuration, metrics, tracing, identity } = parts;
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
    tracing,
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
    queue: {
      ...queue,
      replay(filter) {
        // Who replays knows of something new: what is remembered of people is read again.
        crm.forget();
        return queue.replay(filter);
      },
    },
    sources: sources.all,
    ready,
    host: config.adminHost,
    token: config.adminToken,
    metrics,
    figures: () => ({
      requests: client.requests(),
      settings: configuration.current().settings,
      pulled: care.figures(),
    }),
  });

  const close = (options = atLeisure): Promise<void> => stopBridge({ parts, server, admin, running }, options);

  try {
    const url = await server.listen({ host: config.host, port: config.port });
    const adminUrl = await admin.listen({ host: config.adminHost, port: config.adminPort });
    running = startServices(parts, services);
    return { url, adminUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}
