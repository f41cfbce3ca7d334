/** Faults on order: which requests are hit is decided here, by count or by a seeded chance. Pure apart from its counters. */
import type { Exceeded } from './limits.ts';

export type FaultKind = 'throttle' | 'unavailable' | 'reset' | 'slow';

export interface Fault {
  readonly kind: FaultKind;
  /** At most so many requests are hit; default: no end. */
  readonly count?: number;
  /** Share of the matching requests that is hit, above 0 up to 1; default 1. */
  readonly probability?: number;
  /** Of the chance; the same seed hits the same requests. Default 1. */
  readonly seed?: number;
  /** Only this HTTP method. */
  readonly method?: string;
  /** Only addresses that contain this text, below `/api/data/v9.2/`. */
  readonly path?: string;
  /** throttle, unavailable: Retry-After; throttle's default 5, unavailable's none. */
  readonly retryAfterSeconds?: number;
  /** throttle: the limit that is said to be exceeded; default requests. */
  readonly exceeded?: Exceeded;
  /** slow: milliseconds the answer is late. */
  readonly delayMs?: number;
}

export interface FaultPlan {
  /** The first fault that hits this request. */
  next(method: string, path: string): Fault | undefined;
  /** The faults with the number of requests each has hit. */
  state(): readonly (Fault & { readonly hits: number })[];
}

export const NO_FAULTS: FaultPlan = { next: () => undefined, state: () => [] };

export function planFaults(faults: readonly Fault[]): FaultPlan {
  const live = faults.map((fault) => ({ fault, hits: 0, chance: randomNumbers(fault.seed ?? 1) }));
  return {
    next(method, path) {
      const hit = live.find(({ fault, hits, chance }) => {
        if (hits >= (fault.count ?? Infinity)) return false;
        if (fault.method !== undefined && fault.method !== method) return false;
        if (fault.path !== undefined && !path.includes(fault.path)) return false;
        return fault.probability === undefined || chance() < fault.probability;
      });
      if (hit === undefined) return undefined;
      hit.hits += 1;
      return hit.fault;
    },
    state: () => live.map(({ fault, hits }) => ({ ...fault, hits })),
  };
}

/** Numbers from 0 to below 1 from a seed (a 32-bit counter, mixed). */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

const KINDS: readonly FaultKind[] = ['throttle', 'unavailable', 'reset', 'slow'];
const EXCEEDED: readonly Exceeded[] = ['requests', 'time', 'concurrency'];

/** Checks for each member of a fault; the texts end «'count' must be …». */
const MEMBERS: Readonly<Record<string, readonly [test: (value: unknown) => boolean, rule: string]>> = {
  kind: [(value) => KINDS.some((each) => each === value), `one of ${KINDS.join(', ')}`],
  count: [(value) => Number.isInteger(value) && Number(value) > 0, 'a whole number above 0'],
  probability: [(value) => typeof value === 'number' && value > 0 && value <= 1, 'above 0, at most 1'],
  seed: [(value) => Number.isInteger(value), 'a whole number'],
  method: [(value) => typeof value === 'string', 'a text'],
  path: [(value) => typeof value === 'string', 'a text'],
  retryAfterSeconds: [(value) => Number.isInteger(value) && Number(value) > 0, 'a whole number above 0'],
  exceeded: [(value) => EXCEEDED.some((each) => each === value), `one of ${EXCEEDED.join(', ')}`],
  delayMs: [(value) => typeof value === 'number' && value > 0 && value <= 600_000, 'above 0, at most 600000'],
};

/**
 * Reads the body of `PUT /_local/faults`: `{"faults":[…]}`.
 * @throws Error with a sentence for the caller
 */
export function readFaults(body: unknown): readonly Fault[] {
  const list = typeof body === 'object' && body !== null && 'faults' in body ? body.faults : undefined;
  if (!Array.isArray(list)) throw new Error("The body must be an object with an array 'faults'.");
  return list.map((each: unknown) => {
    if (typeof each !== 'object' || each === null) throw new Error('A fault must be an object.');
    if (!('kind' in each)) throw new Error("A fault needs a 'kind'.");
    for (const [name, value] of Object.entries(each)) {
      const member = MEMBERS[name];
      if (member === undefined) throw new Error(`A fault has no '${name}'.`);
      if (!member[0](value)) throw new Error(`'${name}' must be ${member[1]}.`);
    }
    const fault = each as Fault; // every member was just checked
    if (fault.kind === 'slow' && fault.delayMs === undefined) throw new Error("The fault 'slow' needs 'delayMs'.");
    return fault;
  });
}
