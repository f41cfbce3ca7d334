import { publishedSchemas } from '../sources/canonical/index.ts';

/** A step of a path: a member, or an element of an array. */
type Step = string | number;

const pathPattern = /^[A-Za-z_][\w-]*(\[\d{1,3}\])?(\.[A-Za-z_][\w-]*(\[\d{1,3}\])?)*$/;

/** Steps of a path such as `people[0].emails[0]`; `undefined` when it is none. */
export function stepsOf(path: string): readonly Step[] | undefined {
  if (!pathPattern.test(path)) return undefined;
  return path.split(/\.|(?=\[)/).map((step) => (step.startsWith('[') ? Number(step.slice(1, -1)) : step));
}

/** Puts values at their paths. Gaps in arrays are closed: the second address stands first when there is no first one. */
export function documentOf(values: readonly (readonly [readonly Step[], unknown])[]): Record<string, unknown> {
  const root = new Map<Step, unknown>();
  for (const [steps, value] of values) {
    let node = root;
    for (const step of steps.slice(0, -1)) {
      const next = node.get(step);
      const child: Map<Step, unknown> = next instanceof Map ? next : new Map();
      node.set(step, child);
      node = child;
    }
    const last = steps.at(-1);
    if (last !== undefined) node.set(last, value);
  }
  return Object.fromEntries([...root].map(([name, value]) => [name, plain(value)]));
}

function plain(value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  const members: [Step, unknown][] = [...value];
  const isArray = members.every(([step]) => typeof step === 'number');
  if (!isArray) return Object.fromEntries(members.map(([name, inner]) => [String(name), plain(inner)]));
  return members.sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => plain(inner));
}

const schemas = new Map(publishedSchemas().map(({ kind, schema }) => [String(kind), schema]));

/** The text of a cell as the type that the field of this kind has: numbers and booleans as such, everything else as text. */
export function valueOf(text: string, kind: string, steps: readonly Step[]): string | number | boolean {
  const types = typesAt(schemas.get(kind), steps);
  if (types.has('string')) return text;
  if (types.has('boolean') && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  const isNumber = types.has('number') || types.has('integer');
  return isNumber && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** JSON Schema types that may stand at a path. */
function typesAt(schema: unknown, steps: readonly Step[]): ReadonlySet<string> {
  const choices = member(schema, 'anyOf');
  if (Array.isArray(choices)) return new Set(choices.flatMap((choice: unknown) => [...typesAt(choice, steps)]));
  const [step, ...rest] = steps;
  if (step === undefined) {
    const type = member(schema, 'type');
    return new Set(typeof type === 'string' ? [type] : []);
  }
  return typesAt(typeof step === 'number' ? member(schema, 'items') : member(member(schema, 'properties'), step), rest);
}

function member(value: unknown, name: string): unknown {
  const isOwn = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isOwn ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}
