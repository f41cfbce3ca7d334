import { secretEnds } from '../alarms/secret-ends.ts';
import { sourceCare, type SourceCare } from '../alarms/source-care.ts';
import { postgresStates } from '../reconciliation/postgres-states.ts';
import { fileStates } from '../reconciliation/states.ts';
import type { Parts } from './parts.ts';
import type { Service } from './services.ts';

/** Looks after the sources (SPEC B-1, B-9). */
export function careOf(parts: Parts): SourceCare {
  const { config, sources, queue, log, now } = parts;
  return sourceCare({
    sources: sources.webhooks,
    connections: sources.connections,
    queue,
    states: config.queueUrl === undefined ? fileStates(config.dataFolder) : postgresStates(config.queueUrl),
    reconcileMs: config.reconcileMinutes * 60_000,
    silenceHours: config.silenceHours,
    others: () => secretEnds({ secretEnds: config.clientSecretEnds, certificatePath: config.certificatePath }, now()),
    log,
    now,
  });
}

export function careService(care: SourceCare, { client, definitions, log, now }: Parts): Service {
  return {
    name: 'sources',
    start: () => care.start(),
    connected: ({ namespace }) => care.connected({ client, definitions, namespace, log, now }),
    stop: () => care.stop(),
  };
}
