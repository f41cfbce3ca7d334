import { createHash } from 'node:crypto';
import { type ActivityRow, canonical } from '@activity-logging/activity-model';
import { v5 } from 'uuid';

/**
 * Primary key of an activity: the same for the same item of the same source, whoever computes it and whenever (DESIGN decision 1).
 *
 * @param namespace UUID of the organisation, so that an id tells nothing to others.
 */
export function activityId(
  namespace: string,
  { source, type, externalId, person, part }: ActivityRow['identity'],
): string {
  // JSON keeps the parts apart whatever characters they contain.
  const names = [source, type, externalId, ...(person === undefined && part === undefined ? [] : [person ?? null])];
  return v5(JSON.stringify(part === undefined ? names : [...names, part]), namespace);
}

/** Primary key of an attendee's row: one for one address of one meeting. */
export function attendeeId(activity: string, address: string): string {
  return v5(address, activity);
}

/** Primary key of a logging issue: one for one problem of one item, so that a repetition is no second row. */
export function issueId(namespace: string, parts: readonly (string | undefined)[]): string {
  return v5(JSON.stringify(['issue', ...parts.map((part) => part ?? null)]), namespace);
}

/** Namespace of an organisation that configured none. */
export function organisationNamespace(organisationId: string): string {
  return v5(organisationId.toLowerCase(), productNamespace);
}

/** Fixed for ever: ids of written rows depend on it. */
const productNamespace = 'b6d5a7f2-6a0c-4f0e-9a51-2f7c1d3e8a40';

export interface RowHash {
  /** Of everything that is written, `al_rowhash`. 64 hexadecimal digits. */
  readonly hash: string;
  readonly parties: string;
}

/** Equal for rows that say the same. The source's version is left out: a new version of the same content is no change. */
export function hashRow(row: ActivityRow): RowHash {
  const columns = Object.entries(row.columns).filter(([name]) => name !== 'al_sourceversion');
  const parties = sha256(row.parties);
  // What a row stands without is left out of the hash: it stays what it was before there were attendees.
  const related = row.attendees && row.attendees.length > 0 ? [row.attendees] : [];
  const content = [row.target, Object.fromEntries(columns), row.lookups, row.final, parties, ...related];
  return { hash: sha256(content), parties };
}

function sha256(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}
