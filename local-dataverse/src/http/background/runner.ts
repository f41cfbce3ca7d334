/** Does the work of background operations after their request was answered: waits, calls, repeats, tells. */
import { setTimeout as pause } from 'node:timers/promises';
import { request as fetchLocal } from 'undici';
import type { RowEngine } from '../../engine/engine.ts';
import { parametersOf } from './invocation.ts';
import type { Parameter } from './invocation.ts';
import { CANCELED, changeRow, FAILED, IN_PROGRESS, isCanceling, readRow, statusOf, SUCCEEDED } from './rows.ts';
import type { Failure } from './rows.ts';

/** "It's retried up to three times." */
const RETRIES = 3;
/** How long an address that wants to hear of the end may take, in milliseconds. */
const CALLBACK_TIME = 10_000;

export interface Job {
  readonly id: string;
  /** Address of the status monitor resource. */
  readonly location: string;
  readonly callback: string | undefined;
  /** The request that does the work. */
  readonly call: {
    readonly url: string;
    readonly method: 'GET' | 'POST';
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | undefined;
  };
}

export interface Runner {
  start(job: Job): void;
  /** Lets go of everything that waits or runs. */
  stop(): Promise<void>;
}

type Result = { readonly output: readonly Parameter[] } | { readonly failure: Failure };

/** @param report told about faults of this server and callbacks that failed */
export function createRunner(engine: RowEngine, report: (error: unknown) => void): Runner {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  return {
    start(job) {
      const work = run(engine, job, stopping.signal)
        .then(() => tell(engine, job, stopping.signal))
        .catch((error: unknown) => {
          if (!stopping.signal.aborted) report(error);
        })
        .finally(() => running.delete(work));
      running.add(work);
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

async function run(engine: RowEngine, job: Job, signal: AbortSignal): Promise<void> {
  const delay = engine.core.behaviour.backgroundDelay;
  const now = (): string => new Date(engine.core.clock()).toISOString();
  await pause(delay, undefined, { signal });
  const waiting = readRow(engine, job.id);
  if (waiting === undefined) return;
  if (isCanceling(waiting)) return changeRow(engine, job.id, { ...CANCELED, endtime: now() });
  changeRow(engine, job.id, { ...IN_PROGRESS, starttime: now() });
  for (let retries = 0; ; retries += 1) {
    const result = await attempt(job, signal);
    const row = readRow(engine, job.id);
    if (row === undefined) return;
    if ('output' in result) {
      const outputparameters = JSON.stringify(result.output);
      return changeRow(engine, job.id, { ...SUCCEEDED, outputparameters, endtime: now() });
    }
    if (retries === RETRIES || isCanceling(row)) {
      const { code, message } = result.failure;
      return changeRow(engine, job.id, { ...FAILED, errorcode: code, errormessage: message, endtime: now() });
    }
    changeRow(engine, job.id, { retrycount: retries + 1 });
    await pause(delay * 2 ** (retries + 1), undefined, { signal });
  }
}

async function attempt(job: Job, signal: AbortSignal): Promise<Result> {
  try {
    return await send(job, signal);
  } catch (error) {
    signal.throwIfAborted();
    return { failure: { code: 0, message: error instanceof Error ? error.message : String(error) } };
  }
}

async function send({ call }: Job, signal: AbortSignal): Promise<Result> {
  const { statusCode, body } = await fetchLocal(call.url, {
    method: call.method,
    headers: { ...call.headers },
    signal,
    ...(call.body === undefined ? {} : { body: call.body }),
  });
  const text = await body.text();
  const json: unknown = text === '' ? undefined : JSON.parse(text);
  return statusCode < 400 ? { output: parametersOf(json) } : { failure: failureOf(json) };
}

/** The platform's codes are signed numbers here: 0x80040220 → -2147220960. */
function failureOf(body: unknown): Failure {
  const { error } = (body ?? {}) as { error?: { code?: unknown; message?: unknown } };
  const code = Number(error?.code ?? 0);
  return { code: Number.isInteger(code) ? code | 0 : 0, message: String(error?.message ?? '') };
}

/** Posts the end to the address that asked for it: once, without output. */
async function tell(engine: RowEngine, { id, location, callback }: Job, signal: AbortSignal): Promise<void> {
  const row = callback === undefined ? undefined : readRow(engine, id);
  if (callback === undefined || row === undefined) return;
  const { body } = await fetchLocal(callback, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ location, backgroundOperationId: id, ...statusOf(row) }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(CALLBACK_TIME)]),
  });
  await body.dump();
}
