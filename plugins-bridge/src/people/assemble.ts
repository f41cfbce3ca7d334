import type { LoggingSettings, People, Ref, ResolvedPerson } from '@activity-logging/activity-model';
import { compact } from '../compact.ts';
import { isGuid } from '../dataverse/query.ts';
import type { Reason } from '../queue/types.ts';
import { reason } from '../reasons.ts';
import {
  accountById,
  accountPhones,
  addressStep,
  enabledUser,
  type Item,
  matchesOf,
  type PersonKeys,
  personMatches,
} from './candidates.ts';
import type { CrmLookup } from './crm-directory.ts';
import type { CrmRow } from './crm-rows.ts';
import { accountOfAddress, type AccountsByDomain, domainOf } from './domains.ts';
import { readPhone } from './phones.ts';
import { type Choice, choose, type Match } from './policy.ts';
import { addressToken, phoneToken } from './tokens.ts';
import { addressesOf } from './wanted.ts';

export type Resolved =
  | { readonly found: true; readonly people: People }
  /** Nobody and no account to log to, or several; `awaits` are the tokens whose appearance wakes it (SPEC B-8). */
  | { readonly found: false; readonly reason: Reason; readonly awaits: readonly string[] };

export interface Owners {
  /** systemuserid for what an unknown or departed user did (SPEC L-28). */
  readonly defaultOwnerId?: string;
  /** systemuserid of the bridge itself: owner when no default is configured. */
  readonly ownId: string;
}

export type MatchingSettings = Pick<LoggingSettings, 'ambiguityPolicy' | 'opportunityPolicy' | 'ownDomains'>;

export interface Context {
  readonly lookup: CrmLookup;
  readonly owners: Owners;
  readonly settings: MatchingSettings;
  /** Needed where an item found nobody. */
  readonly domains: AccountsByDomain;
  /** Needed for the policy `mostRecentlyActive`. */
  readonly lastActive: ReadonlyMap<string, string>;
}

/** The people of an item out of what was loaded, by the admin's policy. Pure. */
export function assemble(item: Item, context: Context): Resolved {
  const { lookup, owners } = context;
  const { accountId, user, host } = item.wanted;
  const decide: Decide = (matches) => choose(matches, context.settings.ambiguityPolicy, context.lastActive);
  const decided = (keys: PersonKeys): Decided => ({ keys, choice: decide(personMatches(keys, lookup)) });

  const named = item.persons.map(decided);
  if (named.some(isSeveral)) return ambiguous(item);
  const invited = item.attendees.map(decided);
  const ofNamed = personsOf(named);
  const persons = ofNamed.length > 0 ? ofNamed : personsOf(invited);
  if (persons.length === 0 && invited.some(isSeveral)) return ambiguous(item);
  const byId = isGuid(accountId) ? lookup.matches(accountById(accountId))[0]?.row : undefined;
  const account = byId ? refOf(byId) : persons.length === 0 ? otherAccount(item, decide, context) : undefined;
  if (account === 'several') return ambiguous(item);
  if (persons.length === 0 && !account) return unknown(item);

  const userRow = enabledUser(user, lookup);
  return {
    found: true,
    people: {
      persons,
      ownerId: userRow?.id ?? owners.defaultOwnerId ?? owners.ownId,
      byAddress: rowsByAddress(item, named, decide, lookup),
      ...compact({
        account,
        userName: user?.name ?? userRow?.name ?? user?.email,
        hostId: enabledUser(host && { ...host, active: true }, lookup)?.id,
      }),
    },
  };
}

type Decide = (matches: readonly Match[]) => Choice;

interface Decided {
  readonly keys: PersonKeys;
  readonly choice: Choice;
}

function isSeveral({ choice }: Decided): boolean {
  return choice === 'several';
}

