import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { type Connection, connectDataverse } from '../dataverse/connect.ts';
import { sweptIssue } from '../issues/swept.ts';
import { type Definitions, definitionsOf } from '../logging/definitions.ts';
import { organisationNamespace } from '../logging/row-id.ts';
import { countDataverse, countSourceApi } from '../metrics/exchanges.ts';
import { measuredQueue } from '../metrics/measured-queue.ts';
import { createMetrics, type Metrics } from '../metrics/metrics.ts';
import { type CrmDirectory, crmDirectory } from '../people/crm-directory.ts';
import { guardDisk } from '../queue/disk-guard.ts';
import { openQueue } from '../queue/open.ts';
import type { ManagedQueue } from '../queue/types.ts';
import { type ConfigurationWatch, watchConfiguration } from '../settings/watch.ts';
import { tracedClient, tracedQueue } from '../tracing/traced.ts';
import type { Tracing } from '../tracing/tracing.ts';
import { holdClaims } from './held-claims.ts';
import { type ConfiguredSources, configuredSources } from './sources.ts';

/** Who the bridge is at Dataverse; known once it has been reached. */
export interface Identity {
  /** systemuserid of the application user. */
  readonly userId: string;
  readonly organisationId: string;
  /** UUID the ids of rows are derived under. */
  readonly namespace: string;
}

/** What the services of a bridge are made of. */
export interface Parts extends Connection {
  readonly config: Config;
  readonly log: Logger;
  readonly now: () => number;
  readonly queue: ManagedQueue;
  readonly sources: ConfiguredSources;
  readonly definitions: Definitions;
  readonly configuration: ConfigurationWatch;
  readonly crm: CrmDirectory;
  readonly metrics: Metrics;
  /** `undefined`: nobody asked for traces. */
  readonly tracing: Tracing | undefined;
  /** `undefined` until Dataverse has been reached. */
  identity(): Identity | undefined;
  /** Asks Dataverse. @throws PassingFailure, DataverseError */
  identify(): Promise<Identity>;
  /** Gives claims that are still open back to the queue. Resolves to their number. */
  release(): Promise<number>;
  /** Closes the queue and the connections. */
  close(): Promise<void>;
}

/**
 * Opens the queue and makes the parts; nothing is sent yet.
 *
 * @throws when the queue's file is in use or its database cannot be reached.
 */
export async function createParts(
  config: Config,
  log: Logger,
  now: () => number,
  tracing: Tracing | undefined,
): Promise<Parts> {
  const metrics = createMetrics();
  const { queue: opened, board, disk } = await openQueue(config, log, now);
  const guarded = guardDisk(opened, {
    ...disk,
    reserve: config.diskReserveMb * 1_048_576,
    changed: (short, freeBytes) =>
      short
        ? log.error({ freeBytes }, 'the disk of the queue is short: nothing new is taken')
        : log.info({ freeBytes }, 'the disk of the queue has room again'),
  });
  const held = holdClaims(guarded);
  const measured = measuredQueue(held.queue, metrics, now);
  const queue = tracing ? tracedQueue(measured, tracing) : measured;
  const connection = connectDataverse(config, (exchange) => countDataverse(metrics, exchange), board);
  const { metadata, http, lanes } = connection;
  const client = tracing ? tracedClient(connection.client, tracing) : connection.client;
  const sources = configuredSources(config, now, (source, exchange) => countSourceApi(metrics, source, exchange));
  const definitions = definitionsOf(client, metadata, now);
  let identity: Identity | undefined;
  const configuration = watchConfiguration({
    client,
    metadata,
    log,
    now,
    tellSwept: (swept) => sweptIssue(swept, { definitions, namespace: identity?.namespace ?? '', now }),
  });
  const crm = crmDirectory({
    client,
    metadata,
    ...(config.defaultCountry ? { defaultCountry: config.defaultCountry } : {}),
  });

  return {
    ...connection,
    client,
    tracing,
    config,
    log,
    now,
    queue,
    sources,
    definitions,
    configuration,
    crm,
    metrics,
    identity: () => identity,
    async identify() {
      const body = await client.read('WhoAmI()');
      const { UserId: userId, OrganizationId: organisationId } = body as { UserId?: unknown; OrganizationId?: unknown };
      if (typeof userId !== 'string' || typeof organisationId !== 'string') throw new Error('WhoAmI gave no ids.');
      identity = { userId, organisationId, namespace: config.namespace ?? organisationNamespace(organisationId) };
      return identity;
    },
    release: held.release,
    async close() {
      lanes.close();
      await queue.close();
      await Promise.all([http.close(), sources.close(), tracing?.close()]);
    },
  };
}
