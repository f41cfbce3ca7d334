import type { Config } from '../config.ts';
import { httpClient } from '../outbound/http-client.ts';
import { type Exchange, watched } from '../outbound/watched.ts';
import { canonicalSource } from '../sources/canonical/index.ts';
import { type Accesses, type SourceAccess, webhookSourcesOf } from '../sources/configured.ts';
import type { Source, WebhookSource } from '../sources/types.ts';

export interface ConfiguredSources {
  /** Those whose webhooks are taken at `/sources/NAME`. */
  readonly webhooks: readonly WebhookSource[];
  /** All that can read what was taken, also when the endpoint has been switched off since. */
  readonly all: readonly Source[];
  close(): Promise<void>;
}

/**
 * The sources the configuration switches on, each with the client of its API.
 *
 * @param told hears of every request to the API of a source.
 */
export function configuredSources(
  config: Config,
  told: (source: string, exchange: Exchange) => void,
): ConfiguredSources {
  const accesses = accessesOf(config, told);
  const webhooks = webhookSourcesOf(config, accesses);
  return {
    webhooks,
    all: [...webhooks, canonicalSource],
    async close() {
      await Promise.all(Object.values(accesses).map(({ http }) => http.close()));
    },
  };
}

/** Access to their APIs by the tokens of the configuration. */
function accessesOf(config: Config, told: (source: string, exchange: Exchange) => void): Accesses {
  const access = (source: keyof Accesses, url: string, token: string): SourceAccess => ({
    http: watched(httpClient(url, { timeoutMs: 20_000 }), (exchange) => told(source, exchange)),
    token: () => Promise.resolve(token),
  });
  const { salesloftApiToken, outreachApiToken } = config;
  return {
    ...(salesloftApiToken ? { salesloft: access('salesloft', config.salesloftApiUrl, salesloftApiToken) } : {}),
    ...(outreachApiToken ? { outreach: access('outreach', config.outreachApiUrl, outreachApiToken) } : {}),
  };
}
