/** Privileges: their names by table, their ids, and the rows that keep them. */
import { privilegeId, privilegeName, RIGHTS, VERBS } from '../engine/security/names.ts';
import type { Verb } from '../engine/security/names.ts';
import type { Engine } from '../engine/types.ts';
import type { MetadataRegistry, Table } from '../metadata/types.ts';

export { privilegeId } from '../engine/security/names.ts';

/** Privileges that belong to no table. */
const MISCELLANEOUS =
  `prvReadEntity prvWriteEntity prvCreateEntity prvDeleteEntity prvReadAttribute prvWriteAttribute prvCreateAttribute prvDeleteAttribute
  prvReadRelationship prvCreateRelationship prvReadOptionSet prvCreateOptionSet prvWriteOptionSet prvReadEntityKey prvCreateEntityKey
  prvWriteRelationship prvDeleteRelationship prvDeleteOptionSet prvDeleteEntityKey
  prvPublishCustomization prvImportCustomization prvExportCustomization prvActOnBehalfOfAnotherUser prvAssignRole prvWriteRelationship
  prvDeleteRelationship prvDeleteOptionSet prvDeleteEntityKey prvBypassCustomPlugins prvBypassCustomBusinessLogic
  prvExportToExcel prvSendAsUser prvMerge prvBulkDelete prvGoOffline prvPrint prvReadLicense prvReadSdkMessageProcessingStepImage prvReadPluginType
  prvReadPluginAssembly prvReadWorkflow prvReadConnection prvReadDuplicateRule prvReadUserQuery prvReadUserForm prvReadUserChart prvSearchAvailability
  prvOverrideCreatedOnCreatedBy prvConfigureSharePoint prvReadAuditSummary prvReadAuditPartitions prvReadRecordAuditHistory`.split(
    /\s+/,
  );

/** Privileges to act on rows of a table, beside the usual verbs: not there without it. */
const OF_TABLE: Readonly<Record<string, string>> = { lead: 'prvQualifyLead' };

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
    const more = OF_TABLE[table.logicalName];
    if (more !== undefined) add(more, 0, false);
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
