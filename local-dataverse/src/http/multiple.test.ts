import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEngine } from '../engine/engine.ts';
import { hasMultiple } from '../engine/write/multiple.ts';
import { createRegistry, declareBaseTables } from '../metadata/index.ts';
import type { Column } from '../metadata/types.ts';
import { seedMessages } from '../platform/seed/messages.ts';
import { changeSet, batchText, startTestServer, USER_ID } from './testing/server.ts';
import type { Answer, TestServer } from './testing/server.ts';

const KEY: Column = {
  logicalName: 'al_sourceid',
  schemaName: 'al_SourceId',
  type: 'String',
  displayName: { 1033: 'Source id' },
  required: 'None',
  validForCreate: true,
  validForUpdate: true,
  validForRead: true,
  isCustom: true,
  maxLength: 200,
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, (registry) => {
    registry.declareColumns('task', [KEY]);
    registry.declareKey('task', { schemaName: 'al_key', logicalName: 'al_key', columns: ['al_sourceid'] });
  });
});
afterAll(() => server.close());

const TYPE = { '@odata.type': 'Microsoft.Dynamics.CRM.task' };

function call(name: string, Targets: unknown, set = 'tasks', on = server): Promise<Answer> {
  return on.send('POST', `${set}/Microsoft.Dynamics.CRM.${name}`, { Targets });
}

async function subjects(filter: string): Promise<string[]> {
  const { json } = await server.get(`tasks?$select=subject&$orderby=subject&$filter=${filter}`);
  return json['value'].map((row: Record<string, unknown>) => row['subject']);
}

