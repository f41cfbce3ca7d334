import { callNotes, emailThreads, meetingTitles, notes, steps } from './phrases.ts';
import { random } from './random.ts';
import { people, type SamplePerson, type SampleUser, users } from './team.ts';
import { day, hour, minute } from './times.ts';

/** An event of the canonical format, as a sender without an adapter of its own would post it. */
export interface CanonicalSample {
  readonly kind: string;
  readonly id: string;
  readonly version: string;
  readonly source: string;
}

/** Who, with whom, when: what every sample is made from. */
interface Moment {
  readonly person: SamplePerson;
  readonly user: SampleUser;
  readonly at: number;
  readonly id: (kind: string) => string;
}

/**
 * One event of every kind for each of `count` people of the samples' team. The same seed and base give the same events.
 *
 * @param options.base epoch milliseconds of "today"; meetings lie after it, everything else before it.
 */
export function canonicalSamples({
  seed = 20261122,
  base,
  count = 5,
}: {
  seed?: number;
  base: number;
  count?: number;
}): CanonicalSample[] {
  const dice = random(seed);
  return people.slice(0, count).flatMap((person, index) => {
    const user = users[index % users.length]!;
    const at = base - dice.whole(1, 10) * day - dice.whole(0, 7) * hour;
    const moment: Moment = { person, user, at, id: (kind) => `${kind}-${person.id}` };
    return [
      ...mail(moment, index),
      ...telephone(moment, index),
      meeting(moment, index, base),
      ...others(moment, index),
    ];
  });
}

const source = 'sample-crm';

function common({ at, id, user }: Moment, kind: string): CanonicalSample & { user: object } {
  return { kind, id: id(kind), version: iso(at + minute), source, user: userOf(user) };
}

function mail(moment: Moment, index: number): CanonicalSample[] {
  const { subject, body } = emailThreads[index % emailThreads.length]!;
  const [person, user] = [addressOf(moment.person), userOf(moment.user)];
  const conversationId = moment.id('thread');
  const email = {
    ...common(moment, 'email'),
    occurredOn: iso(moment.at),
    direction: 'outgoing',
    subject,
    body: { format: 'html', content: `<p>Dear ${moment.person.first},</p><p>${body}</p>` },
    from: user,
    to: [person],
    messageId: `<${moment.id('email')}@northwind-sales.example>`,
    conversationId,
    custom: { campaign: 'Spring', score: index * 10 },
  };
  const reply = {
    ...common(moment, 'reply'),
    occurredOn: iso(moment.at + hour),
    subject: `Re: ${subject}`,
    body: 'Thank you, let us talk next week.',
    from: person,
    to: [user],
    messageId: `<${moment.id('reply')}@${moment.person.company.domain}>`,
    conversationId,
  };
  return [email, reply];
}

function telephone(moment: Moment, index: number): CanonicalSample[] {
  const shared = { people: [personOf(moment.person)], direction: 'outgoing', phoneNumber: moment.person.phone };
  const call = {
    ...common(moment, 'call'),
    ...shared,
    occurredOn: iso(moment.at + 2 * hour),
    durationSeconds: 120 + index * 30,
    disposition: 'Connected',
    sentiment: 'Interested',
    body: callNotes[index % callNotes.length]!,
  };
  const voicemail = {
    ...common(moment, 'voicemail'),
    ...shared,
    occurredOn: iso(moment.at + 90 * minute),
    durationSeconds: 25,
    body: 'Asked to call back.',
  };
  return [call, voicemail];
}

function meeting(moment: Moment, index: number, base: number): CanonicalSample {
  const start = base + (index + 1) * day;
  const { user, ...rest } = common(moment, 'meeting');
  return Object.assign(rest, {
    title: meetingTitles[index % meetingTitles.length]!,
    location: 'https://meet.example/room-9',
    start: iso(start),
    end: iso(start + 30 * minute),
    attendees: [
      { ...user, organizer: true, status: 'accepted' },
      { ...addressOf(moment.person), status: 'needsAction' },
    ],
    bookedBy: user,
    iCalUid: `${moment.id('meeting')}@calendar.example`,
  });
}

function others(moment: Moment, index: number): CanonicalSample[] {
  const { person, at } = moment;
  const { subject, description } = steps[index % steps.length]!;
  const about = { people: [personOf(person)] };
  const text = (id: string, minutes: number, direction: string, words: string): object => ({
    id,
    at: iso(at + minutes * minute),
    direction,
    text: words,
  });
  return [
    {
      ...common(moment, 'note'),
      ...about,
      ...{ occurredOn: iso(at + 3 * hour), body: notes[index % notes.length]! },
      ...{ actionItems: [{ id: '1', title: 'Send the price list', dueOn: iso(at + 7 * day).slice(0, 10) }] },
    },
    {
      ...common(moment, 'step'),
      ...about,
      ...{ occurredOn: iso(at + 4 * hour), stepName: subject, body: description, completed: true },
    },
    {
      ...common(moment, 'message'),
      ...about,
      ...{ conversationId: moment.id('chat') },
      ...{ texts: [text('1', 0, 'outgoing', 'Are you at the office?'), text('2', 4, 'incoming', 'Until four.')] },
    },
    {
      ...common(moment, 'recording'),
      ...{ title: `Review with ${person.company.name}`, start: iso(at + 5 * hour), durationSeconds: 1800 },
      ...{ recordingUrl: `https://recordings.example/${moment.id('recording')}`, attendees: [addressOf(person)] },
    },
  ];
}

function addressOf({ email, first, last }: SamplePerson): { email: string; name: string } {
  return { email, name: `${first} ${last}` };
}

function userOf({ email, first, last }: SampleUser): { email: string; name: string } {
  return { email, name: `${first} ${last}` };
}

function personOf({ email, phone, first, last }: SamplePerson): object {
  return { emails: [email], phones: [phone], name: `${first} ${last}` };
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
