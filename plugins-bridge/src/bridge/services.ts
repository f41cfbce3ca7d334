import type { SourceCare } from '../alarms/source-care.ts';
import { safeError } from '../log.ts';
import type { PeopleWatch } from '../platform/people-watch.ts';
import type { RequestWatch } from '../requests/watch.ts';
import { forgetSamples } from '../privacy/samples.ts';
import type { Identity, Parts } from './parts.ts';
import { loggingService } from './logging-service.ts';
import { careService } from './source-care-service.ts';

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
  {
    people,
    requests,
    care,
  }: { readonly people: PeopleWatch; readonly requests: RequestWatch; readonly care: SourceCare },
): readonly Service[] {
  return [
    settingsService(parts),
    { name: 'people', stop: () => people.stop() },
    loggingService(parts),
    { name: 'requests', connected: () => requests.start(), stop: () => requests.stop() },
    careService(care, parts),
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
function tidyService({ queue, client, metadata, config, log, now }: Parts): Service {
  let timer: NodeJS.Timeout | undefined;
  return {
    name: 'tidy',
    start() {
      timer = setInterval(() => {
        const before = now() - config.payloadDays * 86_400_000;
        queue
          .forgetBefore(before)
          .catch((error: unknown) => log.error({ error: safeError(error) }, 'old payloads could not be removed'));
        forgetSamples(client, metadata, before).catch((error: unknown) =>
          log.warn({ error: safeError(error) }, 'old samples could not be removed'),
        );
      }, tidyEveryMs);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}
