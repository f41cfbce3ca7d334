import { z } from 'zod';
import type { SourceApi } from '../connections/source-api.ts';
import { PassingFailure } from '../failures.ts';
import { reason } from '../reasons.ts';
import { type Subscription, type SubscriptionApi, SubscriptionRefused, type SubscriptionTarget } from './types.ts';

/** Resource and action, as Outreach's webhooks name them; `*` is every action. */
const wanted = ['call *', 'mailing *', 'task *', 'kaiaRecording created'] as const;

const path = '/api/v2/webhooks';
const webhook = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  attributes: z.object({
    url: z.string(),
    resource: z.string().nullish(),
    action: z.string().nullish(),
    active: z.boolean().nullish(),
    disabledReason: z.string().nullish(),
    disabledSince: z.string().nullish(),
  }),
});
const listed = z.object({ data: z.array(webhook), links: z.object({ next: z.string().nullish() }).nullish() });
/** As many as Outreach lists at once; a bridge needs four. */
const pageSize = 1000;

/** Outreach's `webhooks` (JSON:API): one for each resource and action (facts §5.2). */
export function outreachSubscriptions(api: SourceApi): SubscriptionApi {
  const must = async (method: 'POST' | 'PATCH', at: string, data: object): Promise<unknown> => {
    const answer = await api.send({ method, path: at, body: { data } });
    if (answer.status >= 300) throw new SubscriptionRefused(answer.status);
    return answer.body;
  };
  const attributesOf = (event: string, { url, secret }: SubscriptionTarget): object => {
    const [resource, action] = event.split(' ');
    return { url, secret, resource, action };
  };
  return {
    wanted,
    optional: ['kaiaRecording created'],
    async list() {
      const { status, body } = await api.send({ method: 'GET', path: `${path}?page[size]=${pageSize}` });
      if (status !== 200) throw new SubscriptionRefused(status);
      return read(listed, body).data.map(toSubscription);
    },
    async create(event, target) {
      const body = await must('POST', path, { type: 'webhook', attributes: attributesOf(event, target) });
      return read(z.object({ data: webhook }), body).data.id;
    },
    async renew({ id, event }, target) {
      // Any change also ends a suspension for failures.
      const attributes = { ...attributesOf(event, target), active: true };
      const data = { type: 'webhook', id: /^\d+$/.test(id) ? Number(id) : id, attributes };
      await must('PATCH', `${path}/${encodeURIComponent(id)}`, data);
    },
    async remove(id) {
      const { status } = await api.send({ method: 'DELETE', path: `${path}/${encodeURIComponent(id)}` });
      if (status >= 300 && status !== 404) throw new SubscriptionRefused(status);
    },
  };
}

function toSubscription({ id, attributes }: z.infer<typeof webhook>): Subscription {
  const { url, resource, action, active, disabledReason, disabledSince } = attributes;
  return {
    id,
    event: `${resource ?? '*'} ${action ?? '*'}`,
    url,
    enabled: active !== false && !disabledSince,
    ...(disabledReason ? { why: disabledReason.slice(0, 200) } : {}),
  };
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new PassingFailure(reason('source-unavailable', 'outreach webhooks: unexpected answer'));
}
