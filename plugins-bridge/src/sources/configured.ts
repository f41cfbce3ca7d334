import type { Config } from '../config.ts';
import type { HttpClient } from '../outbound/http-client.ts';
import { aircallSource } from './aircall/index.ts';
import { outreachDirectory } from './outreach/api.ts';
import { outreachSource } from './outreach/index.ts';
import { salesloftDirectory } from './salesloft/api.ts';
import { salesloftSource } from './salesloft/index.ts';
import type { WebhookSource } from './types.ts';
import { zoomSource } from './zoom/index.ts';

/** The way to a source's API. */
export interface SourceAccess {
  readonly http: HttpClient;
  /** Bearer token of the moment, or another one in place of one the source refused. */
  readonly token: (refused?: string) => Promise<string>;
}

/** Sources that are asked who their ids stand for. */
export type Accesses = Readonly<Partial<Record<'salesloft' | 'outreach', SourceAccess>>>;

/** The webhooks that are switched on: those whose secrets are configured (SPEC B-1). */
export function webhookSourcesOf(config: Config, { salesloft, outreach }: Accesses): WebhookSource[] {
  const { salesloftTokens, outreachSecrets, aircallTokens, zoomSecretTokens } = config;
  return [
    ...(salesloftTokens
      ? [
          salesloftSource({
            callbackTokens: salesloftTokens,
            ...(salesloft ? { directory: salesloftDirectory(salesloft) } : {}),
          }),
        ]
      : []),
    ...(outreachSecrets
      ? [
          outreachSource({
            secrets: outreachSecrets,
            ...(outreach ? { directory: outreachDirectory(outreach) } : {}),
          }),
        ]
      : []),
    ...(aircallTokens ? [aircallSource({ tokens: aircallTokens })] : []),
    ...(zoomSecretTokens ? [zoomSource({ secretTokens: zoomSecretTokens })] : []),
  ];
}
