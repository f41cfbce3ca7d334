import assert from 'node:assert/strict';
import { BASIC_USER_ROLE_ID } from '../../../local-dataverse/src/platform/wellknown.ts';
import type { Case } from '../group.ts';
import { made, row, type Row, type World } from './world.ts';

export const relations: readonly Case<World>[] = [
  {
    name: 'associateSingleValued and disassociateSingleValued',
    async run({ api, account, contacts }) {
      await api.associateSingleValued({
        collection: 'accounts',
        primaryKey: account,
        navigationProperty: 'primarycontactid',
        relatedCollection: 'contacts',
        relatedKey: contacts[0]!,
      });
      const held = async (): Promise<unknown> =>
        (await row(api, 'accounts', account, ['_primarycontactid_value']))['_primarycontactid_value'];
      assert.equal(await held(), contacts[0]);
      await api.disassociateSingleValued({
        collection: 'accounts',
        primaryKey: account,
        navigationProperty: 'primarycontactid',
      });
      assert.equal(await held(), null);
    },
  },
  {
    name: 'associate and disassociate of a collection',
    async run({ api, account }) {
      const task = await made(api, 'tasks', { subject: 'to be connected' });
      const link = {
        collection: 'accounts',
        primaryKey: account,
        relationshipName: 'Account_Tasks',
        relatedKey: task,
      };
      await api.associate({ ...link, relatedCollection: 'tasks' });
      const held = async (): Promise<unknown> =>
        (await row(api, 'tasks', task, ['_regardingobjectid_value']))['_regardingobjectid_value'];
      assert.equal(await held(), account);
      await api.disassociate(link);
      assert.equal(await held(), null);
    },
  },
  {
    name: 'callAction bound to a row: SendEmail that only records',
    async run({ api }) {
      const id = await made(api, 'emails', { subject: 'sent elsewhere' });
      const answer = await api.callAction<Row>({
        collection: 'emails',
        key: id,
        actionName: 'Microsoft.Dynamics.CRM.SendEmail',
        action: { IssueSend: false },
      });
      assert.equal(answer['Subject'], 'sent elsewhere');
      const now = await row(api, 'emails', id, ['statecode', 'statuscode']);
      assert.deepEqual([now['statecode'], now['statuscode']], [1, 3]);
    },
  },
  {
    name: 'callAction bound to a table: CreateMultiple',
    async run({ api }) {
      const answer = await api.callAction<Row>({
        collection: 'contacts',
        actionName: 'Microsoft.Dynamics.CRM.CreateMultiple',
        action: {
          Targets: ['one', 'two'].map((lastname) => ({ '@odata.type': 'Microsoft.Dynamics.CRM.contact', lastname })),
        },
      });
      assert.equal((answer['Ids'] as unknown[]).length, 2);
    },
  },
  {
    name: 'associate and disassociate of a many-to-many relationship',
    async run({ api }) {
      const who = await api.callFunction<Row>('WhoAmI');
      const link = {
        collection: 'systemusers',
        primaryKey: String(who['UserId']),
        relationshipName: 'systemuserroles_association',
        relatedKey: BASIC_USER_ROLE_ID,
      };
      const roles = async (): Promise<unknown[]> => {
        const { value } = await api.retrieveMultiple<Row>({
          collection: `systemusers(${link.primaryKey})/systemuserroles_association`,
          select: ['roleid'],
        });
        return value.map((each) => each['roleid']);
      };
      await api.associate({ ...link, relatedCollection: 'roles' });
      assert.ok((await roles()).includes(BASIC_USER_ROLE_ID));
      await api.disassociate(link);
      assert.ok(!(await roles()).includes(BASIC_USER_ROLE_ID));
    },
  },
  {
    name: 'callAction bound to a row: QualifyLead',
    async run({ api }) {
      const key = await made(api, 'leads', { subject: 's', lastname: 'Qualified', companyname: 'Qualified Ltd' });
      const action = { CreateAccount: false, CreateContact: true, CreateOpportunity: false, Status: 3 };
      const answer = await api.callAction<{ value: Row[] }>({
        collection: 'leads',
        key,
        actionName: 'Microsoft.Dynamics.CRM.QualifyLead',
        action,
      });
      assert.equal(answer.value.length, 1);
      assert.equal((await row(api, 'leads', key, ['statecode']))['statecode'], 1);
    },
  },
  {
    name: 'callAction without a table: Merge',
    async run({ api }) {
      const [master = '', other = ''] = await Promise.all(
        ['Master', 'Other'].map((lastname) => made(api, 'contacts', { lastname })),
      );
      const contact = (contactid: string): Row => ({ '@odata.type': 'Microsoft.Dynamics.CRM.contact', contactid });
      await api.callAction({
        actionName: 'Merge',
        action: { Target: contact(master), Subordinate: contact(other), PerformParentingChecks: false },
      });
      assert.equal((await row(api, 'contacts', other, ['_masterid_value']))['_masterid_value'], master);
    },
  },
  {
    name: 'callAction without a table: PublishAllXml',
    async run({ api }) {
      await api.callAction({ actionName: 'PublishAllXml' });
    },
  },
];
