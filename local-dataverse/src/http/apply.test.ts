import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer, USER_ID } from './testing/server.ts';
import type { TestServer } from './testing/server.ts';

const FORMATTED = 'OData.Community.Display.V1.FormattedValue';

let server: TestServer;
let anna = '';
beforeAll(async () => {
  server = await startTestServer({ clock: () => Date.parse('2026-07-15T12:00:00Z'), limits: { aggregateRows: 6 } });
  anna = await server.create('contacts', { firstname: 'Anna', lastname: 'Ärmel' });
  const rows = [
    { name: 'Contoso', numberofemployees: 1500, revenue: 10.1, address1_city: 'Redmond' },
    { name: 'Fabrikam', numberofemployees: 2700, revenue: 20.2, address1_city: 'REDMOND' },
    { name: 'Blue', numberofemployees: 2901, address1_city: 'Köln', industrycode: 1 },
    { name: 'Litware', numberofemployees: 2901, address1_city: 'KÖLN', industrycode: 2 },
    { name: 'Empty' },
  ];
  for (const row of rows) {
    const bind = row.industrycode === undefined ? {} : { 'primarycontactid@odata.bind': `/contacts(${anna})` };
    await server.create('accounts', { ...row, ...bind });
  }
});
afterAll(() => server.close());

const apply = async (text: string, more = '', annotations = false) => {
  const headers: Record<string, string> = annotations ? { prefer: 'odata.include-annotations="*"' } : {};
  return server.get(`accounts?$apply=${encodeURIComponent(text)}${more}`, headers);
};

describe('$apply', () => {
  it.each([
    ['aggregate($count as n)', [{ n: 5 }]],
    ['aggregate(numberofemployees with sum as n,numberofemployees with average as a)', [{ n: 10002, a: 2500 }]],
    ['aggregate(revenue with sum as n,revenue with average as a)', [{ n: 30.3, a: 15.15 }]],
    ['aggregate(numberofemployees with min as l,numberofemployees with max as h)', [{ l: 1500, h: 2901 }]],
    ['aggregate(numberofemployees with countdistinct as n)', [{ n: 3 }]],
    ['aggregate(address1_city with countdistinct as n)', [{ n: 2 }]],
    ['aggregate(createdon with max as last)', [{ last: '2026-07-15T12:00:00Z' }]],
    ["filter(startswith(name,'c') or name eq 'Fabrikam')/aggregate($count as n)", [{ n: 2 }]],
    ["filter(name eq 'Blue')/filter(name eq 'Contoso')/aggregate($count as n)", [{ n: 0 }]],
    ['groupby((statecode))', [{ statecode: 0 }]],
    [
      'groupby((industrycode),aggregate($count as n))',
      [{ n: 3 }, { industrycode: 1, n: 1 }, { industrycode: 2, n: 1 }],
    ],
    [
      'groupby((address1_city),aggregate(numberofemployees with sum as total))',
      [{ total: 0 }, { address1_city: 'KÖLN', total: 5802 }, { address1_city: 'Redmond', total: 4200 }],
    ],
    [
      'filter(industrycode ne null)/groupby((industrycode,statuscode))',
      [
        { industrycode: 1, statuscode: 1 },
        { industrycode: 2, statuscode: 1 },
      ],
    ],
    [
      'groupby((primarycontactid/fullname),aggregate($count as n))',
      [{ n: 3 }, { contact_fullname: 'Anna Ärmel', n: 2 }],
    ],
    ["filter(name eq 'nobody')/aggregate(revenue with sum as n,revenue with max as h)", [{ n: 0 }]],
  ])('%s', async (text, expected) => {
    const answer = await apply(text);
    expect([answer.status, sorted(answer.json['value'])]).toEqual([200, sorted(expected)]);
  });

  it('gives lookups, choices and money their formatted values', async () => {
    const lookups = await apply('groupby((_primarycontactid_value,_ownerid_value),aggregate($count as n))', '', true);
    expect(lookups.json['value']).toContainEqual(
      expect.objectContaining({
        _primarycontactid_value: anna,
        [`_primarycontactid_value@${FORMATTED}`]: 'Anna Ärmel',
        '_primarycontactid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'contact',
        _ownerid_value: USER_ID,
        [`_ownerid_value@${FORMATTED}`]: 'Ada Admin',
        [`n@${FORMATTED}`]: '2',
      }),
    );
    const states = await apply('groupby((statecode),aggregate(revenue with sum as total))', '', true);
    expect(states.json['value']).toEqual([
      {
        statecode: 0,
        [`statecode@${FORMATTED}`]: 'Active',
        total: 30.3,
        [`total@${FORMATTED}`]: '$30.30',
      },
    ]);
  });

  it('sorts by groups, not by aggregated values', async () => {
    const text = 'groupby((industrycode),aggregate($count as n))';
    const { json } = await apply(text, '&$orderby=industrycode desc');
    expect(json['value'][0]).toEqual({ industrycode: 2, n: 1 });
    const refused = await apply(text, '&$orderby=n');
    expect([refused.status, refused.json['error'].message]).toEqual([
      400,
      'The query node SingleValueOpenPropertyAccess is not supported',
    ]);
  });

  it('reads no more rows than the aggregate limit: 0x8004e023', async () => {
    for (const name of ['Six', 'Seven']) await server.create('accounts', { name });
    const refused = await apply('aggregate($count as n)');
    expect([refused.status, refused.json['error']]).toEqual([
      400,
      { code: '0x8004e023', message: 'AggregateQueryRecordLimit exceeded. Cannot perform this operation.' },
    ]);
    expect((await apply("filter(name ne 'Seven')/aggregate($count as n)")).json['value']).toEqual([{ n: 6 }]);
  });

  it.each([
    ['aggregate(nope with sum as n)', 400],
    ['aggregate(name with sum as n)', 400],
    ['aggregate(industrycode with sum as n)', 400],
    ['aggregate(revenue with median as n)', 400],
    ['aggregate(revenue with sum as name)', 400],
    ['aggregate(revenue with sum as n,revenue with max as n)', 400],
    ['groupby((createdon))', 400],
    ['groupby((nope))', 400],
    ['groupby(statecode)', 400],
    ['nonsense(statecode)', 400],
    ['', 400],
    ['topcount(2,revenue)', 501],
    ['groupby((statecode))/aggregate($count as n)', 501],
    ["filter(name eq 'a')", 501],
  ])('answers %p with %d', async (text, status) => {
    const answer = await apply(text);
    expect([answer.status, typeof answer.json['error'].code]).toEqual([status, 'string']);
  });

  it('takes no other options beside it', async () => {
    for (const more of [
      '&$select=name',
      "&$filter=name eq 'a'",
      '&$top=1',
      '&$count=true',
      '&$expand=primarycontactid',
    ])
      expect((await apply('groupby((statecode))', more)).status).toBe(501);
  });
});

function sorted(rows: readonly unknown[]): string[] {
  return rows
    .map((row) =>
      JSON.stringify(Object.fromEntries(Object.entries(row as object).sort(([a], [b]) => a.localeCompare(b)))),
    )
    .sort();
}
