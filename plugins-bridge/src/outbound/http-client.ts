import { Pool } from 'undici';
import { guardedLookup, type Resolve } from './guarded-lookup.ts';
import { checkPath } from './path.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with query, from the root of the origin. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Reaches one configured origin and nothing else: no redirect is followed, no address comes from a payload (SPEC B-12). */
export interface HttpClient {
  readonly origin: string;
  /** @throws the transport's error when there is no whole answer. */
  request(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}

export interface HttpClientOptions {
  /** Connections kept open at once. */
  readonly connections?: number;
  /** Milliseconds until an answer must have begun, and between its parts. Dataverse gives up after two minutes itself. */
  readonly timeoutMs?: number;
  /** Longest answer that is read, bytes; a longer one is an error. */
  readonly maxResponseBytes?: number;
  /** Host names that may stand for private addresses (`BRIDGE_PRIVATE_HOSTS`). */
  readonly privateHosts?: readonly string[];
  /** Resolves host names; the system's resolver without it. */
  readonly resolve?: Resolve;
}

/**
 * @param origin from the configuration. An address that is written there itself (`http://127.0.0.1:8100`) is allowed as it is; what a
 * name stands for is checked with every connection.
 */
export function httpClient(
  origin: string,
  {
    connections = 8,
    timeoutMs = 130_000,
    maxResponseBytes = 64 * 1024 * 1024,
    privateHosts = [],
    resolve,
  }: HttpClientOptions = {},
): HttpClient {
  const pool = new Pool(new URL(origin).origin, {
    connections,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxResponseSize: maxResponseBytes,
    connect: { timeout: 10_000, lookup: guardedLookup(privateHosts, resolve) },
  });
  return {
    origin: new URL(origin).origin,
    async request({ method, path, headers, body }) {
      checkPath(path);
      const response = await pool.request({ method, path, headers: headers ?? {}, body: body ?? null });
      return { status: response.statusCode, headers: response.headers, body: await response.body.text() };
    },
    close: () => pool.close(),
  };
}

/** Milliseconds a `Retry-After` header asks to wait (seconds or a date); `undefined` without one. */
export function retryAfterMs(headers: HttpResponse['headers'], now: number = Date.now()): number | undefined {
  const header = headers['retry-after'];
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text.trim())) return Math.ceil(Number(text) * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
