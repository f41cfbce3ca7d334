import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startWithPeople } from './testing/people.ts';
import { UNIT_ID, USER_ID } from './testing/server.ts';
import type { TestServer } from './testing/server.ts';

let server: TestServer;
let account: string;
let people: Readonly<Record<string, string>>;
beforeAll(async () => {
  ({ server, account, people } = await startWithPeople());
});
afterAll(() => server.close());

describe('pages', () => {
  async function walk(first: string, size: number): Promise<{ ids: string[]; pages: number }> {
    const ids: string[] = [];
    let pages = 0;
    let path: string | undefined = first;
    while (path !== undefined) {
      const answer = await server.get(path, { prefer: `odata.maxpagesize=${size}` });
      expect(answer.status).toBe(200);
      ids.push(...answer.json['value'].map((row: Record<string, unknown>) => row['contactid']));
      pages += 1;
      const next: string | undefined = answer.json['@odata.nextLink'];
      path = next?.slice(`${server.url}/api/data/v9.2/`.length);
    }
    return { ids, pages };
  }

  it.each([
    'contacts?$select=contactid',
    'contacts?$select=contactid&$orderby=jobtitle desc',
    'contacts?$select=contactid&$orderby=jobtitle,createdon desc',
    'contacts?$select=contactid&$orderby=_parentcustomerid_value desc,firstname',
    'contacts?$select=contactid&$orderby=parentcustomerid_account/name&$filter=statecode eq 0',
  ])('neither lose nor repeat rows: %s', async (path) => {
    const all = (await server.get(path)).json['value'].map((row: Record<string, unknown>) => row['contactid']);
    expect(await walk(path, 1)).toEqual({ ids: all, pages: 4 });
    expect(await walk(path, 3)).toEqual({ ids: all, pages: 2 });
    expect(await walk(path, 4)).toEqual({ ids: all, pages: 1 });
  });

  it('sort empty values first and lookups by the name of their row', async () => {
    const order = async (by: string): Promise<string[]> =>
      (await server.get(`contacts?$select=firstname&$orderby=${by}`)).json['value'].map(
        (row: Record<string, unknown>) => row['firstname'],
      );
    expect(await order('jobtitle desc,firstname')).toEqual(['Bob', 'Anna', 'Cem', 'Dora']);
    expect(await order('_ownerid_value desc,firstname desc')).toEqual(['Cem', 'Dora', 'Bob', 'Anna']);
  });

  it('$top, $count and /$count', async () => {
    const { json } = await server.get('contacts?$select=firstname&$orderby=firstname desc&$top=2&$count=true');
    expect([json['@odata.count'], json['value'].map((row: Record<string, unknown>) => row['firstname'])]).toEqual([
      4,
      ['Dora', 'Cem'],
    ]);
    expect(json['@odata.nextLink']).toBeUndefined();
    expect((await server.get('contacts/$count')).text).toBe('4');
    expect((await server.get("contacts/$count?$filter=firstname eq 'Bob'")).text).toBe('1');
    expect((await server.get(`accounts(${account})/contact_customer_accounts/$count`)).text).toBe('2');
  });

  it('refuse tokens that are not this server’s', async () => {
    for (const token of [
      'x',
      '<cookie pagenumber="2" pagingcookie="W10" istracking="False" />',
      '<cookie pagenumber="2" pagingcookie="!!" istracking="False" />',
    ]) {
      expect((await server.get(`contacts?$skiptoken=${encodeURIComponent(token)}`)).json['error'].code).toBe(
        '0x80060888',
      );
    }
  });
});

