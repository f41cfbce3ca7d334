import type { Config } from '../config.ts';
import { type HttpClient, httpClient } from '../outbound/http-client.ts';
import { type Exchange, watched } from '../outbound/watched.ts';
import { type DataverseClient, dataverseClient } from './client.ts';
import { type Metadata, metadataCache } from './metadata.ts';
import { createPace } from './pace.ts';
import { credentialOf } from './credential.ts';
import { tokenProvider } from './token.ts';

/** A lane of requests to Dataverse: one an application user (SPEC B-6). */
export interface LaneFigures {
  /** Requests it may have under way now. */
  readonly limit: number;
  readonly underWay: number;
  /** Milliseconds until it may send again; 0: now. */
  readonly pausedMs: number;
}

export interface Connection {
  readonly client: DataverseClient;
  readonly metadata: Metadata;
  readonly http: HttpClient;
  /** The lanes as they stand now. */
  lanes(): readonly LaneFigures[];
}

/**
 * The configured organisation; nothing is sent yet.
 *
 * @param told hears of every request.
 */
export function connectDataverse(config: Config, told: (exchange: Exchange) => void = () => undefined): Connection {
  const { dataverseUrl, parallel } = config;
  const http = watched(httpClient(dataverseUrl, { connections: parallel + 2 }), told);
  const pace = createPace(parallel + 2);
  const client = dataverseClient(http, tokenProvider(dataverseUrl, credentialOf(config)), pace);
  const lanes = (): LaneFigures[] => [{ limit: parallel + 2, underWay: pace.underWay(), pausedMs: pace.paused() }];
  return { client, metadata: metadataCache(client), http, lanes };
}
