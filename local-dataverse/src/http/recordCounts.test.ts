import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer } from './testing/server.ts';
import type { TestServer } from './testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  for (const lastname of ['a', 'b']) await server.create('contacts', { lastname });
});
afterAll(() => server.close());

describe('RetrieveTotalRecordCount', () => {
  it.each([
    `RetrieveTotalRecordCount(EntityNames=['contact','account'])`,
    `RetrieveTotalRecordCount(EntityNames=@p1)?@p1=["contact","account"]`,
  ])('counts whole tables: %s', async (path) => {
    const { status, json } = await server.get(path.replaceAll('"', '%22'));
    expect([status, json['EntityRecordCountCollection']]).toEqual([
      200,
      { Count: 2, IsReadOnly: false, Keys: ['contact', 'account'], Values: [2, 0] },
    ]);
    expect(json['@odata.context']).toMatch(/#Microsoft\.Dynamics\.CRM\.RetrieveTotalRecordCountResponse$/);
  });

  it.each([
    [`RetrieveTotalRecordCount(EntityNames=['nothing'])`, '0x80041102'],
    ['RetrieveTotalRecordCount(EntityNames=[])', '0x80060888'],
    ['RetrieveTotalRecordCount()', '0x80060888'],
  ])('refuses %s', async (path, code) => {
    const { status, json } = await server.get(path);
    expect([status, json['error'].code]).toEqual([400, code]);
  });
});

it('odata.metadata=full is refused by name', async () => {
  const { status, json } = await server.get('contacts', { accept: 'application/json;odata.metadata=full' });
  expect([status, json['error'].message]).toEqual([501, expect.stringContaining('odata.metadata=full')]);
});
