import type { TableInfo } from '../dataverse/metadata.ts';

/** A person, user or account as far as the bridge needs it. */
export interface CrmRow {
  readonly table: string;
  /** Lower case. */
  readonly id: string;
  readonly name?: string;
  /** Lower case, in the order of the address columns; an empty column is `''`. */
  readonly addresses: readonly string[];
  /** Inactive, disabled or merged-away rows are taken last. */
  readonly active: boolean;
  readonly createdOn: string;
  /** Parent account of a person. */
  readonly accountId?: string;
  /** Row that survived a merge. */
  readonly masterId?: string;
}

/** Address columns that are asked first, and in this order; others follow by name. */
const first = [
  'emailaddress1',
  'emailaddress2',
  'emailaddress3',
  'internalemailaddress',
  'personalemailaddress',
  'domainname',
];
const accountLookups = ['parentcustomerid', 'parentaccountid'];

/** Every text column whose format is e-mail, custom ones included; a user's sign-in name as well. */
export function addressColumns(info: TableInfo): string[] {
  const found = [...info.columns]
    .filter(([name, { format }]) => format === 'Email' || first.includes(name))
    .map(([name]) => name);
  const rank = (name: string): number => (first.indexOf(name) + first.length + 1) % (first.length + 1);
  return found.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Columns to select: only those the organisation has. */
export function selectOf(info: TableInfo): string[] {
  const has = (name: string): boolean => info.columns.has(name);
  return [
    info.primaryId,
    ...['fullname', 'name', 'statecode', 'isdisabled', 'merged', 'createdon'].filter(has),
    ...['masterid', ...accountLookups].filter(has).map((name) => `_${name}_value`),
    ...addressColumns(info),
  ];
}

export function readRow(info: TableInfo, row: Readonly<Record<string, unknown>>): CrmRow {
  const text = (name: string): string | undefined =>
    typeof row[name] === 'string' && row[name] !== '' ? row[name] : undefined;
  const name = text('fullname') ?? text('name');
  const account = accountLookups.find((column) => {
    const table = text(`_${column}_value@Microsoft.Dynamics.CRM.lookuplogicalname`);
    return (
      text(`_${column}_value`) !== undefined &&
      (table === undefined ? column === 'parentaccountid' : table === 'account')
    );
  });
  const accountId = account ? text(`_${account}_value`)?.toLowerCase() : undefined;
  const masterId = row['merged'] === true ? text('_masterid_value')?.toLowerCase() : undefined;
  return {
    table: info.table,
    id: String(row[info.primaryId]).toLowerCase(),
    addresses: addressColumns(info).map((column) => (text(column) ?? '').toLowerCase()),
    active: (row['statecode'] ?? 0) === 0 && row['isdisabled'] !== true && row['merged'] !== true,
    createdOn: text('createdon') ?? '',
    ...(name ? { name } : {}),
    ...(accountId ? { accountId } : {}),
    ...(masterId ? { masterId } : {}),
  };
}
