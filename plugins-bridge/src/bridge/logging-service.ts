import { writePool } from '../dataverse/write-pool.ts';
import { workClaims } from '../logging/work-claims.ts';
import { createWorker, type Worker } from '../logging/worker.ts';
import type { Claim } from '../queue/types.ts';
import { tracedWork } from '../tracing/traced.ts';
import type { Identity, Parts } from './parts.ts';
import type { Service } from './services.ts';

/** Entries taken up at once, and how often beside each other for each application user: enough waits to fill every batch. */
const claimSize = 200;
const claimsAtOnce = 4;
/** Requests what is taken up together costs at most, as a rule: people, definitions, rows, issues. */
const requestsAPiece = 5;
/** Nothing waits longer than this to be taken up with others, milliseconds. */
const longestGapMs = 500;
/** What is under way is given this long to be written when the bridge stops. */
const stopMs = 8_000;

/** Works off the queue. */
export function loggingService(parts: Parts): Service {
  let worker: Worker | undefined;
  return {
    name: 'logging',
    connected(identity) {
      worker = workerOf(parts, identity);
      worker.start();
    },
    async stop() {
      // What waits for the platform goes back to the queue, so that a backlog or a long pause does not hold up the end.
      const timer = setTimeout(() => parts.lanes.close(), stopMs);
      await worker?.stop();
      clearTimeout(timer);
    },
  };
}

function workerOf(parts: Parts, { userId, namespace }: Identity): Worker {
  const { client, metadata, crm, sources, configuration, definitions, queue, lanes, config, tracing, log, now } = parts;
  const context = {
    client,
    metadata,
    crm,
    sources: sources.all,
    configuration: configuration.current,
    tables: definitions.tables,
    columns: definitions.columns,
    namespace,
    ownId: userId,
    writes: writePool(client),
    log,
    now,
  };
  const work = (claims: readonly Claim[]): Promise<void> => workClaims(claims, queue, context);
  return createWorker({
    queue,
    work: tracing ? tracedWork(work, tracing) : work,
    log,
    parallel: claimsAtOnce * (1 + config.moreAppUsers.length),
    claimSize: () => claimSize,
    // Events that come in one by one would use up the requests of the window, and then wait for seconds.
    gapMs: () => Math.min(longestGapMs, requestsAPiece * lanes.gapMs()),
    now,
  });
}
