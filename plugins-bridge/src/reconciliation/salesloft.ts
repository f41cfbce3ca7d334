import { z } from 'zod';
import type { SourceApi } from '../connections/source-api.ts';
import { PassingFailure } from '../failures.ts';
import type { HttpResponse } from '../outbound/http-client.ts';
import { reason } from '../reasons.ts';
import type { PullPage, PullResource, PullSource } from './types.ts';

/** Lists and the event whose payload their items are; what is deleted at the source is in no list. */
const lists = [
  ['activities/emails', 'email_updated'],
  ['activities/calls', 'call_updated'],
  ['call_data_records', 'call_data_record_updated'],
  ['notes', 'note_updated'],
  ['meetings', 'meeting_updated'],
  ['tasks', 'task_updated'],
] as const;

const perPage = 100;
/** A team has 600 cost a minute for all its integrations (facts §1.1); so much is left to them and to looking up people. */
const reserve = 200;
const minuteMs = 60_000;

const answer = z.object({
  data: z.array(
    z.looseObject({
      id: z.union([z.number(), z.string()]).transform(String),
      updated_at: z.iso.datetime({ offset: true }),
    }),
  ),
});

/** Salesloft's lists by `updated_at` (facts §0.1: after four tries a webhook is lost). */
export function salesloftPull(api: SourceApi): PullSource {
  return { name: 'salesloft', resources: lists.map(([path, event]) => resource(api, path, event)) };
}

function resource(api: SourceApi, name: string, event: string): PullResource {
  return {
    name,
    async page(since, page): Promise<PullPage> {
      const filter = `updated_at[gte]=${encodeURIComponent(since)}&sort_by=updated_at&sort_direction=ASC`;
      const { body, headers } = await api.read(`/v2/${name}?${filter}&per_page=${perPage}&page=${page}`);
      const read = answer.safeParse(body);
      if (!read.success) throw new PassingFailure(reason('source-unavailable', `salesloft ${name}: unexpected answer`));
      const { data } = z.object({ data: z.array(z.unknown()) }).parse(body);
      const items = read.data.data.map(({ id, updated_at: version }, index) => ({
        id,
        version,
        event,
        body: data[index],
      }));
      return { items, isLast: items.length < perPage, pauseMs: pauseOf(headers) };
    },
  };
}

/** Salesloft tells what is left of the minute, not when it ends: a whole one is waited out. */
function pauseOf(headers: HttpResponse['headers']): number {
  const remaining = Number(headers['x-ratelimit-remaining-minute'] ?? NaN);
  const cost = Number(headers['x-ratelimit-endpoint-cost'] ?? 1);
  return remaining - cost < reserve ? minuteMs : 0;
}
