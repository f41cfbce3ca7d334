import type { Config } from '../config.ts';
import { type HttpClient, httpClient } from '../outbound/http-client.ts';
import { type DataverseClient, dataverseClient } from './client.ts';
import { type Metadata, metadataCache } from './metadata.ts';
import { createPace } from './pace.ts';
import { clientSecretCredential, tokenProvider } from './token.ts';

export interface Connection {
  readonly client: DataverseClient;
  readonly metadata: Metadata;
  readonly http: HttpClient;
}

/** The configured organisation; nothing is sent yet. */
export function connectDataverse(config: Config): Connection {
  const { dataverseUrl, tenantId, clientId, clientSecret, authorityHost, parallel, privateHosts } = config;
  const http = httpClient(dataverseUrl, { connections: parallel + 2, privateHosts });
  const credential = clientSecretCredential({
    tenantId,
    clientId,
    clientSecret,
    ...(authorityHost ? { authorityHost } : {}),
  });
  const client = dataverseClient(http, tokenProvider(dataverseUrl, credential), createPace(parallel + 2));
  return { client, metadata: metadataCache(client), http };
}
