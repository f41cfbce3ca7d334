import { PassingFailure } from '../failures.ts';
import { type HttpClient, type HttpResponse, retryAfterMs } from '../outbound/http-client.ts';
import { reason } from '../reasons.ts';
import {
  type BatchPart,
  type Operation,
  type OperationResponse,
  parseBatch,
  type PartResponse,
  serializeBatch,
} from './batch.ts';
import { DataverseError, platformError } from './errors.ts';
import type { Pace } from './pace.ts';
import type { TokenProvider } from './token.ts';

/** Path of the service root. */
export const serviceRoot = '/api/data/v9.2/';

/** How often a request waits for the platform's Retry-After before it is given back to its sender. */
const throttleRetries = 4;
/** Longer pauses are not waited out in place. */
const longestPauseMs = 30_000;

export interface DataverseClient {
  /** One request. Answers of any status are returned, except those that can pass. @throws PassingFailure */
  send(operation: Operation): Promise<OperationResponse>;
  /** One `$batch` with `odata.continue-on-error`: one answer a part, in order. @throws PassingFailure */
  batch(parts: readonly BatchPart[]): Promise<PartResponse[]>;
  /** The body of a successful GET. @throws PassingFailure, DataverseError */
  read(path: string, headers?: Readonly<Record<string, string>>): Promise<unknown>;
  /** A write that must succeed. @throws PassingFailure, DataverseError */
  write(operation: Operation): Promise<OperationResponse>;
  /** HTTP requests sent so far, a batch counting as one. */
  requests(): number;
}

const odata = { accept: 'application/json', 'odata-version': '4.0', 'odata-maxversion': '4.0' };

export function dataverseClient(http: HttpClient, tokens: TokenProvider, pace: Pace): DataverseClient {
  let requests = 0;

  /** Sends until the answer is one that stays. A 401 is answered once with a new token. */
  async function exchange(
    method: Operation['method'],
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<HttpResponse> {
    let renewed = false;
    for (let attempt = 0; ; attempt += 1) {
      const answer = await pace.run(async () => once(method, path, headers, body, renewed));
      if (answer.status === 401 && !renewed) {
        renewed = true;
        continue;
      }
      const passes = [401, 408, 429, 502, 503, 504].includes(answer.status);
      if (!passes) return answer;
      const wait = retryAfterMs(answer.headers) ?? Math.min(longestPauseMs, 500 * 2 ** attempt);
      if (answer.status === 429 || answer.status === 503) pace.pause(wait);
      if (answer.status === 401 || attempt >= throttleRetries || wait > longestPauseMs) {
        throw new PassingFailure(reason('platform-unavailable', `HTTP ${answer.status}`), { retryAfterMs: wait });
      }
    }
  }

  async function once(
    method: Operation['method'],
    path: string,
    headers: Record<string, string>,
    body: string | undefined,
    renew: boolean,
  ): Promise<HttpResponse> {
    let token: string;
    try {
      token = await tokens.get({ renew });
    } catch (cause) {
      throw new PassingFailure(reason('platform-unavailable', 'no token'), { cause });
    }
    requests += 1;
    try {
      return await http.request({
        method,
        path,
        headers: { ...odata, ...headers, authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body }),
      });
    } catch (cause) {
      throw new PassingFailure(reason('platform-unavailable', 'no answer'), { cause });
    }
  }

  async function send(operation: Operation): Promise<OperationResponse> {
    const { method, path, headers = {}, body } = operation;
    const text = body === undefined ? undefined : JSON.stringify(body);
    const answer = await exchange(
      method,
      `${serviceRoot}${path}`,
      { ...lowerCase(headers), ...(text === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }) },
      text,
    );
    return { status: answer.status, headers: flat(answer.headers), body: parseJson(answer.body) };
  }

  async function must(operation: Operation): Promise<OperationResponse> {
    const answer = await send(operation);
    const error = platformError(answer);
    if (error?.failure === 'passing')
      throw new PassingFailure(reason('platform-unavailable', `HTTP ${error.status} ${error.code}`));
    if (error) throw new DataverseError(error, `${operation.method} ${operation.path.split('?')[0]}`);
    return answer;
  }

  return {
    send,
    async batch(parts) {
      if (parts.length === 0) return [];
      const { contentType, body } = serializeBatch(parts, serviceRoot);
      const answer = await exchange(
        'POST',
        `${serviceRoot}$batch`,
        { 'content-type': contentType, prefer: 'odata.continue-on-error' },
        body,
      );
      const type = String(answer.headers['content-type'] ?? '');
      if (!/^multipart\/mixed/i.test(type)) {
        const error = platformError({ status: Math.max(answer.status, 400), body: parseJson(answer.body) });
        if (error?.failure === 'passing')
          throw new PassingFailure(reason('platform-unavailable', `HTTP ${answer.status} ${error.code}`));
        if (error) throw new DataverseError(error, 'POST $batch');
      }
      try {
        return parseBatch(type, answer.body);
      } catch (cause) {
        // Cut short on the way: what was done is found out by doing it again, ids are ours.
        throw new PassingFailure(reason('platform-unavailable', 'the answer of a batch is not whole'), { cause });
      }
    },
    async read(path, headers) {
      return (await must({ method: 'GET', path, ...(headers ? { headers } : {}) })).body;
    },
    write: must,
    requests: () => requests,
  };
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function flat(headers: HttpResponse['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value ?? '')]));
}

function parseJson(text: string): unknown {
  if (!text.trim()) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // A gateway's page instead of an answer: the status alone counts.
    return undefined;
  }
}
