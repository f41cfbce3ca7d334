import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Bridge, startBridge } from '../bridge.ts';
import { checkSource, connectSource } from '../cli/source.ts';
import type { Config } from '../config.ts';
import { createLogger } from '../log.ts';
import { eventually } from '../test-support/eventually.ts';
import { type Organisation, solutionsArePacked, startOrganisation } from '../test-support/organisation.ts';
import { callbackToken, payloadsOf, post, salesloftApi, type TestApi } from '../test-support/salesloft.ts';

const client = { id: 'an-app', secret: 'the-secret-of-the-app' };
const user = { id: 77, email: 'robin@us.example' };
const people = [1, 2, 3, 4].map((id) => ({ id, email: `person${id}@acme.example` }));
const hour = 3_600_000;

/** A source over HTTP with its own rules, a bridge and a local Dataverse: from the sign-in to the rows. */
(solutionsArePacked ? describe : describe.skip)('a connected source', () => {
  let organisation: Organisation;
  let api: TestApi;
  let bridge: Bridge | undefined;
  let ahead = 0;
  let folders = 0;
  let publicUrl = '';
  const now = (): number => Date.now() + ahead;

  beforeAll(async () => {
    [organisation, api] = await Promise.all([startOrganisation(), salesloftApi(people, [user], { client })]);
    const { admin } = organisation;
    const { BusinessUnitId } = (await admin.read('WhoAmI()')) as { BusinessUnitId: string };
    const robin = { firstname: 'Robin', lastname: 'Example', internalemailaddress: user.email, domainname: user.email };
    await admin.write({
      method: 'POST',
      path: 'systemusers',
      body: { ...robin, 'businessunitid@odata.bind': `/businessunits(${BusinessUnitId})` },
    });
    for (const { id, email } of people) {
      const body = { firstname: 'Person', lastname: String(id), emailaddress1: email };
      await admin.write({ method: 'POST', path: 'contacts', body });
    }
  }, 60_000);
  beforeEach(() => {
    ahead = 0;
    folders += 1;
    api.account.lists.clear();
    api.account.subscriptions.length = 0;
    publicUrl = 'http://127.0.0.1:9';
  });
  afterEach(async () => {
    await bridge?.close();
    bridge = undefined;
  });
  afterAll(async () => {
    await api?.close();
    await organisation?.close();
  });

  const config = (more: Readonly<Record<string, string>> = {}): Config =>
    organisation.config({
      BRIDGE_DATA: `${organisation.folder}/sources-${folders}`,
      BRIDGE_PUBLIC_URL: publicUrl,
      BRIDGE_OAUTH_REDIRECT: 'https://intranet.example/done',
      SALESLOFT_CALLBACK_TOKENS: callbackToken,
      SALESLOFT_CLIENT_ID: client.id,
      SALESLOFT_CLIENT_SECRET: client.secret,
      SALESLOFT_API_URL: api.url,
      SALESLOFT_ACCOUNTS_URL: api.url,
      ...more,
    });

  async function signIn(): Promise<void> {
    const said: string[] = [];
    const print = (line: string): void => void said.push(line);
    await connectSource('salesloft', config(), { signIn: true }, print);
    const answer = await fetch(said.find((line) => line.startsWith('http')) ?? '', { redirect: 'manual' });
    expect(await connectSource('salesloft', config(), { code: answer.headers.get('location') ?? '' }, print)).toBe(0);
  }

  async function start(more: Readonly<Record<string, string>> = {}): Promise<Bridge> {
    await bridge?.close();
    bridge = await startBridge(config(more), createLogger('silent'), now);
    await until(async () => (await fetch(`${bridge?.url}/health/ready`)).ok);
    return bridge;
  }

  interface Status {
    readonly deliveries: Readonly<Record<'received' | 'pending' | 'logged', number>>;
    readonly warnings: readonly string[];
    readonly pulled: Readonly<Record<string, { readonly pulls: number; readonly found: number }>>;
  }
  const status = async (): Promise<Status> => (await (await fetch(`${bridge?.adminUrl}/status`)).json()) as Status;
  const until = (done: () => Promise<boolean>): Promise<void> => eventually(done, status);
  const pulled = (times = 1): Promise<void> =>
    until(async () => {
      const { pulled: figures, deliveries } = await status();
      return (figures['salesloft']?.pulls ?? 0) >= times && deliveries.pending === 0;
    });

  async function rows(set: string, filter: string): Promise<Record<string, unknown>[]> {
    const answer = await organisation.admin.read(`${set}?$filter=${encodeURIComponent(filter)}`);
    return (answer as { value: Record<string, unknown>[] }).value;
  }
  const openAlarms = async (): Promise<string[]> =>
    (await rows('al_loggingissues', `statecode eq 0 and contains(al_code,'-') and al_sourcesystem eq 'salesloft'`))
      .map((row) => String(row['al_code']))
      .filter((code) => /^(source|subscription|pull)-/.test(code));
  const of = (id: number) => payloadsOf(people[id - 1]!, user);

  it('B-1 signed in and subscribed, a webhook is logged, and what a webhook lost is found by a pull: one right row each', async () => {
    const delivered = { ...of(1).call(5), updated_at: new Date(now() - 60_000).toISOString() };
    const lost = { ...of(2).call(5), updated_at: new Date(now() - 50_000).toISOString() };
    await start();
    publicUrl = bridge!.url;
    await signIn();
    const subscription = api.account.subscriptions.find(({ event }) => event === 'call_created');
    expect(subscription?.url).toBe(`${bridge!.url}/sources/salesloft`);
    // The source posts where it was told to, signed with what it was told: one call of two.
    const answer = await post(
      subscription!.url.replace('/sources/salesloft', ''),
      'call_created',
      delivered,
      subscription!.secret,
    );
    expect(answer.status).toBe(202);
    await until(async () => (await status()).deliveries.logged === 1);
    api.account.lists.set('activities/calls', [delivered, lost]);

    await start();
    await pulled();
    expect((await status()).pulled['salesloft']).toMatchObject({ pulls: 1, found: 1 });
    const filter = `al_sourceid eq '${delivered.id}' or al_sourceid eq '${lost.id}'`;
    const logged = await rows('tasks', filter);
    expect(logged.map((row) => `${row['al_sourceid']} ${row['al_sourceversion']}`).sort()).toEqual(
      [delivered, lost].map(({ id, updated_at }) => `${id} ${updated_at}`).sort(),
    );
    const versions = logged.map((row) => row['versionnumber']);

    // The lost webhook comes at last, and a later pull looks at the same time again.
    expect((await post(bridge!.url, 'call_created', lost)).status).toBe(202);
    ahead = 20 * 60_000;
    await start();
    await pulled();
    expect((await status()).pulled['salesloft']).toMatchObject({ found: 0 });
    const again = await rows('tasks', filter);
    expect(again.map((row) => row['versionnumber'])).toEqual(versions);
  }, 90_000);

  it('B-1 many that were lost while the bridge was away are found when it starts, also when it is stopped meanwhile', async () => {
    await signIn();
    await start();
    await pulled();
    ahead = 2 * hour;
    const calls = Array.from({ length: 250 }, (_, index) => ({
      ...of((index % 4) + 1).call(5),
      id: 70_000 + index,
      updated_at: new Date(now() - hour + index * 1_000).toISOString(),
    }));
    api.account.lists.set('activities/calls', calls);
    api.account.asked.length = 0;
    await bridge?.close();
    bridge = await startBridge(config(), createLogger('silent'), now);
    await until(async () => api.account.asked.filter((url) => url.includes('activities/calls')).length >= 2);
    await start();
    await until(async () => (await status()).deliveries.logged === 250);
    const logged = await rows('tasks', `startswith(al_sourceid,'70')`);
    expect(new Set(logged.map((row) => row['al_sourceid'])).size).toBe(250);
    expect(logged).toHaveLength(250);
  }, 90_000);

  it('B-9 a silent source: a row and a warning, and the bridge stays ready; both go when it speaks', async () => {
    await signIn();
    await start({ BRIDGE_SILENCE_HOURS: '0 salesloft=30' });
    await pulled();
    // Four working days at least, whatever day it is.
    ahead = 7 * 24 * hour;
    await until(async () => (await openAlarms()).includes('source-silent'));
    await until(async () => (await fetch(`${bridge?.url}/health/ready`)).ok);
    const ready = (await (await fetch(`${bridge?.url}/health/ready`)).json()) as { ready: boolean; warnings: string[] };
    expect(ready).toMatchObject({ ready: true, warnings: [expect.stringMatching(/salesloft, nothing since/)] });
    const [row] = await rows('al_loggingissues', `al_code eq 'source-silent'`);
    expect(String(row?.['al_fixhint'])).toMatch(/source check/);
    expect((await post(bridge!.url, 'note_created', of(3).note(1, 'Hello'))).status).toBe(202);
    await until(async () => (await openAlarms()).length === 0 && (await status()).warnings.length === 0);
  }, 90_000);

  it('B-9 a subscription that the source switched off: a row and a warning, until it is connected again', async () => {
    await signIn();
    const off = api.account.subscriptions.find(({ event }) => event === 'call_created')!;
    off.enabled = false;
    await start();
    await until(async () => (await openAlarms()).includes('subscription-off'));
    expect((await status()).warnings).toEqual([expect.stringMatching(/salesloft: call_created off/)]);
    expect(await checkSource('salesloft', config(), () => undefined)).toBe(1);
    expect(await connectSource('salesloft', config(), {}, () => undefined)).toBe(0);
    ahead = 6 * 60_000;
    await until(async () => (await openAlarms()).length === 0 && (await status()).warnings.length === 0);
  }, 90_000);

  it('B-9 a sign-in the source has ended, and a secret that ends: told until they are over', async () => {
    await signIn();
    api.account.revoke();
    const soon = new Date(Date.now() + 10 * 24 * hour).toISOString().slice(0, 10);
    await start({ AZURE_CLIENT_SECRET_EXPIRES: soon });
    await until(async () => (await openAlarms()).includes('source-sign-in-lost'));
    expect((await status()).warnings).toContainEqual(expect.stringContaining(`the client secret ends on ${soon}`));
    expect(await rows('al_loggingissues', `statecode eq 0 and al_code eq 'secret-ends'`)).toHaveLength(1);
    await signIn();
    await start();
    await until(async () => (await openAlarms()).length === 0 && (await status()).warnings.length === 0);
    expect(await rows('al_loggingissues', `statecode eq 0 and al_code eq 'secret-ends'`)).toHaveLength(0);
  }, 90_000);
});
