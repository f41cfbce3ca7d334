import fastify, { type FastifyInstance } from 'fastify';
import { addSourceAccount } from './source-account.ts';
import { people, type SamplePerson, type SampleUser, users } from './team.ts';

/**
 * The part of the Salesloft API the bridge uses: people and users, single and listed by `ids[]`, in the shapes the API answers;
 * subscriptions and empty lists of activities.
 *
 * @param token bearer token that callers must send; anything else is answered 401.
 */
export function salesloftApi(token: string): FastifyInstance {
  const app = fastify();
  let calls = 0;
  app.addHook('onRequest', async () => void (calls += 1));
  addSourceAccount(app, { apiToken: token });
  app.get<{ Params: { id: string } }>('/v2/people/:id', (request, reply) =>
    single(reply, people, request.params.id, personBody),
  );
  app.get<{ Params: { id: string } }>('/v2/users/:id', (request, reply) =>
    single(reply, users, request.params.id, userBody),
  );
  app.get<{ Querystring: Record<string, unknown> }>('/v2/people', (request) => list(people, request.query, personBody));
  app.get<{ Querystring: Record<string, unknown> }>('/v2/users', (request) => list(users, request.query, userBody));
  app.get('/_calls', () => ({ calls }));
  return app;
}

interface Reply {
  code(status: number): { send(body: unknown): unknown };
  send(body: unknown): unknown;
}

function single<T extends { id: number }>(
  reply: Reply,
  all: readonly T[],
  id: string,
  body: (item: T) => object,
): unknown {
  const found = all.find((item) => String(item.id) === id);
  return found ? reply.send({ data: body(found) }) : reply.code(404).send({ status: 404, error: 'Not Found' });
}

function list<T extends { id: number }>(
  all: readonly T[],
  query: Record<string, unknown>,
  body: (item: T) => object,
): object {
  const wanted = new Set([query['ids[]'] ?? query['ids'] ?? []].flat().map(String));
  const perPage = Math.min(100, Number(query['per_page'] ?? 25));
  const page = Number(query['page'] ?? 1);
  const matching = all.filter((item) => wanted.size === 0 || wanted.has(String(item.id)));
  const data = matching.slice((page - 1) * perPage, page * perPage).map(body);
  const next = page * perPage < matching.length ? page + 1 : null;
  const paging = { per_page: perPage, current_page: page, next_page: next, prev_page: page > 1 ? page - 1 : null };
  return {
    metadata: { filtering: {}, paging, sorting: { sort_by: 'updated_at', sort_direction: 'DESC NULLS LAST' } },
    data,
  };
}

const created = '2026-03-07T02:46:00.302715-05:00';

function personBody(person: SamplePerson): object {
  return {
    id: person.id,
    created_at: created,
    updated_at: created,
    first_name: person.first,
    last_name: person.last,
    display_name: `${person.first} ${person.last}`,
    email_address: person.email,
    full_email_address: `"${person.first} ${person.last}" <${person.email}>`,
    secondary_email_address: null,
    personal_email_address: null,
    phone: person.phone,
    home_phone: null,
    mobile_phone: null,
    title: person.title,
    crm_url: null,
    crm_id: null,
    account_crm_id: null,
    crm_object_type: null,
    person_company_name: person.company.name,
    custom_fields: {},
    tags: [],
    account: { id: person.company.id, _href: `https://api.salesloft.com/v2/accounts/${person.company.id}` },
  };
}

function userBody(user: SampleUser): object {
  return {
    id: user.id,
    guid: user.guid,
    created_at: created,
    updated_at: created,
    name: `${user.first} ${user.last}`,
    first_name: user.first,
    last_name: user.last,
    active: user.inCrm,
    time_zone: user.timeZone,
    email: user.email,
    sending_email_address: user.email,
    crm_connected: false,
  };
}
