import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer, UNIT_ID } from './testing/server.ts';
import type { Answer, TestServer } from './testing/server.ts';

let server: TestServer;
let account: string;
let leads: string[];
beforeAll(async () => {
  server = await startTestServer();
  account = await server.create('accounts', { name: 'Linked' });
  leads = [];
  for (const lastname of ['First', 'Second', 'Third']) leads.push(await server.create('leads', { lastname }));
});
afterAll(() => server.close());

const NAV = 'accountleads_association';
const names = (json: Answer['json']): string[] => json['value'].map((row: Record<string, unknown>) => row['lastname']);

describe('many-to-many by address', () => {
  it('is empty, is filled by POST of $ref, and reads from both sides', async () => {
    expect((await server.get(`accounts(${account})/${NAV}`)).json['value']).toEqual([]);
    for (const lead of leads) {
      const reference = { '@odata.id': `${server.url}/api/data/v9.2/leads(${lead})` };
      expect((await server.send('POST', `accounts(${account})/${NAV}/$ref`, reference)).status).toBe(204);
    }
    const page = await server.get(
      `accounts(${account})/${NAV}?$select=lastname&$orderby=lastname&$filter=lastname ne 'Third'`,
    );
    expect(names(page.json)).toEqual(['First', 'Second']);
    expect((await server.get(`accounts(${account})/${NAV}/$count`)).text).toBe('3');
    expect((await server.get(`accounts(${account})/${NAV}/$count?$filter=lastname eq 'third'`)).text).toBe('1');
    expect((await server.get(`accounts(${account})/${NAV}?$select=lastname&$count=true`)).json['@odata.count']).toBe(3);
    const { json } = await server.get(`leads(${leads[0]})/${NAV}/$ref`);
    expect(json['value']).toEqual([{ '@odata.id': `${server.url}/api/data/v9.2/accounts(${account})` }]);
    const first = await server.get(`accounts(${account})/${NAV}?$select=lastname&$orderby=lastname`, {
      prefer: 'odata.maxpagesize=2',
    });
    const next = await server.get(first.json['@odata.nextLink'].split('/v9.2/')[1], { prefer: 'odata.maxpagesize=2' });
    expect([...names(first.json), ...names(next.json)]).toEqual(['First', 'Second', 'Third']);
    const expanded = await server.get(`accounts(${account})?$select=name&$expand=${NAV}($select=lastname)`);
    expect(expanded.json[NAV].length).toBe(3);
  });

  it('refuses a second link, rows of other tables, PUT, and rows that are not there', async () => {
    const post = (id: string, method = 'POST'): ReturnType<TestServer['send']> =>
      server.send(method, `accounts(${account})/${NAV}/$ref`, { '@odata.id': id });
    expect((await post(`leads(${leads[0]})`)).json['error'].code).toBe('0x80040237');
    expect((await post(`accounts(${account})`)).json['error'].code).toBe('0x80060888');
    expect((await post(`leads(${leads[0]})`, 'PUT')).json['error'].code).toBe('0x80060888');
    expect((await post(`leads(${account})`)).status).toBe(404);
    expect((await server.get(`accounts(${leads[0]})/${NAV}/$count`)).status).toBe(404);
  });

  it('is undone by DELETE with the key in the address or $id; deleting a row ends its links', async () => {
    const left = (): Promise<string> => server.get(`accounts(${account})/${NAV}/$count`).then((answer) => answer.text);
    expect((await server.send('DELETE', `accounts(${account})/${NAV}(${leads[0]})/$ref`)).status).toBe(204);
    expect(await left()).toBe('2');
    const id = encodeURIComponent(`${server.url}/api/data/v9.2/accounts(${account})`);
    expect((await server.send('DELETE', `leads(${leads[1]})/${NAV}/$ref?$id=${id}`)).status).toBe(204);
    expect(await left()).toBe('1');
    expect((await server.send('DELETE', `accounts(${account})/${NAV}/$ref`)).json['error'].code).toBe('0x80060888');
    await server.send('DELETE', `leads(${leads[2]})`);
    expect(await left()).toBe('0');
  });

  it('tells steps of Associate and Disassociate the relationship and the row', async () => {
    const seen: unknown[] = [];
    server.engine.listen({
      wantsTransaction: () => false,
      inTransaction: () => Promise.resolve(),
      afterCommit: ({ message, input }) => void (message.endsWith('ssociate') && seen.push([message, input])),
    });
    await server.send('POST', `leads(${leads[0]})/${NAV}/$ref`, { '@odata.id': `/accounts(${account})` });
    await server.send('DELETE', `leads(${leads[0]})/${NAV}(${account})/$ref`);
    const input = { relationship: NAV, related: { table: 'account', id: account } };
    expect(seen).toEqual([
      ['Associate', input],
      ['Disassociate', input],
    ]);
  });

  it('goes through intersect tables that are tables of their own: teammembership, listmember', async () => {
    const { engine } = server;
    const user = engine.system.find('systemuser', {})[0]?.['systemuserid'];
    const team = engine.system.insert('team', { name: 'Team', businessunitid: { table: 'businessunit', id: UNIT_ID } });
    const membership = `teams(${team})/teammembership_association`;
    expect(
      (await server.send('POST', `${membership}/$ref`, { '@odata.id': `/systemusers(${String(user)})` })).status,
    ).toBe(204);
    expect((await server.get(`${membership}?$select=fullname`)).json['value'].length).toBe(1);
    expect((await server.get(`${membership}/$count`)).text).toBe('1');
    const list = engine.system.insert('list', { listname: 'Prospects' });
    const person = await server.create('contacts', { lastname: 'Member' });
    const members = `lists(${list})/listcontact_association`;
    expect((await server.send('POST', `${members}/$ref`, { '@odata.id': `/contacts(${person})` })).status).toBe(204);
    expect((await server.get(`${members}/$count`)).text).toBe('1');
    expect((await server.get(`lists(${list})/listaccount_association/$count`)).text).toBe('0');
    const expanded = await server.get(
      `lists(${list})?$select=listname&$expand=listcontact_association($select=lastname)`,
    );
    expect(expanded.json['listcontact_association'][0]['lastname']).toBe('Member');
    expect((await server.send('DELETE', `${members}(${person})/$ref`)).status).toBe(204);
    expect((await server.get(`${members}/$count`)).text).toBe('0');
  });
});

describe('one-to-many by address', () => {
  it('reads, counts and filters the rows that point to a row', async () => {
    for (const subject of ['a', 'b']) {
      await server.create('tasks', { subject, 'regardingobjectid_account_task@odata.bind': `/accounts(${account})` });
    }
    expect((await server.get(`accounts(${account})/Account_Tasks/$count`)).text).toBe('2');
    const { json } = await server.get(
      `accounts(${account})/Account_Tasks?$select=subject&$filter=subject eq 'b'&$count=true`,
    );
    expect([json['value'].length, json['@odata.count']]).toEqual([1, 1]);
    expect((await server.get(`accounts(${account})/primarycontactid/$count`)).json['error'].code).toBe('0x80060888');
  });
});
