/** What the roles may do with the tables of this solution, each with its reason; and the roles of the interaction log and the audit log. */
import type { Privilege, Role } from '../types.ts';
import { openTheApp, privileges } from './privileges.ts';

const manage = ['Create', 'Read', 'Write', 'Delete', 'Append', 'AppendTo'] as const;
const manageOwned = [...manage, 'Assign', 'Share'] as const;

/** Tables that belong to the organisation and hold what an administrator sets up. */
const setupTables = {
  al_fieldmapping: 'edit field mappings',
  al_interactiongroup: 'edit interaction groups',
  al_interactiontemplate: 'edit interaction templates',
  al_mailboxsetup: 'set up mailboxes',
  al_auditedtable: 'choose which tables are audited',
  al_auditreport: 'edit reports of the audit log',
} as const;

export const administratorTables: readonly Privilege[] = [
  ...Object.entries(setupTables).flatMap(([table, why]) => privileges(manage, table, 'Global', why)),
  ...privileges(manageOwned, 'al_loggingissue', 'Global', 'work on what could not be logged'),
  ...privileges(manageOwned, 'al_bridgerequest', 'Global', 'ask the bridge to retry, run and validate'),
  ...privileges(
    ['Create', 'Read', 'Write', 'Delete'],
    'al_loggingsample',
    'Global',
    'try mappings with what sources sent',
  ),
  ...privileges(['Read', 'Write', 'AppendTo'], 'al_meetingattendee', 'Global', 'see who was invited and correct it'),
  ...privileges(
    ['Read', 'Write', 'AppendTo'],
    'al_interactionlogentry',
    'Global',
    'see and review what mail logging entered',
  ),
  ...privileges(['Read', 'Delete', 'AppendTo'], 'al_maillogrun', 'Global', 'see how runs went and clear old ones'),
  ...privileges(['Read'], 'al_auditdaily', 'Global', 'see totals of the audit log'),
];

export const userTables: readonly Privilege[] = [
  ...privileges(['Read'], 'al_meetingattendee', 'Local', 'see who was invited to the meetings of the business unit'),
  ...privileges(['Write', 'Append', 'AppendTo'], 'al_meetingattendee', 'Basic', 'note a response or a no-show'),
  ...privileges(['Read'], 'al_loggingissue', 'Basic', 'see what of the own work could not be logged'),
  ...privileges(['Read'], 'al_fieldmapping', 'Global', 'see on an issue which mapping could not be applied'),
  ...privileges(['AppendTo'], 'al_loggingissue', 'Basic', 'ask for another try'),
  ...privileges(['Create', 'Read', 'Append'], 'al_bridgerequest', 'Basic', 'ask the bridge for another try'),
];

export const bridgeTables: readonly Privilege[] = [
  ...privileges(
    ['Read', 'Write', 'Delete', 'AppendTo'],
    'al_fieldmapping',
    'Global',
    'apply mappings, say why one is not used, clear those of an old target',
  ),
  ...privileges(
    [...manage, 'Assign'],
    'al_loggingissue',
    'Global',
    'write down what could not be logged, for its owner',
  ),
  ...privileges([...manage, 'Assign'], 'al_meetingattendee', 'Global', 'keep the attendees of logged meetings'),
  ...privileges(
    ['Read', 'Write', 'Delete'],
    'al_bridgerequest',
    'Global',
    'answer requests and remove them after an hour',
  ),
  ...privileges(
    ['Create', 'Read', 'Delete'],
    'al_loggingsample',
    'Global',
    'keep samples for the preview and remove old ones',
  ),
  ...privileges(['Read', 'AppendTo'], 'al_interactiongroup', 'Global', 'check that EMAIL is in SYSTEM'),
  ...privileges(['Read', 'AppendTo'], 'al_interactiontemplate', 'Global', 'enter interactions under EMAIL'),
  ...privileges([...manage, 'Assign'], 'al_interactionlogentry', 'Global', 'enter interactions, for the salesperson'),
  ...privileges(
    ['Read', 'Write', 'AppendTo'],
    'al_mailboxsetup',
    'Global',
    'know the mailboxes and write down what validation found',
  ),
  ...privileges(['Create', 'Read', 'Write', 'Delete', 'Append'], 'al_maillogrun', 'Global', 'write down how runs went'),
  ...privileges(['Create', 'Read', 'Write', 'Delete'], 'al_auditdaily', 'Global', 'add up the audit log'),
  ...privileges(
    ['Read', 'Write'],
    'al_auditedtable',
    'Global',
    'know which tables are audited and say what hinders it',
  ),
  ...privileges(['Create', 'Read'], 'al_auditreport', 'Global', 'make the preconfigured reports and run them'),
];

