import type { Config } from '../config.ts';
import { type HttpClient, httpClient } from '../outbound/http-client.ts';
import { type Exchange, watched } from '../outbound/watched.ts';
import { canonicalSource } from '../sources/canonical/index.ts';
import { salesloftDirectory } from '../sources/salesloft/api.ts';
import { salesloftSource } from '../sources/salesloft/index.ts';
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
  const apiOf = (source: string, url: string): HttpClient =>
    watched(httpClient(url, { timeoutMs: 20_000 }), (exchange) => told(source, exchange));
  const salesloftHttp = apiOf('salesloft', config.salesloftApiUrl);
  const webhooks = salesloft(config, salesloftHttp);
  return {
    webhooks,
    all: [...webhooks, canonicalSource],
    close: () => salesloftHttp.close(),
  };
}

function salesloft({ salesloftTokens, salesloftApiToken: token }: Config, http: HttpClient): WebhookSource[] {
  if (!salesloftTokens) return [];
  return [
    salesloftSource({
      callbackTokens: salesloftTokens,
      ...(token ? { directory: salesloftDirectory({ http, token }) } : {}),
    }),
  ];
}
