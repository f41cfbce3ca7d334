import { dispositionCode } from './disposition.ts';
import type { Body, EventFields } from './event.ts';
import { fieldsOf } from './merge.ts';
import type { Kind } from './kinds.ts';
import { ActivityKind } from './metadata/choices.ts';
import { nativeColumns } from './native.ts';
import { partiesOf } from './parties.ts';
import type { Ref } from './people.ts';
import type { ActivityRow, BuildInput, ColumnValue, HtmlTools, RowContext } from './row.ts';
import { subjectOf } from './subject.ts';
import { cutText, snippetOf } from './text.ts';

const snippetLength = 400;
const bodyLength = 1_048_576;
const kindValues: Readonly<Record<Kind, ActivityKind>> = {
  email: ActivityKind.Email,
  reply: ActivityKind.Reply,
  call: ActivityKind.Call,
  voicemail: ActivityKind.Voicemail,
  meeting: ActivityKind.Meeting,
  note: ActivityKind.Note,
  step: ActivityKind.Step,
  message: ActivityKind.Message,
  recording: ActivityKind.Recording,
};

/**
 * The rows of one item (SPEC L-12 … L-23): one, except recordings, which have one for every invitee that is a known person
 * (SPEC L-21). Pure; the caller has resolved the people.
 */
export function buildRows(input: BuildInput): ActivityRow[] {
  const fields = fieldsOf(input.item);
  if (input.decision.kind === 'recording') {
    return input.people.persons.map((person) => buildRow({ ...input, fields, person }, person.key));
  }
  return [buildRow({ ...input, fields, person: input.people.persons[0] })];
}

function buildRow(context: RowContext, personKey?: string): ActivityRow {
  const { item, decision, fields, people, person, settings, limits } = context;
  const { kind, target } = decision;
  const subject = subjectOf(kind, fields, {
    prefixMeeting: target !== 'appointment' || settings.prefixAppointments,
    ...(person?.name === undefined ? {} : { personName: person.name }),
  });
  const text = plainText(context);
  const native = nativeColumns(context);
  const description = native.keepsHtml ? sanitized(context) : text;
  const limit = limits[target];
  const { source, type, externalId } = item;
  return {
    identity: { source, type, externalId, ...(personKey === undefined ? {} : { person: personKey }) },
    target,
    kind,
    columns: {
      subject: cutText(subject, limit.subject),
      description: cutText(description, limit.description) || null,
      ...native.columns,
      al_sourcesystem: source,
      al_sourceid: cutText(personKey === undefined ? externalId : `${externalId}|${personKey}`, 200),
      al_sourceversion: cutText(item.version, 100),
      al_kind: kindValues[kind],
      al_occurredon: fields.occurredOn ?? fields.start ?? null,
      al_body: overflow(subject, limit.subject, description, limit.description),
      al_snippet: snippetOf(text, snippetLength) || null,
      al_sourceuser: cut(people.userName, 200),
      al_conversationid: cut(fields.conversationId, 200),
      al_recordingurl: cut(fields.recordingUrl, 2000),
      ...(kind === 'call' || kind === 'voicemail' ? callColumns(fields) : {}),
      ...(kind === 'meeting' ? meetingColumns(fields) : {}),
    },
    lookups: lookupsOf(context),
    parties: partiesOf(context),
    final: native.final,
    ...(native.recheckAt === undefined ? {} : { recheckAt: native.recheckAt }),
  };
}

/** Contact, lead and account of the row; regarding is the person, without one the account (SPEC L-23). */
function lookupsOf({ people, person, decision }: RowContext): Record<string, Ref | null> {
  const account = people.account ?? (person?.accountId ? { table: 'account', id: person.accountId } : null);
  return {
    regardingobjectid: person?.ref ?? account,
    ownerid: { table: 'systemuser', id: people.ownerId },
    al_contactid: person?.ref.table === 'contact' ? person.ref : null,
    al_leadid: person?.ref.table === 'lead' ? person.ref : null,
    al_accountid: account,
    ...(decision.kind === 'meeting'
      ? { al_host: people.hostId ? { table: 'systemuser', id: people.hostId } : null }
      : {}),
  };
}

function callColumns(fields: EventFields): Record<string, ColumnValue> {
  return {
    al_disposition: dispositionCode(fields.disposition ?? (fields.leftVoicemail ? 'voicemail' : null)),
    al_dispositiontext: cut(fields.disposition, 100),
    al_sentiment: cut(fields.sentiment, 100),
    al_durationseconds: fields.durationSeconds ?? null,
  };
}

function meetingColumns(fields: EventFields): Record<string, ColumnValue> {
  return {
    al_meetingtype: cut(fields.meetingType, 100),
    al_meetingbookedby: cut(fields.bookedBy?.name ?? fields.bookedBy?.email, 200),
    al_noshow: fields.noShow ?? false,
  };
}

/** The body as plain text, with what has no column of its own on the target added below it. */
function plainText(context: RowContext): string {
  const { fields, decision, people, html } = context;
  const parts = [textOf(fields.body, html)];
  if (decision.kind === 'meeting') {
    const strangers = (fields.attendees ?? []).filter(({ email }) => people.byAddress[email] === undefined);
    if (strangers.length > 0) parts.push(`Also invited: ${strangers.map(addressText).join(', ')}`);
  }
  if (decision.kind === 'recording') {
    parts.push(
      `Invitees: ${(fields.attendees ?? []).map(addressText).join(', ')}`,
      `Recording: ${fields.recordingUrl}`,
    );
  }
  return parts.filter(Boolean).join('\n\n');
}

function textOf(body: Body | null | undefined, html: HtmlTools): string {
  if (!body) return '';
  return (body.format === 'html' ? html.toText(body.content) : body.content).trim();
}

function sanitized({ fields, html }: RowContext): string {
  if (!fields.body) return '';
  return fields.body.format === 'html' ? html.sanitize(fields.body.content) : fields.body.content;
}

/** The whole text, when the subject or the description had to be cut (SPEC, end of section L). */
function overflow(subject: string, subjectLimit: number, description: string, descriptionLimit: number): string | null {
  const longSubject = subject.length > subjectLimit;
  if (!longSubject && description.length <= descriptionLimit) return null;
  return cutText(longSubject ? `${subject}\n\n${description}` : description, bodyLength);
}

function addressText({ email, name }: { readonly email: string; readonly name?: string }): string {
  return name ? `${name} <${email}>` : email;
}

function cut(text: string | null | undefined, limit: number): string | null {
  return text ? cutText(text, limit) : null;
}
