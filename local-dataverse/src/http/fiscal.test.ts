import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer } from './testing/server.ts';
import type { TestServer } from './testing/server.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');

/** Query functions of the fiscal calendar (quarters from 1 January without settings) and of the user's language. */
describe('fiscal dates and the language of a user', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ clock: () => NOW });
    for (const [lastname, overriddencreatedon] of [
      ['now', '2026-11-01T00:00:00Z'],
      ['summer', '2026-08-01T00:00:00Z'],
      ['before', '2025-12-31T23:59:59Z'],
    ])
      await server.create('contacts', { lastname, overriddencreatedon });
  });
  afterAll(() => server.close());

  const names = (rows: readonly Record<string, unknown>[]): string => rows.map((row) => row['lastname']).join(' ');
  const call = (text: string): string => `Microsoft.Dynamics.CRM.${text}`;

  it.each([
    ["ThisFiscalYear(PropertyName='createdon')", 'this-fiscal-year', [], 'now summer'],
    ["ThisFiscalPeriod(PropertyName='createdon')", 'this-fiscal-period', [], 'now'],
    ["LastFiscalPeriod(PropertyName='createdon')", 'last-fiscal-period', [], 'summer'],
    ["LastFiscalYear(PropertyName='createdon')", 'last-fiscal-year', [], 'before'],
    ["InFiscalYear(PropertyName='createdon',PropertyValue=2025)", 'in-fiscal-year', [2025], 'before'],
    [
      "InFiscalPeriodAndYear(PropertyName='createdon',PropertyValue1=3,PropertyValue2=2026)",
      'in-fiscal-period-and-year',
      [3, 2026],
      'summer',
    ],
    [
      "InOrBeforeFiscalPeriodAndYear(PropertyName='createdon',PropertyValue1=3,PropertyValue2=2026)",
      'in-or-before-fiscal-period-and-year',
      [3, 2026],
      'summer before',
    ],
  ])('%s', async (odata, operator, values, expected) => {
    const filtered = await server.get(`contacts?$orderby=createdon desc&$filter=${encodeURIComponent(call(odata))}`);
    expect(names(filtered.json['value'])).toBe(expected);
    const list = values.map((value) => `<value>${value}</value>`).join('');
    const fetchXml = `<fetch><entity name="contact"><attribute name="lastname"/><order attribute="createdon" descending="true"/><filter><condition attribute="createdon" operator="${operator}">${list}</condition></filter></entity></fetch>`;
    const fetched = await server.get(`contacts?fetchXml=${encodeURIComponent(fetchXml)}`);
    expect([fetched.status, names(fetched.json['value'] ?? [])]).toEqual([200, expected]);
  });

  it('refuses years and periods that are none', async () => {
    for (const text of [
      "InFiscalPeriodAndYear(PropertyName='createdon',PropertyValue1=5,PropertyValue2=2026)",
      "InFiscalYear(PropertyName='createdon',PropertyValue=1)",
      "InFiscalYear(PropertyName='createdon')",
    ])
      expect((await server.get(`contacts?$filter=${encodeURIComponent(call(text))}`)).status).toBe(400);
  });

  it('EqualUserLanguage compares with the language of the caller, else of the organisation', async () => {
    const filter = call("EqualUserLanguage(PropertyName='preferredappointmenttimecode')");
    expect((await server.get(`contacts?$filter=${encodeURIComponent(filter)}`)).json['value']).toEqual([]);
  });
});
