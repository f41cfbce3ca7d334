import { setTimeout as delay } from 'node:timers/promises';
import { safeError } from '../log.ts';
import type { Parts } from './parts.ts';
import type { Service } from './services.ts';

const retryMs = 3_000;

export interface Running {
  /** Why the bridge is not ready; `undefined`: it is. */
  problem(): string | undefined;
  /** Nothing new is begun from now on. Resolves when all services have ended what they had. */
  stop(): Promise<void>;
}

/** Starts the services, and tells them when Dataverse has been reached, however long that takes. */
export function startServices(parts: Parts, services: readonly Service[]): Running {
  const { log } = parts;
  const stopping = new AbortController();
  let connected = false;
  let why = 'Dataverse has not been reached yet';

  async function connect(): Promise<void> {
    const waiting = [...services];
    while (!stopping.signal.aborted) {
      try {
        const identity = await parts.identify();
        for (let next = waiting[0]; next && !stopping.signal.aborted; next = waiting[0]) {
          await next.connected?.(identity);
          waiting.shift();
        }
        if (stopping.signal.aborted) return;
        connected = true;
        log.info('connected to Dataverse');
        return;
      } catch (error) {
        why = error instanceof Error ? error.message : 'Dataverse could not be reached';
        const cause =
          error instanceof Error && error.cause instanceof Error ? error.cause.message.slice(0, 300) : undefined;
        log.warn({ error: safeError(error), why, cause }, 'Dataverse could not be reached; trying again');
        await delay(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  for (const service of services) service.start?.();
  const connecting = connect();
  return {
    problem() {
      if (stopping.signal.aborted) return 'the bridge is stopping';
      if (!connected) return why;
      for (const service of services) {
        const problem = service.problem?.();
        if (problem !== undefined) return problem;
      }
      return undefined;
    },
    async stop() {
      stopping.abort();
      // At once, so that none begins anything while another one ends.
      await Promise.all(services.toReversed().map((service) => service.stop()));
      await connecting;
      // Those that were being started meanwhile.
      await Promise.all(services.toReversed().map((service) => service.stop()));
    },
  };
}
