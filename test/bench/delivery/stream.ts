/** The stream every side gets: mixed events of 2,000 people, the same for the same number. */
import { randomUUID } from 'node:crypto';

export const PEOPLE = 2000;
export const SOURCE = 'bench';
export const USER = { email: 'robin@northwind.example', name: 'Robin Castellan' };

export type BenchKind = 'call' | 'email' | 'reply' | 'meeting' | 'note';

export interface BenchEvent {
  readonly number: number;
  readonly kind: BenchKind;
  /** Address of the person it is about. */
  readonly address: string;
  /** ISO, in the past. */
  readonly at: string;
  /** The platform refuses its row for good, whoever sends it. */
  readonly bad: boolean;
}

/** Of twenty events in a row. */
const MIX: readonly BenchKind[] = [
  ...Array.from({ length: 9 }, () => 'call' as const),
  ...Array.from({ length: 6 }, () => 'email' as const),
  ...Array.from({ length: 3 }, () => 'reply' as const),
  'meeting',
  'note',
];

/** Milliseconds of the execution-time model that an event's rows cannot be had for less: create and state (docs/bench.md). */
export const LEAST_COST: Readonly<Record<BenchKind, number>> = {
  call: 50 + 25,
  email: 50 + 25,
  reply: 50 + 25,
  // Its attendee's row besides (SPEC L-17).
  meeting: 50 + 25 + 25,
  // A task has no parties.
  note: 30 + 25,
};

export function addressOf(person: number): string {
  return `person${person}@alder.example`;
}

/**
 * @param badEvery every so manieth event is bad, at another place of the hundred each time; 0: none
 */
export function eventAt(number: number, badEvery: number): BenchEvent {
  const bad = badEvery > 0 && scattered(Math.floor(number / badEvery), badEvery) === number % badEvery;
  return {
    number,
    kind: bad ? 'call' : (MIX[scattered(number, MIX.length)] ?? 'call'),
    // A step that shares no divisor with the number of people: everybody's turn comes before anybody's second.
    address: addressOf((number * 787) % PEOPLE),
    at: bad ? '9990-01-01T00:00:00.000Z' : new Date(Date.UTC(2026, 0, 5) + number * 60_000).toISOString(),
    bad,
  };
}

/** A number below `below` that looks drawn by lot and is the same every time. */
function scattered(number: number, below: number): number {
  let mixed = Math.imul(number + 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) % below;
}

/** Mean of {@link LEAST_COST} over the first events of the stream, milliseconds. */
export function meanLeastCost(events: number): number {
  let sum = 0;
  for (let number = 0; number < events; number += 1) sum += LEAST_COST[eventAt(number, 0).kind];
  return sum / events;
}

export function sourceIdOf({ number }: BenchEvent): string {
  return `event-${number}`;
}

const CALL_SECONDS = 3600;
/** The end of a bad call lies after the last year the platform knows. */
const BAD_CALL_SECONDS = 2_000_000_000;

/** The event in the bridge's own format. */
export function documentOf(event: BenchEvent): object {
  const { kind, address, at, number } = event;
  const person = { emails: [address] };
  const base = { kind, id: sourceIdOf(event), version: '1', source: SOURCE, user: USER };
  switch (kind) {
    case 'call':
      return {
        ...base,
        occurredOn: at,
        people: [person],
        direction: 'outgoing',
        durationSeconds: secondsOf(event),
        body: textOf(number),
      };
    case 'email':
      return {
        ...base,
        occurredOn: at,
        subject: subjectOf(number),
        body: textOf(number),
        from: USER,
        to: [{ email: address }],
        messageId: `<${number}@bench.example>`,
      };
    case 'reply':
      return {
        ...base,
        occurredOn: at,
        subject: `Re: ${subjectOf(number)}`,
        body: textOf(number),
        from: { email: address },
        to: [USER],
        messageId: `<${number}@bench.example>`,
      };
    case 'meeting':
      return {
        ...base,
        title: subjectOf(number),
        body: textOf(number),
        start: at,
        end: endOf(event),
        people: [person],
        iCalUid: `${number}@bench.example`,
      };
    case 'note':
      return { ...base, occurredOn: at, people: [person], body: textOf(number) };
  }
}

export interface PeerRow {
  readonly collection: string;
  readonly data: object;
  readonly close: { readonly statecode: number; readonly statuscode: number };
  /** The row of a meeting's attendee, an upsert by a key of its own: the bridge writes one, too. */
  readonly attendee?: { readonly collection: string; readonly key: string; readonly data: object };
}

/** The row of the event as somebody writes it by hand: regarding, parties, times, and what it is known by. */
export function peerRowOf(event: BenchEvent, contactId: string, userId: string): PeerRow {
  const { kind, at, number } = event;
  const contact = (mask: number): object => ({
    'partyid_contact@odata.bind': `/contacts(${contactId})`,
    participationtypemask: mask,
  });
  const user = (mask: number): object => ({
    'partyid_systemuser@odata.bind': `/systemusers(${userId})`,
    participationtypemask: mask,
  });
  const row = (table: string, columns: object, parties: readonly object[]): object => ({
    subject: subjectOf(number),
    description: textOf(number),
    [`regardingobjectid_contact_${table}@odata.bind`]: `/contacts(${contactId})`,
    'ownerid@odata.bind': `/systemusers(${userId})`,
    al_sourcesystem: SOURCE,
    al_sourceid: sourceIdOf(event),
    ...columns,
    ...(parties.length > 0 ? { [`${table}_activity_parties`]: parties } : {}),
  });
  const end = endOf(event);
  switch (kind) {
    case 'call':
      return {
        collection: 'phonecalls',
        data: row('phonecall', { directioncode: true, actualstart: at, actualend: end }, [user(1), contact(2)]),
        close: { statecode: 1, statuscode: 2 },
      };
    case 'email':
      return {
        collection: 'emails',
        data: row('email', { directioncode: true, actualstart: at, actualend: at }, [user(1), contact(2)]),
        close: { statecode: 1, statuscode: 3 },
      };
    case 'reply':
      return {
        collection: 'emails',
        data: row('email', { directioncode: false, actualstart: at, actualend: at }, [contact(1), user(2)]),
        close: { statecode: 1, statuscode: 4 },
      };
    case 'meeting': {
      const activityid = randomUUID();
      const times = { scheduledstart: at, scheduledend: end, actualstart: at, actualend: end };
      return {
        collection: 'appointments',
        data: row('appointment', { activityid, ...times }, [contact(5), user(7)]),
        close: { statecode: 1, statuscode: 3 },
        attendee: {
          collection: 'al_meetingattendees',
          key: randomUUID(),
          data: {
            al_name: event.address,
            al_address: event.address,
            'al_contactid@odata.bind': `/contacts(${contactId})`,
            'al_appointmentid@odata.bind': `/appointments(${activityid})`,
          },
        },
      };
    }
    case 'note':
      return { collection: 'tasks', data: row('task', { actualend: at }, []), close: { statecode: 1, statuscode: 5 } };
  }
}

function secondsOf({ bad }: BenchEvent): number {
  return bad ? BAD_CALL_SECONDS : CALL_SECONDS;
}

function endOf(event: BenchEvent): string {
  return new Date(Date.parse(event.at) + secondsOf(event) * 1000).toISOString();
}

function subjectOf(number: number): string {
  return `Pilot ${number}`;
}

function textOf(number: number): string {
  return `What was said about pilot ${number}. `.repeat(8).trim();
}
