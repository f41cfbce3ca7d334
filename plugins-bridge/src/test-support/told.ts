import { type EventFields, fieldsOf, type ItemState, mergeEvent } from '@activity-logging/activity-model';
import type { LoggedEvent } from '@activity-logging/activity-model';
import type { Parsed } from '../sources/types.ts';

/** Events of a payload that gives some. */
export function eventsOf(parsed: Parsed): readonly LoggedEvent[] {
  if (parsed.ok !== true) throw new Error(JSON.stringify(parsed));
  return parsed.events;
}

/** What is known in the end of each item the events are about, by `type|id`. */
export function toldBy(events: readonly LoggedEvent[]): Map<string, { version: string; fields: EventFields }> {
  const items = new Map<string, ItemState>();
  for (const event of events) {
    const id = `${event.type}|${event.externalId}`;
    items.set(id, mergeEvent(items.get(id), event));
  }
  return new Map([...items].map(([id, state]) => [id, { version: state.version, fields: fieldsOf(state) }]));
}
