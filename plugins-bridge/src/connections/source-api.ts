import { setTimeout as delay } from 'node:timers/promises';
import { PassingFailure } from '../failures.ts';
import { type HttpClient, type HttpRequest, type HttpResponse, retryAfterMs } from '../outbound/http-client.ts';
import { reason } from '../reasons.ts';
import type { SourceTokens } from './tokens.ts';

export interface SourceRequest {
  readonly method: HttpRequest['method'];
  readonly path: string;
  readonly body?: unknown;
}

/** A JSON API of a source, signed in. */
export interface SourceApi {
  /** Answers of any status are returned, except those that can pass. @throws PassingFailure, SignInLost */
  send(
    request: SourceRequest,
  ): Promise<{ readonly status: number; readonly body: unknown; readonly headers: HttpResponse['headers'] }>;
  /** The body of a successful answer. @throws PassingFailure, SignInLost */
  read(path: string): Promise<{ readonly body: unknown; readonly headers: HttpResponse['headers'] }>;
}

export interface SourceApiOptions {
  /** For reasons: `salesloft`. */
  readonly name: string;
  readonly http: HttpClient;
  readonly tokens: SourceTokens;
  /** Media type of bodies; JSON without it. */
  readonly mediaType?: string;
}

const tries = 3;
/** Longer pauses are not waited out in place: whoever asked is told, and comes back. */
const longestWaitMs = 5_000;

export function sourceApi({ name, http, tokens, mediaType = 'application/json' }: SourceApiOptions): SourceApi {
  const failed = (
    detail: string,
    options?: { readonly retryAfterMs?: number; readonly cause?: unknown },
  ): PassingFailure => new PassingFailure(reason('source-unavailable', `${name}: ${detail}`), options);

  async function once({ method, path, body }: SourceRequest, token: string): Promise<HttpResponse> {
    const headers = { accept: mediaType, authorization: `Bearer ${token}` };
    try {
      return await http.request({
        method,
        path,
        headers: body === undefined ? headers : { ...headers, 'content-type': mediaType },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (cause) {
      throw failed('no answer', { cause });
    }
  }

  const send: SourceApi['send'] = async (request) => {
    let token = await tokens.get();
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await once(request, token);
      if (answer.status === 401 && !renewed) {
        renewed = true;
        token = await tokens.get({ instead: token });
        continue;
      }
      const passes = answer.status === 401 || answer.status === 429 || answer.status >= 500;
      if (!passes) return { status: answer.status, headers: answer.headers, body: parsed(answer.body) };
      const wait = retryAfterMs(answer.headers) ?? 250 * 2 ** attempt;
      // A write that failed half-way may have been done: only whoever asked knows whether it may be sent again.
      const mayRepeat = request.method === 'GET' || answer.status === 429;
      if (answer.status === 401 || !mayRepeat || attempt >= tries || wait > longestWaitMs) {
        throw failed(`HTTP ${answer.status}`, { retryAfterMs: wait });
      }
      await delay(wait);
    }
  };

  return {
    send,
    async read(path) {
      const { status, body, headers } = await send({ method: 'GET', path });
      if (status !== 200) throw failed(`HTTP ${status}`);
      if (body === undefined) throw failed('not JSON');
      return { body, headers };
    },
  };
}

function parsed(text: string): unknown {
  if (!text.trim()) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // A gateway's page instead of an answer: the status alone counts.
    return undefined;
  }
}