const readInteractions: readonly Privilege[] = [
  ...openTheApp,
  ...privileges(['Read'], 'Contact', 'Basic', 'read the contacts of the reader'),
  ...privileges(['Read'], 'Account', 'Basic', 'name their companies'),
  ...privileges(['Read'], 'User', 'Global', 'name the salesperson'),
  ...privileges(['Read'], 'Activity', 'Basic', 'open the email of an entry'),
  ...privileges(['Read'], 'al_interactionlogentry', 'Basic', 'read the interaction log, as far as the contacts go'),
  ...privileges(['Read'], 'al_interactiontemplate', 'Global', 'name the template'),
  ...privileges(['Read'], 'al_interactiongroup', 'Global', 'name the group'),
];

/** Reads contacts and the interaction log (SPEC M-15). */
export const basicRole: Role = {
  name: 'BASIC',
  constant: 'basic',
  privileges: [
    ...readInteractions,
    ...privileges(['Create', 'Read', 'Append'], 'al_bridgerequest', 'Basic', 'have the bridge show a message'),
    ...privileges(['AppendTo'], 'al_interactionlogentry', 'Basic', 'name the entry to show'),
  ],
};

/** Manages contacts, interactions and the setup of mail logging too (SPEC M-15). */
export const contactManagerRole: Role = {
  name: 'RM-CONT',
  constant: 'contactManager',
  privileges: [
    ...readInteractions.filter(({ name }) => !/^prvRead(Contact|al_interaction)/.test(name)),
    ...privileges(manageOwned, 'Contact', 'Global', 'manage contacts'),
    ...privileges(['AppendTo'], 'Account', 'Global', 'put contacts under companies'),
    ...privileges(['AppendTo'], 'User', 'Global', 'name the salesperson of an entry'),
    ...privileges(manageOwned, 'al_interactionlogentry', 'Global', 'manage interactions'),
    ...privileges(manage, 'al_interactiontemplate', 'Global', 'manage templates'),
    ...privileges(manage, 'al_interactiongroup', 'Global', 'manage groups'),
    ...privileges(manage, 'al_mailboxsetup', 'Global', 'manage the setup'),
    ...privileges(['Read', 'AppendTo'], 'al_maillogrun', 'Global', 'see how runs went'),
    ...privileges(manage, 'al_bridgerequest', 'Basic', 'run, stop and validate'),
  ],
};

/** Reads the audit log and its reports, and nothing it is about. */
export const auditReaderRole: Role = {
  name: 'Audit Reader',
  constant: 'auditReader',
  privileges: [
    ...openTheApp,
    ...privileges(['Read'], 'al_auditdaily', 'Global', 'see totals'),
    ...privileges(['Read'], 'al_auditedtable', 'Global', 'see what is audited'),
    ...privileges(['Create', 'Read', 'Write'], 'al_auditreport', 'Global', 'search and save a search'),
    ...privileges(['Create', 'Read'], 'al_bridgerequest', 'Basic', 'have the bridge export and verify'),
    ...privileges(['Read'], 'User', 'Global', 'name who did it'),
  ],
};
