/** Privileges: their names by table, their ids, and the rows that keep them. */
import type { Engine } from '../engine/types.ts';
import { stableId } from '../metadata/stable-id.ts';
import type { MetadataRegistry, Table } from '../metadata/types.ts';

export type Verb = 'Create' | 'Read' | 'Write' | 'Delete' | 'Append' | 'AppendTo' | 'Assign' | 'Share';

/** accessright bits (AccessRights enumeration of the SDK). */
const RIGHTS: Readonly<Record<Verb, number>> = {
  Read: 1,
  Write: 2,
  Append: 4,
  AppendTo: 16,
  Create: 32,
  Delete: 65_536,
  Share: 262_144,
  Assign: 524_288,
};
const VERBS = Object.keys(RIGHTS) as readonly Verb[];

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
};

/** Privileges that belong to no table. */
const MISCELLANEOUS =
  `prvReadEntity prvWriteEntity prvCreateEntity prvDeleteEntity prvReadAttribute prvWriteAttribute prvCreateAttribute prvDeleteAttribute
  prvReadRelationship prvCreateRelationship prvReadOptionSet prvCreateOptionSet prvWriteOptionSet prvReadEntityKey prvCreateEntityKey
  prvPublishCustomization prvImportCustomization prvExportCustomization prvActOnBehalfOfAnotherUser prvBypassCustomPlugins prvBypassCustomBusinessLogic
  prvExportToExcel prvSendAsUser prvMerge prvBulkDelete prvGoOffline prvPrint prvReadLicense prvReadSdkMessageProcessingStepImage prvReadPluginType
  prvReadPluginAssembly prvReadWorkflow prvReadConnection prvReadDuplicateRule prvReadUserQuery prvReadUserForm prvReadUserChart prvSearchAvailability
  prvOverrideCreatedOnCreatedBy prvConfigureSharePoint prvReadAuditSummary prvReadAuditPartitions prvReadRecordAuditHistory`.split(
    /\s+/,
  );

/** Name of a table's privilege, e.g. `prvCreateActivity` for task. */
export function privilegeName(table: Table, verb: Verb): string {
  const name = table.isActivity ? 'Activity' : (NAMES[table.logicalName] ?? table.schemaName);
  return `prv${verb}${name}`;
}

/** privilegeid of a name; the same on every start. */
export function privilegeId(name: string): string {
  return stableId('privilege', name.toLowerCase());
}

/** Verbs that make sense for a table: what is not owned cannot be assigned or shared. */
function verbsOf(table: Table): readonly Verb[] {
  return table.ownership === 'UserOwned' ? VERBS : VERBS.filter((verb) => verb !== 'Assign' && verb !== 'Share');
}

/** Makes sure that every privilege of every table has its row; called at start and after an import. */
export function seedPrivileges(engine: Engine): void {
  const known = new Set(engine.system.find('privilege', {}).map((row) => row['privilegeid']));
  const add = (name: string, accessRight: number, isOwned: boolean): void => {
    const privilegeid = privilegeId(name);
    if (known.has(privilegeid)) return;
    known.add(privilegeid);
    engine.system.insert('privilege', {
      privilegeid,
      name,
      accessright: accessRight,
      canbebasic: isOwned,
      canbelocal: isOwned,
      canbedeep: isOwned,
      canbeglobal: true,
    });
  };
  for (const table of securedTables(engine.metadata)) {
    for (const verb of verbsOf(table)) add(privilegeName(table, verb), RIGHTS[verb], table.ownership === 'UserOwned');
  }
  for (const name of MISCELLANEOUS) add(name, 0, false);
}

function securedTables(registry: MetadataRegistry): Table[] {
  return registry.tables().filter((table) => table.isPrivate !== true);
}

/** Name → privilegeid of all privileges that exist. */
export function privilegeIndex(engine: Engine): ReadonlyMap<string, string> {
  return new Map(
    engine.system.find('privilege', {}).map((row) => [String(row['name']).toLowerCase(), String(row['privilegeid'])]),
  );
}
