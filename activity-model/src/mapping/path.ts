/** A path read into its steps: names of members and indexes of lists. */
export type ParsedPath =
  | { readonly ok: true; readonly steps: readonly (string | number)[] }
  | { readonly ok: false; readonly at: number; readonly reason: string };

/** A name that can stand without quotes. */
const bareName = /[^.[\]"\s]+/y;
const index = /\[(\d{1,9})\]/y;
const quotedName = /\["((?:[^"\\]|\\["\\])*)"\]/y;

/**
 * Reads a path such as `call.sentiment`, `attendees[0].email` or `data.custom["Deal Size"]` (SPEC F-2). In quotes, `\"` and `\\`
 * stand for a quotation mark and a backslash.
 *
 * @returns the steps, or where (from 0) and why it is no path.
 */
export function parsePath(path: string): ParsedPath {
  const steps: (string | number)[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(path);
    if (!found) return undefined;
    at = pattern.lastIndex;
    return found[1] ?? found[0];
  };
  while (at < path.length) {
    const start = at;
    if (path[at] === '[') {
      const position = match(index);
      const name = position === undefined ? match(quotedName) : undefined;
      if (position !== undefined) steps.push(Number(position));
      else if (name !== undefined) steps.push(name.replace(/\\(["\\])/g, '$1'));
      else return { ok: false, at, reason: 'brackets hold a number, as in [0], or a quoted name, as in ["Deal Size"]' };
      if (position !== undefined && start === 0) {
        return { ok: false, at: 0, reason: 'a path begins with a name' };
      }
      continue;
    }
    if (start > 0) {
      if (path[at] !== '.') return { ok: false, at, reason: 'a point or a bracket is expected here' };
      at += 1;
    }
    const name = match(bareName);
    if (name === undefined) {
      return { ok: false, at, reason: 'a name is expected here; names with blanks or points stand as ["Deal Size"]' };
    }
    steps.push(name);
  }
  return steps.length > 0 ? { ok: true, steps } : { ok: false, at: 0, reason: 'the path is empty' };
}

/** The path of `steps`: `parsePath` of it gives them back. */
export function formatPath(steps: readonly (string | number)[]): string {
  return steps
    .map((step, position) => {
      if (typeof step === 'number') return `[${step}]`;
      if (/^[^.[\]"\s]+$/.test(step)) return position === 0 ? step : `.${step}`;
      return `["${step.replace(/["\\]/g, '\\$&')}"]`;
    })
    .join('');
}

/** The value at `path`; `undefined` when there is none or the path is wrong. Reads own members only. Never throws. */
export function readPath(document: unknown, path: string): unknown {
  const parsed = parsePath(path);
  if (!parsed.ok) return undefined;
  let value: unknown = document;
  for (const step of parsed.steps) {
    if (typeof value !== 'object' || value === null) return undefined;
    // A name never reads a list's own members such as `length`.
    if (Array.isArray(value) !== (typeof step === 'number')) return undefined;
    value = Object.prototype.hasOwnProperty.call(value, step)
      ? (value as Record<string | number, unknown>)[step]
      : undefined;
  }
  return value;
}
