/** Elastic tables ([DOC] elastic-tables, create-elastic-tables, use-elastic-tables, bulk-operations). */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { column, lookup, startService, table } from '../metadata/write/testing/definitions.ts';
import type { Reply, Service } from '../metadata/write/testing/definitions.ts';

let service: Service;
const send: Service['send'] = (...args) => service.send(...args);
const ID = 'e1a50000-0000-4000-8000-000000000001';
const SENSOR = "EntityDefinitions(LogicalName='new_sensor')";
const post = async (body: object): Promise<Reply> => {
  const answer = await send('POST', 'new_sensors', body);
  expect([answer.status, answer.text]).toEqual([204, '']);
  return answer;
};
const names = async (path: string): Promise<unknown[]> =>
  (await send('GET', path)).json['value'].map((row: Record<string, unknown>) => row['new_name']);

beforeAll(async () => {
  service = await startService();
  const attributes = [column('Integer', 'new_Value'), column('String', 'new_Data', { FormatName: { Value: 'Json' } })];
  const made = await send('POST', 'EntityDefinitions', table('new_Sensor', { TableType: 'Elastic' }, attributes));
  expect([made.status, made.text]).toEqual([204, '']);
}, 30_000);
afterAll(() => service.close());

describe('the definition of an elastic table', () => {
  it('has partition, time to live and its one key, and no state', async () => {
    const { json } = await send(
      'GET',
      `${SENSOR}?$select=TableType&$expand=Attributes($select=LogicalName),Keys($select=SchemaName,KeyAttributes)`,
    );
    expect(json['TableType']).toBe('Elastic');
    expect(json['Keys']).toMatchObject([
      { SchemaName: 'KeyForNoSqlEntityWithPKPartitionId', KeyAttributes: ['new_sensorid', 'partitionid'] },
    ]);
    const columns = json['Attributes'].map((each: Record<string, unknown>) => each['LogicalName']);
    expect(columns).toEqual(expect.arrayContaining(['partitionid', 'ttlinseconds', 'ownerid']));
    expect(columns).not.toContain('statecode');
  });

  it.each([
    ['POST', `${SENSOR}/Attributes`, column('Money', 'new_Cost'), /elastic/],
    ['POST', `${SENSOR}/Keys`, { SchemaName: 'new_K', KeyAttributes: ['new_name'] }, /elastic/],
    ['POST', 'RelationshipDefinitions', lookup('new_s_c', 'contact', 'new_sensor', 'new_C', 'Cascade'), /elastic/],
    [
      'POST',
      'RelationshipDefinitions',
      {
        '@odata.type': 'Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata',
        SchemaName: 'new_many',
        Entity1LogicalName: 'new_sensor',
        Entity2LogicalName: 'contact',
      },
      /elastic/,
    ],
  ])('%s %s is refused', async (method, path, body, message) => {
    const answer = await send(method, path, body);
    expect([answer.status, answer.json['error']?.message]).toEqual([400, expect.stringMatching(message)]);
  });

  it('is refused in an environment without them', async () => {
    const other = await startService({ behaviour: { elasticTables: false } });
    try {
      const answer = await other.send('POST', 'EntityDefinitions', table('new_Sensor', { TableType: 'Elastic' }));
      expect([answer.status, answer.json['error']?.message]).toEqual([400, expect.stringMatching(/not available/)]);
    } finally {
      await other.close();
    }
  }, 30_000);
});

