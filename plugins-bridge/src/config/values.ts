import { resolve } from 'node:path';
import { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What was found, before it is checked. */
export interface Found {
  /** Value by name of the setting; absent and empty values are left out. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: readonly string[];
  /** Variables that were told of already: that they are missing needs no saying. */
  readonly unread: readonly string[];
}

/** Variables with our prefix that are no setting. */
const further = ['BRIDGE_CONFIG'];
/** What Kubernetes sets in every pod beside a service named `bridge`. */
const serviceLink = /^BRIDGE_(SERVICE_(HOST|PORT)(_.*)?|PORT_\d+_.*)$/;

/**
 * Collects values from the environment (`NAME`, or `NAME_FILE` for a mounted file) and from the JSON file `BRIDGE_CONFIG` names;
 * the environment wins. Paths are of the working directory.
 */
export function findValues(
  variables: Readonly<Record<string, string>>,
  environment: Environment,
  readText: (path: string) => string,
): Found {
  const problems: string[] = [];
  const file = readFile(environment['BRIDGE_CONFIG'], readText, variables, problems);
  const values: Record<string, unknown> = {};
  const unread: string[] = [];
  for (const [name, variable] of Object.entries(variables)) {
    const given = environment[variable]?.trim() ?? '';
    const path = environment[`${variable}_FILE`]?.trim() ?? '';
    if (given !== '' && path !== '') {
      problems.push(`${variable}: is set twice, ${variable}_FILE is set as well`);
      unread.push(variable);
    } else if (path !== '') {
      values[name] = readSecret(`${variable}_FILE`, path, readText, problems);
      if (!values[name]) unread.push(variable);
    } else values[name] = given === '' ? file[name] : given;
    if (values[name] === undefined || values[name] === null || values[name] === '') delete values[name];
  }
  return { values, problems: [...problems, ...unknownVariables(variables, environment)], unread };
}

function readFile(
  path: string | undefined,
  readText: (path: string) => string,
  variables: Readonly<Record<string, string>>,
  problems: string[],
): Readonly<Record<string, unknown>> {
  if (!path?.trim()) return {};
  const text = tryRead('BRIDGE_CONFIG', path.trim(), readText, problems);
  if (text === undefined) return {};
  const document = parse(text);
  if (!document) {
    problems.push('BRIDGE_CONFIG: the file is no JSON object');
    return {};
  }
  for (const name of Object.keys(document)) {
    if (!Object.hasOwn(variables, name)) {
      problems.push(`BRIDGE_CONFIG: there is no setting ${name}${meant(name, Object.keys(variables))}`);
    }
  }
  return document;
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text.replace(/^\uFEFF/, ''))).data;
  } catch {
    return undefined;
  }
}

function readSecret(
  variable: string,
  path: string,
  readText: (path: string) => string,
  problems: string[],
): string | undefined {
  const text = tryRead(variable, path, readText, problems)
    ?.replace(/^\uFEFF/, '')
    .trim();
  if (text === '') problems.push(`${variable}: the file is empty`);
  return text;
}

/** The text of a file a variable names; else a problem with the system's code (ENOENT, EACCES, EISDIR). */
export function tryRead(
  variable: string,
  path: string,
  readText: (path: string) => string,
  problems: string[],
): string | undefined {
  try {
    return readText(resolve(path));
  } catch (error) {
    const known = error !== null && typeof error === 'object' && 'code' in error;
    const code = known ? ` (${String(error.code)})` : '';
    problems.push(`${variable}: the file cannot be read${code}`);
    return undefined;
  }
}

function unknownVariables(variables: Readonly<Record<string, string>>, environment: Environment): string[] {
  const known = new Set([...further, ...Object.values(variables).flatMap((name) => [name, `${name}_FILE`])]);
  return Object.keys(environment)
    .filter((name) => name.startsWith('BRIDGE_') && !known.has(name) && !serviceLink.test(name))
    .sort()
    .map((name) => `${name}: there is no such setting${meant(name, [...known])}`);
}

/** The known name that is written most alike, when there is one. */
function meant(name: string, known: readonly string[]): string {
  const limit = Math.max(2, Math.floor(name.length / 3));
  const [best] = known
    .map((other) => ({ other, distance: editDistance(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((one, two) => one.distance - two.distance);
  return best ? `; did you mean ${best.other}?` : '';
}

/** Number of letters to insert, remove or replace. */
function editDistance(one: string, two: string): number {
  let row = Array.from({ length: two.length + 1 }, (_, index) => index);
  for (let left = 1; left <= one.length; left += 1) {
    const next = [left];
    for (let right = 1; right <= two.length; right += 1) {
      const replaced = (row[right - 1] ?? 0) + (one[left - 1] === two[right - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[right] ?? 0) + 1, (next[right - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[two.length] ?? 0;
}
