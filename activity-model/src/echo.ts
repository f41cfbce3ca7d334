import type { EventFields } from './event.ts';
import { fieldsOf, type ItemState } from './merge.ts';

/** What is known of another item, or of a row in Dataverse, that the same calendar event may have made. */
export interface EchoOf {
  /** Its row in Dataverse, where there is one. */
  readonly activityId?: string;
  /** `al_sourcesystem` and `al_sourceid` of a row; the source and id of an item. */
  readonly source: string;
  readonly externalId: string;
  readonly start?: string;
  /** Its instance of a series, where that is known. */
  readonly recurrenceId?: string;
}

/**
 * What tells a calendar event apart in every calendar it stands in: its iCalUid and, of a series, the instance (SPEC L-19).
 *
 * @returns `undefined` when the source names no iCalUid: such a meeting is nobody's echo.
 */
export function echoKey({ iCalUid, recurrenceId }: EventFields): string | undefined {
  const uid = iCalUid?.trim().toLowerCase();
  return uid ? JSON.stringify([uid, instance(recurrenceId)]) : undefined;
}

/**
 * True when the item is a meeting that stands logged already as `other`: the caller found `other` by the same iCalUid, or it is
 * the row that the item's `crmActivity` names (SPEC L-19). Title and answers do not count: those are what comes back changed.
 */
export function isEcho(item: ItemState, other: EchoOf): boolean {
  if (item.source === other.source && item.externalId === other.externalId) return false;
  const fields = fieldsOf(item);
  // A row of ours under the hands of synchronisation is ours, whatever it says now.
  const { crmActivity } = fields;
  if (crmActivity && crmActivity.id.toLowerCase() === other.activityId?.toLowerCase()) return true;
  if (echoKey(fields) === undefined) return crmActivity !== undefined && other.activityId === undefined;
  const own = instance(fields.recurrenceId);
  const others = instance(other.recurrenceId);
  if (own !== '' && others !== '') return own === others;
  const starts = [fields.start, other.start].map((start) => (start ? Date.parse(start) : NaN));
  const [start = NaN, otherStart = NaN] = starts;
  const apart = start !== otherStart && !Number.isNaN(start) && !Number.isNaN(otherStart);
  if (!apart) return true;
  // Two items of one source are instances of a series. Of two sources, a single meeting was moved in one of them; an instance of
  // a series is known by where it stood before it was moved.
  if (item.source === other.source) return false;
  return own === '' ? others === '' : Date.parse(own) === otherStart;
}

/** Calendars name an instance by its original start, in any notation. */
function instance(recurrenceId: string | null | undefined): string {
  const text = recurrenceId?.trim() ?? '';
  const time = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}
