import { dispositionCode } from './disposition.ts';
import { durationOf } from './merge.ts';
import { echoKey } from './echo.ts';
import type { EventFields } from './event.ts';
import { kindValues } from './kind-values.ts';
import { meetingColumns } from './meetings.ts';
import type { Ref } from './people.ts';
import type { ActivityRow, ColumnValue, RowContext } from './row.ts';
import { cutOrNull, cutText } from './text.ts';

/** Our own columns of every activity, the texts aside. */
export function ownColumns(context: RowContext, identity: ActivityRow['identity']): Record<string, ColumnValue> {
  const { item, decision, fields, people } = context;
  const { kind } = decision;
  return {
    al_sourcesystem: item.source,
    al_sourceid: sourceId(identity),
    al_sourceversion: cutText(item.version, 100),
    al_kind: kindValues[kind],
    al_occurredon: fields.occurredOn ?? fields.start ?? null,
    al_sourceuser: cutOrNull(people.userName, 200),
    al_conversationid: cutOrNull(conversationOf(context), 200),
    al_recordingurl: cutOrNull(fields.recordingUrl, 2000),
    al_nextstep: cutOrNull(fields.nextStep, 200),
    al_nextstepdue: fields.nextStepDue ?? null,
    ...(kind === 'call' || kind === 'voicemail' ? callColumns(fields) : {}),
    ...(kind === 'meeting' ? meetingColumns(fields) : {}),
    ...(kind === 'recording' ? { al_durationseconds: durationOf(fields) } : {}),
  };
}

/** What joins rows of one conversation: a meeting is known by its calendar event, which its echoes carry too (SPEC L-19). */
function conversationOf({ decision: { kind }, fields, item }: RowContext): string | null | undefined {
  if (kind === 'meeting') return echoKey(fields) ?? fields.conversationId;
  return fields.conversationId ?? (kind === 'message' ? item.externalId : null);
}

/** What a person reads of the row's identity; two items that make one row must name it alike. */
export function sourceId({ externalId, person, part }: ActivityRow['identity']): string {
  const rest = [person, part].flatMap((one) => (one === undefined ? [] : [`|${one}`])).join('');
  // Who and which part is told apart by the end; a long address of a recording is cut before it.
  return cutText(`${cutText(externalId, Math.max(200 - rest.length, 50))}${rest}`, 200);
}

/** Contact, lead, account and opportunity of the row; regarding is the person, without one the account (SPEC L-23). */
export function lookupsOf({ people, person, decision }: RowContext): Record<string, Ref | null> {
  const account = people.account ?? (person?.accountId ? { table: 'account', id: person.accountId } : null);
  const isMeeting = decision.kind === 'meeting';
  const host = people.hostId ? { table: 'systemuser', id: people.hostId } : null;
  return {
    regardingobjectid: person?.ref ?? account,
    // Who hosts a meeting owns it (SPEC L-17).
    ownerid: (isMeeting ? host : null) ?? { table: 'systemuser', id: people.ownerId },
    al_contactid: person?.ref.table === 'contact' ? person.ref : null,
    al_leadid: person?.ref.table === 'lead' ? person.ref : null,
    al_accountid: account,
    al_opportunityid: people.opportunity ?? null,
    ...(isMeeting ? { al_host: host } : {}),
  };
}

function callColumns(fields: EventFields): Record<string, ColumnValue> {
  return {
    al_disposition: dispositionCode(fields.disposition ?? (fields.leftVoicemail ? 'voicemail' : null)),
    al_dispositiontext: cutOrNull(fields.disposition, 100),
    al_sentiment: cutOrNull(fields.sentiment, 100),
    al_durationseconds: fields.durationSeconds ?? null,
  };
}
