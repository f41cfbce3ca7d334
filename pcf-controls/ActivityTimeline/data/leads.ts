import type { RecordRef } from '../../shared/record';

type Platform = {
  readonly webAPI: Pick<ComponentFramework.WebApi, 'retrieveRecord' | 'retrieveMultipleRecords'>;
  readonly utils: Pick<ComponentFramework.Utility, 'getEntityMetadata' | 'hasEntityPrivilege'>;
};

/** Column of a lead that names the row it was qualified into, by that row's table. */
const qualifiedInto: Readonly<Record<string, string | undefined>> = {
  contact: '_parentcontactid_value',
  account: '_parentaccountid_value',
  opportunity: undefined,
};
/** Values of the platform's enumerations: the privilege to read, at least on one's own rows. */
const read = 2;
const basic = 0;
/** Leads whose history one record carries on; the latest ones of an account that has more. */
const mostLeads = 25;

/**
 * The leads that were qualified into a record, so that what was logged on them shows on it too (SPEC L-23). A row that was
 * made by the qualification names its lead, a lead that was qualified into a row that was there names that row.
 *
 * @returns ids, of leads the user may see; none for other tables, and none where the Sales solution is not installed.
 */
export async function leadsOf({ webAPI, utils }: Platform, { table, id }: RecordRef): Promise<readonly string[]> {
  if (!(table in qualifiedInto) || !(await hasLeads(utils))) return [];
  const column = qualifiedInto[table];
  const [record, leads] = await Promise.all([
    webAPI.retrieveRecord(table, id, '?$select=_originatingleadid_value'),
    column === undefined || !utils.hasEntityPrivilege('lead', read, basic)
      ? { entities: [] }
      : webAPI.retrieveMultipleRecords(
          'lead',
          `?$select=leadid&$filter=${column} eq ${id} and statecode eq 1&$orderby=modifiedon desc`,
          mostLeads,
        ),
  ]);
  const ids = [record._originatingleadid_value, ...leads.entities.map((lead) => lead.leadid)];
  return [...new Set(ids.filter((one): one is string => typeof one === 'string'))].slice(0, mostLeads);
}

async function hasLeads(utils: Platform['utils']): Promise<boolean> {
  const { Attributes: columns } = await utils.getEntityMetadata('task', ['al_leadid']);
  return Boolean(columns.get('al_leadid'));
}
