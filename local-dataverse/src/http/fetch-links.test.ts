import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer, UNIT_ID, USER_ID } from './testing/server.ts';
import type { TestServer } from './testing/server.ts';

const TEAM_ID = 'b0000000-0000-4000-8000-0000000000a1';

let server: TestServer;
let parent = '';
beforeAll(async () => {
  server = await startTestServer({ clock: () => Date.parse('2026-07-15T12:00:00Z') });
  server.engine.system.insert('team', {
    teamid: TEAM_ID,
    name: 'Sales',
    businessunitid: { table: 'businessunit', id: UNIT_ID },
  });
  server.engine.system.insert('teammembership', { systemuserid: USER_ID, teamid: TEAM_ID });
  parent = await server.create('accounts', { name: 'Group' });
  const child = await server.create('accounts', {
    name: 'Contoso',
    'parentaccountid@odata.bind': `/accounts(${parent})`,
  });
  await server.create('accounts', {
    name: 'Branch',
    'parentaccountid@odata.bind': `/accounts(${child})`,
    'ownerid@odata.bind': `/teams(${TEAM_ID})`,
  });
  for (const [firstname, subjects] of [
    ['Anna', ['call', 'visit']],
    ['Bob', ['call']],
    ['Cem', []],
    ['Dora & <Co>', ['write']],
  ] as const) {
    const bind = firstname === 'Cem' ? {} : { 'parentcustomerid_account@odata.bind': `/accounts(${child})` };
    const id = await server.create('contacts', { firstname, ...bind });
    for (const subject of subjects)
      await server.create('tasks', { subject, 'regardingobjectid_contact_task@odata.bind': `/contacts(${id})` });
  }
});
afterAll(() => server.close());

const run = (set: string, text: string) =>
  server.get(`${set}?fetchXml=${encodeURIComponent(text)}`, { prefer: 'odata.include-annotations="*"' });
async function names(table: string, column: string, inside: string): Promise<string> {
  const text = `<fetch><entity name="${table}"><attribute name="${column}"/><order attribute="${column}"/>${inside}</entity></fetch>`;
  const answer = await run(`${table}s`, text);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.json['value'].map((row: Record<string, string>) => row[column]?.slice(0, 8)).join(' ');
}
const tasks = (type: string, inside = '') =>
  `<link-entity name="task" from="regardingobjectid" to="contactid" link-type="${type}" alias="t">${inside}</link-entity>`;
const is = (attribute: string, value: string, operator = 'eq'): string =>
  `<condition attribute="${attribute}" operator="${operator}" value="${value}"/>`;
const filter = (inside: string, type = 'and'): string => `<filter type="${type}">${inside}</filter>`;

