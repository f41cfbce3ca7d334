import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** A subscription as Salesloft or Outreach keeps it. */
export interface KeptSubscription {
  readonly id: number;
  event: string;
  url: string;
  secret: string;
  enabled: boolean;
  /** Of another integration: not made over this API. */
  readonly foreign?: boolean;
}

export interface SourceAccount {
  readonly subscriptions: KeptSubscription[];
  /** What a list shows, by its path without the root: `activities/calls`, `mailings`. */
  readonly lists: Map<string, object[]>;
  /** Requests of lists, as they were asked. */
  readonly asked: string[];
  /** Refresh tokens were exchanged so often. */
  refreshes(): number;
  /** Makes every token that was given out so far worthless, as an administrator of the source can. */
  revoke(): void;
  /** Answers of the next requests to the API: a status in place of an answer. */
  failNext(...statuses: readonly number[]): void;
  /** Lets every access token end. */
  endAccessTokens(): void;
}

export interface SourceAccountOptions {
  /** Token that is good for ever. */
  readonly apiToken?: string;
  readonly client?: { readonly id: string; readonly secret: string };
  /** Events that may not be subscribed to. */
  readonly refused?: readonly string[];
}

interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string;
  accessEnded: boolean;
  refreshEnded: boolean;
  /** Grants this one replaces end when it is first used. */
  readonly replaces?: Grant;
}

const random = (): string => randomBytes(18).toString('base64url');

/**
 * What Salesloft and Outreach have in common beside people: sign-in by OAuth with PKCE and rotating refresh tokens, webhook
 * subscriptions, lists by time of change. Both dialects are served; everything below `/v2` and `/api/v2` needs a token.
 */
