import { AmbiguityPolicy, CallTarget, EmailTarget, MeetingTarget, OpportunityPolicy } from './metadata/choices.ts';
import { kinds, type Kind } from './kinds.ts';
import { defaultSettings, type LoggingSettings } from './settings.ts';

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

/** Settings of a row of `al_loggingconfiguration` as the Web API returns it; an empty column has its default (SPEC L-1). */
export function settingsFromRow(row: Readonly<Record<string, unknown>>): LoggingSettings {
  const flag = (column: string, otherwise: boolean): boolean =>
    typeof row[column] === 'boolean' ? row[column] : otherwise;
  const owner = row['_al_defaultownerid_value'];
  return {
    log: Object.fromEntries(kinds.map((kind) => [kind, flag(logColumns[kind], true)])) as Record<Kind, boolean>,
    emailTarget: row['al_emailtarget'] === EmailTarget.Email ? 'email' : 'task',
    callTarget: row['al_calltarget'] === CallTarget.PhoneCall ? 'phonecall' : 'task',
    meetingTarget: row['al_meetingtarget'] === MeetingTarget.Appointment ? 'appointment' : 'task',
    followMeetingChanges: flag('al_followmeetingchanges', defaultSettings.followMeetingChanges),
    prefixAppointments: flag('al_prefixappointments', defaultSettings.prefixAppointments),
    mirrorDeletions: flag('al_mirrordeletions', defaultSettings.mirrorDeletions),
    ownDomains: listOf(row['al_owndomains']),
    excludedAddresses: listOf(row['al_excludedaddresses']),
    skipAutomated: flag('al_skipautomated', defaultSettings.skipAutomated),
    opportunityPolicy: row['al_opportunitypolicy'] === OpportunityPolicy.MostRecent ? 'mostRecent' : 'none',
    ambiguityPolicy: policyOf(row['al_ambiguitypolicy']),
    headerOnly: flag('al_headeronly', defaultSettings.headerOnly),
    optedOutUsers: listOf(row['al_optedoutusers']),
    ...(typeof owner === 'string' ? { defaultOwnerId: owner } : {}),
  };
}

/** Columns of the configuration row for `settings` (the default owner, a lookup, is not among them). */
export function settingsToRow(settings: LoggingSettings): Record<string, boolean | number | string | null> {
  return {
    ...Object.fromEntries(kinds.map((kind) => [logColumns[kind], settings.log[kind]])),
    al_emailtarget: settings.emailTarget === 'email' ? EmailTarget.Email : EmailTarget.Task,
    al_calltarget: settings.callTarget === 'phonecall' ? CallTarget.PhoneCall : CallTarget.Task,
    al_meetingtarget: settings.meetingTarget === 'appointment' ? MeetingTarget.Appointment : MeetingTarget.Task,
    al_followmeetingchanges: settings.followMeetingChanges,
    al_prefixappointments: settings.prefixAppointments,
    al_mirrordeletions: settings.mirrorDeletions,
    al_owndomains: settings.ownDomains.join('\n') || null,
    al_excludedaddresses: settings.excludedAddresses.join('\n') || null,
    al_skipautomated: settings.skipAutomated,
    al_opportunitypolicy:
      settings.opportunityPolicy === 'mostRecent' ? OpportunityPolicy.MostRecent : OpportunityPolicy.None,
    al_ambiguitypolicy: policies[settings.ambiguityPolicy],
    al_headeronly: settings.headerOnly,
    al_optedoutusers: settings.optedOutUsers.join('\n') || null,
  };
}

const policies: Readonly<Record<LoggingSettings['ambiguityPolicy'], AmbiguityPolicy>> = {
  firstByNumber: AmbiguityPolicy.FirstByNumber,
  mostRecentlyActive: AmbiguityPolicy.MostRecentlyActive,
  park: AmbiguityPolicy.Park,
};

function policyOf(value: unknown): LoggingSettings['ambiguityPolicy'] {
  if (value === AmbiguityPolicy.MostRecentlyActive) return 'mostRecentlyActive';
  return value === AmbiguityPolicy.Park ? 'park' : 'firstByNumber';
}

/** Addresses or domains, separated by lines, commas, semicolons or white space; `@example.com` is `example.com`. */
function listOf(value: unknown): string[] {
  if (typeof value !== 'string') return [];
  const words = value.toLowerCase().split(/[\s,;]+/);
  return [...new Set(words.map((word) => word.replace(/^@/, '')).filter(Boolean))];
}
