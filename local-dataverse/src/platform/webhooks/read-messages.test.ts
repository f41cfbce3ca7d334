import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkCase, successOf } from './testing/cases.ts';
import type { Answered, MessageCase } from './testing/cases.ts';
import { startOrganization } from './testing/organization.ts';
import type { Json, Organization } from './testing/organization.ts';
import { TYPE, columns, output, ref } from './testing/reading.ts';

/** Retrieve, RetrieveMultiple, ExportToExcel over their real operations and a real webhook. */
describe('reads as webhooks get them', () => {
  let crm: Organization;
  beforeAll(async () => void (crm = await startOrganization({ behaviour: { exportToExcelSteps: true } })));
  afterAll(() => crm.close());
  const done = (answer: Promise<Answered>): Promise<Json> => successOf(answer);

  const cases: readonly MessageCase[] = [
    {
      message: 'Retrieve',
      table: 'contact',
      async run() {
        const id = await crm.create('contacts', { lastname: 'Lee', firstname: 'Ann' });
        await done(crm.call('GET', `contacts(${id})?$select=lastname`));
        return id;
      },
      names: ['Target', 'ColumnSet', 'RelatedEntitiesQuery', 'ReturnNotifications'],
      check: (given, id, delivery) => {
        expect(given['Target']).toEqual(ref('contact', id));
        expect(given['ColumnSet']).toEqual({
          __type: TYPE('ColumnSet'),
          AllColumns: false,
          AttributeExpressions: [],
          Columns: ['lastname'],
        });
        expect(columns(output(delivery)['BusinessEntity'])).toEqual({ lastname: 'Lee', contactid: id });
      },
    },
    {
      message: 'RetrieveMultiple',
      table: 'account',
      async run() {
        await crm.create('accounts', { name: 'Contoso' });
        const filter = encodeURIComponent("startswith(name,'Con') and (statecode eq 0 or 5 lt numberofemployees)");
        await done(crm.call('GET', `accounts?$select=name&$filter=${filter}&$orderby=name desc&$top=3`));
        return undefined;
      },
      names: ['Query'],
      check: (given, _id, delivery) => {
        const { Query } = given;
        expect(Query).toMatchObject({ __type: TYPE('QueryExpression'), EntityName: 'account', TopCount: 3 });
        expect(Query['Orders']).toEqual([{ Alias: null, AttributeName: 'name', EntityName: null, OrderType: 1 }]);
        expect(Query['Criteria']).toMatchObject({
          FilterOperator: 0,
          Conditions: [{ AttributeName: 'name', Operator: 6, Values: ['Con%'] }],
          Filters: [
            {
              FilterOperator: 1,
              Conditions: [
                { AttributeName: 'statecode', Operator: 0, Values: [0] },
                { AttributeName: 'numberofemployees', Operator: 2, Values: [5] },
              ],
            },
          ],
        });
        const found = output(delivery)['BusinessEntityCollection'];
        expect(found).toMatchObject({ __type: TYPE('EntityCollection'), EntityName: 'account', MoreRecords: false });
        expect(columns(found['Entities'][0])).toMatchObject({ name: 'Contoso' });
      },
    },
    {
      message: 'RetrieveMultiple',
      table: 'lead',
      async run() {
        const fetchXml = '<fetch><entity name="lead"><attribute name="subject"/></entity></fetch>';
        await done(crm.call('GET', `leads?fetchXml=${encodeURIComponent(fetchXml)}`));
        return undefined;
      },
      names: ['Query'],
      check: (given) =>
        expect(given['Query']).toEqual({
          __type: TYPE('FetchExpression'),
          Query: '<fetch><entity name="lead"><attribute name="subject"/></entity></fetch>',
        }),
    },
    {
      message: 'ExportToExcel',
      table: 'account',
      async run() {
        await crm.create('accounts', { name: 'Fabrikam & Söhne', numberofemployees: 7 });
        const FetchXml = `<fetch><entity name="account"><attribute name="name"/><attribute name="numberofemployees"/></entity></fetch>`;
        const LayoutXml = '<grid><row><cell name="name"/><cell name="numberofemployees"/></row></grid>';
        const { ExcelFile } = await done(crm.call('POST', 'ExportToExcel', { FetchXml, LayoutXml, QueryApi: '' }));
        const sheet = strFromU8(
          unzipSync(Buffer.from(ExcelFile, 'base64'))['xl/worksheets/sheet1.xml'] ?? new Uint8Array(),
        );
        expect(sheet).toContain('Account Name');
        expect(sheet).toContain('Fabrikam &amp; Söhne');
        return undefined;
      },
      names: ['FetchXml', 'LayoutXml', 'QueryApi', 'QueryParameters'],
    },
  ];

  it.each(cases)('$message of $table carries its documented parameters', (each) => checkCase(crm, each));
});