describe('$expand and annotations', () => {
  it('single-valued, collection, nested, with inner options', async () => {
    const { json } = await server.get(
      `accounts(${account})?$select=name&$expand=primarycontactid($select=firstname;$expand=Contact_Tasks($select=subject;$filter=subject ne 'far')),contact_customer_accounts($select=firstname;$orderby=firstname desc;$top=1),ownerid($select=ownerid)`.replace(
        '$select=ownerid',
        '$select=fullname',
      ),
    );
    expect(json['primarycontactid'].firstname).toBe('Anna');
    expect(json['primarycontactid'].Contact_Tasks.map((row: Record<string, unknown>) => row['subject']).sort()).toEqual(
      ['today', 'yesterday'],
    );
    expect(json['contact_customer_accounts'].map((row: Record<string, unknown>) => row['firstname'])).toEqual(['Bob']);
    expect(json['contact_customer_accounts@odata.nextLink']).toContain(
      `accounts(${account})/contact_customer_accounts?$select=firstname`,
    );
    expect(json['ownerid'].fullname).toBe('Ada Admin');
  });

  it('gives null for empty lookups and for rows of another table', async () => {
    const { json } = await server.get(
      `contacts(${people['Dora'] ?? ''})?$select=firstname&$expand=parentcustomerid_account($select=name),parentcustomerid_contact($select=firstname)`,
    );
    expect(json).toMatchObject({ parentcustomerid_account: null, parentcustomerid_contact: null });
  });

  it('refuses what the platform refuses', async () => {
    const clause =
      'Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or nested one-to-many relationship.';
    expect((await server.get('accounts?$expand=primarycontactid($top=1)')).json['error'].message).toBe(clause);
    expect(
      (await server.get('accounts?$expand=primarycontactid($expand=Contact_Tasks($top=1))')).json['error'].message,
    ).toBe(clause);
    const many = Array.from({ length: 16 }, () => 'primarycontactid').join(',');
    expect((await server.get(`accounts?$expand=${many}`)).status).toBe(400);
    expect((await server.get('accounts?$expand=nope')).json['error'].message).toContain("'nope'");
  });

  it('annotates on request and only then', async () => {
    const path = `contacts(${people['Anna'] ?? ''})?$select=donotemail,statecode,createdon,birthdate,al_tags,_parentcustomerid_value,_ownerid_value`;
    const plain = (await server.get(path)).json;
    expect(Object.keys(plain).filter((name) => name.includes('@') && !name.startsWith('@'))).toEqual([]);
    const { json } = await server.get(path, { prefer: 'odata.include-annotations="*"' });
    const formatted = 'OData.Community.Display.V1.FormattedValue';
    expect(json).toMatchObject({
      [`donotemail@${formatted}`]: 'Allow',
      [`statecode@${formatted}`]: 'Active',
      [`createdon@${formatted}`]: '7/15/2026 12:00 PM',
      [`birthdate@${formatted}`]: '5/6/1980',
      [`al_tags@${formatted}`]: 'Tag 1; Tag 11',
      [`_parentcustomerid_value@${formatted}`]: 'Contoso',
      '_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'account',
      '_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty': 'parentcustomerid_account',
      [`_ownerid_value@${formatted}`]: 'Ada Admin',
      al_tags: '1,11',
      birthdate: '1980-05-06',
    });
    const only = (await server.get(path, { prefer: 'odata.include-annotations="Microsoft.Dynamics.CRM.*"' })).json;
    expect(only[`statecode@${formatted}`]).toBeUndefined();
    expect(only['_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname']).toBe('account');
  });
});

describe('addresses', () => {
  it('collections and single rows below a row', async () => {
    const below = await server.get(
      `accounts(${account})/contact_customer_accounts?$select=firstname&$filter=donotemail eq true`,
    );
    expect(below.json['value'].map((row: Record<string, unknown>) => row['firstname'])).toEqual(['Bob']);
    expect((await server.get(`accounts(${account})/primarycontactid/$ref`)).json['@odata.id']).toBe(
      `${server.url}/api/data/v9.2/contacts(${people['Anna'] ?? ''})`,
    );
    expect((await server.get(`accounts(${account})/contact_customer_accounts/$ref`)).json['value']).toHaveLength(2);
    expect((await server.get('accounts(c0000000-0000-4000-8000-00000000000f)/primarycontactid')).status).toBe(404);
  });

  it('functions, versions, the service document', async () => {
    expect((await server.get('WhoAmI()')).json).toMatchObject({ UserId: USER_ID, BusinessUnitId: UNIT_ID });
    expect((await server.get('RetrieveVersion()')).json['Version']).toMatch(/^9\.2\./);
    expect((await server.get('')).json['value']).toContainEqual({
      name: 'contacts',
      kind: 'EntitySet',
      url: 'contacts',
    });
    expect((await fetch(`${server.url}/api/data/v9.0/contacts?$top=1`)).status).toBe(200);
    expect((await fetch(`${server.url}/api/data/v8.0/contacts`)).status).toBe(404);
    expect((await server.get('contacts(nonsense)')).status).toBe(400);
    expect((await server.get('contacts(firstname=%27a%27)')).status).toBe(400);
    expect((await server.get('RetrieveTotalRecordCount(EntityNames=[%27account%27])')).status).toBe(200);
  });
});
