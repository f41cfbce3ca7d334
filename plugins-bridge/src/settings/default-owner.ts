import type { LoggingSettings } from '@activity-logging/activity-model';
import { z } from 'zod';
import type { DataverseClient } from '../dataverse/client.ts';
import { inFilter } from '../dataverse/query.ts';

const users = z.object({
  value: z.array(
    z.object({
      systemuserid: z.string().transform((id) => id.toLowerCase()),
      internalemailaddress: z.string().nullish(),
      isdisabled: z.boolean().nullish(),
    }),
  ),
});
type User = z.infer<typeof users>['value'][number];

/** What an exported file says of the default owner. */
export interface OwnerOfFile {
  readonly id?: string;
  readonly email?: string;
}

/** The default owner to store; `note` says why it is the one there was before. */
export interface FoundOwner {
  readonly id?: string;
  readonly note?: string;
}

/** Address of a user, which names the user in other organisations too. @throws PassingFailure, DataverseError */
export async function emailOfUser(client: DataverseClient, id: string): Promise<string | undefined> {
  const [user] = await usersBy(client, 'systemuserid', id);
  return user?.internalemailaddress ?? undefined;
}

/**
 * The enabled user that a file of another organisation means: by address where the file has one, else by id. Nobody is guessed:
 * what names no user, or several, leaves the owner as it is (SPEC F-7, L-28).
 *
 * @throws PassingFailure, DataverseError
 */
export async function findOwner(
  client: DataverseClient,
  { id, email }: OwnerOfFile,
  before: LoggingSettings['defaultOwnerId'],
): Promise<FoundOwner> {
  if (id === undefined && email === undefined) return {};
  const found =
    email === undefined
      ? await usersBy(client, 'systemuserid', id ?? '')
      : await usersBy(client, 'internalemailaddress', email);
  const enabled = found.filter(({ isdisabled }) => isdisabled !== true);
  const owner =
    enabled.find(({ systemuserid }) => systemuserid === id) ?? (enabled.length === 1 ? enabled[0] : undefined);
  if (owner) return { id: owner.systemuserid };
  const who = email === undefined ? `the id ${id}` : `the address ${email}`;
  const count = enabled.length === 0 ? 'No enabled user has' : 'Several users have';
  return {
    ...(before === undefined ? {} : { id: before }),
    note: `${count} ${who}: the default owner is left as it is.`,
  };
}

async function usersBy(client: DataverseClient, column: string, value: string): Promise<User[]> {
  const filter = inFilter(column, [value]);
  const query = `systemusers?$select=systemuserid,internalemailaddress,isdisabled&$filter=${filter}`;
  return users.parse(await client.read(query)).value;
}
