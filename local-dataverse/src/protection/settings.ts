/** Settings of service protection and slowness: from code, from the control route, from the command line. */
import { DEFAULT_COSTS } from './costs.ts';
import type { Costs } from './costs.ts';
import { PLATFORM_LIMITS } from './limits.ts';
import type { Limits } from './limits.ts';

export interface ProtectionOptions {
  /** Limits of each user; what is left out is the platform's. Default: no limits. `true`: all the platform's. */
  readonly limits?: Partial<Limits> | boolean;
  /** Time runs so many times faster: window, requests and execution time are divided by it, rates stay. Default 1. */
  readonly scale?: number;
  /** Milliseconds every answer of the Web API is late; default 0. */
  readonly latencyMs?: number;
  /**
   * Execution-time model; what is left out is DEFAULT_COSTS. An answer is that much later, and the time counts for the limits.
   * Default: none; the time really taken counts.
   */
  readonly costs?: Partial<Costs> | boolean;
}

export interface Protection {
  readonly limits: Limits | undefined;
  readonly latencyMs: number;
  readonly costs: Costs | undefined;
}

/** @throws Error naming the setting when a figure makes no sense */
export function readProtection(options: ProtectionOptions): Protection {
  known('protection', options, ['limits', 'scale', 'latencyMs', 'costs']);
  const scale = positive('scale', options.scale ?? 1);
  const given = part(options.limits);
  const costs = part(options.costs);
  const latencyMs = notNegative('latencyMs', options.latencyMs ?? 0);
  return {
    limits: given === undefined ? undefined : scaled(merged('limits', PLATFORM_LIMITS, given, positive), scale),
    latencyMs,
    costs: costs === undefined ? undefined : merged('costs', DEFAULT_COSTS, costs, notNegative),
  };
}

function part<T extends object>(given: T | boolean | undefined): T | Record<string, never> | undefined {
  if (given === undefined || given === false) return undefined;
  return given === true ? {} : given;
}

function merged<T extends object>(
  name: string,
  defaults: T,
  given: Partial<T>,
  check: (name: string, value: unknown) => number,
): T {
  known(name, given, Object.keys(defaults));
  for (const [key, value] of Object.entries(given)) check(`${name}.${key}`, value);
  return { ...defaults, ...given };
}

function known(name: string, given: unknown, names: readonly string[]): void {
  if (typeof given !== 'object' || given === null) throw new Error(`${name} must be an object.`);
  const strange = Object.keys(given).find((each) => !names.includes(each));
  if (strange !== undefined) throw new Error(`${name} has no setting '${strange}'; it knows ${names.join(', ')}.`);
}

function scaled(limits: Limits, scale: number): Limits {
  if (scale === 1) return limits;
  return {
    ...limits,
    windowSeconds: limits.windowSeconds / scale,
    requests: Math.max(1, Math.round(limits.requests / scale)),
    executionSeconds: limits.executionSeconds / scale,
  };
}

function positive(name: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0)
    throw new Error(`${name} must be a number above 0.`);
  return value;
}

function notNegative(name: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
    throw new Error(`${name} must be a number from 0 on.`);
  return value;
}

const LIMIT_NAMES: Readonly<Record<string, keyof Limits>> = {
  window: 'windowSeconds',
  requests: 'requests',
  execution: 'executionSeconds',
  concurrency: 'concurrency',
  dop: 'dopHint',
};

const COSTS = Object.keys(DEFAULT_COSTS);

/**
 * Reads `--protection`: words separated by commas.
 * `on` (the platform's limits) · `window=30` `requests=600` `execution=120` `concurrency=52` `dop=4` (limits, seconds) · `scale=10` ·
 * `latency=60` (ms) · `costs` (the model's own figures) · `read=10` `create=30` … (figures of the model, ms, by the names of
 * `Costs`; `request=5` is what each request takes, `requests=600` a limit).
 * @throws Error naming the word
 */
export function parseProtection(text: string): ProtectionOptions {
  let limits: Record<string, number> | undefined;
  let costs: Record<string, number> | undefined;
  let scale: number | undefined;
  let latencyMs: number | undefined;
  for (const word of text.split(',').map((each) => each.trim())) {
    const [name = '', figure] = word.split('=');
    if (word === 'on') limits ??= {};
    else if (word === 'costs') costs ??= {};
    else {
      const value = Number(figure);
      if (figure === undefined || figure === '' || !Number.isFinite(value))
        throw new Error(`--protection does not know '${word}'.`);
      const limit = LIMIT_NAMES[name];
      if (limit !== undefined) limits = { ...limits, [limit]: value };
      else if (name === 'scale') scale = value;
      else if (name === 'latency') latencyMs = value;
      else if (COSTS.includes(name)) costs = { ...costs, [name]: value };
      else throw new Error(`--protection does not know '${name}'.`);
    }
  }
  // A scale alone means the platform's limits in less time.
  if (scale !== undefined) limits ??= {};
  const options: ProtectionOptions = {
    ...(limits === undefined ? {} : { limits }),
    ...(costs === undefined ? {} : { costs }),
    ...(scale === undefined ? {} : { scale }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  };
  readProtection(options);
  return options;
}
