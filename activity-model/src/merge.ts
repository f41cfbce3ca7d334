import type { EventFields, FieldName, LoggedEvent, ThreadText } from './event.ts';
import type { ItemType } from './kinds.ts';
import { compareVersions } from './versions.ts';

/** A value together with the source's version that said so. */
interface Stamped<T = unknown> {
  readonly value: T;
  readonly version: string;
}

/**
 * All that a source has said about one item so far, field by field. Plain JSON, kept beside the queue.
 *
 * Sources tell an item in pieces: a call and its data record, an email with and without its body. Keeping the newest value of
 * each field makes the merged item the same whatever order the pieces arrive in (SPEC B-3).
 */
export interface ItemState {
  readonly source: string;
  readonly type: ItemType;
  readonly externalId: string;
  /** The greatest version seen, exact text. */
  readonly version: string;
  readonly fields: Readonly<Partial<Record<FieldName, Stamped>>>;
  /** Texts of a thread by id: payloads bring them one by one (SPEC L-20). */
  readonly texts?: Readonly<Record<string, Stamped<ThreadText>>>;
  /** Payloads as the source sent them, by name; the newest of each (SPEC F-2). Of those sent in parts, by `name.member`. */
  readonly payloads?: Readonly<Record<string, Stamped>>;
}

/** Fields of which the smallest value counts: a reply happened when it was first counted, a call when its first leg was dialled. */
const earliest: Readonly<Partial<Record<ItemType, readonly FieldName[]>>> = {
  reply: ['occurredOn'],
  call: ['occurredOn'],
};

/**
 * Fields that stay true once they were: what was sent is not unsent, and a row written for it must not depend on whether an older
 * event that says otherwise came before or after (SPEC B-3).
 */
const lasting: readonly FieldName[] = ['sent', 'completed', 'whole'];

/**
 * Adds one event to what is known of its item: per field, per text and per payload the newest version wins, of two values of the
 * same version the one that sorts last. Commutative, associative and idempotent, so order and repetition do not matter.
 *
 * @returns the new state; `state` itself when the event says nothing new.
 */
export function mergeEvent(state: ItemState | undefined, event: LoggedEvent): ItemState {
  const { source, type, externalId } = event;
  const fields = new Map(Object.entries(state?.fields ?? {}));
  const texts = new Map(Object.entries(state?.texts ?? {}));
  const payloads = new Map(Object.entries(state?.payloads ?? {}));
  let changed = state === undefined;
  const add = <T>(known: Map<string, Stamped<T>>, name: string, value: T, wins = isNewer): void => {
    const incoming = { value, version: event.version };
    const before = known.get(name);
    if (before !== undefined && !wins(incoming, before)) return;
    known.set(name, incoming);
    changed = true;
  };
  const { texts: said, ...others } = event.fields;
  for (const text of said ?? []) add(texts, text.id, text);
  for (const [name, value] of Object.entries(others)) {
    if (value === undefined) continue;
    add(fields, name, value, ruleOf(type, name));
  }
  for (const [name, body] of payloadsOf(event)) add(payloads, name, body);

  const version = state && compareVersions(state.version, event.version) >= 0 ? state.version : event.version;
  if (state && !changed && version === state.version) return state;
  return {
    ...{ source, type, externalId, version, fields: Object.fromEntries(fields) },
    ...(texts.size > 0 ? { texts: Object.fromEntries(texts) } : {}),
    ...(payloads.size > 0 ? { payloads: Object.fromEntries(payloads) } : {}),
  };
}

/** The merged fields without their versions; texts in the order of their times; a call's length also where only its ends are told. */
export function fieldsOf({ type, fields, texts }: ItemState): EventFields {
  const values: EventFields = Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));
  const inOrder = texts ? { texts: inTimeOrder(Object.values(texts).map(({ value }) => value)) } : {};
  const duration = type === 'call' ? durationOf(values) : null;
  return { ...values, ...(duration === null ? {} : { durationSeconds: duration }), ...inOrder };
}

/** Seconds that it took or is to take; `null` when the source does not say. */
export function durationOf({ durationSeconds, start, end }: EventFields): number | null {
  if (durationSeconds !== null && durationSeconds !== undefined) return durationSeconds;
  const seconds = start && end ? Math.round((Date.parse(end) - Date.parse(start)) / 1000) : NaN;
  return seconds >= 0 ? seconds : null;
}

/** By time, texts of one moment by id: clocks of two telephones may tell the same (SPEC L-20). */
export function inTimeOrder(texts: readonly ThreadText[]): ThreadText[] {
  return [...texts].sort((a, b) => timeOf(a) - timeOf(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function timeOf({ at }: ThreadText): number {
  const time = Date.parse(at);
  return Number.isNaN(time) ? Infinity : time;
}

function payloadsOf({ payload }: LoggedEvent): [string, unknown][] {
  if (!payload) return [];
  if ('body' in payload) return [[payload.name, payload.body]];
  return Object.entries(payload.parts).map(([member, value]) => [`${payload.name}.${member}`, value]);
}

function ruleOf(type: ItemType, name: string): typeof isNewer {
  if (earliest[type]?.some((field) => field === name)) return isEarlier;
  return lasting.some((field) => field === name) ? isLasting : isNewer;
}

function isLasting(incoming: Stamped, known: Stamped): boolean {
  return incoming.value === known.value ? isNewer(incoming, known) : incoming.value === true;
}

function isNewer(incoming: Stamped, known: Stamped): boolean {
  const order = compareVersions(incoming.version, known.version);
  return order > 0 || (order === 0 && canonical(incoming.value) > canonical(known.value));
}

function isEarlier(incoming: Stamped, known: Stamped): boolean {
  const [a, b] = [String(incoming.value), String(known.value)];
  return a < b || (a === b && compareVersions(incoming.version, known.version) < 0);
}

/** JSON with sorted keys: equal values give equal text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
