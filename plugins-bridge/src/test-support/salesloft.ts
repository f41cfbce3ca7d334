import { createHmac } from 'node:crypto';
import Fastify from 'fastify';
import {
  addSourceAccount,
  type SourceAccount,
  type SourceAccountOptions,
} from '../../../samples/src/source-account.ts';

export const callbackToken = 'callback-token';
export const apiToken = 'api-token';

export interface SalesloftPerson {
  readonly id: number;
  readonly email: string;
}

export interface TestApi {
  readonly url: string;
  readonly account: SourceAccount;
  close(): Promise<unknown>;
}

/** The Salesloft API as far as the bridge uses it; it takes {@link apiToken} and what an account of `options` gives out. */
export async function salesloftApi(
  people: readonly SalesloftPerson[],
  users: readonly SalesloftPerson[],
  options: SourceAccountOptions = {},
): Promise<TestApi> {
  const app = Fastify();
  const account = addSourceAccount(app, { apiToken, ...options });
  const list =
    (all: readonly SalesloftPerson[], shape: (one: SalesloftPerson) => object) => (request: { query: unknown }) => {
      const asked = [(request.query as Record<string, string | string[]>)['ids[]'] ?? []].flat();
      return { metadata: {}, data: all.filter(({ id }) => asked.includes(String(id))).map(shape) };
    };
  app.get(
    '/v2/people',
    list(people, ({ id, email }) => ({ id, display_name: `Person ${id}`, email_address: email, crm_id: null })),
  );
  app.get(
    '/v2/users',
    list(users, ({ id, email }) => ({ id, name: `User ${id}`, email, active: true })),
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, account, close: () => app.close() };
}

/** Posts a webhook as Salesloft would. */
export async function post(bridgeUrl: string, event: string, body: unknown, token = callbackToken): Promise<Response> {
  const raw = typeof body === 'string' ? body : JSON.stringify(body);
  const signature = createHmac('sha1', token).update(raw).digest('hex');
  return fetch(`${bridgeUrl}/sources/salesloft`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-salesloft-event': event, 'x-salesloft-signature': signature },
    body: raw,
  });
}

/** A time of the source: local offset, microseconds. */
export function at(minute: number): string {
  return `2026-01-22T0${1 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}:45.587713-05:00`;
}

/** Payloads about one person, in the source's shapes. */
export function payloadsOf(person: SalesloftPerson, user: SalesloftPerson) {
  const ref = { id: person.id };
  const base = (id: number, minute: number) => ({
    id: person.id * 100 + id,
    created_at: at(1),
    updated_at: at(minute),
    user: { id: user.id },
  });
  const email = {
    recipient: ref,
    recipient_email_address: person.email,
    status: 'sent',
    sent_at: at(2),
    counts: { replies: 0 },
  };
  const call = {
    to: '+12025550100',
    duration: 61,
    disposition: 'Connected',
    sentiment: null,
    recordings: [],
    called_person: ref,
  };
  return {
    email: (minute: number, more: object = {}) => ({ ...base(1, minute), ...email, ...more }),
    call: (minute: number, more: object = {}) => ({ ...base(5, minute), ...call, ...more }),
    record: (minute: number) => ({
      ...base(6, minute),
      to: '+12025550100',
      from: '+1',
      duration: 60,
      direction: 'outbound',
      call_type: 'call',
      call: { id: person.id * 100 + 5 },
      called_person: ref,
    }),
    note: (minute: number, content: string) => ({
      ...base(7, minute),
      content,
      associated_type: 'person',
      associated_with: ref,
      call: null,
    }),
    /** A completed step of a cadence. */
    step: (minute: number, more: object = {}) => ({
      ...base(9, minute),
      current_state: 'completed',
      task_type: 'general',
      completed_at: at(3),
      subject: 'Send the catalogue',
      description: 'By mail, with a card',
      person: ref,
      cadence: { id: 9 },
      ...more,
    }),
    meeting: (minute: number, more: object = {}) => ({
      ...base(8, minute),
      user: undefined,
      title: 'Demo',
      start_time: '2099-01-01T10:00:00.000000Z',
      end_time: '2099-01-01T11:00:00.000000Z',
      person: ref,
      recipient_email: person.email,
      owned_by_meetings_settings: { email_address: user.email },
      attendees: [{ email: person.email }, { email: user.email }, { email: 'stranger@else.example' }],
      canceled_at: null,
      status: 'booked',
      ...more,
    }),
  };
}
