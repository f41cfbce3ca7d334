import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serializeBatch } from '../dataverse/batch.ts';
import { openSqliteQueue } from '../queue/sqlite/index.ts';
import type { EventQueue, NewEntry, Outcome } from '../queue/types.ts';
import { reason } from '../reasons.ts';
import { countDataverse, countSourceApi } from './exchanges.ts';
import { addGauges } from './gauges.ts';
import { measuredQueue } from './measured-queue.ts';
import { createMetrics } from './metrics.ts';

const folder = mkdtempSync(join(tmpdir(), 'al-metrics-'));
const metrics = createMetrics();
let clock = 1_000_000;
let queue: EventQueue;

beforeAll(() => {
  queue = measuredQueue(
    openSqliteQueue(join(folder, 'queue.sqlite'), () => clock),
    metrics,
    () => clock,
  );
  addGauges(metrics.registry, {
    queue: () => queue.statistics(),
    lanes: () => [
      { limit: 6, underWay: 2, pausedMs: 0 },
      { limit: 4, underWay: 0, pausedMs: 1500 },
    ],
    ready: () => false,
    settingsCheckedAt: () => clock - 2_000,
    now: () => clock,
  });
});
afterAll(async () => {
  await queue.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Samples by name and labels. */
async function samples(): Promise<Map<string, number>> {
  const lines = (await metrics.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}
const entry = (name: string, more: Partial<NewEntry> = {}): NewEntry => ({
  name,
  key: `key-${name}`,
  work: { what: 'unread' },
  ...more,
});
const delivery = (id: string) => ({
  id,
  source: 'canonical',
  name: 'note',
  raw: Buffer.from('{}'),
  receivedAt: clock,
});

describe('metrics', () => {
  it('B-9 count what came in, what became of it and how long that took', async () => {
    await queue.accept(delivery('a'), [entry('a1'), entry('a2'), entry('a3')]);
    await queue.accept(delivery('a'), [entry('a1')]);
    await queue.accept(delivery('b'), [
      entry('b1', { settled: { state: 'parked', reason: reason('wrong-shape', 'at $.subject') } }),
    ]);
    clock += 3_000;
    expect((await samples()).get('activity_logging_queue_oldest_pending_seconds')).toBe(3);
    const claims = await queue.claim(10);
    expect((await samples()).get('activity_logging_queue_claims')).toBe(3);
    const outcomes: readonly Outcome[] = [
      { do: 'done' },
      { do: 'skip', reason: reason('by-rule') },
      { do: 'retry', at: clock + 60_000, reason: reason('platform-unavailable') },
    ];
    for (const [index, claim] of claims.entries()) {
      const settled = new Map(claim.entries.map(({ id }) => [id, outcomes[index] ?? { do: 'done' as const }]));
      await queue.settle({ claim, outcomes: settled, items: [] });
    }
    clock += 11_000;
    const read = await samples();
    for (const [name, value] of [
      ['activity_logging_deliveries_total{source="canonical",result="accepted"}', 2],
      ['activity_logging_deliveries_total{source="canonical",result="repeated"}', 1],
      ['activity_logging_entries_total{outcome="parked",reason="wrong-shape"}', 1],
      ['activity_logging_entries_total{outcome="logged",reason="none"}', 1],
      ['activity_logging_entries_total{outcome="skipped",reason="by-rule"}', 1],
      ['activity_logging_entries_total{outcome="retried",reason="platform-unavailable"}', 1],
      ['activity_logging_event_to_row_seconds_bucket{le="2"}', 0],
      ['activity_logging_event_to_row_seconds_bucket{le="5"}', 1],
      ['activity_logging_event_to_row_seconds_sum', 3],
      ['activity_logging_queue_claims', 0],
      ['activity_logging_queue_entries{state="pending"}', 1],
      ['activity_logging_queue_entries{state="logged"}', 1],
      ['activity_logging_queue_entries{state="parked"}', 1],
      ['activity_logging_dataverse_lane_limit{lane="1"}', 6],
      ['activity_logging_dataverse_lane_requests{lane="1"}', 2],
      ['activity_logging_dataverse_lane_paused_seconds{lane="2"}', 1.5],
      ['activity_logging_ready', 0],
      ['activity_logging_settings_age_seconds', 2],
    ] as const) {
      expect([name, read.get(name)]).toEqual([name, value]);
    }
  });

  it('B-9 count requests to Dataverse by kind and status, operations of batches and what it asked to wait', async () => {
    const { body } = serializeBatch(
      [
        { method: 'GET', path: 'tasks' },
        {
          operations: [
            { method: 'POST', path: 'tasks', body: { subject: 'Content-Transfer-Encoding: binary' } },
            { method: 'PATCH', path: 'tasks(1)', body: {} },
          ],
        },
      ],
      '/api/data/v9.2/',
    );
    const exchange = { milliseconds: 40, retryAfterMs: undefined };
    const batch = { method: 'POST', path: '/api/data/v9.2/$batch', body } as const;
    const read = { method: 'GET', path: "/api/data/v9.2/contacts?$filter=emailaddress1 eq 'ann@x.example'" } as const;
    countDataverse(metrics, { ...exchange, request: batch, status: 200 });
    countDataverse(metrics, { ...exchange, request: batch, status: 429, retryAfterMs: 2_500 });
    countDataverse(metrics, { ...exchange, request: read, status: 503, retryAfterMs: 500 });
    countDataverse(metrics, { ...exchange, request: { ...read, method: 'DELETE' }, status: undefined });
    countSourceApi(metrics, 'salesloft', { ...exchange, request: read, status: 404 });
    const counted = await samples();
    const requests = 'activity_logging_dataverse_request_duration_seconds_count';
    expect(counted.get(`${requests}{kind="batch",status="200"}`)).toBe(1);
    expect(counted.get(`${requests}{kind="batch",status="429"}`)).toBe(1);
    expect(counted.get(`${requests}{kind="read",status="503"}`)).toBe(1);
    expect(counted.get(`${requests}{kind="write",status="none"}`)).toBe(1);
    expect(counted.get('activity_logging_dataverse_batch_operations_sum')).toBe(6);
    expect(counted.get('activity_logging_dataverse_throttled_seconds_total')).toBe(3);
    expect(counted.get('activity_logging_source_api_requests_total{source="salesloft",status="404"}')).toBe(1);
    expect(await metrics.text()).not.toContain('x.example');
  });

  it('B-9 follow the conventions of Prometheus, in a registry of their own', async () => {
    const own = (await metrics.registry.getMetricsAsJSON()).filter(({ name }) => name.startsWith('activity_logging_'));
    expect(own.length).toBeGreaterThan(15);
    for (const { name, type, help } of own) {
      expect(name).toMatch(/^[a-z][a-z_]*[a-z]$/);
      expect([name, String(type) === 'counter']).toEqual([name, name.endsWith('_total')]);
      expect(help).toMatch(/^[A-Z1].*\.$/);
    }
    const second = createMetrics();
    expect(await second.text()).not.toContain('source="canonical"');
    expect(await second.text()).toContain('process_cpu_seconds_total');
  });
});
