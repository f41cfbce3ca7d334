import { type HttpClient, type HttpRequest, retryAfterMs } from './http-client.ts';

/** One request that was sent, and what came of it. */
export interface Exchange {
  readonly request: HttpRequest;
  /** `undefined`: there was no whole answer. */
  readonly status: number | undefined;
  readonly milliseconds: number;
  /** What the other side asked to wait. */
  readonly retryAfterMs: number | undefined;
}

/** The same client; `told` hears of every request it has sent. */
export function watched(http: HttpClient, told: (exchange: Exchange) => void): HttpClient {
  return {
    ...http,
    async request(request) {
      const begun = performance.now();
      const end = (status?: number, wait?: number): void =>
        told({ request, status, milliseconds: performance.now() - begun, retryAfterMs: wait });
      try {
        const answer = await http.request(request);
        end(answer.status, retryAfterMs(answer.headers));
        return answer;
      } catch (error) {
        end();
        throw error;
      }
    },
  };
}
