/** The addresses `/_local/*` of tests and benches: faults, limits, clock, what was called. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DataverseError } from '../engine/errors.ts';
import { sendProblems } from '../platform/problems.ts';
import { readFaults } from '../protection/faults.ts';
import { isOutside, pathOf } from '../protection/hooks.ts';
import type { ProtectionControl } from '../protection/hooks.ts';
import type { ProtectionOptions } from '../protection/settings.ts';
import type { MovableClock } from './clock.ts';
import { createRequestLog } from './requests.ts';
import type { RequestLog } from './requests.ts';
import type { Snapshots } from './snapshots.ts';

/** Counts every request of the Web API from now on. Call before routes are registered and before `installProtection`. */
export function installRequestLog(app: FastifyInstance): RequestLog {
  const log = createRequestLog();
  app.addHook('onSend', (request, reply, payload, done) => {
    if (isOutside(request)) {
      const path = pathOf(request);
      const batch = path.startsWith('$batch') && typeof request.body === 'string' ? request.body : undefined;
      log.note(request.method, path, reply.statusCode, batch);
    }
    done(null, payload);
  });
  return log;
}

export interface ControlParts {
  readonly log: RequestLog;
  readonly protection: ProtectionControl;
  readonly clock: MovableClock;
  readonly snapshots: Snapshots;
  /** Reads anew what the server keeps in memory about rows (webhook registrations). */
  refresh(): void;
}

/** A century either way is enough for any test, and keeps dates valid. */
const FARTHEST = 100 * 366 * 86_400_000;

export async function registerControl(app: FastifyInstance, parts: ControlParts): Promise<void> {
  const { log, protection, clock, snapshots } = parts;
  await app.register(async (scope) => {
    sendProblems(scope);
    scope.addHook('onRequest', async (request) => refuseOtherSites(request));

    scope.get('/_local/requests', async () => {
      const requests = log.requests();
      return {
        total: requests.reduce((sum, each) => sum + each.count, 0),
        requests,
        operations: log.operations(),
      };
    });
    scope.delete('/_local/requests', async (_request, reply) => {
      log.clear();
      return reply.code(204).send();
    });

    scope.get('/_local/faults', async () => ({ faults: protection.faults() }));
    scope.put('/_local/faults', async (request, reply) => {
      protection.setFaults(checked(() => readFaults(request.body)));
      return reply.code(204).send();
    });

    scope.get('/_local/protection', async () => protection.settings());
    scope.put('/_local/protection', async (request, reply) => {
      // `configure` checks every member itself.
      checked(() => protection.configure(request.body as ProtectionOptions));
      return reply.code(204).send();
    });

    scope.get('/_local/clock', async () => clockState(clock));
    scope.put('/_local/clock', async (request) => {
      clock.setOffset(readOffset(request.body, clock));
      return clockState(clock);
    });

    scope.get('/_local/snapshot', async () => ({ snapshots: snapshots.list() }));
    scope.post('/_local/snapshot', async (request, reply) => {
      snapshots.take(textIn(request.body, 'name') ?? '');
      return reply.code(204).send();
    });

    // Without a snapshot named, rows stay as they are.
    scope.post('/_local/reset', async (request, reply) => {
      const name = textIn(request.body, 'snapshot');
      if (name !== undefined) {
        snapshots.restore(name);
        parts.refresh();
      }
      log.clear();
      protection.reset();
      clock.setOffset(0);
      return reply.code(204).send();
    });
  });
}

/** @throws DataverseError 400 when the member is there and no text */
function textIn(body: unknown, name: string): string | undefined {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  if (value !== undefined && typeof value !== 'string')
    throw new DataverseError(400, '0x80060888', `'${name}' must be a text.`);
  return value;
}

/** A page of another site can send simple requests to this machine; browsers say where they come from. */
function refuseOtherSites(request: FastifyRequest): void {
  const { origin, host, 'sec-fetch-site': site } = request.headers;
  const foreign = origin !== undefined && origin !== `http://${host ?? ''}`;
  if (foreign || site === 'cross-site' || site === 'same-site')
    throw new DataverseError(403, '0x80040220', 'Pages of other sites may not control this server.');
}

function checked<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new DataverseError(400, '0x80060888', error instanceof Error ? error.message : String(error));
  }
}

function clockState(clock: MovableClock): { now: string; offsetMs: number } {
  return { now: new Date(clock.now()).toISOString(), offsetMs: clock.offset() };
}

/** `{"offsetMs":…}` or `{"now":"2026-11-22T08:00:00Z"}`. */
function readOffset(body: unknown, clock: MovableClock): number {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const { offsetMs, now } = given;
  const offset =
    typeof now === 'string'
      ? Date.parse(now) - (clock.now() - clock.offset())
      : typeof offsetMs === 'number'
        ? offsetMs
        : NaN;
  if (!(Math.abs(offset) <= FARTHEST))
    throw new DataverseError(
      400,
      '0x80060888',
      'The body must be {"offsetMs": milliseconds} or {"now": "date and time"}, within a century.',
    );
  return offset;
}
