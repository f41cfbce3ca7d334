import { workClaims } from '../logging/work-claims.ts';
import { createWorker, type Worker } from '../logging/worker.ts';
import type { Claim } from '../queue/types.ts';
import { tracedWork } from '../tracing/traced.ts';
import type { Identity, Parts } from './parts.ts';
import type { Service } from './services.ts';

/** Rows a batch carries at most, entries taken up at once. */
const batchSize = 20;
const claimSize = 60;

/** Works off the queue. */
export function loggingService(parts: Parts): Service {
  let worker: Worker | undefined;
  return {
    name: 'logging',
    connected(identity) {
      worker = workerOf(parts, identity);
      worker.start();
    },
    stop: () => worker?.stop(),
  };
}

function workerOf(parts: Parts, { userId, namespace }: Identity): Worker {
  const { client, metadata, crm, sources, configuration, definitions, queue, config, tracing, log, now } = parts;
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
    batchSize: () => batchSize,
    log,
    now,
  };
  const work = (claims: readonly Claim[]): Promise<void> => workClaims(claims, queue, context);
  return createWorker({
    queue,
    work: tracing ? tracedWork(work, tracing) : work,
    log,
    parallel: config.parallel,
    claimSize: () => claimSize,
    now,
  });
}
