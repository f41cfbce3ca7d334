import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalSamples, sampleEvents, sendCanonical } from '@activity-logging/samples';
import { type Bridge, startBridge } from './bridge.ts';
import { createLogger } from './log.ts';
import { eventually } from './test-support/eventually.ts';
import { type Organisation, solutionsArePacked, startOrganisation } from './test-support/organisation.ts';
import { apiToken, callbackToken, post, salesloftApi } from './test-support/salesloft.ts';

const secret = `whsec_${Buffer.alloc(32, 6).toString('base64')}`;
const webhookSecret = 'the secret of the platform webhook';
const base = Date.parse('2026-11-22T12:00:00Z');
const patience = 120_000;

/** All sample payloads, and some that nobody can read, through a whole bridge. */
(solutionsArePacked ? describe : describe.skip)('operation', () => {
  let organisation: Organisation;
  let api: Awaited<ReturnType<typeof salesloftApi>>;
  let bridge: Bridge;
  let log = '';
  const deliveries: string[] = [];
  const salesloft = sampleEvents({ base });
  const canonical = canonicalSamples({ base });
  const broken = { subject: 'Ann Alder <ann@alder.example>', to: '+12025550123', called_person: 'Ann Alder' };

  beforeAll(async () => {
    [organisation, api] = await Promise.all([startOrganisation(), salesloftApi([], [])]);
    bridge = await startBridge(
      organisation.config({
        BRIDGE_EVENT_SECRETS: secret,
        BRIDGE_WEBHOOK_SECRET: webhookSecret,
        SALESLOFT_CALLBACK_TOKENS: callbackToken,
        SALESLOFT_API_TOKEN: apiToken,
        SALESLOFT_API_URL: api.url,
      }),
      createLogger('trace', { write: (text) => (log += text) }),
    );
    for (const { event, body } of salesloft) await post(bridge.url, event, body);
    await post(bridge.url, 'call_created', broken);
    await post(bridge.url, 'ann@alder.example', broken);
    await post(bridge.url, 'call_created', '{"subject":"Ann Ald');
    await post(bridge.url, 'call_created', broken, 'a wrong token');
    const { events } = (await sendCanonical(bridge.url, canonical, secret)) as { events: { delivery: string }[] };
    deliveries.push(...events.map(({ delivery }) => delivery));
    await fetch(`${bridge.url}/platform/webhook`, { method: 'POST', body: '{"UserId":"Ann Alder"}' });
    await fetch(`${bridge.url}/events?who=ann@alder.example`, { method: 'POST', body: JSON.stringify(broken) });
    await eventually(
      async () => (await status()).events.pending === 0,
      () => status(),
      90_000,
    );
  }, 240_000);
  afterAll(async () => {
    await bridge?.close();
    await api?.close();
    await organisation?.close();
  });

  const status = async (): Promise<{ events: { pending: number; parked: number } }> =>
    (await (await fetch(`${bridge.adminUrl}/status`)).json()) as { events: { pending: number; parked: number } };

  it(
    'B-9 no address, name, number, text or secret of a whole run is in the log, at level trace',
    () => {
      const bodies = [...salesloft.map(({ body }) => body), ...canonical, broken];
      const texts = new Set(bodies.flatMap((body) => personalTexts(body)));
      expect(texts.size).toBeGreaterThan(50);
      expect(log).toContain('"parked"');
      expect([...texts].filter((text) => log.includes(text))).toEqual([]);
      for (const hidden of [secret, webhookSecret, callbackToken, apiToken, 'Bearer', 'eyJ', 'webhook-signature']) {
        expect([hidden, log.includes(hidden)]).toEqual([hidden, false]);
      }
      expect(log).not.toMatch(/[\w.+-]+@[\w-]+\.[a-z]/i);
    },
    patience,
  );

  it('B-9 lines say which delivery they are about', () => {
    const lines = log
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { msg: string; entry?: string; level: number });
    const parked = lines.filter(({ msg }) => msg === 'parked');
    expect(parked.length).toBeGreaterThan(0);
    for (const { entry } of parked) expect(entry).toMatch(/^[0-9a-f]{64}#\d*$/);
    expect(deliveries.some((id) => parked.some(({ entry }) => entry?.startsWith(id)))).toBe(true);
  });

  it('B-9 the metrics of a run are those of the page, and hold no personal data', async () => {
    const text = await (await fetch(`${bridge.adminUrl}/metrics`)).text();
    const served = [...text.matchAll(/^# TYPE (activity_logging_\w+) (\w+)$/gm)].map(
      ([, name, type]) => `${name} ${type}`,
    );
    const page = readFileSync(new URL('../../docs/operator/metrics.md', import.meta.url), 'utf8');
    const documented = [...page.matchAll(/^\| `(activity_logging_\w+)` \| (\w+) \|/gm)].map(
      ([, name, type]) => `${name} ${type}`,
    );
    expect(served.sort()).toEqual(documented.sort());
    expect(text).toMatch(/^activity_logging_deliveries_total\{source="salesloft",result="accepted"\} [1-9]/m);
    expect(text).toMatch(/^activity_logging_requests_refused_total\{source="salesloft",status="401"\} 1$/m);
    expect(text).toMatch(/^activity_logging_ready 1$/m);
    expect(text).toMatch(/^activity_logging_queue_entries\{state="parked"\} [1-9]/m);
    expect(text).toMatch(
      /^activity_logging_dataverse_request_duration_seconds_count\{kind="read",status="200"\} [1-9]/m,
    );
    expect(text).toMatch(/^activity_logging_dataverse_lane_limit\{lane="1"\} [1-9]/m);
    expect(text).not.toMatch(/@|alder/i);
  });
});

/** Texts of a payload that a person wrote or that name one. */
function personalTexts(value: unknown, key = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => personalTexts(one, key));
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([name, one]) => personalTexts(one, name));
  if (typeof value !== 'string' || value.length < 6) return [];
  const telling = /name|mail|phone|subject|title|body|content|description|address|^to$|^from$/i.test(key);
  return telling || value.includes('@') || /^\+\d{6,}$/.test(value) ? [value] : [];
}
