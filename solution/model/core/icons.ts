/** Icons as web resources: `al_/icons/<name>.svg`, drawn in `solution/model/icons`. */
import type { CustomTable, WebResource } from '../types.ts';

/** Icons of tables are named as the table without its prefix; the others by what a command does. */
const titles = [
  ['app', 'Activity Logging'],
  ['loggingconfiguration', 'Logging Configuration'],
  ['fieldmapping', 'Field Mapping'],
  ['loggingissue', 'Logging Issue'],
  ['meetingattendee', 'Meeting Attendee'],
  ['interactiontemplate', 'Interaction Template'],
  ['interactiongroup', 'Interaction Group'],
  ['interactionlogentry', 'Interaction Log Entry'],
  ['mailboxsetup', 'Mailbox Setup'],
  ['maillogrun', 'Mail Log Run'],
  ['bridgerequest', 'Bridge Request'],
  ['loggingsample', 'Logging Sample'],
  ['auditdaily', 'Audit Daily Total'],
  ['auditedtable', 'Audited Table'],
  ['auditreport', 'Audit Report'],
  ['dashboard', 'Dashboard'],
  ['retry', 'Retry'],
  ['run', 'Run'],
  ['stop', 'Stop'],
  ['show', 'Show'],
  ['export', 'Export'],
  ['check', 'Check'],
] as const;

export type IconName = (typeof titles)[number][0];

/** Name of the web resource: what `icon` of a table, command, app or site map entry takes. */
export function iconOf(name: IconName): string {
  return `al_/icons/${name}.svg`;
}

/** The table with the icon of its name, where there is one and it has none yet. */
export function withIcon(table: CustomTable): CustomTable {
  const found = titles.find(([name]) => `al_${name}` === table.name);
  return found === undefined || table.icon !== undefined ? table : { ...table, icon: iconOf(found[0]) };
}

export const icons: readonly WebResource[] = titles.map(([name, title]) => ({
  name: iconOf(name),
  constant: `${name}Icon`,
  label: `${title} icon`,
  description: `Icon: ${title}`,
  type: 'svg',
  source: `solution/model/icons/${name}.svg`,
}));
