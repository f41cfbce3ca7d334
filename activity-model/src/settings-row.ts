import { kinds, type Kind } from './kinds.ts';
import { defaultSettings, type LoggingSettings } from './settings.ts';

/** Id of the one configuration row: fixed, so that several bridges starting at once cannot make two. */
export const configurationId = 'a1a1a1a1-0000-4000-8000-000000000001';

const logColumns: Readonly<Record<Kind, string>> = {
  email: 'al_logemails',
  reply: 'al_logreplies',
  call: 'al_logcalls',
  voicemail: 'al_logvoicemails',
  meeting: 'al_logmeetings',
  note: 'al_lognotes',
  step: 'al_logsteps',
  message: 'al_logmessages',
  recording: 'al_logrecordings',
};
const taskValue = 727000000;
const nativeValue = 727000001;

/** Settings of a row of `al_loggingconfiguration` as the Web API returns it; an empty column has its default (SPEC L-1). */
export function settingsFromRow(row: Readonly<Record<string, unknown>>): LoggingSettings {
  const flag = (column: string, otherwise: boolean): boolean =>
    typeof row[column] === 'boolean' ? row[column] : otherwise;
  const isNative = (column: string): boolean => row[column] === nativeValue;
  const owner = row['_al_defaultownerid_value'];
  return {
    log: Object.fromEntries(kinds.map((kind) => [kind, flag(logColumns[kind], true)])) as Record<Kind, boolean>,
    emailTarget: isNative('al_emailtarget') ? 'email' : 'task',
    callTarget: isNative('al_calltarget') ? 'phonecall' : 'task',
    meetingTarget: isNative('al_meetingtarget') ? 'appointment' : 'task',
    followMeetingChanges: flag('al_followmeetingchanges', defaultSettings.followMeetingChanges),
    prefixAppointments: flag('al_prefixappointments', defaultSettings.prefixAppointments),
    ...(typeof owner === 'string' ? { defaultOwnerId: owner } : {}),
  };
}

/** Columns of the configuration row for `settings` (the default owner, a lookup, is not among them). */
export function settingsToRow(settings: LoggingSettings): Record<string, boolean | number> {
  const choice = (native: boolean): number => (native ? nativeValue : taskValue);
  return {
    ...Object.fromEntries(kinds.map((kind) => [logColumns[kind], settings.log[kind]])),
    al_emailtarget: choice(settings.emailTarget === 'email'),
    al_calltarget: choice(settings.callTarget === 'phonecall'),
    al_meetingtarget: choice(settings.meetingTarget === 'appointment'),
    al_followmeetingchanges: settings.followMeetingChanges,
    al_prefixappointments: settings.prefixAppointments,
  };
}
