import { execFile, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendCanonical } from '@activity-logging/samples';
import { type Bridge, startBridge } from '../bridge.ts';
import { metadataCache } from '../dataverse/metadata.ts';
import { createLogger } from '../log.ts';
import { forgetSamples } from '../privacy/samples.ts';
import { eventually } from '../test-support/eventually.ts';
import { type Organisation, solutionsArePacked, startOrganisation } from '../test-support/organisation.ts';

const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const main = fileURLToPath(new URL('main.ts', import.meta.url));
const day = 86_400_000;
/** Commands are processes: on a busy machine each takes its time to start. */
const patience = 60_000;
const longTest = 240_000;
const first = Date.parse('2021-03-01T08:00:00.000Z');
const people = ['ann@x.example', 'joann@x.example', 'ann@x.example.org', 'bo@y.example', 'cy@y.example'];

type Row = Readonly<Record<string, unknown>>;
interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The commands that look after a bridge, as processes of their own beside one that runs. */
(solutionsArePacked ? describe : describe.skip)('upkeep of a running bridge', () => {
  let organisation: Organisation;
  let bridge: Bridge | undefined;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    organisation = await startOrganisation();
    for (const [index, emailaddress1] of people.entries())
      await create('contacts', { lastname: `Person ${index}`, emailaddress1 });
    const config = organisation.config({ BRIDGE_EVENT_SECRETS: secret });
    bridge = await startBridge(config, createLogger('silent'));
    const ports = { BRIDGE_PORT: new URL(bridge.url).port, BRIDGE_ADMIN_PORT: new URL(bridge.adminUrl).port };
    const own = { BRIDGE_EVENT_SECRETS: secret, BRIDGE_DATA: config.dataFolder, ...ports };
    environment = { ...process.env, ...organisation.environment, ...own };
    await until(async () => (await fetch(`${bridge?.url}/health/ready`)).ok);
  }, 60_000);
  afterAll(async () => {
    await bridge?.close();
    await organisation?.close();
  });

  const until = (done: () => Promise<boolean>): Promise<void> => eventually(done, status, patience);
  const status = async (): Promise<Record<string, number>> => {
    const answer = await fetch(`${bridge?.adminUrl}/status`);
    return ((await answer.json()) as { deliveries: Record<string, number> }).deliveries;
  };
  const settled = (): Promise<void> => until(async () => (await status())['pending'] === 0);

  async function create(set: string, body: object): Promise<string> {
    const { headers } = await organisation.admin.write({ method: 'POST', path: set, body });
    return /\(([0-9a-f-]{36})\)$/i.exec(headers['odata-entityid'] ?? '')?.[1]?.toLowerCase() ?? '';
  }
  async function rows(set: string, filter: string): Promise<Row[]> {
    const answer = await organisation.admin.read(`${set}?$filter=${encodeURIComponent(filter)}`);
    return (answer as { value: Row[] }).value;
  }
  async function run(...args: readonly string[]): Promise<Ran> {
    try {
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, ...args], { env: environment });
      return { code: 0, out: stdout, err: stderr };
    } catch (error) {
      const failed = error as { code: number; stdout: string; stderr: string };
      return { code: failed.code, out: failed.stdout, err: failed.stderr };
    }
  }
  const note = (id: string, email: string, more: object = {}) => ({
    ...{ kind: 'note', id, version: '1', source: 'test', occurredOn: '2026-05-01T10:00:00Z' },
    ...{ body: `about ${id}`, people: [{ emails: [email] }], ...more },
  });
  async function send(...events: readonly object[]): Promise<void> {
    await sendCanonical(bridge?.url ?? '', events as never, secret);
    await settled();
  }

  it(
    'B-9 a backfill that is killed and started again: every good event is one row of its day, bad lines are told',
    async () => {
      const file = join(organisation.folder, 'past.ndjson');
      const events = Array.from({ length: 500 }, (_, index) => {
        const occurredOn = new Date(first + index * day).toISOString();
        const who = { people: [{ emails: [people[index % people.length]] }] };
        return { kind: index % 2 ? 'note' : 'call', id: `e${index}`, occurredOn, ...who, body: `text ${index}` };
      });
      const lines = events.map((event) => JSON.stringify(event));
      for (const at of [3, 150, 250, 399, 504]) lines.splice(at, 0, '{"kind":"note","id":"x","occurredOn":"then"}');
      writeFileSync(file, `${lines.join('\n')}\n`);

      const command = ['backfill', file, '--source', 'past', '--ahead', '1'];
      const killed = spawn(process.execPath, [main, ...command], { env: environment, stdio: 'ignore' });
      await until(async () => ((await status())['received'] ?? 0) > 100);
      killed.kill('SIGKILL');
      await new Promise((resolve) => killed.once('exit', resolve));
      expect((await status())['received']).toBeLessThan(500);

      const { code, out } = await run(...command);
      expect([code, out]).toEqual([1, expect.stringContaining('; 5 rejected.')]);
      await settled();
      expect(await status()).toMatchObject({ received: 500, logged: 500 });
      const made = await rows('tasks', "al_sourcesystem eq 'past'");
      expect(made.map(({ al_sourceid: id }) => id).sort()).toEqual(events.map(({ id }) => id).sort());
      for (const { al_sourceid: id, createdon, overriddencreatedon } of made) {
        const { occurredOn } = events.find((event) => event.id === id)!;
        expect(Date.parse(String(createdon))).toBe(Math.floor(Date.parse(occurredOn) / 1000) * 1000);
        expect(Date.now() - Date.parse(String(overriddencreatedon))).toBeLessThan(10 * 60_000);
      }
      const rejected = readFileSync(`${file}.rejected.ndjson`, 'utf8').trim().split('\n');
      expect(rejected.map((line) => JSON.parse(line) as unknown)).toMatchObject(
        [4, 151, 251, 400, 505].map((line) => ({ line, problems: [{ field: 'occurredOn', value: 'then' }] })),
      );
      // Another start sends what the bridge knows already.
      expect((await run(...command)).out).toContain('500 events sent, of which the bridge knew 500; 5 rejected.');
      expect(await rows('tasks', "al_sourcesystem eq 'past'")).toHaveLength(500);
    },
    longTest,
  );

  it(
    'B-5 queue list, show, replay and drop',
    async () => {
      await send(note('lost-1', 'nobody@z.example'), note('lost-2', 'noone@z.example'));
      const listed = await run('queue', 'list', '--state', 'parked', '--reason', 'person-unknown', '--json');
      const { entries } = JSON.parse(listed.out) as { entries: { id: string; fix: string }[] };
      expect(entries).toHaveLength(2);
      const id = entries[0]?.id ?? '';
      expect((await run('queue', 'list', '--state', 'parked')).out).toContain(id);
      const shown = (await run('queue', 'show', id)).out;
      expect(shown).toMatch(/reason +person-unknown: [^]*event +test note lost-1, version 1/);
      expect(shown).not.toContain('nobody@z.example');
      expect((await run('queue', 'show', id, '--payload')).out).toContain('nobody@z.example');
      expect(await run('queue', 'show', 'no-such')).toMatchObject({
        code: 1,
        err: 'The queue has no entry of this id.\n',
      });

      await create('contacts', { lastname: 'Found', emailaddress1: 'nobody@z.example' });
      expect((await run('queue', 'replay', '--code', 'person-unknown')).out).toBe('2 entries put back.\n');
      await settled();
      expect(await rows('tasks', "al_sourceid eq 'lost-1'")).toHaveLength(1);
      expect((await run('queue', 'replay', id, '--all')).err).toContain('Name one thing');
      expect((await run('queue', 'drop', '--code', 'person-unknown')).err).toContain('1 entry will never be logged');
      expect((await run('queue', 'drop', '--code', 'person-unknown', '--yes')).out).toBe('1 entry dropped.\n');
      expect(JSON.parse((await run('queue', 'status', '--json')).out)).toMatchObject({
        entries: { pending: 0, parked: 0 },
        skipped: [{ code: 'dropped', count: 1 }],
      });
    },
    longTest,
  );

  it(
    'L-30 forgets a person in queue and tables, nobody else, and once',
    async () => {
      const [ann = '', joann = ''] = people;
      const contact = String((await rows('contacts', `emailaddress1 eq '${ann}'`))[0]?.['contactid']);
      for (const address of [ann, joann]) {
        await create('al_loggingsamples', { al_name: 'Sample', al_payload: JSON.stringify({ to: address }) });
        await create('al_loggingissues', { al_name: `value "${address}"`, al_issuekeytext: address });
        await create('al_meetingattendees', { al_name: 'A', al_address: address, al_attendeekeytext: address });
      }
      const link = { 'al_contactid@odata.bind': `/contacts(${contact})` };
      await create('al_loggingissues', { al_name: 'names nobody', al_issuekeytext: 'other', ...link });
      await create('al_interactionlogentries', { al_subject: 'Hello', al_entrykeytext: 'e', ...link });
      const count = async (set: string): Promise<number> => (await rows(set, 'createdon ne null')).length;
      const sets = ['al_loggingsamples', 'al_loggingissues', 'al_meetingattendees', 'al_interactionlogentries'];
      const counts = async (): Promise<number[]> => Promise.all(sets.map(count));
      const before = await counts();
      const tasks = await count('tasks');

      const dry = await run('forget', ann);
      expect(dry.out).toMatch(/^queue: 100 payloads, 100 entries, 100 items would be removed$/m);
      expect(dry.err).toContain('Nothing was removed');
      expect(await counts()).toEqual(before);
      const done = await run('forget', ann.toUpperCase(), '--yes');
      expect([done.code, done.out]).toEqual([
        0,
        expect.stringContaining('100 payloads, 100 entries, 100 items removed'),
      ]);
      expect(done.err).toContain('Activities stay');
      expect(done.err).toContain('100 of task');
      expect(await counts()).toEqual(before.map((number, index) => number - [1, 2, 1, 1][index]!));
      expect(await rows('al_loggingsamples', `contains(al_payload,'${joann}')`)).toHaveLength(1);
      expect(await rows('al_meetingattendees', `al_address eq '${joann}'`)).toHaveLength(1);
      expect(await count('tasks')).toBe(tasks);
      const again = await run('forget', ann, '--yes');
      expect(again.out.match(/\d+/g)?.every((number) => number === '0')).toBe(true);
      // What is known of the items is enough not to log them twice.
      await send(note('e1', joann, { source: 'past', version: first + 2 * day }));
      await send(note('new', ann));
      expect(await rows('tasks', "al_sourceid eq 'new'")).toHaveLength(1);
    },
    longTest,
  );

  it('L-30 samples are kept as long as payloads, not longer', async () => {
    const { admin } = organisation;
    const metadata = metadataCache(admin);
    const now = Date.now();
    await create('al_loggingsamples', { al_name: 'old', al_receivedon: new Date(now - 31 * day).toISOString() });
    await create('al_loggingsamples', { al_name: 'young', al_receivedon: new Date(now - 29 * day).toISOString() });
    expect(await forgetSamples(admin, metadata, now - 30 * day)).toBe(1);
    expect(await rows('al_loggingsamples', "al_name eq 'old'")).toEqual([]);
    expect(await rows('al_loggingsamples', "al_name eq 'young'")).toHaveLength(1);
    expect(await forgetSamples(admin, metadata, now - 30 * day)).toBe(0);
  });

  it(
    'B-9 without a bridge the queue is read from its file, and nothing is changed',
    async () => {
      await bridge?.close();
      bridge = undefined;
      const read = await run('queue', 'status');
      expect([read.code, read.err]).toEqual([0, expect.stringContaining('No bridge runs: read from')]);
      expect(read.out).toMatch(/^deliveries +50\d/m);
      for (const command of [
        ['queue', 'replay', '--all'],
        ['forget', people[0]!],
      ]) {
        const refused = await run(...command);
        expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('No bridge answers at')]);
      }
    },
    longTest,
  );
});
