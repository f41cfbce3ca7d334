import { setTimeout as delay } from 'node:timers/promises';
import { PassingFailure } from '../failures.ts';
import { type HttpClient, type HttpResponse, retryAfterMs } from '../outbound/http-client.ts';
import { reason } from '../reasons.ts';

export interface ApiReaderOptions {
  readonly http: HttpClient;
  /** Name of the source, for reasons. */
  readonly source: string;
  /** Bearer token of the moment; it may be renewed between two requests. */
  readonly token: () => Promise<string>;
  readonly accept: string;
}

const tries = 3;
const longestWaitMs = 5_000;

/** Reads JSON from a source's API, a few times where a failure can pass. @throws PassingFailure otherwise */
export function apiReader({ http, source, token, accept }: ApiReaderOptions): (path: string) => Promise<unknown> {
  return async (path) => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await ask(path);
      if (answer.status === 200) {
        try {
          return JSON.parse(answer.body);
        } catch (cause) {
          throw new PassingFailure(reason('source-unavailable', `${source}: not JSON`), { cause });
        }
      }
      const wait = retryAfterMs(answer.headers) ?? 250 * 2 ** attempt;
      const passes = answer.status === 429 || answer.status >= 500;
      if (!passes || attempt >= tries || wait > longestWaitMs) {
        throw new PassingFailure(reason('source-unavailable', `${source}: HTTP ${answer.status}`), {
          retryAfterMs: wait,
        });
      }
      await delay(wait);
    }
  };

  async function ask(path: string): Promise<HttpResponse> {
    try {
      const headers = { accept, authorization: `Bearer ${await token()}` };
      return await http.request({ method: 'GET', path, headers });
    } catch (cause) {
      throw new PassingFailure(reason('source-unavailable', `${source}: no answer`), { cause });
    }
  }
}
