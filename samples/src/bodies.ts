import { type SamplePerson, type SampleUser } from './team.ts';
import { salesloftTime } from './times.ts';

const api = 'https://api.salesloft.com/v2';
const reference = (kind: string, id: number): object => ({ id, _href: `${api}/${kind}/${id}` });

/** What every sample of a person is made from: who, with whom, when (epoch milliseconds). */
export interface Moment {
  readonly id: number;
  readonly person: SamplePerson;
  readonly user: SampleUser;
  readonly at: number;
}

/** An email as the webhooks carry it; `body` only in `email_with_body_and_subject_updated`. */
export function emailBody(
  moment: Moment,
  email: { subject: string; body?: string; status?: string; views?: number; replies?: number; updatedAt?: number },
): object {
  const { id, person, user, at } = moment;
  return {
    id,
    created_at: salesloftTime(at - 4_000),
    updated_at: salesloftTime(email.updatedAt ?? at, 100 + (email.views ?? 0) * 7 + (email.replies ?? 0)),
    recipient_email_address: person.email,
    status: email.status ?? 'sent',
    subject: email.subject,
    ...(email.body === undefined
      ? {}
      : { body: `<p>Dear ${person.first},</p><p>${email.body}</p><p>${user.first}</p>` }),
    error_message: null,
    bounced: false,
    send_after: null,
    sent_at: email.status === undefined ? salesloftTime(at, 12) : null,
    view_tracking: true,
    click_tracking: true,
    personalization: '12.5',
    headers: {},
    counts: {
      clicks: 0,
      views: email.views ?? 0,
      replies: email.replies ?? 0,
      unique_devices: 1,
      unique_locations: 1,
      attachments: 0,
    },
    user: reference('users', user.id),
    recipient: reference('people', person.id),
    action: null,
    task: null,
    cadence: reference('cadences', 3301),
    step: reference('steps', 8812),
    email_template: null,
    mailing: reference('mailings', id + 1),
    crm_activity: null,
  };
}

export function callBody(
  moment: Moment,
  call: { seconds: number; disposition: string; sentiment: string | null; note: string | null; recording: boolean },
): object {
  const { id, person, user, at } = moment;
  return {
    id,
    to: person.phone,
    duration: call.seconds,
    sentiment: call.sentiment,
    disposition: call.disposition,
    created_at: salesloftTime(at + call.seconds * 1000, 401),
    updated_at: salesloftTime(at + call.seconds * 1000 + 2_000, 402),
    recordings: call.recording ? [recordingOf(id)] : [],
    user: reference('users', user.id),
    action: null,
    called_person: reference('people', person.id),
    crm_activity: null,
    note: call.note === null ? null : { id: id + 50_000, content: call.note },
    cadence: null,
    step: null,
  };
}

/** The phone system's own record of the same call. */
export function callDataRecordBody(
  moment: Moment,
  call: { seconds: number; answered: boolean; inbound: boolean; recording: boolean },
): object {
  const { id, person, user, at } = moment;
  const ours = '+12025550900';
  return {
    id: id + 900_000,
    to: call.inbound ? ours : person.phone,
    from: call.inbound ? person.phone : ours,
    duration: call.seconds,
    direction: call.inbound ? 'inbound' : 'outbound',
    status: call.answered ? 'completed' : 'no-answer',
    call_type: 'call',
    call_uuid: `c0ffee00-0000-4000-8000-${String(id).padStart(12, '0')}`,
    created_at: salesloftTime(at, 77),
    updated_at: salesloftTime(at + call.seconds * 1000 + 1_000, 78),
    recording: call.recording ? recordingOf(id) : null,
    call: reference('activities/calls', id),
    called_person: reference('people', person.id),
    user: reference('users', user.id),
  };
}

function recordingOf(id: number): object {
  return { url: `https://recordings.salesloft.example/${id}.mp3`, status: 'processed', recording_status: 'completed' };
}

export function noteBody({ id, person, user, at }: Moment, content: string): object {
  return {
    id,
    content,
    user_guid: user.guid,
    call: null,
    associated_type: 'person',
    associated_with: reference('people', person.id),
    user: reference('users', user.id),
    created_at: salesloftTime(at),
    updated_at: salesloftTime(at),
  };
}

