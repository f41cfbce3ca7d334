import type { PersonRef } from '@activity-logging/activity-model';
import { isGuid } from '../dataverse/query.ts';
import type { SourceUser } from '../sources/types.ts';
import type { CrmLookup } from './crm-directory.ts';
import type { By, PersonTable, Want } from './crm-queries.ts';
import type { CrmRow } from './crm-rows.ts';
import { type CountryCode, phoneText, readPhone } from './phones.ts';
import type { Match } from './policy.ts';
import { addressesOf, type Wanted } from './wanted.ts';

/** What a person can be found by, the surest first; the wants of one step decide together. */
export interface PersonKeys {
  readonly ref: PersonRef;
  /** By CRM id, then by each address. */
  readonly steps: readonly (readonly Want[])[];
  /** E.164 of each number. */
  readonly phones: readonly string[];
}

/** An item with all that its people can be found by. */
export interface Item {
  readonly wanted: Wanted;
  readonly persons: readonly PersonKeys[];
  readonly attendees: readonly PersonKeys[];
}

export function itemOf(wanted: Wanted, country: CountryCode | undefined): Item {
  return { wanted, persons: keysOf(wanted, country), attendees: attendeeKeys(wanted) };
}

/** Persons the item names. A call that names nobody is about whoever has the number. */
function keysOf({ persons, fields }: Wanted, country: CountryCode | undefined): PersonKeys[] {
  const number = fields.phoneNumber ?? undefined;
  const refs: readonly PersonRef[] =
    number === undefined
      ? persons
      : persons.length === 0
        ? [{ phones: [number] }]
        : persons.map((ref) => (persons.length === 1 ? { ...ref, phones: [...(ref.phones ?? []), number] } : ref));
  return refs.map((ref) => personKeys(ref, country));
}

/** Attendees as persons: a meeting counts as long as one of them is known (SPEC L-27). */
function attendeeKeys({ fields }: Wanted): PersonKeys[] {
  return (fields.attendees ?? []).map(({ email, name }) =>
    personKeys({ emails: [email], ...(name ? { name } : {}) }, undefined),
  );
}

function personKeys(ref: PersonRef, country: CountryCode | undefined): PersonKeys {
  const { crmId, crmTable, emails = [], phones = [] } = ref;
  const tables = personTables.filter((table) => (crmTable ?? table) === table);
  const numbers = phones.flatMap((text) => {
    const phone = readPhone(text, country);
    return phone ? phoneText(phone) : [];
  });
  return {
    ref,
    steps: [
      ...(isGuid(crmId) ? [tables.map((table): Want => ({ table, by: 'id', value: crmId.toLowerCase() }))] : []),
      ...emails.map(addressStep),
    ],
    phones: [...new Set(numbers)],
  };
}

const personTables = ['contact', 'lead'] as const;

export function addressStep(address: string): Want[] {
  return wantsIn(personTables, 'address', [address]);
}

export function phoneSteps({ phones }: PersonKeys): Want[][] {
  return phones.map((number) => wantsIn(personTables, 'phone', [number]));
}

export function accountPhones({ phones }: PersonKeys): Want[] {
  return wantsIn(['account'], 'phone', phones);
}

function wantsIn(tables: readonly PersonTable[], by: By, values: readonly string[]): Want[] {
  return values.flatMap((value) => tables.map((table) => ({ table, by, value })));
}

/** All that an item asks for by id and by address. */
export function firstWants({ wanted, persons }: Item): Want[] {
  const { accountId, user, host } = wanted;
  return [
    ...persons.flatMap(({ steps }) => steps.flat()),
    ...wantsIn([...personTables, 'systemuser'], 'address', addressesOf(wanted)),
    ...(isGuid(accountId) ? [accountById(accountId)] : []),
    ...[user, host].flatMap((ref) => userWants(ref)),
  ];
}

export function accountById(id: string): Want {
  return { table: 'account', by: 'id', value: id.toLowerCase() };
}

/** Rows by id or address; by number where those find none. */
export function personMatches(keys: PersonKeys, lookup: CrmLookup): readonly Match[] {
  const sure = matchesOf(keys.steps, lookup);
  return sure.length > 0 ? sure : matchesOf(phoneSteps(keys), lookup);
}

/** Rows of the first step that finds an active one, else of the first that finds any. */
export function matchesOf(steps: readonly (readonly Want[])[], lookup: CrmLookup): readonly Match[] {
  const found = steps.map((step) => step.flatMap((want) => lookup.matches(want)));
  return (
    found.find((matches) => matches.some(({ row }) => row.active)) ?? found.find((matches) => matches.length > 0) ?? []
  );
}

/** A user by CRM id, by Entra id, by address; disabled ones do not count (SPEC L-28). */
export function enabledUser(user: SourceUser | undefined, lookup: CrmLookup): CrmRow | undefined {
  if (!user?.active) return undefined;
  return userWants(user)
    .flatMap((want) => lookup.matches(want))
    .map(({ row }) => row)
    .find(({ active }) => active);
}

function userWants(user: SourceUser | undefined): Want[] {
  if (!user) return [];
  const { crmId, entraId, email } = user;
  const want = (by: By, value: string): Want => ({ table: 'systemuser', by, value: value.toLowerCase() });
  return [
    ...(isGuid(crmId) ? [want('id', crmId)] : []),
    ...(isGuid(entraId) ? [want('entra', entraId)] : []),
    ...(email ? [want('address', email)] : []),
  ];
}
