import { LeadState } from '@activity-logging/activity-model/metadata';
import { compact } from '../compact.ts';
import type { TableInfo } from '../dataverse/metadata.ts';
import { type CountryCode, type Phone, phoneColumns, readPhone } from './phones.ts';

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
  /** In the order of the phone columns, `undefined` for an empty one; only where they were asked for. */
  readonly phones: readonly (Phone | undefined)[];
  /** Number of a contact, `al_contactno`. */
  readonly number?: string;
  /** A qualified lead: something came of it. */
  readonly qualified: boolean;
  /** Contact that came of a qualified lead. */
  readonly contactId?: string;
  /** Lead a contact came of. */
  readonly leadId?: string;
  /** Object id of a user in Entra, lower case. */
  readonly entraId?: string;
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
  return [
    info.primaryId,
    ...plain.filter((name) => info.columns.has(name)),
    ...lookupsOf(info),
    ...addressColumns(info),
  ];
}

/** The same as `selectOf`, by the name a lookup has in FetchXML, with the phone columns. */
export function attributesOf(info: TableInfo): string[] {
  const columns = selectOf(info).map((name) => /^_(\w+)_value$/.exec(name)?.[1] ?? name);
  return [...columns, ...phoneColumns(info)];
}

const plain = [
  'fullname',
  'name',
  'statecode',
  'isdisabled',
  'merged',
  'createdon',
  'al_contactno',
  'azureactivedirectoryobjectid',
];

function lookupsOf(info: TableInfo): string[] {
  const lookups = ['masterid', 'parentcontactid', 'originatingleadid', ...accountLookups];
  return lookups.filter((name) => info.columns.has(name)).map((name) => `_${name}_value`);
}

/** Columns a write of which may change who is found, as a caller sends them: a full name is made of its parts. */
export function matchingColumns(info: TableInfo): string[] {
  return [
    'firstname',
    'middlename',
    'lastname',
    'name',
    'statecode',
    ...accountLookups,
    ...addressColumns(info),
    ...phoneColumns(info),
    'al_emaildomains',
    'al_contactno',
  ].filter((name) => info.columns.has(name));
}

/** @param country whose national numbers are read; without it only international ones are. */
export function readRow(info: TableInfo, row: Readonly<Record<string, unknown>>, country?: CountryCode): CrmRow {
  const text = (name: string): string | undefined =>
    typeof row[name] === 'string' && row[name] !== '' ? row[name] : undefined;
  const id = (name: string): string | undefined => text(`_${name}_value`)?.toLowerCase();
  const account = accountLookups.find((column) => {
    const table = text(`_${column}_value@Microsoft.Dynamics.CRM.lookuplogicalname`);
    return id(column) !== undefined && (table === undefined ? column === 'parentaccountid' : table === 'account');
  });
  const isLead = info.table === 'lead';
  return {
    table: info.table,
    id: String(row[info.primaryId]).toLowerCase(),
    addresses: addressColumns(info).map((column) => (text(column) ?? '').toLowerCase()),
    active: (row['statecode'] ?? 0) === 0 && row['isdisabled'] !== true && row['merged'] !== true,
    createdOn: text('createdon') ?? '',
    phones: phoneColumns(info).map((column) => (text(column) ? readPhone(text(column) ?? '', country) : undefined)),
    qualified: isLead && row['statecode'] === LeadState.Qualified,
    ...compact({
      name: text('fullname') ?? text('name'),
      accountId: account ? id(account) : undefined,
      masterId: row['merged'] === true ? id('masterid') : undefined,
      number: text('al_contactno'),
      contactId: isLead ? id('parentcontactid') : undefined,
      leadId: isLead ? undefined : id('originatingleadid'),
      entraId: text('azureactivedirectoryobjectid')?.toLowerCase(),
    }),
  };
}
