import {
  callBody,
  callDataRecordBody,
  emailBody,
  meetingBody,
  type Moment,
  noteBody,
  recordingBody,
  taskBody,
} from './bodies.ts';
import { callNotes, dispositions, emailThreads, meetingTitles, notes, sentiments, steps } from './phrases.ts';
import { random, type Random } from './random.ts';
import { people, type SamplePerson, users } from './team.ts';
import { day, hour, minute } from './times.ts';

/** One webhook: its event name (the `x-salesloft-event` header), the body, and when the source would send it. */
export interface SampleEvent {
  readonly event: string;
  readonly at: number;
  readonly body: object;
}

/**
 * A fortnight of a sales team, in the order in which the source would tell it.
 *
 * @param base epoch milliseconds of "today": most events lie before it, some meetings after it.
 */
export function sampleEvents({ seed = 20261122, base }: { seed?: number; base: number }): SampleEvent[] {
  const dice = random(seed);
  const made = people.flatMap((person, index) => personEvents(dice, person, index, base));
  return made.sort((a, b) => a.at - b.at);
}

function personEvents(dice: Random, person: SamplePerson, index: number, base: number): SampleEvent[] {
  const user = users[index % users.length]!;
  let nextId = 100_000 + index * 1_000;
  /** A working hour `daysAgo` days before the base. */
  const moment = (daysAgo: number): Moment => {
    nextId += 1;
    return {
      id: nextId,
      person,
      user,
      at: base - daysAgo * day - dice.whole(0, 7) * hour - dice.whole(1, 59) * minute,
    };
  };
  const all = [
    ...emails(dice, moment(13), index),
    ...call(dice, moment(11), index),
    ...emails(dice, moment(8), index + 2),
    ...(index % 4 === 1 ? voicemail(moment(7)) : []),
    ...(index % 5 !== 4
      ? [{ event: 'note_created', body: noteBody(moment(6), noteText(index)), at: base - 6 * day }]
      : []),
    ...(index % 3 === 0 ? [step(dice, moment(5))] : []),
    ...call(dice, moment(3), index + 1),
    ...(index % 3 !== 2 ? meeting(dice, moment(2), index, base) : []),
    ...(index % 8 === 3 ? recording(moment(1), index) : []),
  ];
  return all;
}

function emails(dice: Random, moment: Moment, index: number): SampleEvent[] {
  const { subject, body } = emailThreads[index % emailThreads.length]!;
  const replies = dice.whole(0, 3) === 0 ? 1 : 0;
  const seen = moment.at + dice.whole(20, 300) * minute;
  return [
    ...(index % 9 === 0
      ? [
          {
            event: 'email_updated',
            at: moment.at - minute,
            body: emailBody(moment, { subject, status: 'scheduled', updatedAt: moment.at - minute }),
          },
        ]
      : []),
    { event: 'email_with_body_and_subject_updated', at: moment.at, body: emailBody(moment, { subject, body }) },
    { event: 'email_updated', at: seen, body: emailBody(moment, { subject, views: 1, updatedAt: seen }) },
    ...(replies === 0
      ? []
      : [
          {
            event: 'email_updated',
            at: seen + hour,
            body: emailBody(moment, { subject, views: 2, replies, updatedAt: seen + hour }),
          },
        ]),
  ];
}

function call(dice: Random, moment: Moment, index: number): SampleEvent[] {
  const disposition = dice.pick(dispositions);
  const answered = disposition === 'Connected' || disposition === 'Gatekeeper';
  const seconds = answered ? dice.whole(45, 1_500) : dice.whole(5, 30);
  const recorded = disposition === 'Connected' && index % 3 === 0;
  const over = moment.at + seconds * 1000;
  const note = answered ? dice.pick(callNotes) : null;
  const sentiment = disposition === 'Connected' ? dice.pick(sentiments) : null;
  return [
    {
      event: 'call_created',
      at: over + 2_000,
      body: callBody(moment, { seconds, disposition, sentiment, note, recording: recorded }),
    },
    {
      event: 'call_data_record_created',
      at: over + 1_000,
      body: callDataRecordBody(moment, { seconds, answered, inbound: index % 7 === 0, recording: recorded }),
    },
  ];
}

function voicemail(moment: Moment): SampleEvent[] {
  const details = {
    seconds: 38,
    disposition: 'Left Voicemail',
    sentiment: null,
    note: 'Left a message about the pilot.',
    recording: false,
  };
  return [
    { event: 'call_created', at: moment.at + 40_000, body: callBody(moment, details) },
    {
      event: 'call_data_record_created',
      at: moment.at + 41_000,
      body: callDataRecordBody(moment, { ...details, answered: true, inbound: false }),
    },
  ];
}

/** Every tenth note is longer than a task's description holds. */
function noteText(index: number): string {
  const text = notes[index % notes.length]!;
  return index % 10 === 0 ? Array.from({ length: 60 }, (_, line) => `${line + 1}. ${text}`).join('\n') : text;
}

function step(dice: Random, moment: Moment): SampleEvent {
  const { subject, description } = dice.pick(steps);
  return { event: 'task_completed', at: moment.at, body: taskBody(moment, { subject, description, type: 'general' }) };
}

/** Held, to come, moved, cancelled: one of each in turn. */
function meeting(dice: Random, moment: Moment, index: number, base: number): SampleEvent[] {
  const held = index % 4 === 1;
  const details = {
    title: dice.pick(meetingTitles),
    start: held ? base - day - 2 * hour : base + dice.whole(1, 5) * day,
    minutes: 45,
    ...(index % 6 === 3 ? { guests: [`assistant@${moment.person.company.domain}`] } : {}),
  };
  const booked = { event: 'meeting_booked', at: moment.at, body: meetingBody(moment, details) };
  if (index % 5 !== 0 && index % 7 !== 0) return [booked];
  const updatedAt = moment.at + 3 * hour;
  const changed =
    index % 5 === 0
      ? { ...details, start: details.start + hour, updatedAt }
      : { ...details, cancelled: true, updatedAt };
  return [booked, { event: 'meeting_updated', at: updatedAt, body: meetingBody(moment, changed) }];
}

function recording(moment: Moment, index: number): SampleEvent[] {
  const others = [people[(index + 8) % people.length]!, people[(index + 16) % people.length]!];
  return [{ event: 'conversation_recording_created', at: moment.at + 2 * hour, body: recordingBody(moment, others) }];
}
