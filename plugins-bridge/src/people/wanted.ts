import type { EventFields, ItemState, PersonRef } from '@activity-logging/activity-model';
import { fieldsOf } from '@activity-logging/activity-model';
import { compact } from '../compact.ts';
import type { SourceAccount, SourceDirectory, SourceUser } from '../sources/types.ts';

/** Everybody an item mentions, as far as its source knows them. */
export interface Wanted {
  /** The item with what its source's references stand for filled in. */
  readonly item: ItemState;
  readonly fields: EventFields;
  readonly persons: readonly PersonRef[];
  readonly user?: SourceUser;
  readonly host?: SourceUser;
  /** accountid the source names. */
  readonly accountId?: string;
  /** The item is about an account, whether it is known or not. */
  readonly aboutAccount: boolean;
}

/** Asks the source who its references stand for: one request a resource for all items. @throws PassingFailure */
export async function resolveReferences(
  items: readonly ItemState[],
  directory: SourceDirectory | undefined,
): Promise<Wanted[]> {
  const all = items.map((item) => ({ item, fields: fieldsOf(item) }));
  const personIds = all.flatMap(({ fields }) => (fields.people ?? []).flatMap(({ sourceId }) => sourceId ?? []));
  const userIds = all.flatMap(({ fields: { user, host, bookedBy } }) =>
    [user, host, bookedBy].flatMap((ref) => ref?.sourceId ?? []),
  );
  const accountIds = all.flatMap(({ fields }) => fields.accountRef?.sourceId ?? []);
  const [people, users, accounts] = await Promise.all([
    ask(personIds, directory?.people),
    ask(userIds, directory?.users),
    ask(accountIds, directory?.accounts),
  ]);
  return all.map(({ item, fields }) => fill(item, fields, people, users, accounts));
}

async function ask<T>(
  ids: readonly string[],
  look: ((ids: readonly string[]) => Promise<ReadonlyMap<string, T>>) | undefined,
): Promise<ReadonlyMap<string, T>> {
  return ids.length > 0 && look ? look(ids) : new Map<string, T>();
}

function fill(
  item: ItemState,
  fields: EventFields,
  people: ReadonlyMap<string, PersonRef>,
  users: ReadonlyMap<string, SourceUser>,
  accounts: ReadonlyMap<string, SourceAccount>,
): Wanted {
  const known = (ref: EventFields['user']): SourceUser | undefined => {
    if (!ref) return undefined;
    const asked = ref.sourceId ? users.get(ref.sourceId) : undefined;
    return { ...ref, ...asked, active: asked?.active ?? true };
  };
  const bookedBy = known(fields.bookedBy);
  return {
    item: bookedBy ? withField(item, 'bookedBy', bookedBy) : item,
    fields,
    persons: (fields.people ?? []).map((ref) => merge(ref, ref.sourceId ? people.get(ref.sourceId) : undefined)),
    ...compact({
      user: known(fields.user),
      host: known(fields.host),
      accountId:
        fields.accountRef?.crmId ??
        (fields.accountRef?.sourceId ? accounts.get(fields.accountRef.sourceId)?.crmId : undefined),
    }),
    aboutAccount: Boolean(fields.accountRef),
  };
}

/** The address and the number the payload names come first: they are the ones that were used. */
function merge(payload: PersonRef, asked: PersonRef | undefined): PersonRef {
  const phones = [...new Set([...(payload.phones ?? []), ...(asked?.phones ?? [])])];
  return {
    ...asked,
    ...payload,
    emails: [...new Set([...(payload.emails ?? []), ...(asked?.emails ?? [])])],
    ...(phones.length > 0 ? { phones } : {}),
  };
}

function withField(item: ItemState, name: 'bookedBy', value: unknown): ItemState {
  return { ...item, fields: { ...item.fields, [name]: { value, version: item.version } } };
}

/** Every address an item mentions, lower case. */
export function addressesOf({ fields, persons, user, host }: Wanted): string[] {
  const lists = [fields.to, fields.cc, fields.bcc, fields.attendees, fields.from ? [fields.from] : []];
  const named = lists.flatMap((list) => (list ?? []).map(({ email }) => email));
  const owners = (fields.actionItems ?? []).map(({ owner }) => owner);
  const own = [user, host, ...owners].flatMap((ref) => ref?.email ?? []);
  return [...new Set([...persons.flatMap(({ emails }) => emails ?? []), ...named, ...own])].filter(
    (address) => address !== '',
  );
}
