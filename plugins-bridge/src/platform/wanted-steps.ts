import { decidingColumns } from './disposition.ts';

/** What the platform is asked to tell the bridge (SPEC B-10): one place to read, one place to change. */
export interface WantedStep {
  readonly message: string;
  /** Without one the step is set off for every table, and for messages that have no table. */
  readonly table?: string;
  /** Update only: set off by these columns alone; `matching`: by those people are found by (`matchingColumns`). */
  readonly columns?: 'matching' | readonly string[];
  /** The platform waits for the answer, and takes everything back when it is a refusal. */
  readonly waits?: boolean;
  /** The row as it will be comes along with these columns; `property` is the parameter of the message that names the row. */
  readonly image?: { readonly property: string; readonly columns: readonly string[] };
}

/** A state is changed by Update, and by these where older clients and workflows do it. */
const state = ['SetState', 'SetStateDynamicEntity'];

/**
 * Steps every organisation gets: after the operation, asynchronous, so that nobody waits for the bridge. What an organisation does not
 * offer (no lead without Sales) is reported, not missed.
 */
export const defaultSteps: readonly WantedStep[] = [
  // A setting counts at once instead of within four seconds (L-11).
  ...on('al_loggingconfiguration', ['Create', 'Update']),
  ...on('al_fieldmapping', ['Create', 'Update', 'Delete']),
  // Somebody who was waited for is there (B-8); what is remembered of people is out of date (L-23 after a merge).
  ...on('contact', ['Create', 'Update', 'Merge', 'Delete', ...state]),
  ...on('lead', ['Create', 'Update', 'Merge', 'Delete', ...state]),
  ...on('account', ['Create', 'Update', 'Merge', 'Delete']),
  // Meetings that reach Dataverse by calendar synchronisation and their changes, echoes of ours among them (L-18, L-19, L-27).
  ...on('appointment', ['Create', 'Update', ...state]),
  // What a user asks of the bridge (B-11).
  ...on('al_bridgerequest', ['Create']),
  // No Delete of activities: that a row was deleted is seen when it would be written (L-29).
];

/**
 * Steps of the audit log, each for all tables: which of them are audited is the platform's own switch, looked at by whoever is
 * told. Rows a bulk message writes are told of by Create and Update too, so the bulk messages themselves are not here.
 */
export const auditSteps: readonly WantedStep[] = [
  ...['Create', 'Update', 'Delete', 'Assign', 'Merge', ...state],
  ...['Retrieve', 'RetrieveMultiple', 'ExecuteFetch', 'RollUp', 'ExportToExcel', 'ExportToWord'],
  ...['Associate', 'Disassociate', 'GrantAccess', 'ModifyAccess', 'RevokeAccess'],
  ...['AddMembersTeam', 'RemoveMembersTeam', 'AddPrivilegesRole', 'ReplacePrivilegesRole', 'RemovePrivilegeRole'],
  ...['Publish', 'PublishAll', 'PublishXml', 'PublishAllXml', 'DeleteAttribute', 'DeleteEntity', 'ImportSolution'],
  ...['Import', 'BulkDelete', 'QualifyLead', 'Win', 'Lose', 'Send'],
].map((message) => ({ message }));

/**
 * Refuses completed outbound phone calls without disposition (T-6, docs/decisions/005). After the operation: then the image holds what was
 * sent and what stood there, also for a row of the same change set; a state that is sent with other columns is told of after them (page
 * special-update-operation-behavior).
 */
export const dispositionSteps: readonly WantedStep[] = Object.entries({
  Create: 'Id',
  Update: 'Target',
  SetState: 'EntityMoniker',
  SetStateDynamicEntity: 'EntityMoniker',
}).map(([message, property]) => ({
  message,
  table: 'phonecall',
  ...(message === 'Update' ? { columns: decidingColumns } : {}),
  waits: true,
  image: { property, columns: decidingColumns },
}));

/** How a step is named in reports and in its row. */
export function stepName({ message, table }: WantedStep): string {
  return `${message} of ${table ?? 'every table'}`;
}

function on(table: string, messages: readonly string[]): WantedStep[] {
  const people = table === 'contact' || table === 'lead' || table === 'account';
  return messages.map((message) => ({
    message,
    table,
    ...(people && message === 'Update' ? { columns: 'matching' as const } : {}),
  }));
}
