/** Requests to this server: JSON in and out, one error type, and a new session when the server was restarted. */

/** An answer with a status of 400 or more; `code` and `message` are the server's. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  /** Dataverse's code, e.g. `0x80040217`; empty when the body had none. */
  readonly code: string;
  readonly raw: string;

  constructor(status: number, code: string, message: string, raw: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.raw = raw;
  }

  /** The code as the platform's client gives it to scripts: a 32-bit integer. */
  get errorCode(): number {
    return this.code.startsWith('0x') ? Number.parseInt(this.code, 16) : this.status;
  }
}

/**
 * Sends a request with the session's cookie.
 * @throws HttpError for 4xx and 5xx, Error when the server cannot be reached
 */
export async function send(url: string, init: RequestInit = {}): Promise<Response> {
  let response = await reach(url, init);
  if (response.status === 401 && url !== SESSION) {
    // The server was restarted: its page hands out sessions freely, so ask again once.
    await reach(SESSION, {});
    response = await reach(url, init);
  }
  if (response.ok) return response;
  throw httpError(response.status, await response.text(), response.statusText);
}

/** The error that an answer with this status and body is. */
export function httpError(status: number, raw: string, statusText = ''): HttpError {
  const problem = problemOf(raw);
  return new HttpError(status, problem.code, problem.message || `${status} ${statusText}`.trim(), raw);
}

export async function getJson<T>(url: string): Promise<T> {
  // The shell's own server answers with the types of src/shell/model.ts: this is the parsed boundary.
  return (await (await send(url)).json()) as T;
}

const SESSION = '/_shell/session';

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { credentials: 'same-origin', ...init });
  } catch (error) {
    throw new Error(`The local Dataverse at ${location.origin} cannot be reached. Is it still running?`, {
      cause: error,
    });
  }
}

function problemOf(raw: string): { code: string; message: string } {
  try {
    const body: unknown = JSON.parse(raw);
    const error: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'error') : undefined;
    if (typeof error === 'object' && error !== null) {
      return { code: String(Reflect.get(error, 'code') ?? ''), message: String(Reflect.get(error, 'message') ?? '') };
    }
    const message: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'message') : undefined;
    return { code: '', message: typeof message === 'string' ? message : '' };
  } catch {
    return { code: '', message: raw.slice(0, 300) };
  }
}