export function addSourceAccount(app: FastifyInstance, options: SourceAccountOptions): SourceAccount {
  const { apiToken, client, refused = [] } = options;
  const grants: Grant[] = [];
  const codes = new Map<string, { challenge: string; redirectUri: string }>();
  const subscriptions: KeptSubscription[] = [];
  const lists = new Map<string, object[]>();
  const asked: string[] = [];
  let statuses: number[] = [];
  let refreshes = 0;
  let nextId = 501;

  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.addContentTypeParser('application/vnd.api+json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, JSON.parse(String(body))),
  );

  app.addHook('onRequest', async (request, reply) => {
    if (!/^\/(api\/)?v2\//.test(request.url)) return;
    const status = statuses.shift();
    if (status !== undefined) return reply.code(status).send({ error: 'a fault of the test' });
    const token = request.headers.authorization?.replace(/^Bearer /, '');
    if (apiToken !== undefined && token === apiToken) return;
    const grant = grants.find(({ accessToken, accessEnded }) => accessToken === token && !accessEnded);
    if (!grant) return reply.code(401).send({ error: 'Invalid Bearer token' });
    for (let old = grant.replaces; old; old = old.replaces) {
      old.accessEnded = true;
      old.refreshEnded = true;
    }
  });

  /** The page where somebody allows the access: allowed at once. */
  app.get<{ Querystring: Record<string, string> }>('/oauth/authorize', (request, reply) => {
    const { client_id, redirect_uri = '', state = '', code_challenge = '', response_type } = request.query;
    if (client_id !== client?.id || response_type !== 'code') return reply.code(400).send('no such application');
    const code = random();
    codes.set(code, { challenge: code_challenge, redirectUri: redirect_uri });
    const back = new URL(redirect_uri);
    for (const [name, value] of Object.entries({ code, state, context: 'a-context', scope: 'all' }))
      back.searchParams.set(name, value);
    return reply.redirect(back.href);
  });

  app.post<{ Body: Record<string, string> }>('/oauth/token', (request, reply) => {
    const {
      grant_type,
      client_id,
      client_secret,
      code = '',
      redirect_uri,
      code_verifier = '',
      refresh_token,
    } = request.body;
    const deny = (error: string): unknown => reply.code(400).send({ error });
    if (client_id !== client?.id || client_secret !== client?.secret) return deny('invalid_client');
    if (grant_type === 'authorization_code') {
      const kept = codes.get(code);
      codes.delete(code);
      const challenge = createHash('sha256').update(code_verifier).digest('base64url');
      if (!kept || kept.challenge !== challenge || kept.redirectUri !== redirect_uri) return deny('invalid_grant');
      if (request.body['context'] !== 'a-context') return deny('invalid_request');
      return give();
    }
    const old = grants.find(({ refreshToken, refreshEnded }) => refreshToken === refresh_token && !refreshEnded);
    if (grant_type !== 'refresh_token' || !old) return deny('invalid_grant');
    refreshes += 1;
    return give(old);
  });

  function give(replaces?: Grant): object {
    const grant = { accessToken: random(), refreshToken: random(), accessEnded: false, refreshEnded: false };
    grants.push(replaces ? { ...grant, replaces } : grant);
    return {
      access_token: grant.accessToken,
      refresh_token: grant.refreshToken,
      token_type: 'bearer',
      expires_in: 7200,
    };
  }

  const byId = (request: FastifyRequest): KeptSubscription | undefined =>
    subscriptions.find(({ id, foreign }) => !foreign && String(id) === (request.params as { id: string }).id);
  const remove = (request: FastifyRequest, reply: FastifyReply): unknown => {
    const one = byId(request);
    if (!one) return reply.code(404).send({ error: 'Not Found' });
    subscriptions.splice(subscriptions.indexOf(one), 1);
    return reply.code(204).send();
  };
  const make = (reply: FastifyReply, one: Omit<KeptSubscription, 'id' | 'enabled'>): KeptSubscription | undefined => {
    if (refused.includes(one.event)) return void reply.code(403).send({ error: 'a scope is missing' });
    const made = { id: nextId++, enabled: true, ...one };
    subscriptions.push(made);
    return made;
  };

  app.get('/v2/webhook_subscriptions', () => ({ data: subscriptions.map(salesloftBody) }));
  app.post<{ Body: Record<string, string> }>('/v2/webhook_subscriptions', (request, reply) => {
    const { callback_url: url = '', callback_token: secret = '', event_type: event = '' } = request.body;
    const made = make(reply, { url, secret, event });
    return made ? { data: salesloftBody(made) } : reply;
  });
  app.put<{ Body: Record<string, unknown> }>('/v2/webhook_subscriptions/:id', (request, reply) => {
    const one = byId(request);
    if (!one) return reply.code(404).send({ error: 'Not Found' });
    const { callback_url, callback_token, enabled } = request.body;
    Object.assign(one, {
      url: callback_url ?? one.url,
      secret: callback_token ?? one.secret,
      enabled: enabled ?? one.enabled,
    });
    return { data: salesloftBody(one) };
  });
  app.delete('/v2/webhook_subscriptions/:id', remove);

  interface Resource {
    readonly data: { readonly attributes: Record<string, unknown> };
  }
  app.get('/api/v2/webhooks', () => ({ data: subscriptions.map(outreachBody) }));
  app.post<{ Body: Resource }>('/api/v2/webhooks', (request, reply) => {
    const { url, secret, resource, action } = request.body.data.attributes;
    const made = make(reply, { url: String(url), secret: String(secret), event: `${resource} ${action}` });
    return made ? reply.code(201).send({ data: outreachBody(made) }) : reply;
  });
  app.patch<{ Body: Resource }>('/api/v2/webhooks/:id', (request, reply) => {
    const one = byId(request);
    if (!one) return reply.code(404).send({ errors: [] });
    const { url, secret, active } = request.body.data.attributes;
    Object.assign(one, { url: url ?? one.url, secret: secret ?? one.secret, enabled: active ?? one.enabled });
    return { data: outreachBody(one) };
  });
  app.delete('/api/v2/webhooks/:id', remove);

  for (const path of ['activities/emails', 'activities/calls', 'call_data_records', 'notes', 'meetings', 'tasks']) {
    app.get<{ Querystring: Record<string, string> }>(`/v2/${path}`, (request) => {
      asked.push(request.url);
      const { 'updated_at[gte]': since = '', per_page = '25', page = '1' } = request.query;
      const data = pageOf(
        lists.get(path) ?? [],
        'updated_at',
        since,
        (Number(page) - 1) * Number(per_page),
        Number(per_page),
      );
      return { metadata: { paging: { per_page: Number(per_page), current_page: Number(page) } }, data };
    });
  }
  for (const path of ['mailings', 'calls', 'tasks']) {
    app.get<{ Querystring: Record<string, string> }>(`/api/v2/${path}`, (request) => {
      asked.push(request.url);
      const {
        'filter[updatedAt]': range = '',
        'page[size]': size = '50',
        'page[offset]': offset = '0',
      } = request.query;
      const [since = ''] = range.split('..inf');
      return { data: pageOf(lists.get(path) ?? [], 'updatedAt', since, Number(offset), Number(size)) };
    });
  }

  return {
    subscriptions,
    lists,
    asked,
    refreshes: () => refreshes,
    revoke() {
      for (const grant of grants) {
        grant.accessEnded = true;
        grant.refreshEnded = true;
      }
    },
    failNext: (...next) => void (statuses = [...next]),
    endAccessTokens() {
      for (const grant of grants) grant.accessEnded = true;
    },
  };
}

function pageOf(all: readonly object[], field: string, since: string, skip: number, take: number): object[] {
  const timeOf = (item: object): string =>
    String(field in item ? Reflect.get(item, field) : Reflect.get(Reflect.get(item, 'attributes'), field));
  // Microseconds count: the whole text in UTC, the fraction as it is written.
  const order = (time: string): string =>
    `${new Date(time).toISOString().slice(0, 19)}.${(/\.(\d+)/.exec(time)?.[1] ?? '').padEnd(9, '0')}`;
  return all
    .filter((item) => order(timeOf(item)) >= order(since))
    .sort((a, b) => (order(timeOf(a)) < order(timeOf(b)) ? -1 : 1))
    .slice(skip, skip + take);
}

function salesloftBody({ id, url, event, enabled }: KeptSubscription): object {
  return { id, tenant_id: 1, callback_url: url, event_type: event, enabled };
}

function outreachBody({ id, url, event, enabled }: KeptSubscription): object {
  const [resource, action] = event.split(' ');
  const attributes = { url, resource, action, active: enabled, disabledReason: enabled ? null : 'no answer for days' };
  return { type: 'webhook', id, attributes };
}
