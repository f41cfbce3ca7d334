import { z } from 'zod';
import type { SourceApi } from '../connections/source-api.ts';
import { PassingFailure } from '../failures.ts';
import { reason } from '../reasons.ts';
import { type SubscriptionApi, SubscriptionRefused, type SubscriptionTarget } from './types.ts';

/** Events of the kinds that are logged (facts §0.2). */
const wanted = [
  'email_updated',
  'email_with_body_and_subject_updated',
  'call_created',
  'call_updated',
  'call_data_record_created',
  'call_data_record_updated',
  'note_created',
  'note_updated',
  'note_deleted',
  'meeting_booked',
  'meeting_updated',
  'task_updated',
  'task_completed',
  'task_deleted',
  'conversation_recording_created',
] as const;

const path = '/v2/webhook_subscriptions';
const subscription = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  event_type: z.string(),
  callback_url: z.string(),
  enabled: z.boolean().nullish(),
});

/** Salesloft's `webhook_subscriptions`: one for each event. */
export function salesloftSubscriptions(api: SourceApi): SubscriptionApi {
  const must = async (method: 'POST' | 'PUT', at: string, body: object): Promise<unknown> => {
    const answer = await api.send({ method, path: at, body });
    if (answer.status >= 300) throw new SubscriptionRefused(answer.status);
    return answer.body;
  };
  const bodyOf = (event: string, { url, secret }: SubscriptionTarget): object => ({
    ...{ callback_url: url, callback_token: secret, event_type: event },
  });
  return {
    wanted,
    optional: ['conversation_recording_created'],
    async list() {
      const { status, body } = await api.send({ method: 'GET', path });
      if (status !== 200) throw new SubscriptionRefused(status);
      const { data } = read(z.object({ data: z.array(subscription) }), body);
      return data.map(({ id, event_type, callback_url, enabled }) => ({
        ...{ id, event: event_type, url: callback_url, enabled: enabled ?? true },
      }));
    },
    async create(event, target) {
      const body = await must('POST', path, bodyOf(event, target));
      return read(z.object({ data: subscription }), body).data.id;
    },
    async renew({ id, event }, target) {
      await must('PUT', `${path}/${encodeURIComponent(id)}`, { ...bodyOf(event, target), enabled: true });
    },
    async remove(id) {
      const { status } = await api.send({ method: 'DELETE', path: `${path}/${encodeURIComponent(id)}` });
      if (status >= 300 && status !== 404) throw new SubscriptionRefused(status);
    },
  };
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new PassingFailure(reason('source-unavailable', 'salesloft webhook_subscriptions: unexpected answer'));
}
