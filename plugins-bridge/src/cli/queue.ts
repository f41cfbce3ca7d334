import { z } from 'zod';
import { tableLines } from './table.ts';

const counts = z.object({ pending: z.number(), logged: z.number(), skipped: z.number(), parked: z.number() });
const reasons = z.array(z.object({ code: z.string(), count: z.number(), text: z.string(), fix: z.string() }));
const status = z.object({
  deliveries: counts.extend({ received: z.number() }),
  entries: counts,
  rows: z.record(z.string(), z.number()),
  parked: reasons,
  skipped: reasons,
  oldestPending: z.number().optional(),
});
const listed = z.object({
  id: z.string(),
  delivery: z.string(),
  source: z.string(),
  name: z.string(),
  receivedAt: z.number(),
  state: z.string(),
  attempts: z.number(),
  reason: z.object({ code: z.string(), detail: z.string().optional() }).optional(),
  text: z.string().optional(),
  fix: z.string().optional(),
});
const list = z.object({ entries: z.array(listed) });
const shown = listed.extend({
  bytes: z.number().optional(),
  event: z
    .object({
      source: z.string(),
      type: z.string(),
      externalId: z.string(),
      version: z.string(),
      fields: z.array(z.string()),
    })
    .optional(),
  item: z
    .object({
      id: z.string(),
      revision: z.number(),
      rows: z.array(
        z.object({ activityId: z.string(), table: z.string(), version: z.string(), gone: z.boolean().optional() }),
      ),
      issues: z.array(z.string()),
    })
    .optional(),
  payload: z.string().optional(),
});

/** What `queue status` prints of the answer. */
export function statusLines(answer: unknown): string[] {
  const { deliveries, entries, rows, parked, skipped, oldestPending } = status.parse(answer);
  const states = ['pending', 'logged', 'skipped', 'parked'] as const;
  return [
    ...tableLines(
      ['', 'received', ...states],
      [
        ['deliveries', String(deliveries.received), ...states.map((state) => String(deliveries[state]))],
        ['events', '', ...states.map((state) => String(entries[state]))],
      ],
    ),
    ...(oldestPending === undefined ? [] : [`The oldest that waits came in at ${timeOf(oldestPending)}.`]),
    ...Object.entries(rows).map(([table, count]) => `${count} rows of ${table}`),
    ...reasonLines('Parked', parked),
    ...reasonLines('Skipped', skipped),
  ];
}

function reasonLines(title: string, found: z.infer<typeof reasons>): string[] {
  if (found.length === 0) return [];
  return [
    '',
    `${title}:`,
    ...found.map(({ code, count, text, fix }) => `  ${count}  ${code}: ${text}${fix ? ` ${fix}` : ''}`),
  ];
}

/** What `queue list` prints of the answer. */
export function listLines(answer: unknown): string[] {
  const { entries } = list.parse(answer);
  if (entries.length === 0) return ['Nothing fits.'];
  return tableLines(
    ['received', 'state', 'source', 'event', 'attempts', 'reason', 'id'],
    entries.map((one) => [
      timeOf(one.receivedAt),
      one.state,
      one.source,
      one.name,
      String(one.attempts),
      one.reason?.code ?? '',
      one.id,
    ]),
  );
}

/** What `queue show` prints of the answer. */
export function showLines(answer: unknown): string[] {
  const one = shown.parse(answer);
  const lines = [
    `entry     ${one.id}`,
    `state     ${one.state}, put off ${one.attempts} times`,
    `delivery  ${one.delivery}`,
    `from      ${one.source} ${one.name}, ${timeOf(one.receivedAt)}`,
  ];
  if (one.bytes !== undefined) lines.push(`payload   ${one.bytes} bytes`);
  if (one.reason) lines.push(`reason    ${one.reason.code}: ${one.text ?? ''}${one.fix ? ` ${one.fix}` : ''}`);
  if (one.event) {
    lines.push(`event     ${one.event.source} ${one.event.type} ${one.event.externalId}, version ${one.event.version}`);
    lines.push(`tells     ${one.event.fields.join(', ')}`);
  }
  for (const { table, activityId, gone } of one.item?.rows ?? [])
    lines.push(`row       ${table} ${activityId}${gone ? ', deleted in the CRM' : ''}`);
  for (const id of one.item?.issues ?? []) lines.push(`issue     ${id}`);
  if (one.bytes === undefined) lines.push('The payload is not kept any more.');
  if (one.payload !== undefined) lines.push('', one.payload);
  return lines;
}

/** How many entries `drop` would settle. */
export function parkedCount(answer: unknown, code: string): number {
  return status.parse(answer).parked.find((reason) => reason.code === code)?.count ?? 0;
}

const done = z.object({ replayed: z.number() }).or(z.object({ dropped: z.number() }));

/** How many entries a change was about. */
export function doneCount(answer: unknown): number {
  const said = done.parse(answer);
  return 'replayed' in said ? said.replayed : said.dropped;
}

/** Milliseconds since 1970 as a person reads them, UTC. */
function timeOf(at: number): string {
  return at === 0 ? '' : `${new Date(at).toISOString().slice(0, 19)}Z`;
}