export function meetingBody(
  { id, person, user, at }: Moment,
  meeting: {
    title: string;
    start: number;
    minutes: number;
    updatedAt?: number;
    cancelled?: boolean;
    guests?: readonly string[];
  },
): object {
  const end = meeting.start + meeting.minutes * 60_000;
  const attendees = [
    {
      email: user.email,
      name: `${user.first} ${user.last}`,
      organizer: true,
      status: 'accepted',
      status_changed: false,
      deleted_at: null,
    },
    {
      email: person.email,
      name: `${person.first} ${person.last}`,
      organizer: false,
      status: 'needsAction',
      status_changed: false,
      deleted_at: null,
    },
    ...(meeting.guests ?? []).map((email) => ({
      email,
      name: null,
      organizer: false,
      status: 'needsAction',
      status_changed: false,
      deleted_at: null,
    })),
  ];
  return {
    id,
    title: meeting.title,
    start_time: new Date(meeting.start).toISOString().replace('Z', '000Z'),
    end_time: new Date(end).toISOString().replace('Z', '000Z'),
    calendar_id: user.email,
    calendar_type: 'azure',
    meeting_type: meeting.title.toLowerCase().includes('demo') ? 'Demo' : 'Conversation',
    recipient_name: `${person.first} ${person.last}`,
    recipient_email: person.email,
    location: 'https://meet.example/room-7',
    description: `<p>${meeting.title} with ${person.company.name}.</p><ul><li>Where you are today</li><li>What would help</li></ul>`,
    event_id: `evt-${id}`,
    i_cal_uid: `${id}@calendar.example`,
    account_id: String(person.company.id),
    task_id: null,
    guests: [person.email, ...(meeting.guests ?? [])],
    attendees,
    crm_references: {},
    crm_custom_fields: {},
    event_source: 'internal',
    canceled_at: meeting.cancelled ? salesloftTime(meeting.updatedAt ?? at) : null,
    all_day: false,
    no_show: false,
    status: 'booked',
    reschedule_status: null,
    strict_attribution: false,
    person: reference('people', person.id),
    cadence: null,
    step: null,
    booked_by_user: reference('users', user.id),
    owned_by_meetings_settings: { email_address: user.email },
    booked_by_meetings_settings: { email_address: user.email },
    created_at: salesloftTime(at),
    updated_at: salesloftTime(meeting.updatedAt ?? at, 555),
  };
}

export function taskBody(
  { id, person, user, at }: Moment,
  task: { subject: string; description: string | null; type: string },
): object {
  return {
    id,
    created_at: salesloftTime(at - 86_400_000),
    updated_at: salesloftTime(at, 587),
    current_state: 'completed',
    task_type: task.type,
    subject: task.subject,
    description: task.description,
    due_date: new Date(at).toISOString().slice(0, 10),
    due_at: null,
    completed_at: salesloftTime(at, 580),
    completed_by: reference('users', user.id),
    remind_at: null,
    person: reference('people', person.id),
    user: reference('users', user.id),
    created_by_user: reference('users', user.id),
    custom_attributes: {},
    object_references: [],
    source: 'cadence',
    multitouch_group_id: 5511,
    expires_after: null,
  };
}

/** Conversation intelligence: the published shape is the one of the request that makes a conversation, plus who was there. */
export function recordingBody({ id, person, user, at }: Moment, others: readonly SamplePerson[]): object {
  return {
    id: `rec-${id}`,
    title: `Pilot review with ${person.company.name}`,
    created_at: salesloftTime(at + 3_600_000),
    updated_at: salesloftTime(at + 3_700_000),
    started_at: salesloftTime(at),
    duration: 1_860,
    recording: { url: `https://conversations.salesloft.example/${id}`, status: 'processed' },
    attendees: [person, ...others].map(({ email, first, last }) => ({ email, name: `${first} ${last}` })),
    user: reference('users', user.id),
    call: null,
  };
}
