import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer } from './testing/server.ts';
import type { TestServer } from './testing/server.ts';

const FORMATTED = 'OData.Community.Display.V1.FormattedValue';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ clock: () => Date.parse('2026-07-15T12:00:00Z'), limits: { aggregateRows: 20 } });
  // The table of [DOC] fetchxml/aggregate-data.md.
  const rows: [number | undefined, string | undefined][] = [
    [undefined, undefined],
    [1500, 'Redmond'],
    [2700, 'Lynnwood'],
    [2900, 'Los Angeles'],
    [2900, 'redmond'],
    [3900, 'Phoenix'],
    [4300, 'Santa Cruz'],
    [4800, 'Missoula'],
    [6000, 'Dallas'],
    [6200, 'Redmond'],
  ];
  for (const [numberofemployees, address1_city] of rows) {
    const id = await server.create('accounts', {
      name: address1_city ?? 'none',
      numberofemployees: numberofemployees ?? null,
      address1_city: address1_city ?? null,
    });
    if (address1_city === 'Dallas') {
      for (const scheduledend of ['2023-03-25T17:00:00Z', '2023-03-25T18:00:00Z', '2023-08-27T00:00:00Z'])
        await server.create('tasks', {
          subject: 'a',
          scheduledend,
          'regardingobjectid_account_task@odata.bind': `/accounts(${id})`,
        });
    }
  }
});
afterAll(() => server.close());

const run = async (set: string, text: string, annotations = false) =>
  server.get(
    `${set}?fetchXml=${encodeURIComponent(text)}`,
    annotations ? { prefer: 'odata.include-annotations="*"' } : {},
  );
const accounts = (inside: string, head = '') =>
  run('accounts', `<fetch aggregate="true" ${head}><entity name="account">${inside}</entity></fetch>`);
const attribute = (name: string, alias: string, how: string): string =>
  `<attribute name="${name}" alias="${alias}" ${how}/>`;

describe('FetchXML with aggregate', () => {
  it('computes the example of the documentation', async () => {
    const n = 'numberofemployees';
    const { json } = await accounts(
      attribute(n, 'Average', 'aggregate="avg"') +
        attribute(n, 'Count', 'aggregate="count"') +
        attribute(n, 'ColumnCount', 'aggregate="countcolumn"') +
        attribute(n, 'Distinct', 'aggregate="countcolumn" distinct="true"') +
        attribute(n, 'Maximum', 'aggregate="max"') +
        attribute(n, 'Minimum', 'aggregate="min"') +
        attribute(n, 'Sum', 'aggregate="sum"'),
    );
    expect(json['value']).toEqual([
      { Average: 3911, Count: 10, ColumnCount: 9, Distinct: 8, Maximum: 6200, Minimum: 1500, Sum: 35200 },
    ]);
  });

  it('groups, sorts by alias and pages', async () => {
    const text =
      attribute('numberofemployees', 'Total', 'aggregate="sum"') +
      attribute('address1_city', 'Count', 'aggregate="count"') +
      attribute('address1_city', 'City', 'groupby="true"');
    const { json } = await accounts(`${text}<order alias="City"/>`);
    expect(json['value']).toHaveLength(8);
    expect(json['value'][0]).toEqual({ Total: 0, Count: 1 });
    expect(json['value'][6]).toEqual({ Total: 10600, Count: 3, City: 'Redmond' });
    const second = await accounts(`${text}<order alias="Total" descending="true"/>`, 'count="2" page="2"');
    expect(second.json['value'].map((row: Record<string, unknown>) => row['City'])).toEqual(['Missoula', 'Santa Cruz']);
  });

  it('groups by parts of dates, over links too', async () => {
    const parts = ['day', 'week', 'month', 'quarter', 'year'];
    const grouped = parts.map((each) => attribute('scheduledend', each, `groupby="true" dategrouping="${each}"`));
    const { json } = await run(
      'tasks',
      `<fetch aggregate="true"><entity name="task">${attribute('activityid', 'n', 'aggregate="count"')}${grouped.join('')}<order alias="month"/>
       <link-entity name="account" from="accountid" to="regardingobjectid" alias="a">${attribute('address1_city', 'city', 'groupby="true"')}<filter><condition attribute="numberofemployees" operator="gt" value="5000"/></filter></link-entity></entity></fetch>`,
      true,
    );
    expect(json['value']).toMatchObject([
      { n: 2, day: 25, week: 12, month: 3, quarter: 1, year: 2023, [`year@${FORMATTED}`]: '2,023', city: 'Dallas' },
      { n: 1, day: 27, week: 35, month: 8, quarter: 3, year: 2023, city: 'Dallas' },
    ]);
  });

  it('keeps the aggregate limit, and a lower one of the query: 0x8004e023', async () => {
    const text = attribute('accountid', 'n', 'aggregate="count"');
    expect((await accounts(text, 'aggregatelimit="10"')).json['value']).toEqual([{ n: 10 }]);
    const refused = await accounts(text, 'aggregatelimit="9"');
    expect([refused.status, refused.json['error'].code]).toEqual([400, '0x8004e023']);
  });

  it.each([
    [attribute('name', 'n', 'aggregate="sum"'), 400],
    [attribute('name', 'n', 'aggregate="median"'), 400],
    [attribute('name', 'n', ''), 400],
    ['<attribute name="name" aggregate="count"/>', 400],
    ['<all-attributes/>', 400],
    [attribute('name', 'n', 'groupby="true" dategrouping="day"'), 400],
    [attribute('createdon', 'n', 'groupby="true" dategrouping="hour"'), 400],
    [`${attribute('name', 'n', 'groupby="true"')}<order attribute="name"/>`, 400],
    [`${attribute('name', 'n', 'groupby="true"')}<order alias="m"/>`, 400],
    [attribute('name', 'n', 'groupby="true"') + attribute('name', 'n', 'aggregate="count"'), 400],
    [attribute('createdon', 'n', 'groupby="true" dategrouping="fiscal-year"'), 501],
  ])('answers %s with %d', async (text, status) => {
    const answer = await accounts(text);
    expect([answer.status, typeof answer.json['error'].code]).toEqual([status, 'string']);
  });
});
