import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkCase, successOf } from './testing/cases.ts';
import type { Answered, MessageCase } from './testing/cases.ts';
import { startOrganization } from './testing/organization.ts';
import type { Json, Organization } from './testing/organization.ts';
import { TYPE, columns, output, ref } from './testing/reading.ts';

/** Every message over its real operation and a real webhook (facts §6; parameters as the SDK's request classes name them). */
describe('messages as webhooks get them', () => {
  let crm: Organization;
  beforeAll(async () => void (crm = await startOrganization()));
  afterAll(() => crm.close());
  const done = (answer: Promise<Answered>): Promise<Json> => successOf(answer);
  const draft = (): Promise<string> =>
    crm.create('emails', {
      subject: 'Hello',
      email_activity_parties: [
        { 'partyid_systemuser@odata.bind': `/systemusers(${crm.userId})`, participationtypemask: 1 },
        { addressused: 'a@example.com', participationtypemask: 2 },
      ],
    });

  const cases: readonly MessageCase[] = [
    {
      message: 'Create',
      table: 'contact',
      run: () => crm.create('contacts', { lastname: 'Lee' }),
      names: ['Target'],
      check: (given, id, delivery) => {
        expect(given['Target']).toMatchObject({ __type: TYPE('Entity'), Id: id, LogicalName: 'contact' });
        expect(columns(given['Target'])).toMatchObject({ lastname: 'Lee', contactid: id });
        expect(output(delivery)).toEqual({ id });
      },
    },
    {
      message: 'Delete',
      table: 'contact',
      async run() {
        const id = await crm.create('contacts', { lastname: 'Lee' });
        await done(crm.call('DELETE', `contacts(${id})`));
        return id;
      },
      names: ['Target'],
      check: (given, id) => expect(given['Target']).toEqual(ref('contact', id)),
    },
    {
      message: 'Assign',
      table: 'task',
      async run() {
        const team = await crm.create('teams', { name: `Team ${Date.now()}`, teamtype: 0 });
        const id = await crm.create('tasks', { subject: 'Call back' });
        await done(crm.call('PATCH', `tasks(${id})`, { 'ownerid@odata.bind': `/teams(${team})` }));
        return id;
      },
      names: ['Target', 'Assignee'],
      check: (given) => expect(given['Assignee']).toMatchObject({ LogicalName: 'team' }),
    },
    {
      message: 'SetState',
      table: 'task',
      async run() {
        const id = await crm.create('tasks', { subject: 'Call back' });
        await done(crm.call('PATCH', `tasks(${id})`, { statecode: 1, statuscode: 5 }));
        return id;
      },
      names: ['EntityMoniker', 'State', 'Status'],
      check: (given, id) => {
        expect(given['EntityMoniker']).toEqual(ref('task', id));
        expect([given['State'], given['Status']]).toEqual([
          { __type: TYPE('OptionSetValue'), Value: 1 },
          { __type: TYPE('OptionSetValue'), Value: 5 },
        ]);
      },
    },
    {
      message: 'Associate',
      async run() {
        const team = await crm.create('teams', { name: `Members ${Date.now()}`, teamtype: 0 });
        const body = { '@odata.id': `${crm.server.url}/api/data/v9.2/systemusers(${crm.userId})` };
        await done(crm.call('POST', `teams(${team})/teammembership_association/$ref`, body));
        return team;
      },
      names: ['Target', 'Relationship', 'RelatedEntities'],
      check: (given) => {
        expect(given['Relationship']).toEqual({
          __type: TYPE('Relationship'),
          PrimaryEntityRole: null,
          SchemaName: 'teammembership_association',
        });
        expect(given['RelatedEntities']).toEqual([ref('systemuser', crm.userId)]);
      },
    },
    {
      message: 'Disassociate',
      async run() {
        const account = await crm.create('accounts', { name: 'Contoso' });
        const id = await crm.create('contacts', {
          lastname: 'Lee',
          'parentcustomerid_account@odata.bind': `/accounts(${account})`,
        });
        await done(crm.call('DELETE', `contacts(${id})/parentcustomerid_account/$ref`));
        return id;
      },
      names: ['Target', 'Relationship', 'RelatedEntities'],
      check: (given) => {
        expect(given['Relationship']).toMatchObject({ SchemaName: 'contact_customer_accounts' });
        expect(given['RelatedEntities']).toMatchObject([{ LogicalName: 'account' }]);
      },
    },
    {
      message: 'Merge',
      table: 'contact',
      async run() {
        const [id, other] = [
          await crm.create('contacts', { lastname: 'Lee' }),
          await crm.create('contacts', { lastname: 'Li' }),
        ];
        await done(
          crm.call('POST', 'Merge', {
            Target: { '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid: id },
            Subordinate: { '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid: other },
            UpdateContent: { '@odata.type': 'Microsoft.Dynamics.CRM.contact', jobtitle: 'CEO' },
            PerformParentingChecks: false,
          }),
        );
        return id;
      },
      names: ['Target', 'SubordinateId', 'UpdateContent', 'PerformParentingChecks'],
      check: (given) => {
        expect(given['UpdateContent']).toMatchObject({ __type: TYPE('Entity'), LogicalName: 'contact' });
        expect(columns(given['UpdateContent'])).toEqual({ jobtitle: 'CEO' });
      },
    },
    {
      message: 'QualifyLead',
      table: 'lead',
      async run() {
        const id = await crm.create('leads', { subject: 'Big deal', lastname: 'Lee', companyname: 'Contoso' });
        const flags = { CreateAccount: false, CreateContact: true, CreateOpportunity: false };
        await done(crm.call('POST', `leads(${id})/Microsoft.Dynamics.CRM.QualifyLead`, { ...flags, Status: 3 }));
        return id;
      },
      names: ['LeadId', 'CreateAccount', 'CreateContact', 'CreateOpportunity', 'Status'],
      check: (given, id, delivery) => {
        expect(given['LeadId']).toEqual(ref('lead', id));
        expect(output(delivery)['CreatedEntities']).toMatchObject([
          { __type: TYPE('EntityReference'), LogicalName: 'contact' },
        ]);
      },
    },
    {
      message: 'Send',
      table: 'email',
      async run() {
        const id = await draft();
        await done(crm.call('POST', `emails(${id})/Microsoft.Dynamics.CRM.SendEmail`, { IssueSend: false }));
        return id;
      },
      names: ['EmailId', 'IssueSend', 'TrackingToken'],
      check: (given, id, delivery) => {
        expect(given['EmailId']).toBe(id);
        expect(output(delivery)).toEqual({ Subject: 'Hello' });
      },
    },
    { message: 'PublishAllXml', run: async () => void (await done(crm.call('POST', 'PublishAllXml'))), names: [] },
    {
      message: 'PublishXml',
      run: async () => void (await done(crm.call('POST', 'PublishXml', { ParameterXml: '<importexportxml/>' }))),
      names: ['ParameterXml'],
    },
  ];

  it.each(cases)('$message of $table carries its documented parameters', (each) => checkCase(crm, each));
});
