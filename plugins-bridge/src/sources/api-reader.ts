import { sourceApi } from '../connections/source-api.ts';
import type { HttpClient } from '../outbound/http-client.ts';

export interface ApiReaderOptions {
  readonly http: HttpClient;
  /** Name of the source, for reasons. */
  readonly source: string;
  /** Bearer token of the moment, or another one in place of one the source refused. */
  readonly token: (refused?: string) => Promise<string>;
  readonly accept: string;
}

/** Reads JSON from a source's API, a few times where a failure can pass. @throws PassingFailure otherwise */
export function apiReader({ http, source, token, accept }: ApiReaderOptions): (path: string) => Promise<unknown> {
  const tokens = { get: ({ instead }: { readonly instead?: string } = {}) => token(instead) };
  const api = sourceApi({ name: source, http, tokens, mediaType: accept });
  return async (path) => (await api.read(path)).body;
}
