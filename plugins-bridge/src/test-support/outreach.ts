import { createHmac } from 'node:crypto';
import Fastify from 'fastify';

export const outreachSecret = 'secret-of-the-Outreach-webhook';
export const outreachToken = 'outreach-api-token';

/** Whole seconds, as Outreach writes `updatedAt`. */
export const second = (at: number): string => `2026-03-02T10:00:${String(at).padStart(2, '0')}.000Z`;
const reference = (type: string, id: number) => ({ [type]: { data: { type, id } } });
export const relations = (prospect = 5, user = 7) => ({
  ...reference('prospect', prospect),
  ...reference('user', user),
});

/** A payload in the documented envelope: an update names no relation and carries what changed. */
export function outreach(
  eventName: string,
  id: number | string,
  attributes: object,
  relationships: object = {},
  deliveredAt = '2026-03-02T10:00:30.697+00:00',
) {
  const [type] = eventName.split('.');
  return { data: { type, id, attributes, relationships }, meta: { deliveredAt, eventName } };
}

export const callCreated = (id = 31) =>
  outreach(
    'call.created',
    id,
    {
      createdAt: second(1),
      updatedAt: second(1),
      direction: 'outbound',
      from: '+12025550900',
      to: '+12025550100',
      dialedAt: second(1),
      answeredAt: null,
      completedAt: null,
      note: null,
      outcome: null,
      recordingUrl: null,
      voicemailRecordingUrl: null,
      state: 'in_progress',
    },
    relations(),
    '2026-03-02T10:00:01.500+00:00',
  );

export const mailingCreated = (id = 41) =>
  outreach(
    'mailing.created',
    id,
    {
      createdAt: second(1),
      updatedAt: second(1),
      state: 'scheduled',
      subject: 'Our proposal',
      bodyHtml: '<p>Dear Ann</p>',
      mailboxAddress: 'Robin@northwind.example',
      messageId: '<m41@northwind.example>',
      deliveredAt: null,
      repliedAt: null,
    },
    relations(),
    '2026-03-02T10:00:01.200+00:00',
  );

export const taskCreated = (id = 51, more: object = {}) =>
  outreach(
    'task.created',
    id,
    {
      createdAt: second(1),
      updatedAt: second(1),
      action: 'action_item',
      taskType: 'sequence_step_task',
      note: 'Send the brochure',
      state: 'incomplete',
      completed: false,
      completedAt: null,
      ...more,
    },
    relations(),
    '2026-03-02T10:00:01.100+00:00',
  );

/** Posts as Outreach does. */
export function postOutreach(url: string, payload: object | string, secret = outreachSecret): Promise<Response> {
  const raw = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return fetch(`${url}/sources/outreach`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'Outreach-Webhook-Signature': createHmac('sha256', secret).update(raw).digest('hex'),
    },
    body: raw,
  });
}

interface OutreachPerson {
  readonly id: number;
  readonly email: string;
}

/** The two lists of the Outreach API that the bridge reads. */
export async function outreachApi(
  prospects: readonly OutreachPerson[],
  users: readonly OutreachPerson[],
): Promise<{ url: string; close(): Promise<unknown> }> {
  const app = Fastify();
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.authorization !== `Bearer ${outreachToken}`) await reply.code(401).send({ errors: [] });
  });
  const list =
    (all: readonly OutreachPerson[], attributes: (one: OutreachPerson) => object) => (request: { query: unknown }) => {
      const asked = (request.query as Record<string, string>)['filter[id]']?.split(',') ?? [];
      const found = all.filter(({ id }) => asked.includes(String(id)));
      return { data: found.map((one) => ({ id: one.id, attributes: attributes(one) })), links: {} };
    };
  app.get(
    '/api/v2/prospects',
    list(prospects, ({ id, email }) => ({ firstName: 'Prospect', lastName: String(id), emails: [email] })),
  );
  app.get(
    '/api/v2/users',
    list(users, ({ id, email }) => ({ firstName: 'User', lastName: String(id), email, locked: false })),
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, close: () => app.close() };
}
