/** Sends webhook requests. */
import { Agent, request } from 'undici';
import type { WebhookRequest } from './request.ts';

/** `reason` completes the sentence "The endpoint …" and never holds an address, header or body. */
export type Outcome =
  | { readonly ok: true; readonly retries: number }
  | { readonly ok: false; readonly retries: number; readonly reason: string };

export interface Poster {
  post(message: WebhookRequest): Promise<Outcome>;
  /** Ends requests under way; later ones fail at once. */
  stop(): void;
  close(): Promise<void>;
}

/** Network trouble a further attempt may mend; the platform makes exactly one. */
const RETRIED = new Set([502, 503, 504]);

/** @param timeoutMs of one attempt, until the status arrives */
export function createPoster(timeoutMs: number): Poster {
  const stopped = new AbortController();
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: timeoutMs, connect: { timeout: timeoutMs } });

  async function attempt({ url, headers, body }: WebhookRequest): Promise<number | string> {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any([timeout, stopped.signal]);
    try {
      const answer = await request(url, { method: 'POST', headers: { ...headers }, body, dispatcher, signal });
      // Only the status counts. Reading on frees the connection; what goes wrong there changes nothing.
      answer.body.dump().catch(() => undefined);
      return answer.statusCode;
    } catch (error) {
      if (stopped.signal.aborted) return 'was not asked to the end, because the local Dataverse was stopped';
      if (timeout.aborted) return `did not answer within ${timeoutMs / 1000} s`;
      return `could not be asked (${codeOf(error)})`;
    }
  }

  return {
    async post(message) {
      let answer = await attempt(message);
      const retries = typeof answer === 'number' && RETRIED.has(answer) ? 1 : 0;
      if (retries > 0) answer = await attempt(message);
      if (typeof answer === 'string') return { ok: false, retries, reason: answer };
      return answer >= 200 && answer < 300
        ? { ok: true, retries }
        : { ok: false, retries, reason: `answered with status ${answer}` };
    },
    stop: () => stopped.abort(),
    close: () => dispatcher.destroy(),
  };
}

/** Error texts may quote headers or addresses, codes do not. */
function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unknown error';
}