describe('rows', () => {
  it('are known by id and partition together', async () => {
    for (const partitionid of ['a', 'b']) await post({ new_sensorid: ID, partitionid, new_name: partitionid });
    expect((await send('POST', 'new_sensors', { new_sensorid: ID, partitionid: 'a' })).status).toBe(412);
    expect((await send('GET', `new_sensors(${ID})`)).status).toBe(404);
    expect((await send('GET', `new_sensors(${ID})?partitionId=b&$select=new_name`)).json['new_name']).toBe('b');
    expect((await send('GET', `new_sensors(${ID})?partitionId='a'`)).json['new_name']).toBe('a');
    const key = `new_sensors(new_sensorid=${ID},partitionid='b')`;
    expect((await send('GET', key)).json).toMatchObject({ new_sensorid: ID, partitionid: 'b' });
    expect((await send('PATCH', key, { new_value: 7, partitionid: 'z' }, { 'if-match': '*' })).status).toBe(204);
    expect((await send('GET', key)).json).toMatchObject({ new_value: 7, partitionid: 'b', new_name: 'b' });
    expect((await send('GET', `new_sensors(${ID})?partitionId=a`)).json['new_value']).toBeNull();
    expect(await names('new_sensors?partitionId=a&$select=new_name')).toEqual(['a']);
    expect(await names("new_sensors?partitionId=a&$filter=new_name eq 'b'&$select=new_name")).toEqual([]);
    expect((await send('DELETE', `new_sensors(${ID})?partitionId=a`)).status).toBe(204);
    expect((await send('GET', key)).status).toBe(200);
    expect((await send('DELETE', key)).status).toBe(204);
    expect((await send('GET', key)).status).toBe(404);
  });

  it('without a partition have one of their own', async () => {
    const { id } = await post({ new_name: 'alone' });
    expect((await send('GET', `new_sensors(${id})`)).json).toMatchObject({ new_name: 'alone', partitionid: id });
    expect((await send('GET', `new_sensors(new_sensorid=${id},partitionid='${id}')`)).status).toBe(200);
    const returned = await send(
      'POST',
      'new_sensors',
      { new_name: 'r', partitionid: 'p' },
      { prefer: 'return=representation' },
    );
    expect([returned.status, returned.json['partitionid']]).toEqual([201, 'p']);
  });

  it('an upsert replaces the whole row', async () => {
    const id = 'e1a50000-0000-4000-8000-000000000002';
    const upsert = (body: object): Promise<Reply> => send('PATCH', `new_sensors(${id})`, { partitionid: 'u', ...body });
    expect((await upsert({ new_name: 'first', new_value: 1 })).status).toBe(204);
    expect((await upsert({ new_name: 'second' })).status).toBe(204);
    expect((await send('GET', `new_sensors(${id})?partitionId=u`)).json).toMatchObject({
      new_name: 'second',
      new_value: null,
    });
    expect(await names('new_sensors?partitionId=u&$select=new_name')).toEqual(['second']);
  });

  it('writes answer with a session token, deletes do not', async () => {
    const created = await post({ new_name: 't' });
    expect(created.headers.get('x-ms-session-token')).toMatch(/^240:8#\d+#7=-1$/);
    const changed = await send('PATCH', `new_sensors(${created.id})`, { new_value: 1 }, { 'if-match': '*' });
    expect(changed.headers.get('x-ms-session-token')).toMatch(/^240:/);
    const read = await send('GET', `new_sensors(${created.id})`, undefined, { 'MSCRM.SessionToken': '240:8#1#7=-1' });
    expect([read.status, read.headers.get('x-ms-session-token')]).toEqual([200, null]);
    expect((await send('DELETE', `new_sensors(${created.id})`)).headers.get('x-ms-session-token')).toBeNull();
    expect((await send('POST', 'contacts', { lastname: 'l' })).headers.get('x-ms-session-token')).toBeNull();
  });

  it('go when their time is up, from the last change on', async () => {
    const { id } = await post({ new_name: 'short', ttlinseconds: 60 });
    const kept = await post({ new_name: 'long' });
    await service.local('PUT', 'clock', { offsetMs: 50_000 });
    expect((await send('PATCH', `new_sensors(${id})`, { new_value: 1 }, { 'if-match': '*' })).status).toBe(204);
    await service.local('PUT', 'clock', { offsetMs: 100_000 });
    expect((await send('GET', `new_sensors(${id})`)).status).toBe(200);
    await service.local('PUT', 'clock', { offsetMs: 111_500 });
    expect((await send('GET', `new_sensors(${id})`)).status).toBe(404);
    expect((await send('GET', `new_sensors(${kept.id})`)).status).toBe(200);
    await service.local('PUT', 'clock', { offsetMs: 0 });
  });
});

describe('many rows', () => {
  const target = (body: object): object => ({ '@odata.type': 'Microsoft.Dynamics.CRM.new_sensor', ...body });
  const many = (name: string, targets: readonly object[], headers = {}): Promise<Reply> =>
    send('POST', `new_sensors/Microsoft.Dynamics.CRM.${name}`, { Targets: targets }, headers);
  const ids = ['1', '2', '3'].map((digit) => `e1a50000-0000-4000-8000-00000000010${digit}`);
  const rows = (body: object): object[] =>
    ids.map((new_sensorid) => target({ new_sensorid, partitionid: 'm', ...body }));

  it('are made, changed and deleted in one message each', async () => {
    expect((await many('CreateMultiple', rows({ new_name: 'x' }))).json['Ids']).toEqual(ids);
    expect((await many('UpdateMultiple', rows({ new_value: 3 }))).status).toBe(204);
    expect((await send('GET', 'new_sensors?partitionId=m&$filter=new_value eq 3')).json['value']).toHaveLength(3);
    expect((await many('DeleteMultiple', rows({}))).status).toBe(204);
    expect(await names('new_sensors?partitionId=m')).toEqual([]);
  });

  it('a failure keeps the others, and is told with annotations', async () => {
    const bad = target({ new_sensorid: ids[0], partitionid: 'm', new_value: 'text' });
    const answer = await many('CreateMultiple', [bad, ...rows({ new_name: 'kept' }).slice(1)], {
      prefer: 'odata.include-annotations="*"',
    });
    expect(answer.status).toBe(400);
    const details = answer.json['error']['@Microsoft.PowerApps.CDS.ErrorDetails.Plugin.BulkApiErrorDetails'];
    expect(JSON.parse(details)).toMatchObject([
      { RequestIndex: 0, StatusCode: 400 },
      { StatusCode: 200 },
      { StatusCode: 200 },
    ]);
    expect(await names('new_sensors?partitionId=m&$select=new_name')).toEqual(['kept', 'kept']);
  });

  it('a change set is not atomic for them', async () => {
    const part = (id: number, set: string, body: object): string =>
      `--c\r\nContent-Type: application/http\r\nContent-ID: ${id}\r\n\r\nPOST ${set} HTTP/1.1\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(body)}\r\n`;
    const text = `--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n${part(1, 'new_sensors', { new_name: 'stays' })}${part(2, 'contacts', { lastname: 'undone' })}${part(3, 'contacts', { nonsense: 1 })}--c--\r\n--b--\r\n`;
    const answer = await send('POST', '$batch', text, { 'content-type': 'multipart/mixed; boundary=b' });
    expect(answer.text).toMatch(/HTTP\/1\.1 400/);
    expect(await names("new_sensors?$filter=new_name eq 'stays'&$select=new_name")).toEqual(['stays']);
    expect((await send('GET', "contacts?$filter=lastname eq 'undone'&$select=lastname")).json['value']).toEqual([]);
  });
});
