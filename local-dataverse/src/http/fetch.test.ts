import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer, USER_ID } from './testing/server.ts';
import type { TestServer } from './testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ clock: () => Date.parse('2026-07-15T12:00:00Z') });
  const account = await server.create('accounts', { name: 'Contoso' });
  for (const [firstname, lastname, jobtitle] of [
    ['Anna', 'Ärmel', 'CEO'],
    ['Bob', 'Brown', null],
    ['Cem', 'Çelik', 'cto'],
  ]) {
    const bind = firstname === 'Cem' ? {} : { 'parentcustomerid_account@odata.bind': `/accounts(${account})` };
    const id = await server.create('contacts', { firstname, lastname, jobtitle, ...bind });
    if (firstname !== 'Bob')
      await server.create('tasks', {
        subject: `for ${firstname ?? ''}`,
        scheduledend: '2026-07-16T08:00:00Z',
        'regardingobjectid_contact_task@odata.bind': `/contacts(${id})`,
      });
  }
});
afterAll(() => server.close());

const fetchXml = (set: string, text: string, annotations = false) =>
  server.get(
    `${set}?fetchXml=${encodeURIComponent(text)}`,
    annotations ? { prefer: 'odata.include-annotations="*"' } : {},
  );
const names = async (conditions: string): Promise<string[]> => {
  const answer = await fetchXml(
    'contacts',
    `<fetch><entity name="contact"><attribute name="firstname"/><order attribute="firstname"/>${conditions}</entity></fetch>`,
  );
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.json['value'].map((row: Record<string, unknown>) => row['firstname']);
};
const condition = (attribute: string, operator: string, value?: string): string =>
  `<filter><condition attribute="${attribute}" operator="${operator}"${value === undefined ? '' : ` value="${value}"`}/></filter>`;

