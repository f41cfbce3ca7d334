import { AppointmentState, AppointmentStatus } from './metadata/appointment.ts';
import { EmailState, EmailStatus } from './metadata/email.ts';
import { PhoneCallState, PhoneCallStatus } from './metadata/phone-call.ts';
import { TaskState, TaskStatus } from './metadata/task.ts';
import { meetingTimes } from './meetings.ts';
import type { RowContext, ColumnValue } from './row.ts';

/** What is particular to the target table. */
export interface NativePart {
  readonly columns: Record<string, ColumnValue>;
  readonly final: { readonly statecode: number; readonly statuscode: number } | null;
  /** The description keeps (sanitised) HTML; otherwise it is plain text. */
  readonly keepsHtml: boolean;
  readonly recheckAt?: string;
}

/** State and status reason pairs of Microsoft's activity tables (facts of the platform's own option sets). */
const completed = {
  task: { statecode: TaskState.Completed, statuscode: TaskStatus.Completed },
  phonecallMade: { statecode: PhoneCallState.Completed, statuscode: PhoneCallStatus.Made },
  phonecallReceived: { statecode: PhoneCallState.Completed, statuscode: PhoneCallStatus.Received },
  emailSent: { statecode: EmailState.Completed, statuscode: EmailStatus.Sent },
  emailReceived: { statecode: EmailState.Completed, statuscode: EmailStatus.Received },
  appointment: { statecode: AppointmentState.Completed, statuscode: AppointmentStatus.Completed },
} as const;
/** How a table says that something did not take place, or is not to be counted any more (SPEC L-18, L-24). */
const canceled = {
  task: { statecode: TaskState.Canceled, statuscode: TaskStatus.Canceled },
  phonecall: { statecode: PhoneCallState.Canceled, statuscode: PhoneCallStatus.Canceled },
  email: { statecode: EmailState.Canceled, statuscode: EmailStatus.Canceled },
  appointment: { statecode: AppointmentState.Canceled, statuscode: AppointmentStatus.Canceled },
} as const;
const busy = { statecode: AppointmentState.Scheduled, statuscode: AppointmentStatus.Busy } as const;

/** State of a task that is done. */
export const taskCompleted = completed.task;
/** State of a meeting that is over. */
export const appointmentCompleted = completed.appointment;

/** Columns and state of the native table a row goes to (SPEC L-12 … L-17, B-7). */
export function nativeColumns(context: RowContext): NativePart {
  const part = partOf(context);
  const { target, cancel } = context.decision;
  const columns = { ...part.columns, ...priority(context) };
  if (!cancel) return { ...part, columns };
  const { keepsHtml } = part;
  return { columns: { ...columns, ...(target === 'appointment' ? notHeld : {}) }, keepsHtml, final: canceled[target] };
}

const priorities = { low: 0, normal: 1, high: 2 } as const;

/** A source that does not say how urgent it was leaves the column to the platform and its users. */
function priority({ fields }: RowContext): Record<string, ColumnValue> {
  return fields.priority === undefined ? {} : { prioritycode: priorities[fields.priority] };
}

function partOf(context: RowContext): NativePart {
  switch (context.decision.target) {
    case 'task':
      return task(context);
    case 'email':
      return email(context);
    case 'phonecall':
      return phonecall(context);
    case 'appointment':
      return appointment(context);
  }
}

function task({ fields, decision }: RowContext): NativePart {
  const isMeeting = decision.kind === 'meeting';
  const { start, end } = isMeeting ? meetingTimes(fields) : { start: null, end: null };
  const happened = fields.occurredOn ?? fields.start ?? null;
  return {
    columns: {
      scheduledstart: start,
      scheduledend: isMeeting ? end : happened,
      actualend: happened,
      actualdurationminutes: minutes(fields.durationSeconds),
      percentcomplete: 100,
    },
    final: isMeeting && fields.cancelled ? canceled.task : completed.task,
    keepsHtml: false,
  };
}

function phonecall({ fields, decision }: RowContext): NativePart {
  const outgoing = fields.direction !== 'incoming';
  const start = fields.occurredOn ?? null;
  return {
    columns: {
      directioncode: outgoing,
      phonenumber: fields.phoneNumber?.slice(0, 200) ?? null,
      leftvoicemail: decision.kind === 'voicemail',
      actualstart: start,
      actualend: after(start, fields.durationSeconds),
      scheduledend: start,
      actualdurationminutes: minutes(fields.durationSeconds),
    },
    final: outgoing ? completed.phonecallMade : completed.phonecallReceived,
    keepsHtml: false,
  };
}

function email({ fields, decision }: RowContext): NativePart {
  const outgoing = decision.kind === 'email' && fields.direction !== 'incoming';
  const happened = fields.occurredOn ?? null;
  return {
    columns: {
      directioncode: outgoing,
      actualstart: happened,
      actualend: happened,
      scheduledend: happened,
      ...(fields.messageId ? { messageid: fields.messageId.slice(0, 320) } : {}),
    },
    final: outgoing ? completed.emailSent : completed.emailReceived,
    keepsHtml: true,
  };
}

/** A meeting that was cancelled did not take place: without these the platform writes the moment of closing. */
const notHeld = { actualstart: null, actualend: null } as const;

function appointment({ fields, now }: RowContext): NativePart {
  const { start, end } = meetingTimes(fields);
  const over = end !== null && Date.parse(end) <= now.getTime();
  const state = fields.cancelled ? canceled.appointment : over ? completed.appointment : busy;
  return {
    columns: {
      location: fields.location?.slice(0, 200) ?? null,
      scheduledstart: start,
      scheduledend: end,
      ...(state === completed.appointment ? { actualstart: start, actualend: end } : notHeld),
      isalldayevent: fields.allDay ?? false,
    },
    final: state,
    keepsHtml: false,
    ...(state === busy && end !== null ? { recheckAt: end } : {}),
  };
}

/** Whole minutes, rounded up: a call of ten seconds took a minute of somebody's day, not none. */
function minutes(seconds: number | null | undefined): number | null {
  return seconds === null || seconds === undefined ? null : Math.ceil(seconds / 60);
}

function after(start: string | null, seconds: number | null | undefined): string | null {
  return start && seconds ? new Date(Date.parse(start) + seconds * 1000).toISOString() : start;
}