function personsOf(decided: readonly Decided[]): ResolvedPerson[] {
  const seen = new Set<string>();
  return decided.flatMap(resolvedPerson).filter(({ ref }) => (seen.has(ref.id) ? false : seen.add(ref.id)));
}

function resolvedPerson({ keys, choice }: Decided): ResolvedPerson[] {
  const key = keyOf(keys);
  if (!choice || choice === 'several' || key === undefined) return [];
  const table = choice.table === 'lead' ? 'lead' : 'contact';
  const { accountId, name = keys.ref.name } = choice;
  return [{ ref: { table, id: choice.id }, key, ...compact({ accountId, name }) }];
}

/** What the source calls the person; a number when it knows nothing else. */
function keyOf({ ref: { emails, sourceId, crmId }, phones }: PersonKeys): string | undefined {
  return emails?.[0] ?? sourceId ?? crmId ?? phones[0];
}

/** The account with the number, else the one whose domain an address lies in; domains of one's own organisation do not count. */
function otherAccount(item: Item, decide: Decide, { lookup, domains, settings }: Context): Ref | 'several' | undefined {
  for (const keys of item.persons) {
    const row = decide(matchesOf([accountPhones(keys)], lookup));
    if (row) return row === 'several' ? row : refOf(row);
  }
  const others = emailsOf(item).filter((address) => !settings.ownDomains.includes(domainOf(address)));
  const [id] = others.flatMap((address) => accountOfAddress(address, domains) ?? []);
  return id === undefined ? undefined : { table: 'account', id };
}

function emailsOf({ persons, attendees }: Item): string[] {
  return [...new Set([...persons, ...attendees].flatMap(({ ref }) => ref.emails ?? []))];
}

/** The item's own persons by all their addresses, else a user, else whichever person carries the address. */
function rowsByAddress(
  { wanted }: Item,
  named: readonly Decided[],
  decide: Decide,
  lookup: CrmLookup,
): Record<string, Ref> {
  const found: Record<string, Ref> = {};
  for (const address of addressesOf(wanted)) {
    const user = lookup.matches({ table: 'systemuser', by: 'address', value: address }).find(({ row }) => row.active);
    const row = user?.row ?? decide(matchesOf([addressStep(address)], lookup));
    // Who it is nobody knows: the address stands without a row.
    if (row && row !== 'several') found[address] = refOf(row);
  }
  for (const { keys, choice } of named) {
    if (choice && choice !== 'several') for (const address of keys.ref.emails ?? []) found[address] = refOf(choice);
  }
  return found;
}

function unknown(item: Item): Resolved {
  const { wanted, persons } = item;
  if (wanted.aboutAccount && wanted.persons.length === 0)
    return { found: false, reason: reason('account-unknown'), awaits: [] };
  if (wanted.item.type === 'recording' && !wanted.fields.attendees?.length && wanted.fields.host)
    return { found: false, reason: reason('no-invitees'), awaits: tokensOfItem(item) };
  const by = [
    ...(emailsOf(item).length > 0 ? ['by e-mail address'] : []),
    ...(persons.some(({ phones }) => phones.length > 0) ? ['by telephone number'] : []),
  ];
  const nobody =
    persons.length === 0
      ? 'the payload names no person'
      : 'the source does not know the person any more, or without an address';
  return { found: false, reason: reason('person-unknown', by.join(' or ') || nobody), awaits: tokensOfItem(item) };
}

function ambiguous(item: Item): Resolved {
  return { found: false, reason: reason('person-ambiguous'), awaits: tokensOfItem(item) };
}

/** All that the persons can be found by. */
function tokensOfItem(item: Item): string[] {
  const numbers = item.persons.flatMap(({ phones }) => phones.flatMap((text) => readPhone(text, undefined) ?? []));
  return [...new Set([...emailsOf(item).map(addressToken), ...numbers.map(({ number }) => phoneToken(number))])];
}

function refOf(row: CrmRow): Ref {
  return { table: row.table, id: row.id };
}
