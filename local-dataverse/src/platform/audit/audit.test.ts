import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startOrganization } from '../webhooks/testing/organization.ts';
import type { Json, Organization } from '../webhooks/testing/organization.ts';
import { ORGANIZATION_ID } from '../wellknown.ts';

const ANNOTATIONS = { prefer: 'odata.include-annotations="*"' };

/** [DOC] auditing/retrieve-audit-data and configure-auditing. */
describe('the audit log', () => {
  let crm: Organization;
  beforeAll(async () => void (crm = await startOrganization()));
  afterAll(() => crm.close());
  beforeEach(() => settings({ isauditenabled: true, isuseraccessauditenabled: false }));

  const settings = async (body: Json): Promise<void> =>
    expect((await crm.call('PATCH', `organizations(${ORGANIZATION_ID})`, body)).status).toBe(204);
  const audits = async (id: string): Promise<Json[]> =>
    (await crm.call('GET', `audits?$filter=_objectid_value eq ${id}&$orderby=createdon`)).json['value'];
  const details = async (audit: Json | undefined, headers = {}): Promise<Json> =>
    (
      await crm.call(
        'GET',
        `audits(${audit?.['auditid']})/Microsoft.Dynamics.CRM.RetrieveAuditDetails`,
        undefined,
        headers,
      )
    ).json['AuditDetail'];
  const history = async (name: string, id: string, more = '', values = ''): Promise<Json> => {
    const target = encodeURIComponent(`{"@odata.id":"accounts(${id})"}`);
    const { status, json } = await crm.call('GET', `${name}(Target=@t${more})?@t=${target}${values}`);
    if (status !== 200) throw new Error(JSON.stringify(json));
    return json['AuditDetailCollection'];
  };

  it('holds nothing while the organisation does not audit, nor for tables that are not audited', async () => {
    await settings({ isauditenabled: false });
    const account = await crm.create('accounts', { name: 'Contoso' });
    expect(await audits(account)).toEqual([]);
    await settings({ isauditenabled: true });
    const queue = await crm.create('queues', { name: 'Calls' });
    expect(await audits(queue)).toEqual([]);
  });

  it('notes create, update, owner, state and delete with their actions and operations', async () => {
    const id = await crm.create('accounts', { name: 'Contoso' });
    const team = await crm.create('teams', { name: `Team ${Date.now()}`, teamtype: 0 });
    await crm.call('PATCH', `accounts(${id})`, { name: 'Contoso Ltd', 'ownerid@odata.bind': `/teams(${team})` });
    await crm.call('PATCH', `accounts(${id})`, { statecode: 1, statuscode: 2 });
    await crm.call('DELETE', `accounts(${id})`);
    const rows = await audits(id);
    const kinds = rows.map((row) => [row['action'], row['operation']]);
    expect(kinds.sort()).toEqual(
      [
        [1, 1],
        [2, 2],
        [13, 2],
        [41, 2],
        [3, 3],
      ].sort(),
    );
    expect(rows[0]).toMatchObject({ objecttypecode: 'account', _userid_value: crm.userId, _callinguserid_value: null });
    const update = rows.find((row) => row['action'] === 2);
    expect(JSON.parse(String(update?.['changedata']))).toEqual({
      changedAttributes: [{ logicalName: 'name', oldValue: 'Contoso', newValue: 'Contoso Ltd' }],
    });
  });

  it('tells old and new values, lookups with their annotations', async () => {
    const parent = await crm.create('accounts', { name: 'A. Datum Corporation' });
    const id = await crm.create('accounts', { name: 'Contoso', numberofemployees: 5, donotemail: true });
    await crm.call('PATCH', `accounts(${id})`, {
      numberofemployees: null,
      donotemail: false,
      'parentaccountid@odata.bind': `/accounts(${parent})`,
    });
    const row = (await audits(id)).find((each) => each['action'] === 2);
    expect(await details(row, ANNOTATIONS)).toEqual({
      '@odata.type': '#Microsoft.Dynamics.CRM.AttributeAuditDetail',
      InvalidNewValueAttributes: [],
      LocLabelLanguageCode: 0,
      DeletedAttributes: { Count: 0, Keys: [], Values: [] },
      OldValue: expect.objectContaining({
        '@odata.type': '#Microsoft.Dynamics.CRM.account',
        numberofemployees: 5,
        donotemail: true,
      }),
      NewValue: expect.objectContaining({
        '@odata.type': '#Microsoft.Dynamics.CRM.account',
        donotemail: false,
        '_parentaccountid_value@OData.Community.Display.V1.FormattedValue': 'A. Datum Corporation',
        '_parentaccountid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'account',
        _parentaccountid_value: parent,
      }),
    });
    expect((await details(row))['NewValue']).not.toHaveProperty('numberofemployees');
  });

  it('gives the history of a row and of a column, newest first, in pages', async () => {
    const id = await crm.create('accounts', { name: 'one' });
    await crm.call('PATCH', `accounts(${id})`, { name: 'two' });
    await crm.call('PATCH', `accounts(${id})`, { telephone1: '1' });
    await crm.call('PATCH', `accounts(${id})`, { name: 'three' });
    const all = await history('RetrieveRecordChangeHistory', id);
    expect(all['AuditDetails'].map((each: Json) => each['NewValue']['name'])).toEqual([
      'three',
      undefined,
      'two',
      'one',
    ]);
    expect(all).toMatchObject({ MoreRecords: false, TotalRecordCount: -1 });
    const paging = encodeURIComponent('{"PageNumber":1,"Count":2,"ReturnTotalRecordCount":true}');
    const first = await history(
      'RetrieveAttributeChangeHistory',
      id,
      ',AttributeLogicalName=@a,PagingInfo=@p',
      `&@a='name'&@p=${paging}`,
    );
    expect(first).toMatchObject({ MoreRecords: true, TotalRecordCount: 3 });
    expect(first['AuditDetails'].map((each: Json) => each['OldValue']['name'])).toEqual(['two', 'one']);
  });

  it('notes links, sharing and who came in', async () => {
    const account = await crm.create('accounts', { name: 'Contoso' });
    const contact = await crm.create('contacts', { lastname: 'Lee' });
    const body = { '@odata.id': `${crm.server.url}/api/data/v9.2/accounts(${account})` };
    expect((await crm.call('PUT', `contacts(${contact})/parentcustomerid_account/$ref`, body)).status).toBe(204);
    const linked = (await audits(contact)).find((row) => row['action'] === 33);
    expect(await details(linked)).toEqual({
      '@odata.type': '#Microsoft.Dynamics.CRM.RelationshipAuditDetail',
      RelationshipName: 'contact_customer_accounts',
      TargetRecords: [{ '@odata.type': '#Microsoft.Dynamics.CRM.account', accountid: account }],
    });
    expect(await audits(crm.userId)).toEqual([]);
    await settings({ isuseraccessauditenabled: true });
    await crm.call('GET', 'WhoAmI()');
    await crm.call('GET', 'WhoAmI()');
    const access = await audits(crm.userId);
    expect(access.map((row) => [row['action'], row['operation']])).toEqual([[65, 4]]);
    expect(await details(access[0])).toMatchObject({
      '@odata.type': '#Microsoft.Dynamics.CRM.UserAccessAuditDetail',
      Interval: 4,
    });
  });
});
