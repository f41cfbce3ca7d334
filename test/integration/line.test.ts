import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { people, random, signed } from '@activity-logging/samples';
import { queueCounts } from '../../tools/start/bridge-status.ts';
import { solutions, type Solution } from '../../solution/model/index.ts';
import { countImported } from '../../tools/start/install.ts';
import { type ActivityRecord, dumpActivities, samples, type TestStack, testStack } from '../support/stack.ts';

/** The whole line on real parts: built zips, Web API, signed webhooks, durable queue, native rows. */
describe('the line from webhook to native row', () => {
  let stack: TestStack;
  let counts: Awaited<ReturnType<TestStack['post']>>;
  let rows: ActivityRecord[];

  beforeAll(async () => {
    stack = await testStack();
    counts = await stack.post(samples);
    rows = await dumpActivities(stack);
  }, 120_000);
  afterAll(() => stack?.stop());

  const where = (table: string, match: Record<string, unknown> = {}): ActivityRecord[] =>
    rows.filter(
      (row) => row.table === table && Object.entries(match).every(([column, value]) => row[column] === value),
    );

  it('the imported zips brought table, columns, controls and web resource', async () => {
    const imported = await countImported(stack.crm);
    const all = <T>(partsOf: (solution: Solution) => readonly T[]): number => solutions.flatMap(partsOf).length;
    expect(imported).toMatchObject({
      tables: all(({ tables }) => tables),
      controls: all(({ controls }) => controls),
      webresources: all(({ webResources }) => webResources),
    });
    expect(imported.columns).toBeGreaterThan(80);
  });

  it('every event is received; parked are only those of the two people the CRM does not know', () => {
    expect(counts.received).toBe(samples.length);
    const unknown = people.filter(({ inCrm }) => inCrm === 'none');
    const theirs = samples.filter(
      ({ event, body }) => event !== 'conversation_recording_created' && unknown.some(({ id }) => mentions(body, id)),
    );
    expect(counts.parked).toBe(theirs.length);
    expect(counts.logged + counts.skipped + counts.parked).toBe(counts.received);
  });

  it('L-12, L-13, L-17 rows stand in all four tables, closed as B-7 says, with their parties', () => {
    for (const table of ['task', 'email', 'phonecall', 'appointment']) expect(where(table).length).toBeGreaterThan(0);
    expect(where('email').filter(({ statuscode }) => statuscode !== 3 && statuscode !== 4)).toEqual([]);
    expect(where('phonecall').filter(({ statuscode }) => statuscode !== 2 && statuscode !== 4)).toEqual([]);
    expect(where('task').filter(({ statecode }) => statecode !== 1)).toEqual([]);
    const states = new Set(where('appointment').map(({ statecode }) => statecode));
    expect([...states].sort()).toEqual([1, 2, 3]);
    for (const row of [...where('email'), ...where('phonecall')]) {
      const masks = (row['parties'] as string[]).map((party) => party.split(' ')[0]);
      expect(masks).toEqual(expect.arrayContaining(['1', '2']));
    }
  });

  it('L-13 subjects of calls; a voicemail is a call left as voicemail', () => {
    const subjects = new Set(where('phonecall').map(({ subject }) => subject));
    expect(subjects).toContain('Call: Connected|Interested');
    expect(subjects).toContain('Call: Voicemail');
    expect(where('phonecall', { al_kind: 727000003 }).length).toBeGreaterThan(0);
  });

  it('L-15 a note longer than its column is cut and kept whole in al_body', () => {
    const long = where('task', { subject: 'Note' }).filter(({ al_body }) => al_body !== null);
    expect(long.length).toBeGreaterThan(0);
    for (const { description, al_body } of long) {
      expect(String(description).length).toBeLessThanOrEqual(2000);
      expect(String(al_body).length).toBeGreaterThan(2000);
    }
  });

  it('L-23 every row is about a person, whose account it carries', () => {
    expect(rows.filter((row) => row['_regardingobjectid_value'] === null)).toEqual([]);
    const ofContacts = rows.filter((row) => row['_al_contactid_value'] !== null);
    expect(ofContacts.filter((row) => row['_al_accountid_value'] === null)).toEqual([]);
    expect(rows.some((row) => row['_al_leadid_value'] !== null)).toBe(true);
  });

  it('B-3 every webhook again, shuffled: not one row more, not one changed', async () => {
    await stack.post(random(7).shuffle(samples));
    expect(await dumpActivities(stack)).toEqual(rows);
    expect((await queueCounts(stack.adminUrl)).received).toBe(samples.length);
  });

  it('B-1 a wrong signature is answered 401 and nothing is stored', async () => {
    const { raw, headers } = signed(samples[0]!, 'not the token');
    const before = await queueCounts(stack.adminUrl);
    expect((await post(stack, raw, headers)).status).toBe(401);
    const { 'x-salesloft-signature': _, ...unsigned } = headers;
    expect((await post(stack, raw, unsigned)).status).toBe(401);
    expect(await queueCounts(stack.adminUrl)).toEqual(before);
  });

  it('a body that is not JSON is answered 400 with a reason', async () => {
    const { headers } = signed({ ...samples[0]!, body: {} }, stack.callbackToken);
    const raw = '{"id": 7,';
    const { createHmac } = await import('node:crypto');
    const signature = createHmac('sha1', stack.callbackToken).update(raw).digest('hex');
    const answer = await post(stack, raw, { ...headers, 'x-salesloft-signature': signature });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toMatch(/JSON/);
  });

  it('an event name nobody knows is accepted, kept and reported', async () => {
    const before = await queueCounts(stack.adminUrl);
    const { raw, headers } = signed(
      { event: 'cadence_membership_invented', at: 0, body: { id: 1 } },
      stack.callbackToken,
    );
    expect((await post(stack, raw, headers)).status).toBe(202);
    const after = await queueCounts(stack.adminUrl);
    expect(after.received).toBe(before.received + 1);
    expect(after.parked).toBe(before.parked + 1);
  });
});

/** True when a webhook's body refers to the person. */
function mentions(body: object, personId: number): boolean {
  return JSON.stringify(body).includes(`/people/${personId}"`);
}

async function post(stack: TestStack, body: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`${stack.bridgeUrl}/sources/salesloft`, { method: 'POST', headers, body });
}
