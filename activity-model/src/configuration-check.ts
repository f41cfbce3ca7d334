import type { JsonSchema } from './configuration-schema.ts';
import { formatPath } from './mapping/path.ts';
import { cutText } from './text.ts';

/** One thing that is wrong in a JSON document. */
export interface DocumentProblem {
  /** As mappings write paths, e.g. `mappings[0].kind`; empty for the whole document. */
  readonly path: string;
  /** What must hold there, as a sentence without its subject: `must be one of task, email`. */
  readonly rule: string;
  /** The value as JSON, cut to 200 characters. */
  readonly value: string;
}
type Path = readonly (string | number)[];

/** Everything in `value` that `schema` does not allow, in the order of the document. Never throws for parsed JSON. */
export function checkSchema(value: unknown, schema: JsonSchema, path: Path = []): DocumentProblem[] {
  const own = rulesBroken(value, schema).map((rule) => problemAt(path, rule, value));
  if (own.length > 0) return own;
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.flatMap((item: unknown, index) => checkSchema(item, items, [...path, index])) : [];
  }
  return isObject(value) ? checkMembers(value, schema, path) : [];
}

export function problemAt(path: Path, rule: string, value: unknown): DocumentProblem {
  return { path: formatPath(path), rule, value: cutText(JSON.stringify(value) ?? 'undefined', 200) };
}

function checkMembers(value: Readonly<Record<string, unknown>>, schema: JsonSchema, path: Path): DocumentProblem[] {
  const known = new Map(Object.entries(schema.properties ?? {}));
  const missing = (schema.required ?? [])
    .filter((name) => !Object.prototype.hasOwnProperty.call(value, name))
    .map((name) => problemAt([...path, name], 'must be present', undefined));
  const wrong = Object.entries(value).flatMap(([name, member]) => {
    const expected = known.get(name) ?? schema.additionalProperties;
    if (expected === false) return [problemAt([...path, name], 'is not a known member', member)];
    return expected ? checkSchema(member, expected, [...path, name]) : [];
  });
  return [...missing, ...wrong];
}

/** Rules of the value itself, its members apart. */
function rulesBroken(value: unknown, schema: JsonSchema): string[] {
  const { type, const: only, enum: allowed, pattern, maxLength, anyOf } = schema;
  if (type !== undefined && !hasType(value, type)) return [`must be of type ${type}`];
  if (only !== undefined && value !== only) return [`must be ${JSON.stringify(only)}`];
  if (allowed && !(typeof value === 'string' && allowed.includes(value)))
    return [`must be one of ${allowed.join(', ')}`];
  if (typeof value === 'string') {
    if (maxLength !== undefined && value.length > maxLength) return [`must have at most ${maxLength} characters`];
    if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) return [`must match ${pattern}`];
  }
  if (
    schema.uniqueItems &&
    Array.isArray(value) &&
    new Set(value.map((item) => JSON.stringify(item))).size < value.length
  ) {
    return ['must not hold the same value twice'];
  }
  if (anyOf && !anyOf.some((option) => checkSchema(value, option).length === 0)) return [describe(anyOf)];
  return [];
}

function describe(options: readonly JsonSchema[]): string {
  const parts = options.map(({ type, required }) =>
    required ? `have ${required.join(' and ')}` : `be of type ${type}`,
  );
  return `must ${parts.join(' or ')}`;
}

function hasType(value: unknown, type: NonNullable<JsonSchema['type']>): boolean {
  switch (type) {
    case 'object':
      return isObject(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isSafeInteger(value);
    case 'string':
    case 'boolean':
      return typeof value === type;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
