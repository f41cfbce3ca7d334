import type { Ref } from '@activity-logging/activity-model';
import { isGuid } from '../dataverse/query.ts';
import { assemble, type Context, type MatchingSettings, type Owners, type Resolved } from './assemble.ts';
import {
  accountById,
  accountPhones,
  addressStep,
  firstWants,
  type Item,
  itemOf,
  matchesOf,
  personMatches,
  phoneSteps,
} from './candidates.ts';
import type { CrmDirectory, CrmLookup } from './crm-directory.ts';
import type { Want } from './crm-queries.ts';
import type { CrmRow } from './crm-rows.ts';
import type { OpportunityQuestion } from './opportunities.ts';
import { bestOf } from './policy.ts';
import { addressesOf, type Wanted } from './wanted.ts';

export type { Resolved } from './assemble.ts';

/**
 * Finds everybody the items mention: by the id the source knows, else by e-mail address, else by telephone number; when nobody
 * is found the account by number, else by the domain of an address (SPEC B-8, L-17, L-23, L-27, L-28). Each step asks only for
 * what those before did not find, for all items in one request.
 *
 * @throws PassingFailure, DataverseError
 */
export async function resolvePeople(
  wanted: readonly Wanted[],
  crm: CrmDirectory,
  owners: Owners,
  settings: MatchingSettings,
): Promise<Resolved[]> {
  const lookup = crm.lookup();
  const items = wanted.map((one) => itemOf(one, crm.country));
  await lookup.load(items.flatMap(firstWants));
  await lookup.load(items.flatMap((item) => phoneWants(item, lookup)));
  const context: Context = {
    lookup,
    owners,
    settings,
    domains: items.some((item) => needsDomains(item, lookup)) ? await crm.domains() : new Map<string, string>(),
    lastActive:
      settings.ambiguityPolicy === 'mostRecentlyActive'
        ? await crm.lastActive(items.flatMap((item) => ambiguous(item, lookup)))
        : new Map<string, string>(),
  };
  const resolved = items.map((item) => assemble(item, context));
  const opportunities = await crm.opportunities(
    resolved.map((one, index) => questionOf(one, wanted[index])),
    settings.opportunityPolicy,
  );
  return resolved.map((one, index) => withOpportunity(one, opportunities[index]));
}

/** Numbers of persons that neither id nor address found; of accounts too when the item found nobody at all. */
function phoneWants(item: Item, lookup: CrmLookup): Want[] {
  const open = item.persons.filter(({ steps }) => matchesOf(steps, lookup).length === 0);
  const nobody = foundNothing(item, lookup);
  return open.flatMap((keys) => [...phoneSteps(keys).flat(), ...(nobody ? accountPhones(keys) : [])]);
}

function needsDomains(item: Item, lookup: CrmLookup): boolean {
  return (
    foundNothing(item, lookup) &&
    item.persons.every((keys) => matchesOf([accountPhones(keys)], lookup).length === 0) &&
    [...item.persons, ...item.attendees].some(({ ref }) => (ref.emails ?? []).length > 0)
  );
}

/** Neither a person nor the account the source names. */
function foundNothing({ wanted: { accountId }, persons, attendees }: Item, lookup: CrmLookup): boolean {
  const none = [...persons, ...attendees].every((keys) => personMatches(keys, lookup).length === 0);
  return none && !(isGuid(accountId) && lookup.matches(accountById(accountId)).length > 0);
}

/** Persons between whom the latest activity decides. */
function ambiguous({ wanted, persons, attendees }: Item, lookup: CrmLookup): CrmRow[] {
  const sets = [
    ...[...persons, ...attendees].map((keys) => personMatches(keys, lookup)),
    ...addressesOf(wanted).map((address) => matchesOf([addressStep(address)], lookup)),
  ];
  return sets.map(bestOf).flatMap((rows) => (rows.length > 1 ? rows : []));
}

function questionOf(resolved: Resolved, wanted: Wanted | undefined): OpportunityQuestion {
  if (!resolved.found) return {};
  const { persons, account } = resolved.people;
  const dealId = wanted?.fields.dealRef?.crmId?.toLowerCase();
  const accountId = account?.id ?? persons[0]?.accountId;
  return {
    ...(dealId ? { dealId } : {}),
    ...(persons[0] ? { personId: persons[0].ref.id } : {}),
    ...(accountId ? { accountId } : {}),
  };
}

function withOpportunity(resolved: Resolved, opportunity: Ref | undefined): Resolved {
  return resolved.found && opportunity ? { found: true, people: { ...resolved.people, opportunity } } : resolved;
}
