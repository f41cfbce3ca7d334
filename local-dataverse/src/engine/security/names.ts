/** Names, ids and bits of privileges and access rights. */
import { stableId } from '../../metadata/stable-id.ts';
import type { Table } from '../../metadata/types.ts';

export type Verb = 'Create' | 'Read' | 'Write' | 'Delete' | 'Append' | 'AppendTo' | 'Assign' | 'Share';

/** Bits of the SDK's AccessRights enumeration, as in accessright and accessrightsmask. */
export const RIGHTS: Readonly<Record<Verb, number>> = {
  Read: 1,
  Write: 2,
  Append: 4,
  AppendTo: 16,
  Create: 32,
  Delete: 65_536,
  Share: 262_144,
  Assign: 524_288,
};
export const VERBS = Object.keys(RIGHTS) as readonly Verb[];

/** roletemplate of System Administrator, the same in every environment: who holds it may do everything. */
export const ADMINISTRATOR_TEMPLATE_ID = '627090ff-40a3-4053-8790-584edc5be201';

/** Tables whose privileges are named otherwise than by schema name; several tables may share one set. */
const NAMES: Readonly<Record<string, string>> = {
  activitypointer: 'Activity',
  activityparty: 'Activity',
  activitymimeattachment: 'Activity',
  annotation: 'Note',
  systemuser: 'User',
  savedquery: 'Query',
  savedqueryvisualization: 'Visualization',
  customcontrolresource: 'CustomControl',
  customcontroldefaultconfig: 'CustomControl',
  environmentvariablevalue: 'EnvironmentVariableDefinition',
  list: 'List',
  listmember: 'List',
  queueitem: 'QueueItem',
  sdkmessagefilter: 'SdkMessage',
  fieldpermission: 'FieldSecurityProfile',
};

/** Name of a table's privilege, e.g. `prvCreateActivity` for task. */
export function privilegeName(table: Table, verb: Verb): string {
  const name = table.isActivity ? 'Activity' : (NAMES[table.logicalName] ?? table.schemaName);
  return `prv${verb}${name}`;
}

/** privilegeid of a name; the same on every start. */
export function privilegeId(name: string): string {
  return stableId('privilege', name.toLowerCase());
}
