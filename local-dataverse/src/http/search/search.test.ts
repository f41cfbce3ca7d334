import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer } from '../testing/server.ts';
import type { Answer, TestServer } from '../testing/server.ts';
import { highlighted, hitsOf, readTerms } from './terms.ts';

let server: TestServer;
let maria: string;
beforeAll(async () => {
  server = await startTestServer();
  for (const [name, find] of [
    ['contact', 'fullname'],
    ['account', 'name'],
  ] as const)
    server.engine.system.insert('savedquery', {
      name: 'Quick Find',
      returnedtypecode: name,
      querytype: 4,
      fetchxml: `<fetch><entity name="${name}"><attribute name="${find}" /><attribute name="emailaddress1" /><filter type="or" isquickfindfields="1"><condition attribute="${find}" operator="like" value="{0}" /><condition attribute="emailaddress1" operator="like" value="{0}" /></filter></entity></fetch>`,
    });
  maria = await server.create('contacts', {
    firstname: 'Maria',
    lastname: 'Sullivan',
    emailaddress1: 'maria@contoso.com',
  });
  await server.create('contacts', { firstname: 'Mariana', lastname: 'Ober' });
  await server.create('accounts', { name: 'Sullivan & Sons' });
});
afterAll(() => server?.close());

const post = async (path: string, body: unknown): Promise<Pick<Answer, 'status' | 'json'>> => {
  const response = await fetch(`${server.url}/api/search/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, json: JSON.parse(await response.text()) };
};

describe('terms of the simple syntax', () => {
  it('are words, beginnings and phrases', () => {
    expect(readTerms('maria "van der" con* \\+1 "" - \\"')).toEqual([
      { text: 'maria', prefix: false },
      { text: 'van der', prefix: false },
      { text: 'con', prefix: true },
      { text: '+1', prefix: false },
    ]);
    for (const operators of ['a+b', 'a|b', '(a)', '-a']) expect(() => readTerms(operators)).toThrow(/Operators/);
  });

  it('match whole words without regard to case', () => {
    const whole = { text: 'maria', prefix: false };
    expect(hitsOf(whole, 'Maria, maria@x, Mariana, xmaria')).toEqual([
      [0, 5],
      [7, 12],
    ]);
    expect(hitsOf({ ...whole, prefix: true }, 'Mariana')).toEqual([[0, 5]]);
    expect(highlighted('Maria, maria', hitsOf(whole, 'Maria, maria'))).toBe(
      '{crmhit}Maria{/crmhit}, {crmhit}maria{/crmhit}',
    );
  });
});

describe('Dataverse search ([DOC] search/legacy, search/query)', () => {
  it('query 1.0: rows with score, highlights and attributes, best first', async () => {
    const { status, json } = await post('v1.0/query', { search: 'maria sullivan' });
    expect(status).toBe(200);
    expect(json).toMatchObject({ facets: {}, totalrecordcount: -1 });
    expect(json['value']).toHaveLength(2);
    expect(json['value'][0]).toMatchObject({
      '@search.entityname': 'contact',
      '@search.objectid': maria,
      '@search.objecttypecode': 2,
      '@search.score': 3,
      '@search.highlights': {
        fullname: ['{crmhit}Maria{/crmhit} {crmhit}Sullivan{/crmhit}'],
        emailaddress1: ['{crmhit}maria{/crmhit}@contoso.com'],
      },
      fullname: 'Maria Sullivan',
      '@search.ownerid.logicalname': 'systemuser',
    });
  });

  it('query: all terms, one table, beginnings of words, count, pages', async () => {
    const all = await post('v1.0/query', { search: 'maria sullivan', searchmode: 'all', returntotalrecordcount: true });
    expect([all.json['value'].length, all.json['totalrecordcount']]).toEqual([1, 1]);
    expect((await post('v1.0/query', { search: 'sullivan', entities: ['account'] })).json['value']).toHaveLength(1);
    expect((await post('v1.0/query', { search: 'mari*' })).json['value']).toHaveLength(2);
    expect((await post('v1.0/query', { search: 'mari*', top: 1, skip: 1 })).json['value']).toHaveLength(1);
    expect((await post('v1.0/query', { search: '%' })).json['value']).toEqual([]);
  });

  it('query 2.0 answers with a JSON text', async () => {
    const { json } = await post('v2.0/query', { search: 'maria', count: true, entities: '[{"name":"contact"}]' });
    expect(JSON.parse(json['response'])).toMatchObject({
      Error: null,
      Value: [{ Id: maria, EntityName: 'contact', ObjectTypeCode: 2, Attributes: { fullname: 'Maria Sullivan' } }],
      Facets: {},
      Count: 1,
    });
  });

  it('suggest and autocomplete look through primary columns', async () => {
    const old = await post('v1.0/suggest', { search: 'mar' });
    expect(old.json['value'].map((each: { text: string }) => each.text).sort()).toEqual([
      '{crmhit}Mar{/crmhit}ia Sullivan',
      '{crmhit}Mar{/crmhit}iana Ober',
    ]);
    const fresh = await post('v2.0/suggest', { search: 'sull', entities: '["contact"]' });
    expect(JSON.parse(fresh.json['response']).Value).toMatchObject([{ Document: { '@search.objectid': maria } }]);
    expect((await post('v1.0/autocomplete', { search: 'obe' })).json).toEqual({ value: '{crmhit}Obe{/crmhit}r' });
    expect((await post('v1.0/autocomplete', { search: 'zzz' })).json).toEqual({ value: '' });
  });

  it.each([
    ['v1.0/query', {}, 400],
    ['v1.0/query', { search: 'x'.repeat(101) }, 400],
    ['v1.0/query', { search: 'a', top: 101 }, 400],
    ['v1.0/query', { search: 'a', entities: ['nothing'] }, 400],
    ['v1.0/suggest', { search: 'ma' }, 400],
    ['v1.0/query', { search: 'a', facets: ['ownerid,count:1'] }, 501],
    ['v1.0/query', { search: 'a', filter: 'x' }, 501],
    ['v1.0/query', { search: 'a', searchtype: 'full' }, 501],
    ['v1.0/query', { search: 'a', orderby: ['name asc'] }, 501],
    ['v2.0/statistics', { search: 'a' }, 501],
    ['v3.0/query', { search: 'a' }, 501],
  ])('%s %j is answered %i', async (path, body, status) => {
    expect((await post(path, body)).status).toBe(status);
  });
});
