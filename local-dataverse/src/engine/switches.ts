/** Switches and limits as words: `closedOnCreate=true`, `multipleTables=custom,task`, `aggregateRows=100`. Pure. */
import { DEFAULT_BEHAVIOUR } from './behaviour.ts';
import type { Behaviour } from './behaviour.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { Limits } from './limits.ts';

export interface Switches {
  readonly behaviour: Partial<Behaviour>;
  readonly limits: Partial<Limits>;
}

/** Names of the switches that are one of some words. */
type Worded = { [K in keyof Behaviour]: Behaviour[K] extends string ? K : never }[keyof Behaviour];

/** What these may be. */
const WORDS: { readonly [K in Worded]: readonly Behaviour[K][] } = {
  patchParties: ['refuse', 'replace'],
  qualifyLeadActivities: ['keep', 'moveOpen', 'moveAll'],
  batchLineEnds: ['crlf', 'any'],
};

const YES = ['true', 'on', 'yes', '1'];
const NO = ['false', 'off', 'no', '0'];

/**
 * Reads `name=value` words; a later one wins.
 * @throws Error with a sentence for the user: no such switch, a value it does not take
 */
export function parseSwitches(words: readonly string[]): Switches {
  const behaviour: Record<string, unknown> = {};
  const limits: Record<string, unknown> = {};
  for (const word of words) {
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    const text = equals < 0 ? 'true' : word.slice(equals + 1);
    const defaults: Readonly<Record<string, unknown>> = { ...DEFAULT_BEHAVIOUR, ...DEFAULT_LIMITS };
    if (!Object.hasOwn(defaults, name))
      throw new Error(`There is no switch '${name}'. There are: ${Object.keys(defaults).sort().join(', ')}.`);
    const value = readValue(name, text, defaults[name]);
    if (Object.hasOwn(DEFAULT_LIMITS, name)) limits[name] = value;
    else behaviour[name] = value;
  }
  return { behaviour, limits };
}

/** @param like the default, which tells what kind of value the switch takes */
function readValue(name: string, text: string, like: unknown): unknown {
  if (Array.isArray(like)) return text === '' || text === 'none' ? [] : text.split(',').map((each) => each.trim());
  if (typeof like === 'number') {
    const number = Number(text);
    if (text === '' || !Number.isInteger(number))
      throw new Error(`The switch '${name}' takes a whole number, not '${text}'.`);
    return number;
  }
  if (typeof like === 'boolean') {
    const word = text.toLowerCase();
    if (!YES.includes(word) && !NO.includes(word))
      throw new Error(`The switch '${name}' is true or false, not '${text}'.`);
    return YES.includes(word);
  }
  const words = Object.entries(WORDS).find(([key]) => key === name)?.[1] ?? [];
  if (!words.some((each) => each === text))
    throw new Error(`The switch '${name}' is one of ${words.join(', ')}, not '${text}'.`);
  return text;
}
