import { kinds, type LoggedEvent } from '@activity-logging/activity-model';
import { CloudEvent } from 'cloudevents';
import { z } from 'zod';
import { parseJson } from '../../json.ts';
import { type ReasonCode, reason } from '../../reasons.ts';
import type { Parsed } from '../types.ts';
import { loggedEvent } from './event.ts';
import { type FieldProblem, problemAt, problemsOf } from './problems.ts';
import { type CanonicalEvent, cloudEventPrefix, formatVersion, schemas } from './schemas.ts';

/** What one document came to: an event, or everything that is wrong with it. */
export type Read = { readonly name: string; readonly id?: string } & (
  | {
      readonly ok: true;
      readonly event: LoggedEvent;
      /** Names the delivery; absent: its bytes do. */ readonly identity?: string;
    }
  | { readonly ok: false; readonly code: ReasonCode; readonly problems: readonly FieldProblem[] }
);

/** Reads one document: the own format, or a CloudEvent (it alone has `specversion`). Pure, never throws. */
export function readEvent(document: unknown): Read {
  if (!isObject(document)) {
    return { name: 'event', ok: false, code: 'wrong-shape', problems: [problemAt('$', document, 'must be an object')] };
  }
  return Object.hasOwn(document, 'specversion') ? readCloudEvent(document) : readOwn(document, document['kind'], '');
}

/** The same as the bridge's sources answer it, for what was kept and is read again. */
export function parseCanonical(_name: string, document: unknown): Parsed {
  return parsedOf(readEvent(document));
}

/** What came of a document, as the queue's entries are made of it. */
export function parsedOf(read: Read): Parsed {
  if (read.ok) return { ok: true, events: [read.event] };
  return { ok: false, reason: reason(read.code, summary(read.problems)) };
}

/** Fields and rules alone: values may be personal data. */
function summary(problems: readonly FieldProblem[]): string {
  return problems
    .map(({ field, rule }) => `${field} ${rule}`)
    .join('; ')
    .slice(0, 1000);
}

function readOwn(document: Record<string, unknown>, kindName: unknown, prefix: string): Read {
  const kind = kinds.find((known) => known === kindName);
  const named =
    typeof document['id'] === 'string' || typeof document['id'] === 'number'
      ? { id: String(document['id']).slice(0, 200) }
      : {};
  if (kind === undefined) {
    const rule = `must be one of ${kinds.join(', ')}`;
    const field = prefix === '' ? 'kind' : `${prefix}.kind`;
    return { name: 'event', ...named, ok: false, code: 'wrong-shape', problems: [problemAt(field, kindName, rule)] };
  }
  const name = `${kind}.${formatVersion}`;
  const schema: z.ZodType<CanonicalEvent> = schemas[kind];
  const parsed = schema.safeParse(document);
  if (parsed.success) return { name, ...named, ok: true, event: loggedEvent(parsed.data, document) };
  return { name, ...named, ok: false, code: 'wrong-shape', problems: problemsOf(parsed.error, document, prefix) };
}

const known = new Map(kinds.map((kind) => [`${cloudEventPrefix}${kind}.${formatVersion}`, kind]));

/** The envelope by the specification's own library, its data as an event of the own format. */
function readCloudEvent(envelope: Record<string, unknown>): Read {
  const { id, source, type } = envelope;
  const named = {
    name: typeof type === 'string' ? type.slice(0, 200) : 'event',
    ...(typeof id === 'string' ? { id: id.slice(0, 200) } : {}),
  };
  const problems = envelopeProblems(envelope);
  const data = dataOf(envelope);
  if (problems.length > 0) return { ...named, ok: false, code: 'wrong-shape', problems };
  const kind = known.get(String(type));
  if (kind === undefined) {
    const rule = `must be ${cloudEventPrefix}<kind>.${formatVersion}, the kind one of ${kinds.join(', ')}`;
    return { ...named, ok: false, code: 'unknown-event', problems: [problemAt('type', type, rule)] };
  }
  if (!isObject(data))
    return { ...named, ok: false, code: 'wrong-shape', problems: [problemAt('data', data, 'must be an object')] };
  if (data['kind'] !== kind) {
    const rule = `must be ${kind}, as the type of the CloudEvent says`;
    return { ...named, ok: false, code: 'wrong-shape', problems: [problemAt('data.kind', data['kind'], rule)] };
  }
  const read = readOwn(data, kind, 'data');
  return read.ok ? { ...read, ...named, identity: JSON.stringify(['cloudevent', source, id]) } : { ...read, ...named };
}

function envelopeProblems(envelope: Record<string, unknown>): FieldProblem[] {
  const problems: FieldProblem[] = [];
  // The library would make an id and a version up where there is none.
  for (const name of ['id', 'source', 'type'] as const) {
    const value = envelope[name];
    if (typeof value !== 'string' || value === '')
      problems.push(problemAt(name, value, 'must be text that is not empty'));
  }
  if (envelope['specversion'] !== '1.0')
    problems.push(problemAt('specversion', envelope['specversion'], 'must be 1.0'));
  if (problems.length > 0) return problems;
  const { data: _data, data_base64: _encoded, ...attributes } = envelope;
  try {
    new CloudEvent(attributes, true);
  } catch (error) {
    return faultsOf(error, attributes);
  }
  return [];
}

const faults = z.array(z.object({ instancePath: z.string(), message: z.string() })).min(1);

function faultsOf(error: unknown, attributes: Record<string, unknown>): FieldProblem[] {
  const listed = faults.safeParse(error instanceof Error && 'errors' in error ? error.errors : undefined);
  if (!listed.success)
    return [
      problemAt(
        '$',
        undefined,
        'must be a CloudEvent 1.0: see the specification for the names and types of attributes',
      ),
    ];
  return listed.data.map(({ instancePath, message }) => {
    const field = instancePath.replace(/^\//, '') || '$';
    return problemAt(field, Object.hasOwn(attributes, field) ? attributes[field] : undefined, message);
  });
}

/** Data as JSON, or JSON in base64. */
function dataOf(envelope: Record<string, unknown>): unknown {
  const encoded = envelope['data_base64'];
  if (typeof encoded !== 'string') return envelope['data'];
  const decoded = parseJson(Buffer.from(encoded, 'base64'));
  return decoded.ok ? decoded.value : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
