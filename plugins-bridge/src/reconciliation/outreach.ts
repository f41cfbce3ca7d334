import { z } from 'zod';
import type { SourceApi } from '../connections/source-api.ts';
import { PassingFailure } from '../failures.ts';
import type { HttpResponse } from '../outbound/http-client.ts';
import { reason } from '../reasons.ts';
import type { PullPage, PullResource, PullSource } from './types.ts';

/** Lists and the event whose payload their items are. */
const lists = [
  ['mailings', 'mailing.updated'],
  ['calls', 'call.updated'],
  ['tasks', 'task.updated'],
] as const;

const perPage = 100;
/** Of the hour's requests so many are left to others. */
const reserve = 2_000;
const minuteMs = 60_000;

const answer = z.object({
  data: z.array(
    z.looseObject({
      id: z.union([z.number(), z.string()]).transform(String),
      attributes: z.looseObject({ updatedAt: z.iso.datetime({ offset: true }) }),
    }),
  ),
});

/** Outreach's lists by `updatedAt` (facts §5.2: any HTTP status counts as delivered there). */
export function outreachPull(api: SourceApi): PullSource {
  return { name: 'outreach', resources: lists.map(([path, event]) => resource(api, path, event)) };
}

function resource(api: SourceApi, name: string, event: string): PullResource {
  return {
    name,
    async page(since, page): Promise<PullPage> {
      const from = encodeURIComponent(`${since}..inf`);
      const paging = `page[size]=${perPage}&page[offset]=${(page - 1) * perPage}`;
      const { body, headers } = await api.read(
        `/api/v2/${name}?filter[updatedAt]=${from}&sort=updatedAt&${paging}&count=false`,
      );
      const read = answer.safeParse(body);
      if (!read.success) throw new PassingFailure(reason('source-unavailable', `outreach ${name}: unexpected answer`));
      const { data } = z.object({ data: z.array(z.unknown()) }).parse(body);
      const items = read.data.data.map(({ id, attributes: { updatedAt: version } }, index) => ({
        ...{ id, version, event },
        // The envelope of a webhook, without the time of a delivery: there was none.
        body: { data: data[index], meta: { eventName: event } },
      }));
      return { items, isLast: items.length < perPage, pauseMs: pauseOf(headers) };
    },
  };
}

function pauseOf(headers: HttpResponse['headers']): number {
  return Number(headers['x-ratelimit-remaining'] ?? NaN) < reserve ? minuteMs : 0;
}
