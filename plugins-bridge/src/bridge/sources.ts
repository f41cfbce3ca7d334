import type { Config } from '../config.ts';
import { connectable, openConnection, type SourceConnection } from '../connections/connection.ts';
import type { Exchange } from '../outbound/watched.ts';
import { canonicalSource } from '../sources/canonical/index.ts';
import { type Accesses, type SourceAccess, webhookSourcesOf } from '../sources/configured.ts';
import type { Source, WebhookSource } from '../sources/types.ts';

export interface ConfiguredSources {
  /** Those whose webhooks are taken at `/sources/NAME`. */
  readonly webhooks: readonly WebhookSource[];
  /** All that can read what was taken, also when the endpoint has been switched off since. */
  readonly all: readonly Source[];
  /** Their APIs, where the configuration has a sign-in. */
  readonly connections: readonly SourceConnection[];
  close(): Promise<void>;
}

/**
 * The sources the configuration switches on, each with the client of its API.
 *
 * @param told hears of every request to the API of a source.
 */
export function configuredSources(
  config: Config,
  now: () => number,
  told: (source: string, exchange: Exchange) => void,
): ConfiguredSources {
  const connections = connectable.flatMap(
    (name) => openConnection(name, config, now, (exchange) => told(name, exchange)) ?? [],
  );
  const webhooks = webhookSourcesOf(config, accessesOf(connections));
  return {
    webhooks,
    all: [...webhooks, canonicalSource],
    connections,
    async close() {
      await Promise.all(connections.map((connection) => connection.close()));
    },
  };
}

/** How the directories of sources reach their APIs. */
function accessesOf(connections: readonly SourceConnection[]): Accesses {
  return Object.fromEntries(
    connections.map(({ name, http, tokens }) => [
      name,
      {
        http,
        token: (refused) => tokens.get(refused === undefined ? {} : { instead: refused }),
      } satisfies SourceAccess,
    ]),
  );
}
