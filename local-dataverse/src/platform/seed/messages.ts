/** sdkmessage and sdkmessagefilter rows: which events exist, and for which tables steps can be registered. */
import type { Engine } from '../../engine/types.ts';
import { stableId } from '../../metadata/stable-id.ts';
import type { Table } from '../../metadata/types.ts';
import { CREATE_MESSAGE_ID, UPDATE_MESSAGE_ID } from '../wellknown.ts';

/** Switches for messages whose availability no document settles (facts §4, §6). */
export interface MessageSwitches {
  /** Tells the tables that have CreateMultiple, UpdateMultiple, UpsertMultiple; default none. */
  multiple?(table: Table): boolean;
  /** Steps on ExportToExcel can be registered. */
  readonly exportToExcel?: boolean;
  /** Steps on Retrieve and RetrieveMultiple can be registered; default true. */
  readonly retrieve?: boolean;
}

const PER_TABLE = ['Create', 'Update', 'Delete'];
const READS = ['Retrieve', 'RetrieveMultiple'];
const OWNED = ['Assign', 'GrantAccess', 'ModifyAccess', 'RevokeAccess'];
const WITH_STATE = ['SetState', 'SetStateDynamicEntity'];
const MULTIPLE = ['CreateMultiple', 'UpdateMultiple', 'UpsertMultiple'];
const EXPORT = 'ExportToExcel';
/** Messages that a switch can take away again. */
const SWITCHED = [...MULTIPLE, ...READS, EXPORT];
/** Further messages of single tables. */
const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  email: ['Send', 'DeliverPromote'],
  account: ['Merge'],
  contact: ['Merge'],
  lead: ['Merge', 'QualifyLead'],
  opportunity: ['Win', 'Lose'],
  list: ['AddMember', 'RemoveMember', 'AddListMembers'],
  systemform: [],
};
/** Messages without a table. */
const GLOBAL = [
  'Associate',
  'Disassociate',
  'PublishXml',
  'PublishAllXml',
  'ImportSolution',
  'Publish',
  'PublishAll',
  'Import',
];
/** Messages that are there but take no steps of customers. */
const HIDDEN = new Set(['ImportSolution', 'Import']);

/** Makes the rows that are missing; called at start and after an import. */
export function seedMessages(engine: Engine, switches: MessageSwitches): void {
  const messages = new Set(engine.system.find('sdkmessage', {}).map((row) => row['sdkmessageid']));
  const filters = new Set(engine.system.find('sdkmessagefilter', {}).map((row) => row['sdkmessagefilterid']));
  const message = (name: string): string => {
    const sdkmessageid = messageId(name);
    if (!messages.has(sdkmessageid)) {
      messages.add(sdkmessageid);
      engine.system.insert('sdkmessage', { sdkmessageid, name, isprivate: false, isactive: true, autotransact: true });
    }
    return sdkmessageid;
  };
  const filter = (name: string, table: string): void => {
    const sdkmessageid = message(name);
    const sdkmessagefilterid = filterId(name, table);
    if (filters.has(sdkmessagefilterid)) return;
    filters.add(sdkmessagefilterid);
    engine.system.insert('sdkmessagefilter', {
      sdkmessagefilterid,
      sdkmessageid: { table: 'sdkmessage', id: sdkmessageid },
      primaryobjecttypecode: table,
      secondaryobjecttypecode: 'none',
      iscustomprocessingstepallowed: !HIDDEN.has(name),
      isvisible: true,
      availability: 0,
    });
  };
  for (const table of engine.metadata.tables()) {
    const own = messagesOf(table, switches);
    for (const name of own) filter(name, table.logicalName);
    // A switch may have been turned off since the rows were made.
    for (const name of SWITCHED.filter((each) => !own.includes(each))) {
      const id = filterId(name, table.logicalName);
      if (filters.delete(id)) engine.system.remove('sdkmessagefilter', id);
    }
  }
  for (const name of GLOBAL) filter(name, 'none');
}

function messagesOf(table: Table, switches: MessageSwitches): readonly string[] {
  // Tables that only join others, and bookkeeping, raise no events of their own.
  if (table.isPrivate === true || (table.ownership === 'None' && table.primaryName === undefined)) return [];
  return [
    ...PER_TABLE,
    ...(switches.retrieve === false ? [] : READS),
    ...(table.ownership === 'UserOwned' ? OWNED : []),
    ...(table.columns.has('statecode') ? WITH_STATE : []),
    ...(SPECIAL[table.logicalName] ?? []),
    ...(switches.multiple?.(table) === true ? MULTIPLE : []),
    ...(switches.exportToExcel === true ? [EXPORT] : []),
  ];
}

/** sdkmessageid by name: Microsoft's where known, else one of ours that stays the same. */
export function messageId(name: string): string {
  if (name === 'Create') return CREATE_MESSAGE_ID;
  if (name === 'Update') return UPDATE_MESSAGE_ID;
  return stableId('sdkmessage', name);
}

/** Name of a message by its id; undefined for ids of Microsoft's that are not known here. */
export function messageName(id: string): string | undefined {
  const names = [
    ...PER_TABLE,
    ...READS,
    EXPORT,
    ...OWNED,
    ...WITH_STATE,
    ...MULTIPLE,
    ...Object.values(SPECIAL).flat(),
    ...GLOBAL,
  ];
  return names.find((name) => messageId(name) === id);
}

export function filterId(message: string, table: string): string {
  return stableId('sdkmessagefilter', message, table);
}
