import type { Config } from '../config.ts';
import { type HttpClient, httpClient } from '../outbound/http-client.ts';
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

/** The sources the configuration switches on, each with the client of its API. */
export function configuredSources(config: Config): ConfiguredSources {
  const salesloftHttp = httpClient(config.salesloftApiUrl, { timeoutMs: 20_000 });
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
