import type { EventFields, FieldName, LoggedEvent } from './event.ts';
import type { ItemType } from './kinds.ts';
import { compareVersions } from './versions.ts';

/** A value together with the source's version that said so. */
interface Stamped {
  readonly value: unknown;
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
}

/** Fields of which the smallest value counts: a reply happened when it was first counted, a call when its first leg was dialled. */
const earliest: Readonly<Partial<Record<ItemType, readonly FieldName[]>>> = {
  reply: ['occurredOn'],
  call: ['occurredOn'],
};

/**
 * Adds one event to what is known of its item: per field the newest version wins, of two values of the same version the one
 * that sorts last. Commutative, associative and idempotent, so order and repetition do not matter.
 *
 * @returns the new state; `state` itself when the event says nothing new.
 */
export function mergeEvent(state: ItemState | undefined, event: LoggedEvent): ItemState {
  const fields: Partial<Record<FieldName, Stamped>> = { ...state?.fields };
  let changed = state === undefined;
  for (const [name, value] of Object.entries(event.fields) as [FieldName, unknown][]) {
    if (value === undefined) continue;
    const incoming: Stamped = { value, version: event.version };
    const known = fields[name];
    const keepsEarliest = earliest[event.type]?.includes(name) ?? false;
    if (known !== undefined && !(keepsEarliest ? isEarlier(incoming, known) : isNewer(incoming, known))) continue;
    fields[name] = incoming;
    changed = true;
  }
  const version = state && compareVersions(state.version, event.version) >= 0 ? state.version : event.version;
  if (state && !changed && version === state.version) return state;
  return { source: event.source, type: event.type, externalId: event.externalId, version, fields };
}

/** The merged fields without their versions. */
export function fieldsOf(state: ItemState): EventFields {
  return Object.fromEntries(
    Object.entries(state.fields).map(([name, stamped]) => [name, stamped.value]),
  ) as EventFields;
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
