import type { LoggedEvent } from '@activity-logging/activity-model';
import { z } from 'zod';
import { compact } from '../compact.ts';
import type { DataverseClient } from '../dataverse/client.ts';
import { DataverseError } from '../dataverse/errors.ts';
import type { Metadata, TableInfo } from '../dataverse/metadata.ts';
import { inFilter, isGuid } from '../dataverse/query.ts';
import { appointmentEvent, type AppointmentRow, appointmentRow, type PartyRow } from './appointments.ts';

export interface AppointmentReader {
  readonly client: DataverseClient;
  readonly metadata: Metadata;
}

const columns = [
  'activityid',
  'subject',
  'description',
  'location',
  'scheduledstart',
  'scheduledend',
  'isalldayevent',
  'globalobjectid',
  'statecode',
  'modifiedon',
  'al_sourcesystem',
  '_ownerid_value',
];
const lookup = '@Microsoft.Dynamics.CRM.lookuplogicalname';
const annotated = { prefer: `odata.include-annotations="${lookup.slice(1)}"` };
const partyTables = ['contact', 'lead', 'systemuser'] as const;
const addressColumns = ['emailaddress1', 'emailaddress2', 'emailaddress3', 'internalemailaddress'];
const answer = z.object({ value: z.array(z.record(z.string(), z.unknown())) });

/**
 * The event that a message about an appointment stands for. The message is trusted for the id alone: the row and its parties are
 * read (SPEC B-10, L-27).
 *
 * @returns nothing when the row is gone, ours, or about no lead or contact. @throws PassingFailure, DataverseError
 */
export async function readAppointmentEvent(
  id: string,
  { client, metadata }: AppointmentReader,
): Promise<LoggedEvent | undefined> {
  const table = await metadata.table('appointment');
  if (!table || !isGuid(id)) return undefined;
  const row = await readRow(client, table, id);
  return row ? appointmentEvent(row, await readParties(row, client, metadata)) : undefined;
}

async function readRow(client: DataverseClient, table: TableInfo, id: string): Promise<AppointmentRow | undefined> {
  const parties = table.parties ?? 'appointment_activity_parties';
  const expand = `${parties}($select=participationtypemask,addressused,_partyid_value)`;
  try {
    const row = z
      .looseObject({})
      .parse(await client.read(`${table.set}(${id})?$select=${columns.join(',')}&$expand=${expand}`, annotated));
    return appointmentRow.parse({ ...row, appointment_activity_parties: row[parties] });
  } catch (error) {
    // Deleted between the message and our reading.
    if (error instanceof DataverseError && error.error.status === 404) return undefined;
    throw error;
  }
}

/** Parties and owner with their addresses, one request a table they are in. */
async function readParties(
  row: AppointmentRow,
  client: DataverseClient,
  metadata: Metadata,
): Promise<Map<string, PartyRow>> {
  const ids = new Map<string, Set<string>>();
  const want = (table: string | null | undefined, id: string | null | undefined): void => {
    if (table && isGuid(id ?? undefined)) ids.set(table, (ids.get(table) ?? new Set()).add(String(id).toLowerCase()));
  };
  for (const party of row.appointment_activity_parties) want(party[`_partyid_value${lookup}`], party._partyid_value);
  // A team can own too; only a user is looked for.
  want('systemuser', row._ownerid_value);
  const found = await Promise.all(
    partyTables.map(async (name) => {
      const [wanted, table] = [ids.get(name), await metadata.table(name)];
      return wanted && table ? readPeople(client, table, [...wanted]) : [];
    }),
  );
  return new Map(found.flat().map((one) => [one.id, one]));
}

async function readPeople(client: DataverseClient, table: TableInfo, ids: readonly string[]): Promise<PartyRow[]> {
  const addresses = addressColumns.filter((column) => table.columns.has(column));
  const select = [table.primaryId, 'fullname', ...addresses].join(',');
  const rows = answer.parse(
    await client.read(`${table.set}?$select=${select}&$filter=${inFilter(table.primaryId, ids)}`),
  ).value;
  const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
  return rows.map((row) => ({
    table: table.table,
    id: String(row[table.primaryId]).toLowerCase(),
    emails: addresses.flatMap((column) => text(row[column])?.toLowerCase() ?? []),
    ...compact({ name: text(row['fullname']) }),
  }));
}
