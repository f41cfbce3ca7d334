import type { EventFields, ItemType, LoggedEvent, PersonRef, UserRef } from '@activity-logging/activity-model';
import { compact } from '../../compact.ts';
import { calendarId, meetingKey } from '../ical.ts';
import type { CanonicalEvent } from './schemas.ts';

/** A checked event of the canonical format → what the rules work on. `document` is the event as it was sent, for mappings. */
export function loggedEvent(event: CanonicalEvent, document: unknown): LoggedEvent {
  const { id: externalId, version, source } = event;
  const type: ItemType = event.kind === 'voicemail' ? 'call' : event.kind;
  const fields = completed(event, ownFields(event));
  return {
    source,
    type,
    externalId,
    version,
    key: keyOf({ source, type, externalId }, fields),
    fields,
    payload: { name: 'data', body: document },
  };
}

/**
 * The lane of an event (SPEC B-4). A meeting's is its calendar id, whoever tells of it; else the conversation's; else the first
 * person's address, the same for all senders; else the item's own.
 */
function keyOf(item: Pick<LoggedEvent, 'source' | 'type' | 'externalId'>, fields: EventFields): string {
  const person = fields.people?.[0]?.emails?.[0];
  return (
    meetingKey(fields.iCalUid) ??
    (fields.conversationId ? `${item.source}|conversation|${fields.conversationId}` : undefined) ??
    (person ? `person|${person}` : undefined) ??
    `${item.source}|${item.type}|${item.externalId}`
  );
}

/** What the event says, under the names of the model. */
function ownFields(event: CanonicalEvent): EventFields {
  const { kind: _kind, id: _id, version: _version, source: _source, custom: _custom, account, deal, ...own } = event;
  return { ...own, ...compact({ accountRef: account, dealRef: deal }) };
}

/** What follows from what the event says, where it does not say it itself. */
function completed(event: CanonicalEvent, fields: EventFields): EventFields {
  switch (event.kind) {
    case 'email':
    case 'reply':
      return withMailPeople(fields, event.kind === 'reply');
    case 'call':
      return withCaller(fields);
    case 'voicemail':
      return { ...withCaller(fields), leftVoicemail: true };
    case 'meeting':
      return withCalendar(withHost(fields));
    default:
      return fields;
  }
}

/** Mail is about whom it was sent to, incoming mail about its sender. */
function withMailPeople(fields: EventFields, isReply: boolean): EventFields {
  const direction = fields.direction ?? (isReply ? 'incoming' : 'outgoing');
  const others = direction === 'outgoing' ? fields.to : fields.from ? [fields.from] : undefined;
  const people = others?.map(({ email, name }): PersonRef => ({ emails: [email], ...compact({ name }) }));
  return { ...fields, direction, ...(fields.people || !people ? {} : { people }) };
}

/** A call without a person is about whoever has the number. */
function withCaller(fields: EventFields): EventFields {
  return fields.people || !fields.phoneNumber ? fields : { ...fields, people: [{ phones: [fields.phoneNumber] }] };
}

/** The host owns the meeting (SPEC L-17): named, or the organizer, or the user. */
function withHost(fields: EventFields): EventFields {
  const organizer = fields.attendees?.find((attendee) => attendee.organizer);
  const invited: UserRef | undefined = organizer && { email: organizer.email, ...compact({ name: organizer.name }) };
  const host = fields.host === undefined ? (invited ?? fields.user) : fields.host;
  const user = fields.user === undefined ? host : fields.user;
  return { ...fields, ...compact({ host, user }) };
}

function withCalendar(fields: EventFields): EventFields {
  if (!fields.iCalUid) return fields;
  const { uid, recurrenceId } = calendarId(fields.iCalUid);
  return { ...fields, iCalUid: uid, ...compact({ recurrenceId: fields.recurrenceId ?? recurrenceId }) };
}