describe('CreateMultiple', () => {
  it('makes all rows and answers their ids in order', async () => {
    const answer = await call('CreateMultiple', [
      { ...TYPE, subject: 'cm one', al_sourceid: 'cm1' },
      { ...TYPE, subject: 'cm two' },
    ]);
    expect([answer.status, answer.json['Ids'].length]).toEqual([200, 2]);
    expect(answer.json['@odata.context']).toMatch(/#Microsoft\.Dynamics\.CRM\.CreateMultipleResponse$/);
    expect((await server.get(`tasks(${answer.json['Ids'][1]})`)).json).toMatchObject({
      subject: 'cm two',
      _ownerid_value: USER_ID,
    });
    expect((await server.get(`activitypointers(${answer.json['Ids'][0]})`)).json['subject']).toBe('cm one');
  });

  it('keeps no row when one fails', async () => {
    const rows = [
      { ...TYPE, subject: 'whole' },
      { ...TYPE, subject: 'x'.repeat(201) },
    ];
    const answer = await call('CreateMultiple', rows);
    expect([answer.status, answer.json['error'].code]).toEqual([400, '0x80044331']);
    expect(await subjects("subject eq 'whole'")).toEqual([]);
  });

  it.each([
    ['a target without @odata.type', [{ subject: 'a' }], '0x80048d19'],
    ['a target of another table', [{ '@odata.type': 'Microsoft.Dynamics.CRM.email', subject: 'a' }], '0x80048d19'],
    ['no list', { subject: 'a' }, '0x80048d19'],
    ['an empty list', [], '0x80060888'],
    ['an alternate key that is taken', [{ ...TYPE, subject: 'a', al_sourceid: 'cm1' }], '0x80060892'],
    ['parties', [{ ...TYPE, subject: 'a', task_activity_parties: [] }], '0x80060888'],
  ])('refuses %s', async (_what, targets, code) => {
    expect((await call('CreateMultiple', targets)).json['error'].code).toBe(code);
  });

  it('runs in a change set; other methods than POST do not', async () => {
    const set = changeSet([
      'POST tasks/Microsoft.Dynamics.CRM.CreateMultiple',
      { Targets: [{ ...TYPE, subject: 'b' }] },
    ]);
    const answer = await server.batch(batchText(set));
    expect([answer.status, answer.text.includes('"Ids":')]).toEqual([200, true]);
    expect((await server.get('tasks/Microsoft.Dynamics.CRM.CreateMultiple')).status).toBe(400);
  });
});

describe('UpdateMultiple', () => {
  it('changes rows named by primary key or @odata.id, all or none', async () => {
    const one = await server.create('tasks', { subject: 'um one', al_sourceid: 'um1' });
    const two = await server.create('tasks', { subject: 'um two' });
    const answer = await call('UpdateMultiple', [
      { ...TYPE, '@odata.id': "tasks(al_sourceid='um1')", category: 'changed' },
      { ...TYPE, activityid: two, category: 'changed' },
    ]);
    expect(answer.status).toBe(204);
    expect(await subjects("category eq 'changed'")).toEqual(['um one', 'um two']);
    const failed = await call('UpdateMultiple', [
      { ...TYPE, activityid: one, category: 'again' },
      { ...TYPE, activityid: 'c0000000-0000-4000-8000-00000000000f', category: 'again' },
    ]);
    expect(failed.json['error'].code).toBe('0x80040217');
    expect(await subjects("category eq 'again'")).toEqual([]);
    expect((await call('UpdateMultiple', [{ ...TYPE, category: 'x' }])).status).toBe(400);
  });
});

describe('UpsertMultiple', () => {
  const target = (key: string, more: object): object => ({
    ...TYPE,
    '@odata.id': `tasks(al_sourceid='${key}')`,
    ...more,
  });

  it('makes what is not there and changes what is', async () => {
    const id = 'c0000000-0000-4000-8000-0000000000a1';
    for (const subject of ['up first', 'up second']) {
      const rows = [target('up1', { subject }), { ...TYPE, activityid: id, subject }];
      expect((await call('UpsertMultiple', rows)).status).toBe(204);
    }
    expect(await subjects("al_sourceid eq 'up1' or startswith(subject,'up ')")).toEqual(['up second', 'up second']);
  });

  it('refuses a key column in both @odata.id and body when the row is new: 0x80040216', async () => {
    const twice = target('up2', { subject: 'twice', al_sourceid: 'up2' });
    const answer = await call('UpsertMultiple', [twice]);
    expect([answer.status, answer.json['error'].code]).toEqual([400, '0x80040216']);
    await server.create('tasks', { subject: 'there', al_sourceid: 'up2' });
    expect((await call('UpsertMultiple', [twice])).status).toBe(204);
  });
});

describe('switches', () => {
  it('multipleTables: e-mails, calls and meetings have none by default: 501', async () => {
    for (const set of ['emails', 'phonecalls', 'appointments']) {
      expect((await call('CreateMultiple', [{ subject: 'a' }], set)).status).toBe(501);
    }
    const contact = { '@odata.type': 'Microsoft.Dynamics.CRM.contact', lastname: 'Many' };
    expect((await call('CreateMultiple', [contact], 'contacts')).status).toBe(200);
  });

  it('multipleTables and nestedInCreateMultiple work the other way', async () => {
    const other = await startTestServer({
      behaviour: { multipleTables: ['phonecall'], nestedInCreateMultiple: true },
    });
    try {
      const party = { addressused: 'a@example.com', participationtypemask: 2 };
      const row = {
        '@odata.type': 'Microsoft.Dynamics.CRM.phonecall',
        subject: 'p',
        phonecall_activity_parties: [party],
      };
      const { json } = await call('CreateMultiple', [row], 'phonecalls', other);
      const parties = await other.get(`phonecalls(${json['Ids'][0]})/phonecall_activity_parties?$select=addressused`);
      expect(parties.text).toContain('a@example.com');
      expect((await call('CreateMultiple', [{ ...TYPE, subject: 'a' }], 'tasks', other)).status).toBe(501);
    } finally {
      await other.close();
    }
  });

  it('the sdkmessagefilter probe tells the truth, also after a switch was turned', () => {
    const folder = mkdtempSync(join(tmpdir(), 'local-dataverse-'));
    const metadata = createRegistry();
    declareBaseTables(metadata);
    const engine = createEngine({ file: join(folder, 'test.sqlite'), metadata });
    const probe = (name: string): (string | undefined)[] => {
      const message = engine.system.find('sdkmessage', { name })[0]?.['sdkmessageid'];
      if (typeof message !== 'string') return [];
      const found = engine.system.find('sdkmessagefilter', { sdkmessageid: { table: 'sdkmessage', id: message } });
      return found.map((row) => String(row['primaryobjecttypecode'])).sort();
    };
    try {
      seedMessages(engine, { multiple: (table) => hasMultiple(engine.core.behaviour, table) });
      expect(probe('CreateMultiple')).toEqual(['account', 'contact', 'lead', 'task']);
      expect(probe('UpsertMultiple')).toEqual(['account', 'contact', 'lead', 'task']);
      seedMessages(engine, { multiple: (table) => hasMultiple({ multipleTables: ['email'] }, table) });
      expect(probe('CreateMultiple')).toEqual(['email']);
    } finally {
      engine.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
