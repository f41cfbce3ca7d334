import type { z } from 'zod';

/** What is wrong with one field of an event. */
export interface FieldProblem {
  /** Path, e.g. `attendees[0].email`; `body` of the request itself is `$`. */
  readonly field: string;
  /** What stands there, cut; absent when nothing does. */
  readonly value?: string;
  readonly rule: string;
}

const mostProblems = 50;
const longestValue = 200;

/** Every field that is wrong, with the first rule it breaks, in plain words (SPEC B-5). */
export function problemsOf(error: z.ZodError, document: unknown, prefix = ''): FieldProblem[] {
  const byField = new Map<string, FieldProblem>();
  for (const problem of error.issues.flatMap((issue) => problemOf(issue, document, prefix))) {
    if (!byField.has(problem.field)) byField.set(problem.field, problem);
  }
  return [...byField.values()].slice(0, mostProblems);
}

export function problemAt(field: string, value: unknown, rule: string): FieldProblem {
  return { field, ...(value === undefined ? {} : { value: shorten(value) }), rule };
}

function problemOf(issue: z.core.$ZodIssue, document: unknown, prefix: string): FieldProblem[] {
  const value = valueAt(document, issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      problemAt(fieldName(prefix, [...issue.path, key]), valueAt(value, [key]), 'is not a field of this kind'),
    );
  }
  return [problemAt(fieldName(prefix, issue.path), value, value === undefined ? 'is required' : ruleOf(issue))];
}

function ruleOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      // A type may have a rule of its own: a time that comes as a number.
      return issue.message.startsWith('Invalid input')
        ? `must be ${typeNames[issue.expected] ?? issue.expected}`
        : issue.message;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.message.startsWith('Too small') ? tooSmall(issue) : issue.message;
    case 'too_big':
      return issue.message.startsWith('Too big') ? `must be at most ${String(issue.maximum)}` : issue.message;
    default:
      return issue.message;
  }
}

function tooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): string {
  return origin === 'string' ? 'must not be empty' : `must be at least ${String(minimum)}`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  record: 'an object',
};

function fieldName(prefix: string, path: readonly PropertyKey[]): string {
  const name = path.reduce<string>(
    (before, step) =>
      typeof step === 'number' ? `${before}[${step}]` : before === '' ? String(step) : `${before}.${String(step)}`,
    prefix,
  );
  return name === '' ? '$' : name;
}

/** Own members only: a payload may name `__proto__` or `constructor`. */
function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      value !== null && typeof value === 'object' && Object.hasOwn(value, step)
        ? Object.getOwnPropertyDescriptor(value, step)?.value
        : undefined,
    document,
  );
}

function shorten(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
