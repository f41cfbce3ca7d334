/** Ties limits, slowness and faults to the HTTP server. Answers wait on timers: neither the event loop nor the writer waits with them. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DataverseError } from '../engine/errors.ts';
import type { Caller } from '../engine/types.ts';
import { errorResponse } from '../http/errors.ts';
import { PART_HEADER, PART_SECRET } from '../http/part.ts';
import type { Costs } from './costs.ts';
import { NO_FAULTS, planFaults } from './faults.ts';
import type { Fault, FaultPlan } from './faults.ts';
import { createGuard, formatSeconds, PLATFORM_LIMITS, refusal } from './limits.ts';
import type { Guard, Refusal } from './limits.ts';
import { readProtection } from './settings.ts';
import type { Protection, ProtectionOptions } from './settings.ts';
import { askedTime, executionTime } from './work.ts';

export interface ProtectionHost {
  /** Who makes the request. @throws when nobody does; such a request is not counted */
  authenticate(request: FastifyRequest): Promise<Caller>;
  /** Milliseconds of a clock that never goes back; default performance.now. */
  readonly clock?: () => number;
}

export interface ProtectionControl {
  /** Changes all settings; windows start empty. @throws Error naming a setting that makes no sense */
  configure(options: ProtectionOptions): void;
  settings(): Protection;
  setFaults(faults: readonly Fault[]): void;
  faults(): ReturnType<FaultPlan['state']>;
  /** Empties the windows and forgets the faults; settings stay. */
  reset(): void;
}

/** A request under way. */
interface Visit {
  readonly startedAt: number;
  readonly fault: Fault | undefined;
  /** Answered 429 or 503 here: no work was done. */
  refused: boolean;
  /** The guard that let it in, and for whom. */
  admission: { readonly guard: Guard; readonly user: string } | undefined;
  /** Milliseconds that were counted when it was let in. */
  charged: number;
}

const WEB_API = /^\/api\/data\/v9\.\d\/?/;

/** Adds the hooks. Call before any routes are registered: hooks hold only for later ones. @throws Error for senseless options */
export function installProtection(
  app: FastifyInstance,
  options: ProtectionOptions,
  host: ProtectionHost,
): ProtectionControl {
  const clock = host.clock ?? (() => performance.now());
  let settings = readProtection(options);
  let guard = settings.limits && createGuard(settings.limits);
  let faults = NO_FAULTS;
  const visits = new WeakMap<FastifyRequest, Visit>();

  app.addHook('preHandler', (request, reply, done) => {
    const idle =
      guard === undefined && faults === NO_FAULTS && settings.costs === undefined && settings.latencyMs === 0;
    if (idle || !isOutside(request)) return done();
    const visit: Visit = {
      startedAt: clock(),
      fault: faults.next(request.method, pathOf(request)),
      refused: false,
      admission: undefined,
      charged: 0,
    };
    visits.set(request, visit);
    visit.refused = visit.fault?.kind === 'throttle' || visit.fault?.kind === 'unavailable';
    if (visit.fault?.kind === 'throttle') return refuse(reply, ordered(visit.fault, settings), undefined);
    if (visit.fault?.kind === 'unavailable') return unavailable(reply, visit.fault);
    const entrance = guard;
    if (entrance === undefined) return done();
    host.authenticate(request).then(
      // The one who is signed in pays, also for those he acts for.
      ({ initiatingUserId: user }) => {
        const refused = entrance.enter(user, clock());
        if (refused !== undefined) {
          visit.refused = true;
          return refuse(reply, refused, rateHeaders(entrance, user, clock()));
        }
        visit.admission = { guard: entrance, user };
        if (settings.costs !== undefined) {
          // Counted before it runs: requests that come together must not all find the budget of before.
          visit.charged = asked(settings.costs, request);
          entrance.charge(user, visit.charged, clock());
        }
        done();
      },
      // The handler finds the same and answers it.
      () => done(),
    );
  });

  app.addHook('onSend', (request, reply, payload, done) => {
    const visit = visits.get(request);
    if (visit === undefined) return done();
    visits.delete(request);
    const { admission, fault } = visit;
    const { costs, latencyMs } = settings;
    const answer = typeof payload === 'string' ? payload : '';
    let modelled = 0;
    try {
      if (costs !== undefined && !visit.refused) modelled = executionTime(costs, exchangeOf(request, reply, answer));
    } catch (error) {
      admission?.guard.leave(admission.user);
      return done(error instanceof Error ? error : new Error(String(error)));
    }
    if (admission !== undefined) {
      // What did not run is given back. Counted before the answer is slept over: never kinder than the platform.
      const took = costs === undefined ? clock() - visit.startedAt : modelled;
      admission.guard.charge(admission.user, took - visit.charged, clock());
    }
    const finish = (): void => {
      if (admission !== undefined) {
        admission.guard.leave(admission.user);
        void reply.headers(rateHeaders(admission.guard, admission.user, clock()));
      }
      if (fault?.kind === 'reset') breakOff(reply, answer);
      else done(null, payload);
    };
    const wait = latencyMs + modelled + (fault?.kind === 'slow' ? (fault.delayMs ?? 0) : 0);
    // A server that is closed does not stay alive for late answers.
    if (wait > 0) setTimeout(finish, wait).unref();
    else finish();
  });

  return {
    configure(given) {
      settings = readProtection(given);
      guard = settings.limits && createGuard(settings.limits);
    },
    settings: () => settings,
    setFaults(list) {
      faults = list.length === 0 ? NO_FAULTS : planFaults(list);
    },
    faults: () => faults.state(),
    reset() {
      faults = NO_FAULTS;
      guard = settings.limits && createGuard(settings.limits);
    },
  };
}

