import type { Config } from '../config.ts';
import { type HttpClient, httpClient } from '../outbound/http-client.ts';
import { type Exchange, watched } from '../outbound/watched.ts';
import { type BatchingClient, dataverseClient } from './client.ts';
import { credentialOf } from './credential.ts';
import { type AppUser, createLanes, type Lanes } from './lanes.ts';
import { type Metadata, metadataCache } from './metadata.ts';
import type { PaceBoard } from './pace-board.ts';
import { tokenProvider } from './token.ts';

export interface Connection {
  readonly client: BatchingClient;
  readonly metadata: Metadata;
  readonly http: HttpClient;
  readonly lanes: Lanes;
}

/**
 * The configured organisation; nothing is sent yet.
 *
 * @param told hears of every request.
 * @param board where bridges that share the application users tell each other of the limits.
 */
export function connectDataverse(
  config: Config,
  told: (exchange: Exchange) => void = () => undefined,
  board?: PaceBoard,
): Connection {
  const { dataverseUrl, parallel, moreAppUsers, privateHosts, clientId = '' } = config;
  const first: AppUser = { id: clientId, tokens: tokenProvider(dataverseUrl, credentialOf(config)) };
  const more = moreAppUsers.map((app): AppUser => {
    const credential = credentialOf({ ...config, ...app, credential: 'secret' });
    return { id: app.clientId, tokens: tokenProvider(dataverseUrl, credential) };
  });
  const users = [first, ...more];
  const http = watched(httpClient(dataverseUrl, { connections: parallel * users.length + 2, privateHosts }), told);
  const lanes = createLanes(users, { most: parallel, ...(board ? { board } : {}) });
  const client = dataverseClient(http, lanes);
  return { client, metadata: metadataCache(client), http, lanes };
}
