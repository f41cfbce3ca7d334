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
  /** Payloads as the source sent them, by name; the newest of each (SPEC F-2). */
  readonly payloads?: Readonly<Record<string, Stamped>>;
}

/** Fields of which the smallest value counts: a reply happened when it was first counted, a call when its first leg was dialled. */
const earliest: Readonly<Partial<Record<ItemType, readonly FieldName[]>>> = {
  reply: ['occurredOn'],
  call: ['occurredOn'],
};

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
    const keepsEarliest = earliest[type]?.some((field) => field === name) ?? false;
    add(fields, name, value, keepsEarliest ? isEarlier : isNewer);
  }
  if (event.payload) add(payloads, event.payload.name, event.payload.body);

  const version = state && compareVersions(state.version, event.version) >= 0 ? state.version : event.version;
  if (state && !changed && version === state.version) return state;
  return {
    ...{ source, type, externalId, version, fields: Object.fromEntries(fields) },
    ...(texts.size > 0 ? { texts: Object.fromEntries(texts) } : {}),
    ...(payloads.size > 0 ? { payloads: Object.fromEntries(payloads) } : {}),
  };
}

/** The merged fields without their versions; texts in the order of their times. */
export function fieldsOf({ fields, texts }: ItemState): EventFields {
  const values = Object.fromEntries(Object.entries(fields).map(([name, stamped]) => [name, stamped.value]));
  const inOrder = texts ? { texts: inTimeOrder(Object.values(texts).map(({ value }) => value)) } : {};
  return { ...values, ...inOrder };
}

/** By time, texts of one moment by id: clocks of two telephones may tell the same (SPEC L-20). */
export function inTimeOrder(texts: readonly ThreadText[]): ThreadText[] {
  return [...texts].sort((a, b) => timeOf(a) - timeOf(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function timeOf({ at }: ThreadText): number {
  const time = Date.parse(at);
  return Number.isNaN(time) ? Infinity : time;
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
