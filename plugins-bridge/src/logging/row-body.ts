import type { ActivityRow, Party, Ref } from '@activity-logging/activity-model';
import type { TableInfo } from '../dataverse/metadata.ts';

/** Definitions of the tables a row touches, read before rows are planned. */
export interface Tables {
  /** @throws MissingColumnError when the table does not exist. */
  get(name: string): TableInfo;
}

/** Definitions with more beside them, known for some rows only. */
export function withTables(tables: Tables, more: readonly TableInfo[]): Tables {
  const infos = new Map(more.map((info) => [info.table, info]));
  return { get: (name) => infos.get(name) ?? tables.get(name) };
}

/** The organisation lacks something the row needs: the solution is not, or not wholly, imported. */
export class MissingColumnError extends Error {}

type Body = Record<string, unknown>;

/** `participationtypemask` by role. */
const masks: Readonly<Record<Party['role'], number>> = { from: 1, to: 2, cc: 3, bcc: 4, required: 5, optional: 6 };
/** Tables a lookup can point to, tried in this order to find a name under which it is emptied. */
const lookupTables = ['contact', 'account', 'lead', 'opportunity', 'systemuser', 'team'];

/** Body of the POST: the open row with its own key and its parties. Empty columns are left out. */
export function createBody(row: ActivityRow, id: string, hash: string, tables: Tables): Body {
  const info = tables.get(row.target);
  const columns = Object.entries(row.columns).filter(([, value]) => value !== null);
  return {
    [info.primaryId]: id,
    ...Object.fromEntries(columns),
    ...lookupBody(row, info, tables, false),
    al_rowhash: hash,
    // Only while it is made can a row be dated back (SPEC B-9).
    ...(row.createdOn ? { overriddencreatedon: row.createdOn } : {}),
    ...(row.parties.length > 0 ? { [partiesOf(info)]: row.parties.map((party) => partyBody(party, tables)) } : {}),
  };
}

/** Body of the PATCH that brings an existing row to this content; parties are not part of it (facts §3). */
export function updateBody(row: ActivityRow, tables: Tables): Body {
  return { ...row.columns, ...lookupBody(row, tables.get(row.target), tables, true) };
}

/** Name of the collection of an activity's parties. */
export function partiesOf(info: TableInfo): string {
  if (!info.parties) throw new MissingColumnError(`${info.table} has no parties`);
  return info.parties;
}

export function partyBody({ role, ref, address }: Party, tables: Tables): Body {
  return {
    participationtypemask: masks[role],
    ...(ref ? bind(tables.get('activityparty'), 'partyid', ref, tables) : { addressused: address }),
  };
}

function lookupBody({ lookups }: ActivityRow, info: TableInfo, tables: Tables, empty: boolean): Body {
  const body: Body = {};
  for (const [column, ref] of Object.entries(lookups)) {
    // al_leadid and the like come with the Sales solution only (DESIGN decision 8).
    if (!info.columns.has(column)) continue;
    if (ref) Object.assign(body, bind(info, column, ref, tables));
    else if (empty) {
      const navigation = emptying(info, column);
      if (navigation) body[`${navigation}@odata.bind`] = null;
    }
  }
  return body;
}

/** A name under which a lookup is emptied, whatever it points to. */
export function emptying(info: TableInfo, column: string): string | undefined {
  return lookupTables.map((table) => info.navigation(column, table)).find((name) => name !== undefined);
}

/** The `@odata.bind` member of a lookup. @throws MissingColumnError when the column cannot point to the table. */
export function bind(info: TableInfo, column: string, ref: Ref, tables: Tables): Body {
  const navigation = info.navigation(column, ref.table);
  if (!navigation) throw new MissingColumnError(`${info.table}.${column} cannot point to ${ref.table}`);
  return { [`${navigation}@odata.bind`]: `/${tables.get(ref.table).set}(${ref.id})` };
}
