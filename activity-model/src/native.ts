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
  task: { statecode: 1, statuscode: 5 },
  phonecallMade: { statecode: 1, statuscode: 2 },
  phonecallReceived: { statecode: 1, statuscode: 4 },
  emailSent: { statecode: 1, statuscode: 3 },
  emailReceived: { statecode: 1, statuscode: 4 },
  appointment: { statecode: 1, statuscode: 3 },
} as const;
const canceled = { task: { statecode: 2, statuscode: 6 }, appointment: { statecode: 2, statuscode: 4 } } as const;
const busy = { statecode: 3, statuscode: 5 } as const;

/** Columns and state of the native table a row goes to (SPEC L-12 … L-17, B-7). */
export function nativeColumns(context: RowContext): NativePart {
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
  const happened = fields.occurredOn ?? fields.start ?? null;
  const isMeeting = decision.kind === 'meeting';
  return {
    columns: {
      scheduledstart: isMeeting ? (fields.start ?? null) : null,
      scheduledend: isMeeting ? (fields.end ?? fields.start ?? null) : happened,
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

function appointment({ fields, now }: RowContext): NativePart {
  const start = fields.start ?? null;
  const end = fields.end ?? start;
  const over = end !== null && Date.parse(end) <= now.getTime();
  const state = fields.cancelled ? canceled.appointment : over ? completed.appointment : busy;
  return {
    columns: {
      location: fields.location?.slice(0, 200) ?? null,
      scheduledstart: start,
      scheduledend: end,
      // Without these the platform writes the moment at which the row was closed.
      actualstart: state === completed.appointment ? start : null,
      actualend: state === completed.appointment ? end : null,
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
