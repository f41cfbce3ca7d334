import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ENGLISH } from '../metadata/index.ts';
import { OTHER_USER_ID, startTestServer, UNIT_ID, USER_ID } from './testing/server.ts';
import type { TestServer } from './testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({}, (registry) => {
    registry.declareColumns('contact', [
      {
        logicalName: 'al_no',
        schemaName: 'al_No',
        type: 'String',
        displayName: { [ENGLISH]: 'No.' },
        required: 'None',
        validForCreate: true,
        validForUpdate: true,
        validForRead: true,
        isCustom: true,
        maxLength: 20,
        autoNumberFormat: 'C{SEQNUM:5}',
      },
      {
        logicalName: 'al_key',
        schemaName: 'al_Key',
        type: 'String',
        displayName: { [ENGLISH]: 'Key' },
        required: 'None',
        validForCreate: true,
        validForUpdate: true,
        validForRead: true,
        isCustom: true,
        maxLength: 50,
      },
    ]);
    registry.declareKey('contact', { schemaName: 'al_ContactKey', logicalName: 'al_contactkey', columns: ['al_key'] });
  });
});
afterAll(() => server.close());

const ID = 'a0000000-0000-4000-8000-00000000000';

describe('create', () => {
  it('answers 204 with the address, sets what the server sets, and takes the caller’s own id', async () => {
    const answer = await server.send('POST', 'contacts', {
      contactid: `${ID}1`.toUpperCase(),
      firstname: 'Zoë',
      lastname: 'Ünal',
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('odata-entityid')).toBe(`${server.url}/api/data/v9.2/contacts(${ID}1)`);
    const { json } = await server.get(`contacts(${ID}1)`);
    expect(json).toMatchObject({
      contactid: `${ID}1`,
      fullname: 'Zoë Ünal',
      _ownerid_value: USER_ID,
      _owninguser_value: USER_ID,
      _owningteam_value: null,
      _owningbusinessunit_value: UNIT_ID,
      _createdby_value: USER_ID,
      statecode: 0,
      statuscode: 1,
    });
    expect(json['al_no']).toMatch(/^C\d{5}$/);
    expect(json['createdon']).toBe(json['modifiedon']);
    expect(json['@odata.etag']).toMatch(/^W\/"\d+"$/);
  });

  it('gives the row back on request, with the columns asked for', async () => {
    const answer = await server.send(
      'POST',
      'contacts?$select=fullname',
      { lastname: 'Solo' },
      { prefer: 'return=representation' },
    );
    expect(answer.status).toBe(201);
    expect(answer.headers.get('preference-applied')).toBe('return=representation');
    expect(Object.keys(answer.json)).toEqual(['@odata.context', '@odata.etag', 'fullname', 'contactid']);
  });

  it('refuses an id that is taken: 412 0x80040237', async () => {
    const answer = await server.send('POST', 'contacts', { contactid: `${ID}1`, lastname: 'Twice' });
    expect([answer.status, answer.json['error'].code]).toEqual([412, '0x80040237']);
  });

  it('refuses an alternate key that is taken: 412 0x80060892', async () => {
    await server.create('contacts', { lastname: 'K', al_key: 'k1' });
    const answer = await server.send('POST', 'contacts', { lastname: 'K', al_key: 'K1' });
    expect([answer.status, answer.json['error'].code]).toEqual([412, '0x80060892']);
  });

  it('takes overriddencreatedon as the creation date', async () => {
    const id = await server.create('tasks', { subject: 'old', overriddencreatedon: '2020-02-03T04:05:06.789+01:00' });
    const { json } = await server.get(`tasks(${id})?$select=createdon,overriddencreatedon`);
    expect(json['createdon']).toBe('2020-02-03T03:05:06Z');
    expect(json['overriddencreatedon']).not.toBe(json['createdon']);
  });

  it('makes nested rows: a parent first, children afterwards', async () => {
    const id = await server.create('accounts', {
      name: 'Deep',
      primarycontactid: { lastname: 'Parent' },
      contact_customer_accounts: [{ lastname: 'Child' }],
      Account_Tasks: [{ subject: 'Nested task' }],
    });
    const { json } = await server.get(
      `accounts(${id})?$select=name&$expand=primarycontactid($select=lastname),contact_customer_accounts($select=lastname),Account_Tasks($select=subject)`,
    );
    expect(json['primarycontactid'].lastname).toBe('Parent');
    expect(json['contact_customer_accounts'][0].lastname).toBe('Child');
    expect(json['Account_Tasks'][0].subject).toBe('Nested task');
  });

  it.each([
    ['too long', { subject: 'x'.repeat(201) }, '0x80044331'],
    ['no such option', { prioritycode: 9 }, '0x8004431a'],
    ['out of range', { percentcomplete: 101 }, '0x80044330'],
    ['a number for a text', { subject: 5 }, '0x80048d19'],
    ['a text for a number', { percentcomplete: '5' }, '0x80048d19'],
    ['a date without zone', { scheduledend: '2026-01-01T00:00:00' }, '0x80048d19'],
    ['no such day', { scheduledend: '2026-02-30T00:00:00Z' }, '0x80048d19'],
    ['unknown column', { subjekt: 'x' }, '0x80048d19'],
    ['navigation in another case', { 'RegardingObjectId_contact_task@odata.bind': `/contacts(${ID}1)` }, '0x80048d19'],
    ['lookup as a value', { _regardingobjectid_value: `${ID}1` }, '0x80048d19'],
    [
      'bind to another table',
      { 'regardingobjectid_contact_task@odata.bind': `/systemusers(${USER_ID})` },
      '0x80048d19',
    ],
    ['not JSON', '{"subject":', '0x80048d19'],
    ['not an object', '[1]', '0x80048d19'],
    ['no body', '', '0x80048d19'],
  ])('refuses %s', async (_what, body, code) => {
    const answer = await server.send('POST', 'tasks', body);
    expect([answer.status, answer.json['error'].code]).toEqual([400, code]);
  });

  it('names the row that a bind does not find: 404 0x80040217', async () => {
    const answer = await server.send('POST', 'tasks', {
      'regardingobjectid_contact_task@odata.bind': `/contacts(${ID}9)`,
    });
    expect([answer.status, answer.json['error'].message]).toEqual([404, `contact With Id = ${ID}9 Does Not Exist`]);
  });

  it('answers 405, 404 and 415 where they belong', async () => {
    expect((await server.send('PATCH', 'tasks', {})).status).toBe(405);
    expect((await server.send('POST', 'taskss', {})).json['error'].code).toBe('0x8006088a');
    expect(
      (await server.send('POST', 'tasks', 'subject=a', { 'content-type': 'application/x-www-form-urlencoded' })).status,
    ).toBe(415);
    expect((await server.send('POST', 'CreateMultiple', {})).status).toBe(501);
  });
});

describe('update', () => {
  it('changes what is sent and only that', async () => {
    const id = await server.create('contacts', { firstname: 'A', lastname: 'B', jobtitle: 'Boss' });
    const before = (await server.get(`contacts(${id})`)).json;
    expect(
      (await server.send('PATCH', `contacts(${id})`, { lastname: 'C', createdon: '2000-01-01T00:00:00Z' })).status,
    ).toBe(204);
    const after = (await server.get(`contacts(${id})`)).json;
    expect(after).toMatchObject({ fullname: 'A C', jobtitle: 'Boss', createdon: before['createdon'] });
    expect(after['versionnumber']).toBeGreaterThan(before['versionnumber']);
  });

  it('creates the row where there is none, unless If-Match forbids it', async () => {
    expect((await server.send('PATCH', `tasks(${ID}2)`, { subject: 'x' }, { 'if-match': '*' })).status).toBe(404);
    expect(
      (await server.send('PATCH', `tasks(${ID}2)`, { subject: 'x' }, { prefer: 'return=representation' })).status,
    ).toBe(201);
    expect(
      (await server.send('PATCH', `tasks(${ID}2)`, { subject: 'y' }, { prefer: 'return=representation' })).status,
    ).toBe(200);
    expect(
      (await server.send('PATCH', `tasks(${ID}2)`, { subject: 'z' }, { 'if-none-match': '*' })).json['error'].code,
    ).toBe('0x80040237');
    expect((await server.get(`tasks(${ID}2)`)).json['subject']).toBe('y');
  });

  it('upserts by alternate key and echoes it', async () => {
    const path = "contacts(al_key='with ''quote''')";
    const made = await server.send('PATCH', encodeURI(path), { lastname: 'ByKey' });
    expect([made.status, decodeURI(made.headers.get('odata-entityid') ?? '')]).toEqual([
      204,
      `${server.url}/api/data/v9.2/${path}`,
    ]);
    await server.send('PATCH', encodeURI(path), { jobtitle: 'Second' });
    const { json } = await server.get(`contacts?$select=jobtitle,al_key&$filter=lastname eq 'ByKey'`);
    expect(json['value']).toHaveLength(1);
    expect(json['value'][0]).toMatchObject({ jobtitle: 'Second', al_key: "with 'quote'" });
    expect((await server.send('PATCH', "contacts(al_key='none')", {}, { 'if-match': '*' })).json['error'].code).toBe(
      '0x80060891',
    );
  });

  it('compares the version: If-Match 412, If-None-Match 304', async () => {
    const id = await server.create('contacts', { lastname: 'V' });
    const tag = (await server.get(`contacts(${id})`)).headers.get('etag') ?? '';
    expect((await server.get(`contacts(${id})`, { 'if-none-match': tag })).status).toBe(304);
    expect((await server.send('PATCH', `contacts(${id})`, { lastname: 'W' }, { 'if-match': tag })).status).toBe(204);
    expect(
      (await server.send('PATCH', `contacts(${id})`, { lastname: 'X' }, { 'if-match': tag })).json['error'].code,
    ).toBe('0x80060882');
    expect((await server.send('DELETE', `contacts(${id})`, undefined, { 'if-match': tag })).status).toBe(412);
  });

  it('sets and empties a single value', async () => {
    const id = await server.create('contacts', { lastname: 'P' });
    expect((await server.send('PUT', `contacts(${id})/jobtitle`, { value: 'Chief' })).status).toBe(204);
    expect((await server.get(`contacts(${id})/jobtitle`)).json['value']).toBe('Chief');
    expect((await server.get(`contacts(${id})/jobtitle/$value`)).text).toBe('Chief');
    expect((await server.send('DELETE', `contacts(${id})/jobtitle`)).status).toBe(204);
    expect((await server.get(`contacts(${id})/jobtitle`)).status).toBe(204);
  });

  it('connects and separates rows by $ref', async () => {
    const account = await server.create('accounts', { name: 'A' });
    const contact = await server.create('contacts', { lastname: 'C' });
    const reference = { '@odata.id': `${server.url}/api/data/v9.2/contacts(${contact})` };
    expect((await server.send('PUT', `accounts(${account})/primarycontactid/$ref`, reference)).status).toBe(204);
    expect((await server.get(`accounts(${account})/primarycontactid/$ref`)).json['@odata.id']).toBe(
      reference['@odata.id'],
    );
    expect((await server.get(`accounts(${account})/primarycontactid?$select=lastname`)).json['lastname']).toBe('C');
    await server.send('DELETE', `accounts(${account})/primarycontactid/$ref`);
    expect((await server.get(`accounts(${account})/primarycontactid`)).status).toBe(204);
    await server.send('POST', `accounts(${account})/contact_customer_accounts/$ref`, reference);
    expect(
      (await server.get(`contacts(${contact})?$select=_parentcustomerid_value`)).json['_parentcustomerid_value'],
    ).toBe(account);
    await server.send('DELETE', `accounts(${account})/contact_customer_accounts(${contact})/$ref`);
    expect((await server.get(`contacts(${contact})`)).json['_parentcustomerid_value']).toBeNull();
  });

  it('empties a lookup by null and gives a row to another owner', async () => {
    const contact = await server.create('contacts', { lastname: 'R' });
    const id = await server.create('tasks', {
      subject: 't',
      'regardingobjectid_contact_task@odata.bind': `contacts(${contact})`,
    });
    await server.send('PATCH', `tasks(${id})`, {
      'regardingobjectid_contact_task@odata.bind': null,
      'ownerid@odata.bind': `/systemusers(${OTHER_USER_ID})`,
    });
    expect((await server.get(`tasks(${id})`)).json).toMatchObject({
      _regardingobjectid_value: null,
      _ownerid_value: OTHER_USER_ID,
      _owninguser_value: OTHER_USER_ID,
    });
    expect((await server.get(`activitypointers(${id})`)).json).toMatchObject({
      _regardingobjectid_value: null,
      _ownerid_value: OTHER_USER_ID,
    });
  });
});

describe('delete', () => {
  it('removes the row, its parties and what hangs on it by cascade', async () => {
    const contact = await server.create('contacts', { lastname: 'D' });
    const id = await server.create('tasks', {
      subject: 't',
      'regardingobjectid_contact_task@odata.bind': `contacts(${contact})`,
    });
    expect((await server.send('DELETE', `contacts(${contact})`)).status).toBe(204);
    expect((await server.send('DELETE', `contacts(${contact})`)).json['error'].code).toBe('0x80040217');
    expect((await server.get(`tasks(${id})`)).status).toBe(404);
    expect((await server.get(`activitypointers(${id})`)).status).toBe(404);
    expect((await server.get(`activityparties?$filter=_activityid_value eq ${id}`)).json['value']).toEqual([]);
  });
});
