import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { batchText, changeSet, OTHER_USER_ID, startTestServer } from './testing/server.ts';
import type { Answer, TestServer } from './testing/server.ts';

let server: TestServer;
let seen: { message: string; table: string | undefined; id: string | undefined; depth: number }[] = [];
beforeAll(async () => {
  server = await startTestServer();
  server.engine.listen({
    wantsTransaction: () => false,
    inTransaction: () => Promise.resolve(),
    afterCommit: ({ message, table, id, depth }) => void seen.push({ message, table, id, depth }),
  });
});
afterAll(() => server.close());

const row = (table: string, id: string): object => ({
  '@odata.type': `Microsoft.Dynamics.CRM.${table}`,
  [`${table}id`]: id,
});

describe('Merge', () => {
  const merge = (table: string, master: string, other: string, more: object = {}, on = server): Promise<Answer> =>
    on.send('POST', 'Merge', {
      Target: row(table, master),
      Subordinate: row(table, other),
      PerformParentingChecks: false,
      ...more,
    });

  async function pair(
    on: TestServer,
  ): Promise<{ master: string; other: string; open: string; done: string; call: string }> {
    const master = await on.create('contacts', { lastname: 'Master', jobtitle: 'kept' });
    const other = await on.create('contacts', { lastname: 'Other', jobtitle: 'lost', mobilephone: '1' });
    const regarding = { 'regardingobjectid_contact_task@odata.bind': `/contacts(${other})` };
    const open = await on.create('tasks', { subject: 'open', ...regarding });
    const done = await on.create('tasks', { subject: 'done', ...regarding });
    await on.send('PATCH', `tasks(${done})`, { statecode: 1, statuscode: 5 });
    const party = { 'partyid_contact@odata.bind': `/contacts(${other})`, participationtypemask: 2 };
    const call = await on.create('phonecalls', { subject: 'call', phonecall_activity_parties: [party] });
    await on.create('annotations', { subject: 'note', 'objectid_contact@odata.bind': `/contacts(${other})` });
    await on.create('accounts', { name: 'firm', 'primarycontactid@odata.bind': `/contacts(${other})` });
    return { master, other, open, done, call };
  }
  const partyOf = async (on: TestServer, call: string): Promise<string> => {
    const { json } = await on.get(`phonecalls(${call})/phonecall_activity_parties?$filter=participationtypemask eq 2`);
    return json['value'][0]['_partyid_value'];
  };

  it('hands content and children to the master, closed activities too, and ends the subordinate', async () => {
    const { master, other, open, done, call } = await pair(server);
    seen = [];
    expect((await merge('contact', master, other, { UpdateContent: { mobilephone: '1' } })).status).toBe(204);
    expect((await server.get(`contacts(${master})`)).json).toMatchObject({
      jobtitle: 'kept',
      mobilephone: '1',
      statecode: 0,
    });
    expect((await server.get(`contacts(${other})`)).json).toMatchObject({
      statecode: 1,
      statuscode: 2,
      merged: true,
      _masterid_value: master,
    });
    for (const id of [open, done]) {
      expect((await server.get(`tasks(${id})`)).json['_regardingobjectid_value']).toBe(master);
      expect((await server.get(`activitypointers(${id})`)).json['_regardingobjectid_value']).toBe(master);
    }
    expect((await server.get(`tasks(${done})`)).json['statecode']).toBe(1);
    expect((await server.get(`contacts(${master})/Contact_Tasks/$count`)).text).toBe('2');
    expect((await server.get(`contacts(${master})/Contact_Annotation/$count`)).text).toBe('1');
    expect((await server.get(`accounts?$filter=_primarycontactid_value eq ${master}`)).json['value'].length).toBe(1);
    expect(await partyOf(server, call)).toBe(master);
    const parties = await server.get(
      `activityparties?$filter=_partyid_value eq ${master} and participationtypemask eq 8`,
    );
    expect(parties.json['value'].length).toBe(2);
    expect(seen).toContainEqual({ message: 'Merge', table: 'contact', id: master, depth: 1 });
    expect(seen).toContainEqual({ message: 'Update', table: 'contact', id: other, depth: 2 });
  });

  it('mergeMovesParties off: who took part stays', async () => {
    const on = await startTestServer({ behaviour: { mergeMovesParties: false } });
    try {
      const { master, other, call } = await pair(on);
      expect((await merge('contact', master, other, {}, on)).status).toBe(204);
      expect(await partyOf(on, call)).toBe(other);
    } finally {
      await on.close();
    }
  });

  it('of leads disqualifies the subordinate; of accounts ends a parent link between the two', async () => {
    const lead = await server.create('leads', { lastname: 'Master' });
    const second = await server.create('leads', { lastname: 'Second' });
    expect((await merge('lead', lead, second)).status).toBe(204);
    expect((await server.get(`leads(${second})`)).json).toMatchObject({ statecode: 2, statuscode: 7, merged: true });
    const parent = await server.create('accounts', { name: 'parent' });
    const child = await server.create('accounts', {
      name: 'child',
      'parentaccountid@odata.bind': `/accounts(${parent})`,
    });
    expect((await merge('account', child, parent, { PerformParentingChecks: true })).status).toBe(400);
    expect((await merge('account', child, parent)).status).toBe(204);
    expect((await server.get(`accounts(${child})`)).json['_parentaccountid_value']).toBeNull();
  });

  it('refuses the same row twice, inactive rows, other tables, rows that are not there', async () => {
    const one = await server.create('contacts', { lastname: 'One' });
    const two = await server.create('contacts', { lastname: 'Two' });
    const task = await server.create('tasks', { subject: 't' });
    expect((await merge('contact', one, one)).status).toBe(400);
    expect((await merge('contact', one, task)).json['error'].code).toBe('0x80040217');
    const type = { '@odata.type': 'Microsoft.Dynamics.CRM.task', activityid: task };
    expect((await merge('contact', one, two, { Subordinate: type })).status).toBe(400);
    expect((await merge('contact', one, two, { Subordinate: type, Target: type })).status).toBe(501);
    await merge('contact', one, two);
    expect((await merge('contact', one, two)).json['error'].message).toContain('inactive');
    expect((await server.get('Merge')).status).toBe(400);
  });

  it('runs in a change set', async () => {
    const one = await server.create('contacts', { lastname: 'One' });
    const two = await server.create('contacts', { lastname: 'Two' });
    const body = { Target: { '@odata.id': `contacts(${one})` }, Subordinate: { '@odata.id': `contacts(${two})` } };
    expect((await server.batch(batchText(changeSet(['POST Merge', body])))).status).toBe(200);
    expect((await server.get(`contacts(${two})`)).json['_masterid_value']).toBe(one);
  });
});

