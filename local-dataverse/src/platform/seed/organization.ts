/** Rows every environment has: organisation, business unit, users, roles, currency, publishers, system solutions. */
import type { Engine, RowRef, Values } from '../../engine/types.ts';
import { stableId } from '../../metadata/stable-id.ts';
import * as ids from '../wellknown.ts';

const ref = (table: string, id: string): RowRef => ({ table, id });
const unit = ref('businessunit', ids.ROOT_BUSINESS_UNIT_ID);
const admin = ref('systemuser', ids.ADMIN_USER_ID);
const organization = ref('organization', ids.ORGANIZATION_ID);
const currency = ref('transactioncurrency', ids.BASE_CURRENCY_ID);

/** Table, id, values; the id column is the table's primary id. */
type Row = readonly [table: string, id: string, values: Values];

const ROWS: readonly Row[] = [
  [
    'transactioncurrency',
    ids.BASE_CURRENCY_ID,
    {
      currencyname: 'Euro',
      isocurrencycode: 'EUR',
      currencysymbol: '€',
      currencyprecision: 2,
      exchangerate: 1,
      organizationid: organization,
    },
  ],
  [
    'organization',
    ids.ORGANIZATION_ID,
    {
      name: ids.ORGANIZATION_NAME,
      languagecode: 1033,
      localeid: 1033,
      currencysymbol: '€',
      dateformatstring: 'M/d/yyyy',
      timeformatstring: 'h:mm tt',
      dateseparator: '/',
      timeseparator: ':',
      amdesignator: 'AM',
      pmdesignator: 'PM',
      decimalsymbol: '.',
      numberseparator: ',',
      fullnameconventioncode: 1,
      maxuploadfilesize: 5_242_880,
      isauditenabled: false,
      isuseraccessauditenabled: false,
      useraccessauditinginterval: 4,
      basecurrencyid: currency,
    },
  ],
  [
    'businessunit',
    ids.ROOT_BUSINESS_UNIT_ID,
    { name: ids.ORGANIZATION_NAME, isdisabled: false, organizationid: organization, transactioncurrencyid: currency },
  ],
  [
    'systemuser',
    ids.ADMIN_USER_ID,
    {
      firstname: 'Ada',
      lastname: 'Admin',
      fullname: ids.ADMIN_FULL_NAME,
      domainname: ids.ADMIN_EMAIL,
      internalemailaddress: ids.ADMIN_EMAIL,
      azureactivedirectoryobjectid: stableId('entra', ids.ADMIN_USER_ID),
      accessmode: 0,
      isdisabled: false,
      businessunitid: unit,
      organizationid: ids.ORGANIZATION_ID,
    },
  ],
  [
    'systemuser',
    ids.SYSTEM_USER_ID,
    {
      lastname: 'SYSTEM',
      fullname: 'SYSTEM',
      domainname: 'system@example.com',
      internalemailaddress: 'system@example.com',
      accessmode: 3,
      isdisabled: false,
      businessunitid: unit,
      organizationid: ids.ORGANIZATION_ID,
    },
  ],
  [
    'usersettings',
    ids.ADMIN_USER_ID,
    {
      uilanguageid: 1033,
      helplanguageid: 1033,
      localeid: 1033,
      timezonecode: 92,
      paginglimit: 50,
      businessunitid: ids.ROOT_BUSINESS_UNIT_ID,
      decimalsymbol: '.',
      numberseparator: ',',
      dateformatstring: 'M/d/yyyy',
      timeformatstring: 'h:mm tt',
      dateseparator: '/',
      timeseparator: ':',
      amdesignator: 'AM',
      pmdesignator: 'PM',
    },
  ],
  [
    'team',
    ids.ROOT_TEAM_ID,
    {
      name: ids.ORGANIZATION_NAME,
      isdefault: true,
      teamtype: 0,
      businessunitid: unit,
      administratorid: admin,
      organizationid: ids.ORGANIZATION_ID,
    },
  ],
  [
    'role',
    ids.SYSTEM_ADMINISTRATOR_ROLE_ID,
    {
      name: 'System Administrator',
      businessunitid: unit,
      roletemplateid: ref('roletemplate', ids.SYSTEM_ADMINISTRATOR_TEMPLATE_ID),
      ismanaged: true,
      solutionid: ids.SYSTEM_SOLUTION_ID,
    },
  ],
  [
    'role',
    ids.BASIC_USER_ROLE_ID,
    { name: 'Basic User', businessunitid: unit, ismanaged: true, solutionid: ids.SYSTEM_SOLUTION_ID },
  ],
  [
    'systemuserroles',
    stableId('systemuserroles', ids.ADMIN_USER_ID, ids.SYSTEM_ADMINISTRATOR_ROLE_ID),
    { systemuserid: ids.ADMIN_USER_ID, roleid: ids.SYSTEM_ADMINISTRATOR_ROLE_ID },
  ],
  [
    'teammembership',
    stableId('teammembership', ids.ROOT_TEAM_ID, ids.ADMIN_USER_ID),
    { teamid: ids.ROOT_TEAM_ID, systemuserid: ids.ADMIN_USER_ID },
  ],
  [
    'publisher',
    ids.MICROSOFT_PUBLISHER_ID,
    {
      uniquename: 'MicrosoftCorporation',
      friendlyname: 'MicrosoftCorporation',
      customizationprefix: '',
      isreadonly: true,
      organizationid: organization,
    },
  ],
  [
    'publisher',
    ids.DEFAULT_PUBLISHER_ID,
    {
      uniquename: 'DefaultPublisherlocal',
      friendlyname: 'Default Publisher for local',
      customizationprefix: 'new',
      customizationoptionvalueprefix: 10_000,
      organizationid: organization,
    },
  ],
  [
    'solution',
    ids.SYSTEM_SOLUTION_ID,
    {
      uniquename: 'System',
      friendlyname: 'System Solution',
      version: '9.2.0.0',
      ismanaged: false,
      isvisible: false,
      publisherid: ref('publisher', ids.MICROSOFT_PUBLISHER_ID),
    },
  ],
  [
    'solution',
    ids.ACTIVE_SOLUTION_ID,
    {
      uniquename: 'Active',
      friendlyname: 'Active Solution',
      version: '1.0',
      ismanaged: false,
      isvisible: false,
      publisherid: ref('publisher', ids.DEFAULT_PUBLISHER_ID),
    },
  ],
  [
    'solution',
    ids.DEFAULT_SOLUTION_ID,
    {
      uniquename: 'Default',
      friendlyname: 'Default Solution',
      version: '1.0',
      ismanaged: false,
      isvisible: true,
      publisherid: ref('publisher', ids.DEFAULT_PUBLISHER_ID),
    },
  ],
];

/** Inserts what is missing; what a user changed stays. */
export function seedOrganization(engine: Engine): void {
  for (const [table, id, values] of ROWS) insertMissing(engine, table, id, values);
  // Data folders of before rights were enforced have the role without its template, by which it is known.
  const administrator = engine.system.get('role', ids.SYSTEM_ADMINISTRATOR_ROLE_ID);
  if ((administrator?.['roletemplateid'] ?? null) === null)
    engine.system.update('role', ids.SYSTEM_ADMINISTRATOR_ROLE_ID, {
      roletemplateid: ref('roletemplate', ids.SYSTEM_ADMINISTRATOR_TEMPLATE_ID),
    });
}

/** Inserts a row unless one with that id is there. */
export function insertMissing(engine: Engine, table: string, id: string, values: Values): void {
  if (engine.system.get(table, id) !== undefined) return;
  const primaryId = engine.metadata.table(table)?.primaryId ?? `${table}id`;
  engine.system.insert(table, { [primaryId]: id, ...values });
}
