import type { DataverseClient } from '../dataverse/client.ts';
import { DataverseError, platformError } from '../dataverse/errors.ts';
import type { Metadata, TableInfo } from '../dataverse/metadata.ts';
import { isGuid } from '../dataverse/query.ts';
import { readPages } from '../dataverse/read-all.ts';
import { PassingFailure } from '../failures.ts';
import { mentionsOf } from '../queue/mentions.ts';
import { reason } from '../reasons.ts';
import { type Place, places } from './places.ts';

/** Rows of one table that are about a person. */
export interface PersonRows {
  readonly table: string;
  readonly set: string;
  readonly ids: readonly string[];
}

interface Organisation {
  readonly client: DataverseClient;
  readonly metadata: Metadata;
}

const addressColumns = ['emailaddress1', 'emailaddress2', 'emailaddress3'];
/** Payloads of samples may be a megabyte each. */
const pageRows = 50;
/** Rows that are deleted with one request. */
const deletedAtOnce = 100;

/**
 * Finds the rows of our own tables that are about a person: those that name one of the addresses, whole, and those of the contacts
 * that carry one (SPEC L-30). @throws PassingFailure, DataverseError
 */
export async function findPersonRows(
  { client, metadata }: Organisation,
  needles: readonly string[],
): Promise<PersonRows[]> {
  const mentions = mentionsOf(needles);
  const contacts = await contactsOf(client, needles);
  const found: PersonRows[] = [];
  for (const place of places) {
    const info = await metadata.table(place.table);
    if (!info) continue;
    const rows = await readPages(client, queryOf(place, info, needles, contacts), pageRows);
    const isOfContact = (value: unknown): boolean =>
      typeof value === 'string' && contacts.includes(value.toLowerCase());
    const ids = rows.flatMap((row) => {
      const id = row[info.primaryId];
      const named = place.texts.some((column) => typeof row[column] === 'string' && mentions.inDocument(row[column]));
      const own = place.contact !== undefined && isOfContact(row[`_${place.contact}_value`]);
      return typeof id === 'string' && (named || own) ? [id] : [];
    });
    found.push({ table: place.table, set: info.set, ids });
  }
  return found;
}

/** Deletes rows; those that are gone already are passed over. @throws PassingFailure, DataverseError */
export async function deleteRows(client: DataverseClient, set: string, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += deletedAtOnce) {
    const part = ids.slice(start, start + deletedAtOnce).filter(isGuid);
    const answers = await client.batch(part.map((id) => ({ method: 'DELETE', path: `${set}(${id})` })));
    for (const index of part.keys()) {
      const answer = answers[index]?.[0];
      const error = answer ? platformError(answer) : undefined;
      if (!answer || error?.failure === 'passing' || error?.failure === 'throttled')
        throw new PassingFailure(reason('platform-unavailable', `DELETE ${set}`));
      if (error && error.failure !== 'missing') throw new DataverseError(error, `DELETE ${set}`);
    }
  }
}

/** Ids of contacts that carry one of the addresses. */
async function contactsOf(client: DataverseClient, needles: readonly string[]): Promise<string[]> {
  const wanted = needles.flatMap((needle) => addressColumns.map((column) => `${column} eq ${quoted(needle)}`));
  const filter = encodeURIComponent(wanted.join(' or '));
  const rows = await readPages(client, `contacts?$select=contactid&$filter=${filter}`, 500);
  return rows.flatMap(({ contactid: id }) => (typeof id === 'string' ? [id.toLowerCase()] : []));
}

/** Rows that may be meant: the platform compares parts of texts, `mentionsOf` whole addresses. */
function queryOf(
  { texts, contact }: Place,
  { set, primaryId }: TableInfo,
  needles: readonly string[],
  contacts: readonly string[],
): string {
  const named = texts.flatMap((column) => needles.map((needle) => `contains(${column},${quoted(needle)})`));
  const own = contact === undefined ? [] : contacts.map((id) => `_${contact}_value eq ${id}`);
  const columns = [primaryId, ...texts, ...(contact === undefined ? [] : [`_${contact}_value`])];
  return `${set}?$select=${columns.join(',')}&$filter=${encodeURIComponent([...named, ...own].join(' or '))}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