describe('FetchXML links', () => {
  it.each([
    [tasks('exists'), 'Anna Bob Dora & <'],
    [tasks('in', filter(is('subject', 'visit'))), 'Anna'],
    [filter(tasks('any', filter(is('subject', 'call')))), 'Anna Bob'],
    [filter(tasks('not any')), 'Cem'],
    [filter(tasks('all', filter(is('subject', 'call')))), 'Dora & <'],
    [filter(tasks('not all', filter(is('subject', 'call')))), 'Anna Bob'],
    [filter(tasks('any', filter(is('subject', 'visit'))) + is('firstname', 'cem'), 'or'), 'Anna Cem'],
    [
      `<link-entity name="account" from="accountid" to="parentcustomerid" alias="a"><link-entity name="account" from="accountid" to="parentaccountid" alias="p">${filter(is('name', 'group'))}</link-entity></link-entity>${filter(is('firstname', 'b%', 'like'))}`,
      'Bob',
    ],
    [
      `<link-entity name="account" from="accountid" to="parentcustomerid" link-type="outer" alias="a">${filter(is('name', 'nothing'))}</link-entity>${filter(is('firstname', 'b%', 'not-like'))}`,
      'Anna Cem Dora & <',
    ],
  ])('%s', async (inside, expected) => {
    expect(await names('contact', 'firstname', inside)).toBe(expected);
  });

  it('sorts by a column of a link and by an alias', async () => {
    const { json } = await run(
      'tasks',
      `<fetch><entity name="task"><attribute name="subject" alias="what"/><order entityname="c" attribute="firstname" descending="true"/><order alias="what"/>
       <link-entity name="contact" from="contactid" to="regardingobjectid" alias="c"><attribute name="firstname"/></link-entity></entity></fetch>`,
    );
    expect(
      json['value'].map((row: Record<string, string>) => `${row['c.firstname']?.slice(0, 4)} ${row['what']}`),
    ).toEqual(['Dora write', 'Bob call', 'Anna call', 'Anna visit']);
  });

  it('goes on by the paging cookie, whatever the values hold, and ignores one of another page', async () => {
    const page = (number: number, cookie = '') =>
      run(
        'contacts',
        `<fetch count="1" page="${number}"${cookie === '' ? '' : ` paging-cookie="${escape(cookie)}"`}><entity name="contact"><attribute name="firstname"/><order attribute="parentcustomerid"/><order attribute="firstname" descending="true"/></entity></fetch>`,
      );
    const seen: string[] = [];
    let cookie = '';
    for (let number = 1; number <= 4; number += 1) {
      const { json } = await page(number, cookie);
      seen.push(json['value'][0]['firstname']);
      const written = String(json['@Microsoft.Dynamics.CRM.fetchxmlpagingcookie'] ?? '');
      expect(json['@Microsoft.Dynamics.CRM.morerecords']).toBe(number < 4);
      const inner = /pagingcookie="([^"]*)"/.exec(written)?.[1] ?? '';
      cookie = decodeURIComponent(decodeURIComponent(inner));
      if (number < 4) expect(written).toContain(`pagenumber="${number + 1}"`);
    }
    expect(seen).toEqual(['Cem', 'Dora & <Co>', 'Bob', 'Anna']);
    const first = await page(1);
    const inner = /pagingcookie="([^"]*)"/.exec(first.json['@Microsoft.Dynamics.CRM.fetchxmlpagingcookie'])?.[1] ?? '';
    const stale = decodeURIComponent(decodeURIComponent(inner));
    expect((await page(4, stale)).json['value'][0]['firstname']).toBe('Anna');
    expect((await page(2, 'no cookie')).status).toBe(400);
  });

  it('leaves empty columns out', async () => {
    const { json } = await run(
      'contacts',
      `<fetch><entity name="contact"><attribute name="jobtitle"/>${filter(is('firstname', 'Bob'))}</entity></fetch>`,
    );
    expect(Object.keys(json['value'][0]).sort()).toEqual(['@odata.etag', 'contactid']);
  });

  it('takes 15 links and no more: 0x8004430d', async () => {
    const links = (count: number) =>
      run(
        'contacts',
        `<fetch><entity name="contact">${tasks('exists').replace(' alias="t"', '').repeat(count)}</entity></fetch>`,
      );
    expect((await links(15)).status).toBe(200);
    const refused = await links(16);
    expect(refused.status).toBe(400);
    expect(refused.json['error']).toMatchObject({
      code: '0x8004430d',
      message: 'Number of link entities in query exceeded maximum limit.',
    });
  });

  it.each([
    [tasks('any'), 400],
    [filter(tasks('inner')), 400],
    [tasks('sideways'), 400],
    [tasks('exists', '<attribute name="subject"/>'), 400],
    [`${tasks('exists')}<filter><condition entityname="t" attribute="subject" operator="null"/></filter>`, 400],
    [filter('<condition attribute="firstname" operator="nearly" value="x"/>'), 400],
  ])('refuses %s with %d', async (inside, status) => {
    const answer = await run('contacts', `<fetch><entity name="contact">${inside}</entity></fetch>`);
    expect([answer.status, typeof answer.json['error'].code]).toEqual([status, 'string']);
  });
});

describe('conditions about teams and hierarchies', () => {
  const under = (name: string): string =>
    `Microsoft.Dynamics.CRM.${name}(PropertyName='accountid',PropertyValue='${parent}')`;

  it('FetchXML', async () => {
    const none = '<condition attribute="ownerid" operator="OP"/>';
    expect(await names('account', 'name', filter(none.replace('OP', 'eq-userteams')))).toBe('Branch');
    expect(await names('account', 'name', filter(none.replace('OP', 'eq-useroruserteams')))).toBe(
      'Branch Contoso Group',
    );
    expect(await names('account', 'name', filter(is('accountid', parent, 'under')))).toBe('Branch Contoso');
    expect(await names('account', 'name', filter(is('accountid', parent, 'eq-or-under')))).toBe('Branch Contoso Group');
    expect(await names('account', 'name', filter(is('accountid', parent, 'not-under')))).toBe('Group');
    expect(await names('account', 'name', filter(is('accountid', parent, 'above')))).toBe('');
    expect(
      await names('contact', 'firstname', filter(is('parentcustomerid', parent, 'under') + is('firstname', 'bob'))),
    ).toBe('Bob');
  });

  it.each([
    ["Microsoft.Dynamics.CRM.EqualUserTeams(PropertyName='ownerid')", 'Branch'],
    ["Microsoft.Dynamics.CRM.EqualUserOrUserTeams(PropertyName='ownerid')", 'Branch Contoso Group'],
    [() => under('Under'), 'Branch Contoso'],
    [() => under('UnderOrEqual'), 'Branch Contoso Group'],
    [() => under('AboveOrEqual'), 'Group'],
    [() => under('NotUnder'), 'Group'],
  ])('$filter %s', async (text, expected) => {
    const condition = typeof text === 'string' ? text : text();
    const { json } = await server.get(`accounts?$select=name&$orderby=name&$filter=${encodeURIComponent(condition)}`);
    expect(json['value'].map((row: Record<string, string>) => row['name']).join(' ')).toBe(expected);
  });
});

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
