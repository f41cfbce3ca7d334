import type { People, PersonRef, Ref, ResolvedPerson } from '@activity-logging/activity-model';
import { compact } from '../compact.ts';
import { isGuid } from '../dataverse/query.ts';
import type { Reason } from '../queue/types.ts';
import { reason } from '../reasons.ts';
import type { CrmAnswers, CrmDirectory } from './crm-directory.ts';
import type { CrmRow } from './crm-rows.ts';
import { addressesOf, type Wanted } from './wanted.ts';

export type Resolved =
  | { readonly found: true; readonly people: People }
  /** Nobody and no account to log to; `awaits` are the tokens of addresses whose appearance wakes it (SPEC B-8). */
  | { readonly found: false; readonly reason: Reason; readonly awaits: readonly string[] };

export interface Owners {
  /** systemuserid for what an unknown or departed user did (SPEC L-28). */
  readonly defaultOwnerId?: string;
  /** systemuserid of the bridge itself: owner when no default is configured. */
  readonly ownId: string;
}

/** Finds everybody the items mention, in one request for all of them. @throws PassingFailure, DataverseError */
export async function resolvePeople(wanted: readonly Wanted[], crm: CrmDirectory, owners: Owners): Promise<Resolved[]> {
  const refs = wanted.flatMap(({ persons }) => persons);
  const answers = await crm.find({
    addresses: wanted.flatMap(addressesOf),
    ids: {
      contact: refs.flatMap((ref) => idFor(ref, 'contact')),
      lead: refs.flatMap((ref) => idFor(ref, 'lead')),
      account: wanted.flatMap(({ accountId }) => (isGuid(accountId) ? [accountId] : [])),
    },
  });
  return wanted.map((one) => assemble(one, answers, owners));
}

/** Token under which a parked entry waits for an address. */
export function addressToken(address: string): string {
  return `address|${address}`;
}

function idFor({ crmId, crmTable }: PersonRef, table: 'contact' | 'lead'): string[] {
  return isGuid(crmId) && (crmTable ?? table) === table ? [crmId] : [];
}

function assemble(wanted: Wanted, answers: CrmAnswers, owners: Owners): Resolved {
  const { persons: refs, fields, user, host, accountId, aboutAccount } = wanted;
  const persons = distinct(refs.flatMap((ref) => resolvedPerson(ref, answers)));
  if (persons.length === 0) {
    // A meeting counts as long as one attendee is known (SPEC L-27).
    const attendees = (fields.attendees ?? []).map(({ email, name }): PersonRef => ({
      emails: [email],
      ...(name ? { name } : {}),
    }));
    persons.push(...distinct(attendees.flatMap((ref) => resolvedPerson(ref, answers))));
  }
  const account = isGuid(accountId) ? answers.byId('account', accountId) : undefined;
  if (persons.length === 0 && !account) return notFound(wanted, aboutAccount);

  const userRow = user?.email && user.active ? enabledUser(answers, user.email) : undefined;
  const hostRow = host?.email ? enabledUser(answers, host.email) : undefined;
  return {
    found: true,
    people: {
      persons,
      ownerId: userRow?.id ?? owners.defaultOwnerId ?? owners.ownId,
      byAddress: rowsByAddress(wanted, persons, answers),
      ...compact({
        account: account ? refOf(account) : undefined,
        userName: user?.name ?? userRow?.name ?? user?.email,
        hostId: hostRow?.id,
      }),
    },
  };
}

function resolvedPerson(ref: PersonRef, answers: CrmAnswers): ResolvedPerson[] {
  const row = personRow(ref, answers);
  const key = keyOf(ref);
  if (!row || key === undefined) return [];
  const table = row.table === 'lead' ? 'lead' : 'contact';
  return [{ ref: { table, id: row.id }, key, ...compact({ accountId: row.accountId, name: row.name ?? ref.name }) }];
}

/** What the source calls the person. */
function keyOf({ emails, sourceId, crmId }: PersonRef): string | undefined {
  return emails?.[0] ?? sourceId ?? crmId;
}

/** By the id the source knows, then by address: an active contact, an active lead, then what is inactive. */
function personRow(ref: PersonRef, answers: CrmAnswers): CrmRow | undefined {
  for (const table of ['contact', 'lead'] as const) {
    const row = idFor(ref, table)
      .map((id) => answers.byId(table, id))
      .find((found) => found !== undefined);
    if (row) return row;
  }
  const rows = (ref.emails ?? []).flatMap((address) => [
    ...answers.byAddress('contact', address),
    ...answers.byAddress('lead', address),
  ]);
  return rows.find(({ active }) => active) ?? rows[0];
}

function enabledUser(answers: CrmAnswers, address: string): CrmRow | undefined {
  return answers.byAddress('systemuser', address).find(({ active }) => active);
}

/** The item's own persons by all their addresses, else a user, else whichever person carries the address. */
function rowsByAddress(wanted: Wanted, persons: readonly ResolvedPerson[], answers: CrmAnswers): Record<string, Ref> {
  const found: Record<string, Ref> = {};
  for (const address of addressesOf(wanted)) {
    const row =
      answers.byAddress('systemuser', address).find(({ active }) => active) ??
      personRow({ emails: [address] }, answers);
    if (row) found[address] = refOf(row);
  }
  for (const ref of wanted.persons) {
    const person = persons.find(({ key }) => key === keyOf(ref));
    if (person) for (const address of ref.emails ?? []) found[address] = person.ref;
  }
  return found;
}

function notFound(wanted: Wanted, aboutAccount: boolean): Resolved {
  if (aboutAccount && wanted.persons.length === 0)
    return { found: false, reason: reason('account-unknown'), awaits: [] };
  const addresses = [
    ...wanted.persons.flatMap(({ emails }) => emails ?? []),
    ...(wanted.fields.attendees ?? []).map(({ email }) => email),
  ];
  const detail =
    wanted.persons.length === 0 && addresses.length === 0
      ? 'the payload names no person'
      : addresses.length > 0
        ? 'by e-mail address'
        : 'the source does not know the person any more, or without an address';
  return { found: false, reason: reason('person-unknown', detail), awaits: [...new Set(addresses)].map(addressToken) };
}

function refOf(row: CrmRow): Ref {
  return { table: row.table, id: row.id };
}

function distinct(persons: readonly ResolvedPerson[]): ResolvedPerson[] {
  const seen = new Set<string>();
  return persons.filter(({ ref }) => (seen.has(ref.id) ? false : seen.add(ref.id)));
}
