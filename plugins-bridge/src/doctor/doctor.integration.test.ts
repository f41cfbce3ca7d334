import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Bridge, startBridge } from '../bridge.ts';
import { createLogger } from '../log.ts';
import { connectSteps, webhookUrl } from '../platform/steps.ts';
import { eventually } from '../test-support/eventually.ts';
import { type Organisation, solutionsArePacked, startOrganisation } from '../test-support/organisation.ts';
import { apiToken, callbackToken, salesloftApi } from '../test-support/salesloft.ts';
import { smallDisk } from '../test-support/small-disk.ts';
import { type DoctorOptions, examine, exitCodeOf, textOf } from './index.ts';
import type { Result } from './types.ts';

const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
const page = new URL('../../../docs/operator/doctor.md', import.meta.url);
const configurationRow = 'al_loggingconfigurations(a1a1a1a1-0000-4000-8000-000000000001)';
const secret = 'a secret of sixteen characters';

/** `doctor` against the local Dataverse: all green, then with each fault made for real (SPEC B-9). */
(solutionsArePacked ? describe : describe.skip)('activity-logging doctor', () => {
  let organisation: Organisation;
  let api: Awaited<ReturnType<typeof salesloftApi>>;
  let bridge: Bridge;
  let environment: Record<string, string>;

  beforeAll(async () => {
    [organisation, api] = await Promise.all([startOrganisation(), salesloftApi([], [])]);
    const [port, adminPort] = await Promise.all([freePort(), freePort()]);
    environment = {
      ...organisation.bridgeEnvironment,
      BRIDGE_DATA: join(organisation.folder, 'bridge'),
      BRIDGE_PORT: String(port),
      BRIDGE_ADMIN_PORT: String(adminPort),
      BRIDGE_PUBLIC_URL: `http://127.0.0.1:${port}`,
      BRIDGE_WEBHOOK_SECRET: secret,
      SALESLOFT_CALLBACK_TOKENS: callbackToken,
      SALESLOFT_API_TOKEN: apiToken,
      SALESLOFT_API_URL: api.url,
    };
    bridge = await startBridge(organisation.config(environment), createLogger('silent'));
    await eventually(
      async () => (await fetch(`${bridge.url}/health/ready`)).ok,
      async () => 'not ready',
    );
    await connect();
    const { UserId } = (await organisation.admin.read('WhoAmI()')) as { UserId: string };
    await patch(configurationRow, { 'al_defaultownerid@odata.bind': `/systemusers(${UserId})` });
  }, 60_000);
  let isRunning = true;
  afterAll(async () => {
    if (isRunning) await bridge?.close();
    await api?.close();
    await organisation?.close();
  });

  const patch = (path: string, body: object): Promise<unknown> =>
    organisation.admin.write({ method: 'PATCH', path, headers: { 'If-Match': '*' }, body });
  const connect = (): Promise<unknown> =>
    connectSteps(organisation.admin, { url: webhookUrl(environment['BRIDGE_PUBLIC_URL'] ?? ''), secret });
  /** Everything that is not ok. */
  async function problems(
    more: Readonly<Record<string, string>> = {},
    options: Partial<DoctorOptions> = {},
  ): Promise<readonly Result[]> {
    const results = await examine({ environment: { ...environment, ...more }, ...options });
    return results.filter(({ status }) => status !== 'ok');
  }
  const roles = (names: readonly string[]): Promise<Response> =>
    fetch(`${organisation.url}/_local/apps/${environment['AZURE_CLIENT_ID']}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'bridge', secret: environment['AZURE_CLIENT_SECRET'], roles: names }),
    });
  const run = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
    new Promise((done) => {
      const env = { PATH: process.env['PATH'] ?? '', ...environment };
      execFile(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', main, 'doctor', ...args],
        { env },
        (error, out, err) => done({ code: error ? Number(error.code) : 0, out, err }),
      );
    });

  it('B-9 is all green where nothing is wrong, as a command too, and the page shows what it prints', async () => {
    expect(await problems()).toEqual([]);
    const [text, json] = [await run(), await run('--json')];
    expect(text).toMatchObject({ code: 0, err: '' });
    const { ok, checks } = JSON.parse(json.out) as { ok: boolean; checks: Result[] };
    expect(ok).toBe(true);
    expect(text.out.trim().split('\n')).toHaveLength(checks.length + 1);
    expect(checks.map(({ name, status }) => `${name} ${status}`)).toContain('privileges ok');
    compareWithPage('green', text.out);
  }, 90_000);

  it('B-9 names a bad secret, and does not ask what needs a sign-in', async () => {
    const found = await problems({ AZURE_CLIENT_SECRET: 'wrong' });
    expect(found[0]).toMatchObject({ name: 'sign-in', status: 'fault' });
    expect(found[0]?.found).toMatch(/the client secret is wrong \(AADSTS7000215\)/);
    expect(fixOf(found[0])).toMatch(/Make a new secret .*Certificates & secrets.* AZURE_CLIENT_SECRET/);
    expect(found.slice(1).map(({ status }) => status)).toEqual(Array(6).fill('not checked'));
    expect(exitCodeOf(found)).toBe(2);
    compareWithPage('secret', textOf(await examine({ environment: { ...environment, AZURE_CLIENT_SECRET: 'wrong' } })));
  });

  it('B-9 names a missing role', async () => {
    await roles([]);
    const found = await problems();
    await roles(['Activity Logging Bridge']);
    const withoutSales = await problems();
    await roles(['Activity Logging Bridge', 'Activity Logging Bridge (Sales)']);
    expect(found[0]).toMatchObject({ name: 'solution', status: 'fault' });
    expect(found[0]?.found).toMatch(/lacks the role Activity Logging Bridge/);
    expect(fixOf(found[0])).toMatch(
      /Application users → the bridge → Edit security roles: tick Activity Logging Bridge\./,
    );
    expect(withoutSales[0]).toMatchObject({ name: 'privileges', status: 'fault' });
    expect(withoutSales[0]?.found).toMatch(
      /lacks 4 privileges of the role Activity Logging Bridge \(Sales\): prvReadLead/,
    );
    expect(await problems()).toEqual([]);
  });

  it('B-9 L-19 warns of a calendar that would echo logged meetings, and says both ways to change it', async () => {
    await patch(configurationRow, { al_meetingtarget: 727_000_001 });
    const body = { name: 'Robin', emailaddress: 'robin@us.example', actdeliverymethod: 1, enabledforact: true };
    const { headers } = await organisation.admin.write({ method: 'POST', path: 'mailboxes', body });
    const [found, ...others] = await problems();
    await patch(configurationRow, { al_prefixappointments: false });
    expect(await problems()).toEqual([]);
    await patch(configurationRow, { al_meetingtarget: null, al_prefixappointments: true });
    const id = /\(([0-9a-f-]{36})\)/i.exec(headers['odata-entityid'] ?? '')?.[1] ?? '';
    await organisation.admin.write({ method: 'DELETE', path: `mailboxes(${id})` });
    expect(others).toEqual([]);
    expect(found).toMatchObject({ name: 'calendars', status: 'warning' });
    expect(found?.found).toMatch(/1 mailbox .*robin@us\.example.*Meeting Booked/);
    expect(fixOf(found)).toMatch(/switch off "Prefix Appointments".*or stop synchronising appointments:.*None/);
    expect(exitCodeOf(found ? [found] : [])).toBe(0);
  });

  it('B-9 names a clock that is wrong, and its direction', async () => {
    for (const [offset, text] of [
      [300_000, '300 s ahead of Dataverse'],
      [-300_000, '300 s behind Dataverse'],
    ] as const) {
      const found = (await problems({}, { now: () => Date.now() + offset }))[0];
      expect(found).toMatchObject({ name: 'clock', status: 'fault' });
      // Whole seconds of an HTTP date.
      expect(found?.found.replace(/(?:299|301) s/, '300 s')).toContain(text);
      expect(fixOf(found)).toContain('timedatectl set-ntp true');
    }
  });

  it('B-9 names a URL that is no organisation: another server, nobody, no such host', async () => {
    const closed = await freePort();
    for (const [url, text] of [
      [bridge.url, /has no Dataverse Web API \(HTTP 404\)/],
      [`http://127.0.0.1:${closed}`, /refuses the connection/],
      ['https://nowhere.invalid', /there is no host nowhere\.invalid \(DNS\)/],
    ] as const) {
      const found = (await problems({ DATAVERSE_URL: url }))[0];
      expect(found).toMatchObject({ name: 'organisation', status: 'fault' });
      expect(found?.found).toMatch(text);
      expect(fixOf(found)).toMatch(/Set DATAVERSE_URL to the environment URL: Power Platform admin center/);
    }
  });

  it('B-9 names a step that is switched off, one that is missing, and a webhook that calls another address', async () => {
    const rows = (await organisation.admin.read(
      "sdkmessageprocessingsteps?$select=name&$filter=name%20eq%20'Activity%20Logging%20bridge%3A%20Update%20of%20contact'",
    )) as { value: { sdkmessageprocessingstepid: string }[] };
    const step = `sdkmessageprocessingsteps(${rows.value[0]?.sdkmessageprocessingstepid ?? ''})`;
    await patch(step, { statecode: 1, statuscode: 2 });
    const [off] = await problems();
    expect(off).toMatchObject({ name: 'webhook', status: 'fault' });
    expect(off?.found).toMatch(/1 step .*switched off: .*Update of contact/);
    expect(fixOf(off)).toMatch(/`activity-logging connect`.*switches them on again/);
    await organisation.admin.write({ method: 'DELETE', path: step });
    expect((await problems())[0]?.found).toBe('1 step not registered: Update of contact');
    await connect();
    const [other] = await problems({ BRIDGE_PUBLIC_URL: `${bridge.url.replace('127.0.0.1', 'localhost')}` });
    expect(other?.found).toMatch(/the webhook calls http:\/\/127.* and not http:\/\/localhost/);
    expect(await problems()).toEqual([]);
  });

  it('B-9 names an old solution', async () => {
    const { value } = (await organisation.admin.read(
      "solutions?$select=solutionid,version&$filter=uniquename%20eq%20'ActivityLogging'",
    )) as { value: { solutionid: string; version: string }[] };
    const row = `solutions(${value[0]?.solutionid ?? ''})`;
    await patch(row, { version: '0.9.0.0' });
    const [found] = await problems();
    await patch(row, { version: value[0]?.version });
    expect(found).toMatchObject({ name: 'solution', status: 'fault' });
    expect(found?.found).toMatch(/^ActivityLogging is 0\.9\.0\.0, older than this bridge needs \(\d/);
    expect(fixOf(found)).toMatch(/Import ActivityLogging_managed\.zip .* Solutions → Import solution/);
    expect(await problems()).toEqual([]);
  });

  it('B-9 names a full disk', async () => {
    // A file system of its own where the test may mount one; else the figures of one, at the edge where they are read.
    const disk = smallDisk(join(organisation.folder, 'small'));
    try {
      const [found] = disk
        ? await problems({ BRIDGE_DATA: disk.folder })
        : await problems({}, { readSpace: async () => ({ free: 0, size: 1_048_576 }) });
      expect(found).toMatchObject({ name: 'disk', status: 'fault' });
      expect(found?.found).toMatch(/the disk is full: \d+ of 1 MiB free|the disk is full: [01] MiB of 1 MiB free/);
      expect(fixOf(found)).toMatch(/Free space, enlarge the volume, or name another folder in BRIDGE_DATA/);
    } finally {
      disk?.unmount();
    }
  });

  it('B-9 names a missing column', async () => {
    const path = "EntityDefinitions(LogicalName='phonecall')/Attributes(LogicalName='al_rowhash')";
    await organisation.admin.write({ method: 'DELETE', path });
    const [found] = await problems();
    expect(found).toMatchObject({ name: 'columns', status: 'fault', found: 'missing: phonecall.al_rowhash' });
    expect(fixOf(found)).toMatch(/Import the current solution again, as an upgrade/);
  });

  it('B-9 names a webhook nobody can reach, and ports that are taken or free', async () => {
    isRunning = false;
    await bridge.close();
    const results = await examine({ environment });
    const named = (name: string): Result | undefined => results.find((one) => one.name === name);
    expect(named('public address')).toMatchObject({ status: 'fault' });
    expect(named('public address')?.found).toMatch(/nothing answers at http:\/\/127\.0\.0\.1:\d+\/health\/live/);
    expect(fixOf(named('public address'))).toMatch(/Start the bridge .*firewall.*reverse proxy/);
    expect(named('ports')?.found).toMatch(/the bridge is not running; its ports/);
    const port = Number(environment['BRIDGE_ADMIN_PORT']);
    const other = createServer().listen(port, '127.0.0.1');
    const taken = (await problems()).find(({ name }) => name === 'ports');
    other.close();
    expect(taken?.found).toBe(`127.0.0.1:${port} cannot be used: another program uses it`);
    expect(fixOf(taken)).toMatch(/BRIDGE_ADMIN_PORT/);
  });

  it('B-9 names every setting that is wrong, and asks nothing', async () => {
    const results = await examine({ environment: { DATAVERSE_URL: 'contoso' } });
    expect(results[0]).toMatchObject({ name: 'configuration', status: 'fault' });
    expect(results[0]?.found).toMatch(/DATAVERSE_URL: .*AZURE_CLIENT_SECRET: is missing/);
    expect(results.slice(1).every(({ status }) => status === 'not checked')).toBe(true);
    expect(exitCodeOf(results)).toBe(2);
  });

  /** The page shows output of this test; `UPDATE_DOCS=1` writes it there. What differs from run to run is replaced. */
  function compareWithPage(name: string, output: string): void {
    const shown = output
      .replaceAll(environment['BRIDGE_PUBLIC_URL'] ?? '', 'https://logging.contoso.example')
      .replaceAll(new URL(environment['DATAVERSE_URL'] ?? '').host, 'contoso.crm4.dynamics.com')
      .replaceAll(environment['BRIDGE_DATA'] ?? '', '/var/lib/activity-logging')
      .replaceAll(environment['AZURE_CLIENT_ID'] ?? '', '00000000-0000-0000-0000-000000000001')
      .replaceAll(`:${environment['BRIDGE_PORT']}`, ':8484')
      .replaceAll(/\d+ MiB of \d+ MiB/g, '20480 MiB of 40960 MiB')
      .replaceAll(/The clock of this machine is \d+ s [a-z ]+ Dataverse's/g, 'The clock is right');
    const [begin, end] = [`<!-- ${name} -->\n\`\`\`\n`, '```\n'];
    const text = readFileSync(page, 'utf8');
    const from = text.indexOf(begin) + begin.length;
    const to = text.indexOf(end, from);
    if (process.env['UPDATE_DOCS']) writeFileSync(page, text.slice(0, from) + shown + text.slice(to));
    else expect(text.slice(from, to)).toBe(shown);
  }
});

function fixOf(result: Result | undefined): string {
  return result && 'fix' in result ? result.fix : '';
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
