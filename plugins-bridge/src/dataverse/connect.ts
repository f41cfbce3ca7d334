import type { Config } from '../config.ts';
import { type HttpClient, httpClient } from '../outbound/http-client.ts';
import { type BatchingClient, dataverseClient } from './client.ts';
import { type AppUser, createLanes, type Lanes } from './lanes.ts';
import { type Metadata, metadataCache } from './metadata.ts';
import type { PaceBoard } from './pace-board.ts';
import { clientSecretCredential, tokenProvider } from './token.ts';

export interface Connection {
  readonly client: BatchingClient;
  readonly metadata: Metadata;
  readonly http: HttpClient;
  readonly lanes: Lanes;
}

/**
 * The configured organisation; nothing is sent yet.
 *
 * @param board where bridges that share the application users tell each other of the limits.
 */
export function connectDataverse(config: Config, board?: PaceBoard): Connection {
  const { dataverseUrl, tenantId, clientId, clientSecret, authorityHost, parallel, moreAppUsers } = config;
  const users = [{ clientId, clientSecret }, ...moreAppUsers].map((app): AppUser => {
    const credential = clientSecretCredential({ ...app, tenantId, ...(authorityHost ? { authorityHost } : {}) });
    return { id: app.clientId, tokens: tokenProvider(dataverseUrl, credential) };
  });
  const http = httpClient(dataverseUrl, { connections: parallel * users.length + 2 });
  const lanes = createLanes(users, { most: parallel, ...(board ? { board } : {}) });
  const client = dataverseClient(http, lanes);
  return { client, metadata: metadataCache(client), http, lanes };
}
