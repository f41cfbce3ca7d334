import type { Address, EventFields } from '../event.ts';
import { allowedTargets, type ItemType, type Kind, kinds, parentKind, type Target } from '../kinds.ts';
import type { Party } from '../row.ts';
import { defaultSettings, type LoggingSettings } from '../settings.ts';

/** The person every case is with: a contact or lead with this address and name has to be known. */
export const matrixPerson = { email: 'ann@buyer.example', name: 'Ann Buyer' } as const;
/** The user who did it: a systemuser with this address has to be known. */
export const matrixUser = { email: 'robin@seller.example', name: 'Robin Seller' } as const;
/** An address that nobody has. */
export const matrixStranger = { email: 'new@other.example', name: 'Sam Stranger' } as const;

export interface MatrixParty {
  readonly role: Party['role'];
  readonly who: 'person' | 'user' | 'stranger';
}

/** What one kind becomes in one table while it is logged. */
export interface MatrixRow {
  readonly subject: string;
  readonly description: string | null;
  readonly final: { readonly statecode: number; readonly statuscode: number };
  readonly parties: readonly MatrixParty[];
}

export interface MatrixCase {
  readonly kind: Kind;
  readonly type: ItemType;
  readonly target: Target;
  readonly fields: EventFields;
  readonly row: MatrixRow;
  /** Settings under which it makes one row. */
  readonly on: LoggingSettings;
  /** Settings under which it makes none: the kind is off, or its parent (SPEC L-4). */
  readonly off: readonly LoggingSettings[];
}

const at = '2024-03-05T10:00:00.000Z';
const until = '2024-03-05T10:30:00.000Z';
const person: Address = matrixPerson;
const user: Address = matrixUser;
const shared: EventFields = {
  occurredOn: at,
  people: [{ emails: [matrixPerson.email], name: matrixPerson.name }],
  user: matrixUser,
};
const said = (content: string): EventFields => ({ body: { format: 'text', content } });

/** One payload of each kind; times are past whenever the test runs. */
const payloads: Readonly<Record<Kind, { readonly type: ItemType; readonly fields: EventFields }>> = {
  email: {
    type: 'email',
    fields: {
      ...{ ...shared, ...said('Could we meet?'), sent: true, direction: 'outgoing', subject: 'Proposal' },
      ...{ from: user, to: [person], cc: [matrixStranger] },
    },
  },
  reply: {
    type: 'reply',
    fields: {
      ...{ ...shared, ...said('Yes, please.'), direction: 'incoming', subject: 'Re: Proposal' },
      ...{ from: person, to: [user] },
    },
  },
  call: {
    type: 'call',
    fields: {
      ...{
        ...shared,
        ...said('Wants a quote'),
        direction: 'outgoing',
        phoneNumber: '+12025550100',
        durationSeconds: 61,
      },
      ...{ disposition: 'Connected', sentiment: 'Interested' },
    },
  },
  voicemail: {
    type: 'call',
    fields: {
      ...{ ...shared, ...said('Asked to call back'), direction: 'outgoing', phoneNumber: '+12025550100' },
      ...{ disposition: 'Left Voicemail', sentiment: 'Neutral', durationSeconds: 20 },
    },
  },
  meeting: {
    type: 'meeting',
    fields: {
      ...{ ...shared, ...said('Agenda'), title: 'Demo', start: at, end: until, location: 'Room 1', host: matrixUser },
      attendees: [person, { ...user, organizer: true }, matrixStranger],
    },
  },
  note: { type: 'note', fields: { ...shared, ...said('Likes tea') } },
  step: {
    type: 'step',
    fields: { ...shared, ...said('With the catalogue'), stepName: 'Send letter', completed: true },
  },
  message: {
    type: 'message',
    fields: {
      ...shared,
      texts: [
        { id: 't1', at, direction: 'outgoing', text: 'Hello' },
        { id: 't2', at: until, direction: 'incoming', text: 'Hi there' },
      ],
    },
  },
  recording: {
    type: 'recording',
    fields: {
      ...{
        ...shared,
        ...said('Went well'),
        title: 'Review',
        recordingUrl: 'https://rec.example/1',
        durationSeconds: 1800,
      },
      attendees: [person],
    },
  },
};

