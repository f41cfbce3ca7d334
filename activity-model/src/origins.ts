import type { Kind } from './kinds.ts';

/** Where the value of a column comes from when no mapping gives it: the fields it is made of, in the words of the canonical format. */
const columns: Readonly<Record<string, string>> = {
  description: 'body, as text',
  scheduledstart: 'start',
  scheduledend: 'end, or when it happened',
  actualstart: 'when it happened',
  actualend: 'when it ended',
  actualdurationminutes: 'durationSeconds, in whole minutes',
  percentcomplete: 'it is done',
  directioncode: 'direction',
  phonenumber: 'phoneNumber',
  leftvoicemail: 'disposition or leftVoicemail',
  messageid: 'messageId',
  location: 'location',
  isalldayevent: 'allDay',
  prioritycode: 'priority',
  regardingobjectid: 'the person, else the account',
  ownerid: 'user, else the default owner',
  al_sourcesystem: 'source',
  al_sourceid: 'id at the source',
  al_sourceversion: 'version at the source',
  al_kind: 'kind',
  al_occurredon: 'occurredOn, or start',
  al_body: 'body, where the description is too short for it',
  al_snippet: 'beginning of the body',
  al_sourceuser: 'user.name',
  al_conversationid: 'conversationId, or iCalUid',
  al_recordingurl: 'recordingUrl',
  al_nextstep: 'nextStep',
  al_nextstepdue: 'nextStepDue',
  al_disposition: 'disposition, as one of the codes',
  al_dispositiontext: 'disposition',
  al_sentiment: 'sentiment',
  al_durationseconds: 'durationSeconds, or start and end',
  al_meetingtype: 'meetingType',
  al_meetingbookedby: 'bookedBy',
  al_noshow: 'noShow',
  al_lastmessageon: 'time of the last text',
  al_contactid: 'the person, when a contact',
  al_leadid: 'the person, when a lead',
  al_accountid: 'account of the person, or the account itself',
  al_opportunityid: 'the deal, or the only open opportunity',
  al_host: 'host',
};

const subjects: Readonly<Record<Kind, string>> = {
  email: 'subject (L-12)',
  reply: 'subject (L-12)',
  call: 'disposition and sentiment (L-13)',
  voicemail: 'sentiment (L-13)',
  meeting: 'title (L-16, L-17)',
  note: 'always "Note" (L-15)',
  step: 'stepName (L-14)',
  message: 'name of the person (L-20)',
  recording: 'title (L-21)',
};

/** What a column's value is made of by default; `undefined` for a column that only mappings write. */
export function originOf(kind: Kind, column: string): string | undefined {
  return column === 'subject' ? subjects[kind] : columns[column];
}
