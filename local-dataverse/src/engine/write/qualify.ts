/** QualifyLead: account, contact and opportunity out of a lead (Dynamics 365 Sales; [CSDL] parameters). */
import type { Core } from '../core.ts';
import { invalidArgument, invalidStatus, notFound } from '../errors.ts';
import type { TableModel } from '../model/types.ts';
import type { SqlRow } from '../storage/database.ts';
import type { RowRef } from '../types.ts';
import { createRow } from './create.ts';
import { refOf } from './parties.ts';
import { setLookup } from './payload.ts';
import { reparent } from './reparent.ts';
import { loadRow } from './rows.ts';
import { isClosed } from './states.ts';
import type { Unit } from './unit.ts';
import { updateRow } from './update.ts';

const QUALIFIED = 1;

export interface QualifyOptions {
  readonly account: boolean;
  readonly contact: boolean;
  readonly opportunity: boolean;
  /** Status reason of the lead; -1 takes the default of Qualified. */
  readonly status: number;
  readonly currency: RowRef | undefined;
  readonly customer: RowRef | undefined;
}

/** Columns that the platform's maps carry over under the same name, as far as both tables have them. */
const COMMON = [
  'description',
  'transactioncurrencyid',
  'telephone1',
  'telephone2',
  'telephone3',
  'fax',
  'websiteurl',
  'emailaddress1',
  'emailaddress2',
  'emailaddress3',
  'donotbulkemail',
  'donotemail',
  'donotfax',
  'donotphone',
  'donotpostalmail',
  'preferredcontactmethodcode',
  'address1_line1',
  'address1_line2',
  'address1_line3',
  'address1_city',
  'address1_stateorprovince',
  'address1_postalcode',
  'address1_country',
];
const ACCOUNT = [...COMMON, 'industrycode', 'numberofemployees', 'revenue', 'sic'];
const CONTACT = [...COMMON, 'firstname', 'middlename', 'lastname', 'salutation', 'jobtitle', 'mobilephone', 'pager'];
const OPPORTUNITY = [
  'description',
  'transactioncurrencyid',
  'budgetamount',
  'budgetstatus',
  'need',
  'purchaseprocess',
  'purchasetimeframe',
  'estimatedclosedate',
  'qualificationcomments',
];

/**
 * Qualifies an open lead. The rows made belong to the caller and point back through `originatingleadid`.
 * @returns the rows made: account, contact, opportunity
 * @throws DataverseError 0x80040217 (no lead), 0x80040203 (not open), 0x80048408 (status reason of another state)
 */
export function qualifyLead(core: Core, unit: Unit, id: string, options: QualifyOptions): RowRef[] {
  const leads = core.models.of('lead');
  const lead = loadRow(core, leads, id);
  if (lead === undefined) throw notFound('lead', id);
  if (lead['statecode'] !== leads.state?.initial) throw invalidArgument('Only an open lead can be qualified.');
  const status = options.status === -1 ? leads.state?.statuses.get(QUALIFIED)?.[0] : options.status;
  if (status === undefined || !leads.state?.statuses.get(QUALIFIED)?.includes(status))
    throw invalidStatus(options.status, 'LeadState.Qualified', 'lead', id);
  const made = unit.nested(() => makeRows(core, unit, leads, lead, options));
  const changes: SqlRow = { statecode: QUALIFIED, statuscode: status };
  point(leads, changes, 'parentaccountid', made.account);
  point(leads, changes, 'parentcontactid', made.contact);
  point(leads, changes, 'qualifyingopportunityid', made.opportunity);
  unit.nested(() => updateRow(core, unit, leads, id, changes));
  moveActivities(core, unit, id, made.opportunity ?? made.contact ?? made.account);
  const all = [made.account, made.contact, made.opportunity].filter((ref) => ref !== undefined);
  unit.emit({
    message: 'QualifyLead',
    model: leads,
    id,
    pre: lead,
    post: loadRow(core, leads, id) ?? lead,
    input: {
      CreateAccount: options.account,
      CreateContact: options.contact,
      CreateOpportunity: options.opportunity,
      OpportunityCurrencyId: options.currency,
      OpportunityCustomerId: options.customer,
      Status: status,
    },
    output: { CreatedEntities: all },
  });
  return all;
}