/** Of the Web API, and not made by this server itself for a part of a batch. */
export function isOutside(request: FastifyRequest): boolean {
  return WEB_API.test(request.raw.url ?? '') && request.headers[PART_HEADER] !== PART_SECRET;
}

/** Below the service root, with its query. */
export function pathOf(request: FastifyRequest): string {
  return (request.raw.url ?? '').replace(WEB_API, '');
}

function exchangeOf(request: FastifyRequest, reply: FastifyReply, answer: string): Parameters<typeof executionTime>[1] {
  const answerType = reply.getHeader('content-type');
  return {
    method: request.method,
    path: pathOf(request),
    contentType: request.headers['content-type'],
    body: typeof request.body === 'string' ? request.body : '',
    answerType: typeof answerType === 'string' ? answerType : undefined,
    answer,
  };
}

/** What the request would take; nothing when it is malformed, which the handler refuses. */
function asked(costs: Costs, request: FastifyRequest): number {
  const body = typeof request.body === 'string' ? request.body : '';
  const { method } = request;
  try {
    return askedTime(costs, { method, path: pathOf(request), contentType: request.headers['content-type'], body });
  } catch {
    return 0;
  }
}

function rateHeaders(guard: Guard, user: string, now: number): Record<string, string> {
  const left = guard.remaining(user, now);
  return {
    'x-ms-ratelimit-burst-remaining-xrm-requests': String(left.requests),
    'x-ms-ratelimit-time-remaining-xrm-requests': formatSeconds(left.seconds),
    'x-ms-dop-hint': String(guard.limits.dopHint),
  };
}

function refuse(reply: FastifyReply, refused: Refusal, headers: Record<string, string> | undefined): void {
  sendError(reply, new DataverseError(429, refused.code, refused.message), {
    'Retry-After': String(refused.retryAfterSeconds),
    ...headers,
  });
}

/** The refusal a fault asks for, in the words of the limits that hold. */
function ordered(fault: Fault, settings: Protection): Refusal {
  const words = refusal(fault.exceeded ?? 'requests', settings.limits ?? PLATFORM_LIMITS, 0, 0);
  return { ...words, retryAfterSeconds: fault.retryAfterSeconds ?? 5 };
}

function unavailable(reply: FastifyReply, fault: Fault): void {
  const wait = fault.retryAfterSeconds;
  sendError(
    reply,
    new DataverseError(503, '0x80040216', 'The service is unavailable.'),
    wait === undefined ? {} : { 'Retry-After': String(wait) },
  );
}

function sendError(reply: FastifyReply, error: DataverseError, headers: Record<string, string>): void {
  const response = errorResponse(error, () => undefined);
  void reply
    .code(response.status)
    .headers({ ...response.headers, ...headers })
    .send(response.body ?? '');
}

/** The work is done, half of the answer leaves, then the connection breaks. Without a body nothing of the answer leaves. */
function breakOff(reply: FastifyReply, answer: string): void {
  reply.hijack();
  const { raw } = reply;
  if (answer === '') {
    raw.destroy();
    return;
  }
  const bytes = Buffer.from(answer);
  const headers = Object.fromEntries(
    Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined),
  ) as Record<string, string | number | string[]>;
  raw.writeHead(reply.statusCode, { ...headers, 'content-length': bytes.length });
  raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => raw.destroy());
}