const done = { statecode: 1, statuscode: 5 };
const task = (subject: string, description: string): MatrixRow => ({ subject, description, final: done, parties: [] });
const between = (from: MatrixParty['who'], to: MatrixParty['who']): MatrixParty[] => [
  { role: 'from', who: from },
  { role: 'to', who: to },
];
const agenda = 'Agenda\n\nAlso invited: Sam Stranger <new@other.example>';

const rows: Readonly<Record<Kind, Readonly<Partial<Record<Target, MatrixRow>>>>> = {
  email: {
    task: task('Email: Proposal', 'Could we meet?'),
    email: {
      ...{ subject: 'Email: Proposal', description: 'Could we meet?', final: { statecode: 1, statuscode: 3 } },
      parties: [...between('user', 'person'), { role: 'cc', who: 'stranger' }],
    },
  },
  reply: {
    task: task('Email: Re: Proposal', 'Yes, please.'),
    email: {
      ...{ subject: 'Email: Re: Proposal', description: 'Yes, please.', final: { statecode: 1, statuscode: 4 } },
      parties: between('person', 'user'),
    },
  },
  call: {
    task: task('Call: Connected|Interested', 'Wants a quote'),
    phonecall: {
      ...{ subject: 'Call: Connected|Interested', description: 'Wants a quote' },
      ...{ final: { statecode: 1, statuscode: 2 }, parties: between('user', 'person') },
    },
  },
  voicemail: {
    task: task('Call: Voicemail|Neutral', 'Asked to call back'),
    phonecall: {
      ...{ subject: 'Call: Voicemail|Neutral', description: 'Asked to call back' },
      ...{ final: { statecode: 1, statuscode: 2 }, parties: between('user', 'person') },
    },
  },
  meeting: {
    task: task('Meeting Booked: Demo', agenda),
    appointment: {
      ...{ subject: 'Meeting Booked: Demo', description: agenda, final: { statecode: 1, statuscode: 3 } },
      parties: [
        { role: 'required', who: 'person' },
        { role: 'required', who: 'user' },
      ],
    },
  },
  note: { task: task('Note', 'Likes tea') },
  step: { task: task('Other: Send letter', 'With the catalogue') },
  message: {
    task: task('Message: Ann Buyer', '2024-03-05 10:00 → sent: Hello\n2024-03-05 10:30 ← received: Hi there'),
  },
  recording: {
    task: task(
      'Recording: Review',
      'Went well\n\nInvitees: Ann Buyer <ann@buyer.example>\n\nRecording: https://rec.example/1',
    ),
  },
};

/** Every kind in every table it can go to (SPEC L-1, L-3, L-4, L-12 … L-21). */
export const matrix: readonly MatrixCase[] = kinds.flatMap((kind) =>
  allowedTargets[kind].map((target): MatrixCase => {
    const row = rows[kind][target];
    if (!row) throw new Error(`the matrix lacks ${kind} as ${target}`);
    const on = settingsFor(kind, target);
    const switches = [kind, ...(parentKind[kind] ? [parentKind[kind]] : [])];
    return { kind, target, ...payloads[kind], row, on, off: switches.map((name) => without(on, name)) };
  }),
);

function settingsFor(kind: Kind, target: Target): LoggingSettings {
  const parent = parentKind[kind] ?? kind;
  return {
    ...defaultSettings,
    ...(parent === 'email' ? { emailTarget: target === 'email' ? 'email' : 'task' } : {}),
    ...(parent === 'call' ? { callTarget: target === 'phonecall' ? 'phonecall' : 'task' } : {}),
    ...(parent === 'meeting' ? { meetingTarget: target === 'appointment' ? 'appointment' : 'task' } : {}),
  };
}

function without(settings: LoggingSettings, kind: Kind): LoggingSettings {
  return { ...settings, log: { ...settings.log, [kind]: false } };
}
