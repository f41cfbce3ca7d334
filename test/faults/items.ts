/** What the sender tells of, and the rows it expects for it: written without a look at the bridge's own code. */
import type { Random } from '@activity-logging/samples';

export type Row = Readonly<Record<string, unknown>>;

export interface Person {
  readonly email: string;
  readonly name: string;
  readonly contactId: string;
}

const kinds = ['email', 'reply', 'call', 'note', 'step', 'meeting', 'message', 'recording'] as const;

/** One thing that happened, of which several versions are told. */
export interface Item {
  /** Begins with the prefix of its round. */
  readonly id: string;
  readonly kind: (typeof kinds)[number];
  readonly people: readonly Person[];
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Minutes between the texts of a conversation. */
  readonly gaps: readonly number[];
  /** Versions told of it so far. */
  versions: number;
  /** Its sender gave up without an answer: it may stand in a row or not. */
  unsure: boolean;
}

export interface ExpectedRow {
  /** What names the row among all of this run. */
  readonly key: string;
  readonly set: string;
  readonly columns: Row;
}

export const source = 'faults';
const user = { email: 'robin@northwind.example', name: 'Robin Castellan' };
const minute = 60_000;
const iso = (at: number): string => new Date(at).toISOString();
/** As the platform answers times. */
const seconds = (at: number): string => iso(at).replace('.000Z', 'Z');

/** @param base "today", whole minutes */
export function newItem(id: string, people: readonly Person[], base: number, dice: Random): Item {
  const kind = dice.pick(kinds);
  const others = dice.shuffle(people);
  return {
    id,
    kind,
    // The person of a call may turn out to be another one: its versions then go by two lanes of the queue.
    people: others.slice(0, kind === 'recording' ? 3 : kind === 'call' ? dice.whole(1, 2) : 1),
    at: base - dice.whole(1, 20_000) * minute,
    gaps: Array.from({ length: 12 }, () => dice.pick([7, 40, 59, 60, 95])),
    versions: 0,
    unsure: false,
  };
}

/** The event of a version, counted from 1. */
export function eventOf(item: Item, version: number): Row {
  const person = personOf(item, version);
  const common = { kind: item.kind, id: item.id, version: iso(item.at + version * minute), source, user };
  const happened = { ...common, occurredOn: iso(item.at) };
  const people = item.people.map(({ email, name }) => ({ emails: [email], name }));
  const about = { ...happened, people: [{ emails: [person.email], name: person.name }] };
  const text = textOf(item, version);
  switch (item.kind) {
    case 'email':
      return { ...happened, subject: text, body: text, from: user, to: [{ email: person.email }] };
    case 'reply':
      return { ...happened, subject: text, body: text, from: { email: person.email }, to: [user] };
    case 'call':
      return { ...about, direction: 'outgoing', durationSeconds: 60, disposition: `D${version}`, body: text };
    case 'note':
      return { ...about, body: text };
    case 'step':
      return { ...about, stepName: `Step ${version}`, body: text, completed: true };
    case 'meeting':
      return {
        ...common,
        title: text,
        start: iso(meetingStart(item, version)),
        end: iso(meetingStart(item, version) + 30 * minute),
        attendees: [{ ...user, organizer: true }, { email: person.email }],
        cancelled: isCancelled(item, version),
        iCalUid: `${item.id}@calendar.example`,
      };
    case 'message':
      return { ...common, people, conversationId: item.id, texts: textsOf(item).slice(2 * version - 2, 2 * version) };
    case 'recording':
      return {
        ...common,
        title: text,
        start: iso(item.at),
        recordingUrl: recordingUrl(item),
        attendees: item.people.map(({ email }) => ({ email })),
      };
  }
}

