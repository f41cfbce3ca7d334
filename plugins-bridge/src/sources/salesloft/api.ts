import type { PersonRef } from '@activity-logging/activity-model';
import { z } from 'zod';
import { compact } from '../../compact.ts';
import type { SourceApi } from '../../connections/source-api.ts';
import { PassingFailure } from '../../failures.ts';
import { reason } from '../../reasons.ts';
import { TtlCache } from '../../ttl-cache.ts';
import type { SourceAccount, SourceDirectory, SourceUser } from '../types.ts';
import { filled, lower } from './values.ts';

export interface SalesloftApiOptions {
  readonly api: SourceApi;
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
export function salesloftDirectory({ api, ttlMs = 10 * 60_000 }: SalesloftApiOptions): SourceDirectory {
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
    const cache = new TtlCache<Value | null>();
    /** Requests that will bring an id: whoever asks for it meanwhile waits for the same answer. */
    const underWay = new Map<string, Promise<void>>();
    const fetchChunk = async (chunk: readonly string[]): Promise<void> => {
      const answer = await list(resource, schema, chunk);
      for (const absent of chunk) cache.set(absent, null, ttlMs / 10);
      for (const raw of answer) cache.set(raw.id, convert(raw), ttlMs);
    };
    return async (ids: readonly string[]): Promise<ReadonlyMap<string, Value>> => {
      const missing = [...new Set(ids)].filter((wanted) => cache.get(wanted) === undefined && !underWay.has(wanted));
      for (let start = 0; start < missing.length; start += idsPerRequest) {
        const chunk = missing.slice(start, start + idsPerRequest);
        const answer = fetchChunk(chunk).finally(() => {
          for (const asked of chunk) underWay.delete(asked);
        });
        for (const asked of chunk) underWay.set(asked, answer);
      }
      await Promise.all(new Set(ids.flatMap((wanted) => underWay.get(wanted) ?? [])));
      return new Map(
        [...new Set(ids)].flatMap((wanted) => {
          const value = cache.get(wanted);
          return value ? [[wanted, value] as const] : [];
        }),
      );
    };
  }

  async function list<Raw>(resource: string, schema: z.ZodType<Raw>, ids: readonly string[]): Promise<Raw[]> {
    const query = ids.map((wanted) => `ids[]=${encodeURIComponent(wanted)}`).join('&');
    const { body } = await api.read(`/v2/${resource}?${query}&per_page=${idsPerRequest}`);
    const parsed = z.object({ data: z.array(schema) }).safeParse(body);
    if (!parsed.success)
      throw new PassingFailure(reason('source-unavailable', `salesloft ${resource}: unexpected answer`));
    return parsed.data.data;
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