describe('FetchXML', () => {
  it.each([
    [condition('lastname', 'eq', 'ärmel'), 'Anna'],
    [condition('jobtitle', 'ne', 'ceo'), 'Bob Cem'],
    [condition('lastname', 'like', '%e%'), 'Anna Cem'],
    [condition('lastname', 'not-like', 'b%'), 'Anna Cem'],
    [condition('firstname', 'begins-with', 'b'), 'Bob'],
    [condition('jobtitle', 'null'), 'Bob'],
    [condition('statecode', 'eq', '0'), 'Anna Bob Cem'],
    [condition('createdon', 'today'), 'Anna Bob Cem'],
    [condition('createdon', 'last-x-days', '2'), 'Anna Bob Cem'],
    [condition('createdon', 'last-seven-days'), 'Anna Bob Cem'],
    [condition('createdon', 'olderthan-x-months', '1'), ''],
    [condition('createdon', 'on', '2026-07-15'), 'Anna Bob Cem'],
    [condition('ownerid', 'eq-userid'), 'Anna Bob Cem'],
    [condition('ownerid', 'ne-userid'), ''],
    [
      '<filter><condition attribute="firstname" operator="in"><value>anna</value><value>CEM</value></condition></filter>',
      'Anna Cem',
    ],
    [
      '<filter type="or"><condition attribute="firstname" operator="eq" value="Bob"/><filter><condition attribute="jobtitle" operator="not-null"/><condition attribute="firstname" operator="ends-with" value="m"/></filter></filter>',
      'Bob Cem',
    ],
    [
      `<link-entity name="account" from="accountid" to="parentcustomerid">${condition('name', 'eq', 'contoso')}</link-entity>`,
      'Anna Bob',
    ],
    [
      `<link-entity name="account" from="accountid" to="parentcustomerid" link-type="outer" alias="a"/><filter><condition entityname="a" attribute="accountid" operator="null"/></filter>`,
      'Cem',
    ],
    ['<link-entity name="task" from="regardingobjectid" to="contactid"/>', 'Anna Cem'],
  ])('%s', async (text, expected) => {
    expect(await names(text)).toEqual(expected === '' ? [] : expected.split(' '));
  });

  it('shows columns of links under their alias, with annotations', async () => {
    const { json } = await fetchXml(
      'tasks',
      `<fetch><entity name="task"><attribute name="subject"/><attribute name="ownerid"/><attribute name="scheduledend" alias="due"/><order attribute="subject" descending="true"/>
       <link-entity name="contact" from="contactid" to="regardingobjectid" alias="c"><attribute name="fullname"/><attribute name="parentcustomerid"/></link-entity></entity></fetch>`,
      true,
    );
    expect(json['value']).toHaveLength(2);
    expect(json['value'][1]).toMatchObject({
      subject: 'for Anna',
      'c.fullname': 'Anna Ärmel',
      due: '2026-07-16T08:00:00Z',
      'due@OData.Community.Display.V1.FormattedValue': '7/16/2026 8:00 AM',
      _ownerid_value: USER_ID,
      '_ownerid_value@OData.Community.Display.V1.FormattedValue': 'Ada Admin',
      'c.parentcustomerid@Microsoft.Dynamics.CRM.lookuplogicalname': 'account',
    });
  });

  it('pages, tops, counts and makes rows distinct', async () => {
    const page = async (number: number): Promise<string[]> => {
      const { json } = await fetchXml(
        'contacts',
        `<fetch count="2" page="${number}" returntotalrecordcount="true"><entity name="contact"><attribute name="firstname"/><order attribute="firstname"/></entity></fetch>`,
        true,
      );
      expect(json['@Microsoft.Dynamics.CRM.morerecords']).toBe(number === 1);
      expect(json['@Microsoft.Dynamics.CRM.totalrecordcount']).toBe(3);
      return json['value'].map((row: Record<string, unknown>) => row['firstname']);
    };
    expect([await page(1), await page(2)]).toEqual([['Anna', 'Bob'], ['Cem']]);
    const top = await fetchXml(
      'contacts',
      '<fetch top="1"><entity name="contact"><attribute name="firstname"/></entity></fetch>',
    );
    expect(top.json['value']).toHaveLength(1);
    const distinct = await fetchXml(
      'contacts',
      '<fetch distinct="true"><entity name="contact"><attribute name="statecode"/></entity></fetch>',
    );
    expect(distinct.json['value']).toEqual([{ statecode: 0 }]);
  });

  it('runs the FetchXML of a saved query', async () => {
    const id = server.engine.system.insert('savedquery', {
      name: 'CEOs',
      returnedtypecode: 'contact',
      fetchxml: `<fetch><entity name="contact"><attribute name="firstname"/>${condition('jobtitle', 'eq', 'ceo')}</entity></fetch>`,
    });
    expect((await server.get(`contacts?savedQuery=${id}`)).json['value']).toHaveLength(1);
    expect((await server.get(`contacts?savedQuery=${USER_ID}`)).status).toBe(404);
  });

  it.each([
    ['<fetch>', 400],
    ['no xml', 400],
    ['<fetch><entity name="account"/></fetch>', 400],
    ['<fetch><entity name="contact"><attribute name="nope"/></entity></fetch>', 400],
    ['<fetch><entity name="contact"><link-entity name="nope" from="a" to="b"/></entity></fetch>', 400],
    [`<fetch><entity name="contact">${condition('createdon', 'last-x-days', 'many')}</entity></fetch>`, 400],
    ['<!DOCTYPE a [<!ENTITY b "c">]><fetch><entity name="contact"/></fetch>', 400],
    ['<fetch aggregate="true"><entity name="contact"/></fetch>', 400],
    [
      '<fetch><entity name="contact"><link-entity name="task" from="regardingobjectid" to="contactid" link-type="matchfirstrowusingcrossapply"/></entity></fetch>',
      501,
    ],
    [`<fetch><entity name="contact">${condition('ownerid', 'eq-useroruserhierarchy')}</entity></fetch>`, 501],
    [`<fetch><entity name="contact">${condition('contactid', 'under', USER_ID)}</entity></fetch>`, 501],
  ])('answers %s with %d', async (text, status) => {
    const answer = await fetchXml('contacts', text);
    expect([answer.status, typeof answer.json['error'].code]).toEqual([status, 'string']);
  });
});
