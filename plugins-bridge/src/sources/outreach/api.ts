import type { PersonRef } from '@activity-logging/activity-model';
import { z } from 'zod';
import { compact } from '../../compact.ts';
import { PassingFailure } from '../../failures.ts';
import type { HttpClient } from '../../outbound/http-client.ts';
import { reason } from '../../reasons.ts';
import { apiReader } from '../api-reader.ts';
import { bulkLookup } from '../lookup.ts';
import type { SourceAccount, SourceDirectory, SourceUser } from '../types.ts';
import { filled, lower } from '../values.ts';

export interface OutreachApiOptions {
  readonly http: HttpClient;
  /** Bearer token of the moment: those of Outreach last two hours and are renewed. */
  readonly token: (refused?: string) => Promise<string>;
  /** Milliseconds a prospect or user is believed. */
  readonly ttlMs?: number;
}

/** Ids of one filter; the address stays short and the answer is one page. */
const idsPerRequest = 50;

const id = z.union([z.number().int(), z.string().min(1)]).transform(String);
const text = z.string().nullish();
/** A list of texts; a single one where the API writes it so. */
const texts = z
  .union([z.array(z.string().nullable()), z.string()])
  .nullish()
  .transform((value) => [value ?? []].flat().flatMap((one) => filled(one) ?? []));

const prospectSchema = z.object({
  firstName: text,
  lastName: text,
  emails: texts,
  mobilePhones: texts,
  workPhones: texts,
  homePhones: texts,
  otherPhones: texts,
  voipPhones: texts,
});
const userSchema = z.object({
  firstName: text,
  lastName: text,
  name: text,
  email: text,
  locked: z.boolean().nullish(),
});
const accountSchema = z.object({ customId: text });

/** Prospects, users and accounts of Outreach by id, asked for in bulk and cached (JSON:API, facts §5.2). */
export function outreachDirectory({ http, token, ttlMs = 10 * 60_000 }: OutreachApiOptions): SourceDirectory {
  const read = apiReader({ http, source: 'outreach', token, accept: 'application/vnd.api+json' });
  return {
    people: lookup('prospects', prospectSchema, toPerson),
    users: lookup('users', userSchema, toUser),
    // Where the account came from a CRM, its own id is that of the row there.
    accounts: lookup('accounts', accountSchema, (_id, { customId }): SourceAccount =>
      compact({ crmId: filled(customId) }),
    ),
  };

  function lookup<Attributes, Value>(
    resource: string,
    schema: z.ZodType<Attributes>,
    convert: (id: string, attributes: Attributes) => Value,
  ) {
    const answer = z.object({ data: z.array(z.object({ id, attributes: schema })) });
    return bulkLookup(
      async (ids) => {
        const query = `filter[id]=${ids.map(encodeURIComponent).join(',')}&page[size]=${idsPerRequest}`;
        const parsed = answer.safeParse(await read(`/api/v2/${resource}?${query}`));
        if (!parsed.success)
          throw new PassingFailure(reason('source-unavailable', `outreach ${resource}: unexpected answer`));
        return new Map(parsed.data.data.map((one) => [one.id, convert(one.id, one.attributes)] as const));
      },
      { idsPerRequest, ttlMs },
    );
  }
}

function toPerson(sourceId: string, prospect: z.infer<typeof prospectSchema>): PersonRef {
  const { mobilePhones, workPhones, homePhones, otherPhones, voipPhones } = prospect;
  return {
    sourceId,
    emails: [...new Set(prospect.emails.map(lower))],
    phones: [...new Set([workPhones, mobilePhones, homePhones, otherPhones, voipPhones].flat())],
    ...compact({ name: nameOf(prospect) }),
  };
}

function toUser(sourceId: string, user: z.infer<typeof userSchema>): SourceUser {
  const email = filled(user.email);
  return {
    sourceId,
    ...compact({ name: nameOf(user) ?? filled(user.name), email: email && lower(email) }),
    active: user.locked !== true,
  };
}

function nameOf({
  firstName,
  lastName,
}: {
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
}) {
  return filled([firstName, lastName].flatMap((part) => filled(part) ?? []).join(' '));
}
