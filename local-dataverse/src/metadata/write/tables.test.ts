import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callsOf, column, label, lookup, startService, table, type Service } from './testing/definitions.ts';

let service: Service;
const { send, made, refusal } = callsOf(() => service);
const BANK = "EntityDefinitions(LogicalName='new_bank')";

beforeAll(async () => {
  service = await startService();
  await made('EntityDefinitions', table('new_Bank', { HasActivities: true, HasNotes: true }));
}, 30_000);
afterAll(() => service.close());

describe('tables', () => {
  it('answers 204 with the address of the definition, and the table takes rows at once', async () => {
    const answer = await made('EntityDefinitions', table('new_Branch'));
    expect(answer.headers.get('odata-entityid')).toMatch(/\/api\/data\/v9\.2\/EntityDefinitions\([0-9a-f-]{36}\)$/);
    const { json } = await send('GET', `EntityDefinitions(${answer.id})`);
    expect(json).toMatchObject({
      LogicalName: 'new_branch',
      EntitySetName: 'new_branches',
      PrimaryIdAttribute: 'new_branchid',
      PrimaryNameAttribute: 'new_name',
      OwnershipType: 'UserOwned',
      IsCustomEntity: true,
      TableType: 'Standard',
    });
    const row = await made('new_branches', { new_name: 'North' });
    const { json: read } = await send('GET', `new_branches(${row.id})`);
    expect(read).toMatchObject({ new_name: 'North', statecode: 0, statuscode: 1 });
    expect(read['_ownerid_value']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('takes notes and activities when it was made for them', async () => {
    const bank = await made('new_banks', { new_name: 'B' });
    const task = await made('tasks', {
      subject: 's',
      'regardingobjectid_new_bank_task@odata.bind': `/new_banks(${bank.id})`,
    });
    await made('annotations', { subject: 'n', 'objectid_new_bank@odata.bind': `/new_banks(${bank.id})` });
    const { json } = await send('GET', `new_banks(${bank.id})/new_bank_Tasks?$select=subject`);
    expect(json['value']).toEqual([expect.objectContaining({ activityid: task.id })]);
  });

  it('merges labels with MSCRM.MergeLabels, replaces them without', async () => {
    const labels = async (): Promise<unknown[]> => {
      const { json } = await send('GET', `${BANK}?$select=DisplayName`);
      return json['DisplayName'].LocalizedLabels.map((each: { Label: string }) => each.Label);
    };
    const body = { '@odata.type': 'Microsoft.Dynamics.CRM.EntityMetadata', DisplayName: label('Bank 2') };
    expect((await send('PUT', BANK, body, { 'MSCRM.MergeLabels': 'true' })).status).toBe(204);
    expect(await labels()).toEqual(['Bank 2', 'new_Bank de']);
    expect((await send('PUT', BANK, body)).status).toBe(204);
    expect(await labels()).toEqual(['Bank 2']);
  });

  it('is there after a restart, with its columns, key, relationship and rows; what was deleted is not', async () => {
    await made(
      'EntityDefinitions',
      table('new_Kept', {}, [column('Integer', 'new_Count'), column('String', 'new_Gone')]),
    );
    const kept = "EntityDefinitions(LogicalName='new_kept')";
    await made(`${kept}/Keys`, { SchemaName: 'new_KeptKey', DisplayName: label('k'), KeyAttributes: ['new_count'] });
    await made('RelationshipDefinitions', lookup('new_contact_kept', 'contact', 'new_kept', 'new_ContactId'));
    expect((await send('DELETE', `${kept}/Attributes(LogicalName='new_gone')`)).status).toBe(204);
    await made('new_kepts', { new_name: 'x', new_count: 3 });
    await service.restart();
    const { json } = await send('GET', `${kept}?$select=LogicalName&$expand=Keys($select=KeyAttributes)`);
    expect(json['Keys']).toMatchObject([{ KeyAttributes: ['new_count'] }]);
    expect((await send('GET', 'new_kepts(new_count=3)?$select=new_name')).json['new_name']).toBe('x');
    expect((await send('GET', `${kept}/Attributes(LogicalName='new_gone')`)).status).toBe(404);
    expect((await send('GET', "RelationshipDefinitions(SchemaName='new_contact_kept')")).status).toBe(200);
  }, 30_000);

  it('goes with its rows, and can be made again', async () => {
    const body = table('new_Short', { HasNotes: true }, [column('String', 'new_Text')]);
    const { id } = await made('EntityDefinitions', body);
    const row = await made('new_shorts', { new_name: 'x' });
    await made('annotations', { subject: 'of short', 'objectid_new_short@odata.bind': `/new_shorts(${row.id})` });
    expect((await send('DELETE', `EntityDefinitions(${id})`)).status).toBe(204);
    expect((await send('GET', 'new_shorts')).status).toBe(404);
    expect((await send('GET', `EntityDefinitions(${id})`)).status).toBe(404);
    const { json } = await send('GET', "annotations?$filter=subject eq 'of short'&$select=subject");
    expect(json['value']).toEqual([]);
    expect((await send('GET', "privileges?$filter=name eq 'prvReadnew_Short'&$select=name")).json['value']).toEqual([]);
    await made('EntityDefinitions', body);
    expect((await send('GET', 'new_shorts?$select=new_text')).json['value']).toEqual([]);
  });

  it.each([
    [table('Bank'), 400, /customization prefix/],
    [table('zz_Bank'), 400, /customization prefix/],
    [table('new_Bank'), 400, /already exists/],
    [table('new_A', { OwnershipType: 'BusinessOwned' }), 400, /OwnershipType/],
    [table('new_A', { OwnershipType: undefined }), 400, /OwnershipType/],
    [table('new_A', { DisplayName: undefined }), 400, /DisplayName/],
    [table('new_A', { Attributes: [] }), 400, /IsPrimaryName/],
    [table('new_A', { Nonsense: 1 }), 400, /Nonsense/],
    [table('new_A', { HasNotes: 'yes' }), 400, /HasNotes/],
    [table('new_A', { IsActivity: true }), 501, /activity/],
    [table('new_A', { TableType: 'Virtual' }), 501, /Virtual/],
  ])('refuses %j', async (body, status, message) => {
    const answer = await refusal('POST', 'EntityDefinitions', body);
    expect(answer[0]).toBe(status);
    expect(answer[2]).toMatch(message);
    expect((await send('GET', "EntityDefinitions(LogicalName='new_a')")).status).toBe(404);
  });

  it('cannot be deleted when it is Microsoft’s, nor while a lookup points to it', async () => {
    expect((await refusal('DELETE', "EntityDefinitions(LogicalName='contact')")).slice(0, 2)).toEqual([
      400,
      '0x8004f032',
    ]);
    await made('EntityDefinitions', table('new_Target'));
    await made('RelationshipDefinitions', lookup('new_target_bank', 'new_target', 'new_bank', 'new_TargetId'));
    const answer = await refusal('DELETE', "EntityDefinitions(LogicalName='new_target')");
    expect(answer.slice(0, 2)).toEqual([400, '0x8004f01f']);
    expect(answer[2]).toMatch(/new_targetid/);
  });

  it.each([
    ['PATCH', BANK, 405],
    ['PUT', 'EntityDefinitions', 405],
    ['POST', BANK, 405],
    ['DELETE', "EntityDefinitions(LogicalName='new_none')", 404],
    ['POST', 'ManagedPropertyDefinitions', 501],
  ])('%s %s is %i', async (method, path, status) => {
    expect((await send(method, path, {})).status).toBe(status);
  });

  it('is written inside a batch too, with its headers', async () => {
    const part = `--b\r\nContent-Type: application/http\r\n\r\nPOST EntityDefinitions HTTP/1.1\r\nContent-Type: application/json\r\nMSCRM.SolutionUniqueName: nothing\r\n\r\n${JSON.stringify(table('new_Batched'))}\r\n--b--\r\n`;
    const answer = await send('POST', '$batch', part, { 'content-type': 'multipart/mixed; boundary=b' });
    expect(answer.text).toMatch(/HTTP\/1\.1 404/);
    const again = await send('POST', '$batch', part.replace('MSCRM.SolutionUniqueName: nothing\r\n', ''), {
      'content-type': 'multipart/mixed; boundary=b',
    });
    expect(again.text).toMatch(/HTTP\/1\.1 204[^]*EntityDefinitions\(/);
  });
});

describe('solutions', () => {
  it('get the components of MSCRM.SolutionUniqueName; unknown and managed ones are refused', async () => {
    const publisher = (await send('GET', "publishers?$filter=customizationprefix eq 'new'&$select=publisherid")).json[
      'value'
    ][0];
    const solution = await made('solutions', {
      uniquename: 'mine',
      friendlyname: 'Mine',
      version: '1.0',
      'publisherid@odata.bind': `/publishers(${publisher.publisherid})`,
    });
    const header = { 'MSCRM.SolutionUniqueName': 'mine' };
    const { id } = await made('EntityDefinitions', table('new_Mine'), header);
    const rows = await send(
      'GET',
      `solutioncomponents?$filter=_solutionid_value eq ${solution.id}&$select=componenttype,objectid`,
    );
    expect(rows.json['value']).toMatchObject([{ componenttype: 1, objectid: id }]);
    const answer = await send('POST', 'EntityDefinitions', table('new_Other'), { 'MSCRM.SolutionUniqueName': 'none' });
    expect(answer.status).toBe(404);
    expect((await send('DELETE', `EntityDefinitions(${id})`)).status).toBe(204);
  });
});