/** The rows that must stand once all versions so far are logged. */
export function expectedRows(item: Item): ExpectedRow[] {
  const version = item.versions;
  const text = textOf(item, version);
  const common = {
    al_sourceversion: iso(item.at + version * minute),
    _regardingobjectid_value: personOf(item, version).contactId,
  };
  const one = (set: string, columns: Row): ExpectedRow[] => [{ key: item.id, set, columns: { ...common, ...columns } }];
  const task = { statecode: 1, statuscode: 5 };
  switch (item.kind) {
    case 'email':
      return one('emails', { subject: `Email: ${text}`, description: text, statecode: 1, statuscode: 3 });
    case 'reply':
      return one('emails', { subject: `Email: ${text}`, description: text, statecode: 1, statuscode: 4 });
    case 'call':
      return one('phonecalls', { subject: `Call: D${version}`, description: text, statecode: 1, statuscode: 2 });
    case 'note':
      return one('tasks', { subject: 'Note', description: text, ...task });
    case 'step':
      return one('tasks', { subject: `Other: Step ${version}`, description: text, ...task });
    case 'meeting':
      return one('appointments', {
        subject: `Meeting Booked: ${text}`,
        scheduledstart: seconds(meetingStart(item, version)),
        ...(isCancelled(item, version) ? { statecode: 2, statuscode: 4 } : { statecode: 3, statuscode: 5 }),
      });
    case 'message':
      return threads(item).map((texts) => ({
        key: `${item.id}|${texts[0]?.id ?? ''}`,
        set: 'tasks',
        columns: {
          _regardingobjectid_value: common._regardingobjectid_value,
          subject: `Message: ${personOf(item, 1).name}`,
          description: texts.map(lineOf).join('\n'),
          ...task,
        },
      }));
    case 'recording':
      return item.people.map(({ contactId }) => ({
        key: `${recordingUrl(item)} ${contactId}`,
        set: 'tasks',
        columns: { ...common, _regardingobjectid_value: contactId, subject: `Recording: ${text}`, ...task },
      }));
  }
}

/** The {@link ExpectedRow.key} of a row that was read. */
export function keyOf(row: Row): string {
  const url = row['al_recordingurl'];
  return typeof url === 'string' ? `${url} ${String(row['_regardingobjectid_value'])}` : String(row['al_sourceid']);
}

/** A filter for all rows of items whose ids begin with `prefix`. */
export function filterOf(prefix: string): string {
  const own = `startswith(al_sourceid,'${prefix}') or startswith(al_recordingurl,'${recordings}${prefix}')`;
  return `al_sourcesystem eq '${source}' and (${own})`;
}

/** A conversation has texts for this many versions. */
export const mostVersions = 6;

function personOf({ people, kind }: Item, version: number): Person {
  const person = people[kind === 'call' ? version % people.length : 0];
  if (!person) throw new Error('an item is about nobody');
  return person;
}

const textOf = (item: Item, version: number): string => `${item.kind} ${item.id} as of version ${version}`;
/** Far enough that no clock jump reaches it: it stays to come. */
const meetingStart = (item: Item, version: number): number => item.at + (60 * 24 * 90 + version) * minute;
const isCancelled = (item: Item, version: number): boolean => (item.at / minute + version) % 4 === 0;
const recordings = 'https://recordings.example/';
const recordingUrl = (item: Item): string => `${recordings}${item.id}`;

interface Text {
  readonly id: string;
  readonly at: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly text: string;
}

/** All texts of a conversation; the ids do not tell the order. */
function textsOf(item: Item): Text[] {
  let at = item.at;
  return item.gaps.map((gap, index) => {
    at += gap * minute;
    return {
      id: `t${(index * 7) % 12}`,
      at: iso(at),
      direction: index % 3 === 0 ? 'incoming' : 'outgoing',
      text: `Text ${index}`,
    };
  });
}

/** Texts that were told, divided where an hour or more lies between neighbours (SPEC L-20). */
function threads(item: Item): Text[][] {
  const parts: Text[][] = [];
  for (const text of textsOf(item).slice(0, 2 * item.versions)) {
    const before = parts.at(-1)?.at(-1);
    if (before && Date.parse(text.at) - Date.parse(before.at) < 60 * minute) parts.at(-1)?.push(text);
    else parts.push([text]);
  }
  return parts;
}

function lineOf({ at, direction, text }: Text): string {
  return `${at.slice(0, 16).replace('T', ' ')} ${direction === 'outgoing' ? '→ sent' : '← received'}: ${text}`;
}
