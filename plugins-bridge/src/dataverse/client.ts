import { setTimeout as delay } from 'node:timers/promises';
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
import { gatherReads } from './gather-reads.ts';
import { type Lanes, longestPauseMs, type Room } from './lanes.ts';
import { signsOf } from './pace.ts';
import type { TokenProvider } from './token.ts';

/** Path of the service root. */
export const serviceRoot = '/api/data/v9.2/';

/** How often a request waits for the platform's Retry-After before it is given back to its sender. */
const throttleRetries = 4;

export interface DataverseClient {
  /** One request. Answers of any status are returned, except those that can pass. @throws PassingFailure */
  send(operation: Operation): Promise<OperationResponse>;
  /**
   * One `$batch` with `odata.continue-on-error`: one answer a part, in order. Reads go together with those asked for elsewhere in
   * the same moment. @throws PassingFailure, DataverseError
   */
  batch(parts: readonly BatchPart[]): Promise<PartResponse[]>;
  /** The body of a successful GET. @throws PassingFailure, DataverseError */
  read(path: string, headers?: Readonly<Record<string, string>>): Promise<unknown>;
  /** A write that must succeed. @throws PassingFailure, DataverseError */
  write(operation: Operation): Promise<OperationResponse>;
  /** HTTP requests sent so far, a batch counting as one. */
  requests(): number;
}

/** A client whose batches can be filled at the last moment. */
export interface BatchingClient extends DataverseClient {
  /**
   * As `batch`, the parts chosen when it may begin; none: nothing is sent.
   *
   * @param choose given what there is room for at that moment. @throws PassingFailure, DataverseError
   */
  batchWhenFree(choose: (room: Room) => readonly BatchPart[]): Promise<PartResponse[]>;
}

const odata = { accept: 'application/json', 'odata-version': '4.0', 'odata-maxversion': '4.0' };

/** What is sent; `undefined` when there is nothing to send after all. */
type Content =
  | {
      readonly headers: Record<string, string>;
      readonly body?: string;
      /** One without it. */ readonly operations?: number;
    }
  | undefined;

export function dataverseClient(http: HttpClient, lanes: Lanes): BatchingClient {
  let requests = 0;

  /**
   * Sends until the answer is one that stays: by another user when one is throttled and the other is not. A 401 is answered once with
   * a new token.
   *
   * @param contentOf asked once, when the request may begin.
   */
  async function exchange(
    method: Operation['method'],
    path: string,
    urgent: boolean,
    contentOf: (room: Room) => Content,
  ): Promise<HttpResponse | undefined> {
    let renewed = false;
    let content: Content;
    for (let attempt = 0; ; attempt += 1) {
      const leave = await lanes.enter(urgent);
      let answer: HttpResponse | undefined;
      let wait: number | undefined;
      try {
        content ??= contentOf(leave.room);
        if (!content) return undefined;
        leave.carries(content.operations ?? 1);
        answer = await once(method, path, content, leave.user.tokens);
        wait = retryAfterMs(answer.headers);
      } finally {
        leave.end(answer && signsOf(answer.status, answer.headers, wait, answer.body));
      }
      if (answer.status === 401 && !renewed) {
        renewed = true;
        await tokenOf(leave.user.tokens, true);
        continue;
      }
      if (![401, 408, 429, 502, 503, 504].includes(answer.status)) return answer;
      // Throttled: the user's lane keeps the pause, and another may be free at once.
      const paused = answer.status === 429 || answer.status === 503;
      wait ??= Math.min(longestPauseMs, 500 * 2 ** attempt);
      if (answer.status === 401 || attempt >= throttleRetries || (!paused && wait > longestPauseMs))
        throw new PassingFailure(reason('platform-unavailable', `HTTP ${answer.status}`), { retryAfterMs: wait });
      if (!paused) await delay(wait);
    }
  }

  async function once(
    method: Operation['method'],
    path: string,
    { headers, body }: NonNullable<Content>,
    tokens: TokenProvider,
  ): Promise<HttpResponse> {
    const token = await tokenOf(tokens, false);
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
    const answer = await exchange(method, `${serviceRoot}${path}`, true, () => ({
      headers: {
        ...lowerCase(headers),
        ...(text === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      },
      ...(text === undefined ? {} : { body: text }),
    }));
    if (!answer) throw new Error('A request always has content.');
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

  async function sendBatch(urgent: boolean, choose: (room: Room) => readonly BatchPart[]): Promise<PartResponse[]> {
    const answer = await exchange('POST', `${serviceRoot}$batch`, urgent, (room) => {
      const parts = choose(room);
      if (parts.length === 0) return undefined;
      const { contentType, body } = serializeBatch(parts, serviceRoot);
      const operations = parts.reduce((sum, part) => sum + ('operations' in part ? part.operations.length : 1), 0);
      return { headers: { 'content-type': contentType, prefer: 'odata.continue-on-error' }, body, operations };
    });
    if (!answer) return [];
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
  }

  const readTogether = gatherReads((parts) => sendBatch(true, () => parts));
  return {
    send,
    batch(parts) {
      if (parts.length === 0) return Promise.resolve([]);
      const isRead = (part: BatchPart): boolean => !('operations' in part) && part.method === 'GET';
      return parts.every(isRead) ? readTogether(parts) : sendBatch(true, () => parts);
    },
    batchWhenFree: (choose) => sendBatch(false, choose),
    async read(path, headers) {
      return (await must({ method: 'GET', path, ...(headers ? { headers } : {}) })).body;
    },
    write: must,
    requests: () => requests,
  };
}

async function tokenOf(tokens: TokenProvider, renew: boolean): Promise<string> {
  try {
    return await tokens.get({ renew });
  } catch (cause) {
    throw new PassingFailure(reason('platform-unavailable', 'no token'), { cause });
  }
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
