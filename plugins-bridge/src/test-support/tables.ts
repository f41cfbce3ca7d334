import type { TableInfo } from '../dataverse/metadata.ts';
import type { Tables } from '../logging/row-body.ts';

const columns = ['subject', 'description', 'regardingobjectid', 'ownerid', 'al_contactid', 'al_accountid', 'statecode'];

/** Definitions as the platform gives them, small. */
export function tableInfo(table: string, more: readonly string[] = []): TableInfo {
  return {
    table,
    set: table === 'activityparty' ? 'activityparties' : `${table}s`,
    primaryId: ['contact', 'account', 'lead', 'systemuser'].includes(table) ? `${table}id` : 'activityid',
    columns: new Map([...columns, ...more].map((name) => [name, { type: 'String' }])),
    navigation: (column, target) =>
      column === 'ownerid'
        ? 'ownerid'
        : table === 'activityparty'
          ? `partyid_${target}`
          : `${column}_${target}_${table}`,
    ...(table === 'task' ? {} : { parties: `${table}_activity_parties` }),
  };
}

export const testTables: Tables = { get: (name) => tableInfo(name) };