interface Made {
  readonly account: RowRef | undefined;
  readonly contact: RowRef | undefined;
  readonly opportunity: RowRef | undefined;
}

function makeRows(core: Core, unit: Unit, leads: TableModel, lead: SqlRow, options: QualifyOptions): Made {
  const source = { table: 'lead', id: String(lead[leads.id.name]) };
  const make = (name: string, columns: readonly string[], more: (model: TableModel, row: SqlRow) => void): RowRef => {
    const model = core.models.of(name);
    const fixed = carriedOver(leads, lead, model, columns);
    point(model, fixed, 'originatingleadid', source);
    more(model, fixed);
    // Nothing is bound by address here: all values are set already.
    const id = createRow(core, unit, model, {}, { resolve: unresolvable, fixed });
    return { table: name, id };
  };
  const account = options.account
    ? make('account', ACCOUNT, (_model, row) => (row['name'] = lead['companyname'] ?? null))
    : undefined;
  const parent = account ?? refOf(leads, lead, 'parentaccountid');
  const contact = options.contact
    ? make('contact', CONTACT, (model, row) => point(model, row, 'parentcustomerid', parent))
    : undefined;
  if (account !== undefined && contact !== undefined) {
    const accounts = core.models.of('account');
    const changes: SqlRow = {};
    point(accounts, changes, 'primarycontactid', contact);
    updateRow(core, unit, accounts, account.id, changes);
  }
  const person = contact ?? refOf(leads, lead, 'parentcontactid');
  const opportunity = options.opportunity
    ? make('opportunity', OPPORTUNITY, (model, row) => {
        row['name'] = lead['subject'] ?? null;
        row['estimatedvalue'] = lead['estimatedamount'] ?? null;
        point(model, row, 'parentaccountid', parent);
        point(model, row, 'parentcontactid', person);
        point(model, row, 'customerid', options.customer ?? parent ?? person);
        if (options.currency !== undefined) point(model, row, 'transactioncurrencyid', options.currency);
      })
    : undefined;
  return { account, contact, opportunity };
}

function unresolvable(reference: string): never {
  throw new Error(`'${reference}' is not bound by address here.`);
}

function carriedOver(from: TableModel, row: SqlRow, to: TableModel, columns: readonly string[]): SqlRow {
  const values: SqlRow = {};
  for (const name of columns) {
    const source = from.columns.get(name);
    const target = to.columns.get(name);
    const value = row[name] ?? null;
    if (source === undefined || target === undefined || value === null || source.store !== target.store) continue;
    // Choices of the two tables need not have the same options.
    if (typeof value === 'number' && target.options !== undefined && !target.options.has(value)) continue;
    if (target.store === 'lookup') point(to, values, name, refOf(from, row, name));
    else values[name] = value;
  }
  return values;
}

function point(model: TableModel, row: SqlRow, name: string, ref: RowRef | undefined): void {
  const column = model.columns.get(name);
  if (column !== undefined && ref !== undefined) setLookup(row, column, ref);
}

function moveActivities(core: Core, unit: Unit, lead: string, to: RowRef | undefined): void {
  const mode = core.behaviour.qualifyLeadActivities;
  if (mode === 'keep' || to === undefined) return;
  for (const { referencingTable, referencingColumn } of core.models.of('lead').referencedBy) {
    const table = core.models.find(referencingTable);
    const column = table?.columns.get(referencingColumn);
    if (table === undefined || column === undefined || !table.isActivity || column.name !== 'regardingobjectid')
      continue;
    const keep = (row: SqlRow): boolean => mode === 'moveOpen' && isClosed(table, row);
    reparent(core, unit, table, column, { table: 'lead', id: lead }, to, keep);
  }
}
