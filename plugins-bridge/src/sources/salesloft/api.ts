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

export interface SalesloftApiOptions {
  readonly http: HttpClient;
  /** Bearer token of the moment. */
  readonly token: (refused?: string) => Promise<string>;
  /** Milliseconds a person or user is believed; what is not found is asked for again after a tenth of it. */
  readonly ttlMs?: number;
}

/** The API takes this many ids a request at most. */
const idsPerRequest = 100;

const id = z.union([z.number(), z.string()]).transform(String);
const text = z.string().nullish();
const personSchema = z.object({
  id,
  display_name: text,
  email_address: text,
  secondary_email_address: text,
  personal_email_address: text,
  phone: text,
  home_phone: text,
  mobile_phone: text,
  crm_id: text,
  crm_object_type: text,
});
const userSchema = z.object({ id, name: text, email: text, active: z.boolean().nullish() });
const accountSchema = z.object({ id, crm_id: text });

/** People, users and accounts of Salesloft by id, asked for in bulk and cached (facts §5.1). */
export function salesloftDirectory({ http, token, ttlMs = 10 * 60_000 }: SalesloftApiOptions): SourceDirectory {
  const read = apiReader({ http, source: 'salesloft', token, accept: 'application/json' });
  return {
    people: lookup('people', personSchema, toPerson),
    users: lookup('users', userSchema, toUser),
    accounts: lookup('accounts', accountSchema, ({ crm_id }): SourceAccount => compact({ crmId: filled(crm_id) })),
  };

  function lookup<Raw extends { id: string }, Value>(
    resource: string,
    schema: z.ZodType<Raw>,
    convert: (raw: Raw) => Value,
  ) {
    const answer = z.object({ data: z.array(schema) });
    return bulkLookup(
      async (ids) => {
        const query = ids.map((wanted) => `ids[]=${encodeURIComponent(wanted)}`).join('&');
        const parsed = answer.safeParse(await read(`/v2/${resource}?${query}&per_page=${idsPerRequest}`));
        if (!parsed.success)
          throw new PassingFailure(reason('source-unavailable', `salesloft ${resource}: unexpected answer`));
        return new Map(parsed.data.data.map((raw) => [raw.id, convert(raw)] as const));
      },
      { idsPerRequest, ttlMs },
    );
  }
}

function toPerson(person: z.infer<typeof personSchema>): PersonRef {
  const emails = [person.email_address, person.secondary_email_address, person.personal_email_address].flatMap(
    (email) => (filled(email) ? [lower(String(email))] : []),
  );
  const phones = [person.phone, person.mobile_phone, person.home_phone].flatMap((phone) => filled(phone) ?? []);
  const crmTable = (['contact', 'lead'] as const).find((table) => table === person.crm_object_type?.toLowerCase());
  return compact({
    sourceId: person.id,
    emails,
    phones,
    name: filled(person.display_name),
    crmId: filled(person.crm_id),
    crmTable,
  });
}

function toUser(user: z.infer<typeof userSchema>): SourceUser {
  return {
    ...compact({
      sourceId: user.id,
      name: filled(user.name),
      email: filled(user.email) ? lower(String(user.email)) : undefined,
    }),
    active: user.active ?? true,
  };
}
