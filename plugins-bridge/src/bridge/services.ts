import { safeError } from '../log.ts';
import type { PeopleWatch } from '../platform/people-watch.ts';
import type { RequestWatch } from '../requests/watch.ts';
import type { Identity, Parts } from './parts.ts';
import { loggingService } from './logging-service.ts';

/** Something the bridge does by itself, besides answering HTTP requests. */
export interface Service {
  readonly name: string;
  /** Called when the bridge starts. */
  start?(): void;
  /** Called when Dataverse has been reached; called again later when it throws. */
  connected?(identity: Identity): void | Promise<void>;
  /** Begins nothing more, at once; resolves when what was under way has ended. Also called when it was never started, or twice. */
  stop(): void | Promise<void>;
  /** Why the bridge is not ready, on account of this service; `undefined`: it is. */
  problem?(): string | undefined;
}

/** Without a look at the settings for this long the bridge is not ready. */
const settingsStaleMs = 30_000;
const tidyEveryMs = 60 * 60_000;

/** The services of a bridge, a line each: they are started in this order. */
export function createServices(
  parts: Parts,
  { people, requests }: { readonly people: PeopleWatch; readonly requests: RequestWatch },
): readonly Service[] {
  return [
    settingsService(parts),
    { name: 'people', stop: () => people.stop() },
    loggingService(parts),
    { name: 'requests', connected: () => requests.start(), stop: () => requests.stop() },
    tidyService(parts),
  ];
}

function settingsService({ configuration, now }: Parts): Service {
  return {
    name: 'settings',
    connected: () => configuration.start(),
    stop: () => configuration.stop(),
    problem: () =>
      (configuration.checkedAt() ?? 0) > now() - settingsStaleMs
        ? undefined
        : 'the settings have not been read for 30 seconds',
  };
}

/** Removes payloads whose time is over (SPEC L-30). */
function tidyService({ queue, config, log, now }: Parts): Service {
  let timer: NodeJS.Timeout | undefined;
  return {
    name: 'tidy',
    start() {
      timer = setInterval(() => {
        queue
          .forgetBefore(now() - config.payloadDays * 86_400_000)
          .catch((error: unknown) => log.error({ error: safeError(error) }, 'old payloads could not be removed'));
      }, tidyEveryMs);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}
