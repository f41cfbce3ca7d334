import type { Operation } from '../dataverse/batch.ts';
import { fetchAny, fetchAttributes, fetchLike } from '../dataverse/fetch-xml.ts';
import type { TableInfo } from '../dataverse/metadata.ts';
import { chunksFor, inFilter } from '../dataverse/query.ts';
import { addressColumns, attributesOf, type CrmRow, selectOf } from './crm-rows.ts';
import { type CountryCode, likePatterns, phoneColumns, readPhone, samePhone } from './phones.ts';

export type PersonTable = 'contact' | 'lead' | 'account' | 'systemuser';
/** `lead` finds the contact that came of a lead. */
export type By = 'id' | 'address' | 'entra' | 'lead' | 'phone';

/** Rows of a table with a value. */
export interface Want {
  readonly table: PersonTable;
  readonly by: By;
  /** Lower case. */
  readonly value: string;
}

/** Conditions a FetchXML query carries: the platform takes 500, a URL inside a batch 64 KB. */
const conditionsPerQuery = 150;
const annotated = { Prefer: 'odata.include-annotations="Microsoft.Dynamics.CRM.lookuplogicalname"' };

/** Queries that find every row with one of the values; none when the organisation has no such column. */
export function queriesOf(
  info: TableInfo,
  by: By,
  values: readonly string[],
  country: CountryCode | undefined,
): Operation[] {
  const queries =
    by === 'phone' ? phoneQueries(info, values, country) : valueQueries(info, columnsOf(info, by), values);
  return queries.map((query) => ({ ...query, headers: annotated }));
}

function columnsOf(info: TableInfo, by: Exclude<By, 'phone'>): string[] {
  switch (by) {
    case 'id':
      return [info.primaryId];
    case 'address':
      return addressColumns(info);
    case 'entra':
      return ['azureactivedirectoryobjectid'].filter((name) => info.columns.has(name));
    case 'lead':
      return ['originatingleadid'].filter((name) => info.columns.has(name));
  }
}

function valueQueries(info: TableInfo, columns: readonly string[], values: readonly string[]): Operation[] {
  if (columns.length === 0) return [];
  const select = `$select=${selectOf(info).join(',')}`;
  return chunksFor(values, columns.length).map((chunk) => ({
    method: 'GET',
    path: `${info.set}?${select}&$filter=${columns.map((column) => inFilter(column, chunk)).join('%20or%20')}`,
  }));
}

/** Numbers stand in any spelling: patterns find the rows, reading the numbers tells which are right (see likePatterns). */
function phoneQueries(info: TableInfo, values: readonly string[], country: CountryCode | undefined): Operation[] {
  const patterns = new Set(
    values.flatMap((value) => {
      const phone = readPhone(value, country);
      return phone ? likePatterns(phone) : [];
    }),
  );
  const conditions = phoneColumns(info).flatMap((column) => [...patterns].map((pattern) => fetchLike(column, pattern)));
  const queries: Operation[] = [];
  for (let start = 0; start < conditions.length; start += conditionsPerQuery) {
    const some = conditions.slice(start, start + conditionsPerQuery);
    queries.push(fetchAny(info, fetchAttributes(attributesOf(info)), some));
  }
  return queries;
}

/** Place of the column the row carries the value in; -1 when it does not. */
export function rankOf(row: CrmRow, { by, value }: Want): number {
  switch (by) {
    case 'id':
      return row.id === value ? 0 : -1;
    case 'address':
      return row.addresses.indexOf(value);
    case 'entra':
      return row.entraId === value ? 0 : -1;
    case 'lead':
      return row.leadId === value ? 0 : -1;
    case 'phone': {
      const phone = readPhone(value, undefined);
      return row.phones.findIndex((own) => own !== undefined && phone !== undefined && samePhone(own, phone));
    }
  }
}
