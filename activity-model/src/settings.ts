import { allowedTargets, type Kind, kinds, parentKind, type Target } from './kinds.ts';

/** The organisation's logging rules: one row of `al_loggingconfiguration` (SPEC L-1 … L-5, L-18, L-19). */
export interface LoggingSettings {
  readonly log: Readonly<Record<Kind, boolean>>;
  /** Targets that can be chosen; reply follows email, voicemail follows call, the rest is task. */
  readonly emailTarget: 'task' | 'email';
  readonly callTarget: 'task' | 'phonecall';
  readonly meetingTarget: 'task' | 'appointment';
  readonly followMeetingChanges: boolean;
  readonly prefixAppointments: boolean;
  /** systemuserid that owns what an unknown or departed user did (SPEC L-28); absent: the bridge's own user. */
  readonly defaultOwnerId?: string;
  /** What is deleted at the source is cancelled in the CRM (SPEC L-24). */
  readonly mirrorDeletions: boolean;
  /** Domains of one's own organisation, lower case: mail among them alone is not logged (SPEC L-25). */
  readonly ownDomains: readonly string[];
  /** Addresses and domains that are never logged, lower case (SPEC L-25). */
  readonly excludedAddresses: readonly string[];
  readonly skipAutomated: boolean;
  /** With several open opportunities: none of them, or the one that was active last (SPEC L-23). */
  readonly opportunityPolicy: 'none' | 'mostRecent';
  /** With several persons of one address (SPEC B-8). */
  readonly ambiguityPolicy: 'firstByNumber' | 'mostRecentlyActive' | 'park';
  /** Neither subject nor text is kept (SPEC L-30). */
  readonly headerOnly: boolean;
  /** Addresses of users who are not logged, lower case (SPEC L-30). */
  readonly optedOutUsers: readonly string[];
}

/** Everything logs, everything as a task (SPEC L-1, L-3). */
export const defaultSettings: LoggingSettings = {
  log: Object.fromEntries(kinds.map((kind) => [kind, true])) as Record<Kind, boolean>,
  emailTarget: 'task',
  callTarget: 'task',
  meetingTarget: 'task',
  followMeetingChanges: true,
  prefixAppointments: true,
  mirrorDeletions: false,
  ownDomains: [],
  excludedAddresses: [],
  skipAutomated: true,
  opportunityPolicy: 'none',
  ambiguityPolicy: 'firstByNumber',
  headerOnly: false,
  optedOutUsers: [],
};

/** True when `kind` is logged; a child is off while its parent is (SPEC L-4). */
export function isLogged(settings: LoggingSettings, kind: Kind): boolean {
  const parent = parentKind[kind];
  return settings.log[kind] && (parent === undefined || settings.log[parent]);
}

/** The table `kind` goes to under `settings` (SPEC L-3). */
export function targetOf(settings: LoggingSettings, kind: Kind): Target {
  switch (parentKind[kind] ?? kind) {
    case 'email':
      return settings.emailTarget;
    case 'call':
      return settings.callTarget;
    case 'meeting':
      return settings.meetingTarget;
    default:
      return allowedTargets[kind][0];
  }
}