describe('QualifyLead', () => {
  const ALL = { CreateAccount: true, CreateContact: true, CreateOpportunity: true, Status: 3 };
  const qualify = (lead: string, body: object, on = server): Promise<Answer> =>
    on.send('POST', `leads(${lead})/Microsoft.Dynamics.CRM.QualifyLead`, body);
  const lead = (on: TestServer): Promise<string> =>
    on.create('leads', {
      subject: 'New deal',
      companyname: 'Example Ltd',
      firstname: 'Eve',
      lastname: 'Buyer',
      jobtitle: 'Head',
      emailaddress1: 'eve@example.com',
    });

  it('makes account, contact and opportunity and qualifies the lead', async () => {
    const id = await lead(server);
    seen = [];
    const answer = await qualify(id, ALL);
    expect(answer.status).toBe(200);
    const told = seen.map(({ message, table, depth }) => `${depth} ${message} ${table ?? ''}`);
    expect(told).toEqual([
      '2 Create account',
      '2 Create contact',
      '2 Update account',
      '2 Create opportunity',
      '2 Update lead',
      '2 SetState lead',
      '1 QualifyLead lead',
    ]);
    const [account, contact, opportunity] = answer.json['value'];
    expect(account['@odata.type']).toBe('#Microsoft.Dynamics.CRM.account');
    expect((await server.get(`accounts(${account.accountid})`)).json).toMatchObject({
      name: 'Example Ltd',
      _originatingleadid_value: id,
      _primarycontactid_value: contact.contactid,
    });
    expect((await server.get(`contacts(${contact.contactid})`)).json).toMatchObject({
      fullname: 'Eve Buyer',
      jobtitle: 'Head',
      emailaddress1: 'eve@example.com',
      _parentcustomerid_value: account.accountid,
    });
    expect((await server.get(`opportunities(${opportunity.opportunityid})`)).json).toMatchObject({
      name: 'New deal',
      _customerid_value: account.accountid,
      _parentcontactid_value: contact.contactid,
      _originatingleadid_value: id,
    });
    expect((await server.get(`leads(${id})`)).json).toMatchObject({
      statecode: 1,
      statuscode: 3,
      _parentaccountid_value: account.accountid,
      _qualifyingopportunityid_value: opportunity.opportunityid,
    });
    expect((await qualify(id, ALL)).json['error'].code).toBe('0x80040203');
  });

  it('makes only what is asked for, and refuses a status reason of another state', async () => {
    const id = await lead(server);
    const none = { CreateAccount: false, CreateContact: false, CreateOpportunity: false };
    expect((await qualify(id, { ...none, Status: 4 })).json['error'].code).toBe('0x80048408');
    expect((await qualify(id, { Status: 3 })).status).toBe(400);
    expect((await qualify(id, { ...none, Status: -1 })).json['value']).toEqual([]);
    expect((await server.get(`leads(${id})`)).json).toMatchObject({ statecode: 1, statuscode: 3 });
  });

  it.each<['keep' | 'moveOpen' | 'moveAll', string[]]>([
    ['keep', ['lead', 'lead']],
    ['moveOpen', ['opportunity', 'lead']],
    ['moveAll', ['opportunity', 'opportunity']],
  ])('qualifyLeadActivities %s', async (qualifyLeadActivities, expected) => {
    const on = await startTestServer({ behaviour: { qualifyLeadActivities } });
    try {
      const id = await lead(on);
      const regarding = { 'regardingobjectid_lead_task@odata.bind': `/leads(${id})` };
      const open = await on.create('tasks', { subject: 'open', ...regarding });
      const done = await on.create('tasks', { subject: 'done', ...regarding });
      await on.send('PATCH', `tasks(${done})`, { statecode: 1, statuscode: 5 });
      await qualify(id, ALL, on);
      const types: unknown[] = [];
      for (const task of [open, done]) {
        const { json } = await on.get(`tasks(${task})?$select=_regardingobjectid_value`, {
          prefer: 'odata.include-annotations="*"',
        });
        types.push(json['_regardingobjectid_value@Microsoft.Dynamics.CRM.lookuplogicalname']);
      }
      expect(types).toEqual(expected);
    } finally {
      await on.close();
    }
  });
});

describe('Assign', () => {
  it('is a change of ownerid; steps of Update and of Assign are told', async () => {
    const id = await server.create('tasks', { subject: 't' });
    seen = [];
    const owner = { 'ownerid@odata.bind': `/systemusers(${OTHER_USER_ID})` };
    expect((await server.send('PATCH', `tasks(${id})`, owner)).status).toBe(204);
    expect((await server.get(`tasks(${id})`)).json).toMatchObject({
      _ownerid_value: OTHER_USER_ID,
      _owninguser_value: OTHER_USER_ID,
    });
    const told = seen.map(({ message }) => message).filter((message) => message !== 'Retrieve');
    expect(told).toEqual(['Update', 'Assign']);
  });
});
