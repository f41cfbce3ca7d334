/** Generated requests against the assembled server: `npm run bench -- fuzz`, and briefly in `npm test`. */
import { fuzzRequests } from './fuzz-requests.ts';
import type { FuzzRequest, Rows } from './fuzz-requests.ts';
import { startTarget, type Target } from './target.ts';

const CONNECTIONS = 4;

/** Failures after which it stops: more of them tell nothing new. */
const ENOUGH = 10;

export interface FuzzSettings {
  readonly seconds: number;
  readonly seed: number;
}

export interface FuzzReport {
  readonly seed: number;
  readonly seconds: number;
  readonly requests: number;
  /** Answers by HTTP status; answers inside batches are not counted. */
  readonly statuses: Readonly<Record<string, number>>;
  /** What went wrong, with the request that shows it. */
  readonly failures: readonly string[];
}

/**
 * Sends generated requests to the assembled server until the time is over. A 500 (also inside a batch), a broken connection, an
 * ended process and anything on its standard error are failures.
 */
export async function fuzz({ seconds, seed }: FuzzSettings): Promise<FuzzReport> {
  const target = await startTarget(CONNECTIONS);
  try {
    const quiet = target.log().length;
    const next = fuzzRequests(seed, await firstRows(target));
    const statuses: Record<string, number> = {};
    const failures: string[] = [];
    let requests = 0;
    const end = performance.now() + seconds * 1000;
    const worker = async (): Promise<void> => {
      while (performance.now() < end && failures.length < ENOUGH) {
        const request = next();
        requests += 1;
        const outcome = await attempt(target, request);
        statuses[outcome.status] = (statuses[outcome.status] ?? 0) + 1;
        if (outcome.failure !== undefined) failures.push(`${outcome.failure}: ${shown(request)}`);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, worker));
    const { exitCode, signalCode } = target.child.process;
    if (exitCode !== null || signalCode !== null)
      failures.push(`the server ended with ${exitCode ?? signalCode ?? ''}`);
    const printed = target.log().slice(quiet).trim();
    if (printed !== '') failures.push(`the server wrote: ${printed.slice(0, 3000)}`);
    return { seed, seconds, requests, statuses, failures };
  } finally {
    await target.stop();
  }
}

async function firstRows(target: Target): Promise<Rows> {
  return {
    contact: await target.create('contacts', { lastname: 'Fuzz' }),
    task: await target.create('tasks', { subject: 'Fuzz' }),
    phonecall: await target.create('phonecalls', { subject: 'Fuzz' }),
  };
}

async function attempt(target: Target, request: FuzzRequest): Promise<{ status: string; failure?: string }> {
  try {
    const { status, text } = await target.send(request.method, request.path, request.body, request.headers);
    const failed = status === 500 || /^HTTP\/1\.1 500/m.test(text);
    return { status: String(status), ...(failed ? { failure: `answered ${status} ${text.slice(0, 300)}` } : {}) };
  } catch (error) {
    return { status: 'none', failure: `no answer (${error instanceof Error ? error.message : String(error)})` };
  }
}

function shown({ method, path, body, headers }: FuzzRequest): string {
  return `${method} ${path} ${JSON.stringify(headers)} ${(body ?? '').slice(0, 2000)}`;
}
