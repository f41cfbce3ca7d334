/** execute, executeMultiple, associate, disassociate. */
import {
  type CreateResponse,
  EntityReference,
  getMetadataCache,
  OperationType,
  setMetadataCache,
  StructuralProperty,
  type WebApiExecuteRequest,
} from 'dataverse-ify';
import type { Case } from '../group.ts';
import { fails, like, made, read, type World } from './world.ts';

const primitive = (typeName: string): { typeName: string; structuralProperty: StructuralProperty } => ({
  typeName,
  structuralProperty: StructuralProperty.PrimitiveType,
});
const entity = (typeName: string): { typeName: string; structuralProperty: StructuralProperty } => ({
  typeName,
  structuralProperty: StructuralProperty.EntityType,
});

/** Requests as `dataverse-gen` describes them. */
const ACTIONS = {
  WhoAmI: { parameterTypes: {}, operationType: OperationType.Function, operationName: 'WhoAmI' },
  RetrieveVersion: { parameterTypes: {}, operationType: OperationType.Function, operationName: 'RetrieveVersion' },
  IsValidStateTransition: {
    parameterTypes: {
      Entity: entity('mscrm.crmbaseentity'),
      NewState: primitive('Edm.String'),
      NewStatus: primitive('Edm.Int32'),
    },
    operationType: OperationType.Function,
    operationName: 'IsValidStateTransition',
  },
  SendEmail: {
    boundParameter: 'entity',
    parameterTypes: {
      entity: entity('mscrm.email'),
      IssueSend: primitive('Edm.Boolean'),
      TrackingToken: primitive('Edm.String'),
    },
    operationType: OperationType.Action,
    operationName: 'SendEmail',
  },
  Merge: {
    parameterTypes: {
      Target: entity('mscrm.crmbaseentity'),
      Subordinate: entity('mscrm.crmbaseentity'),
      PerformParentingChecks: primitive('Edm.Boolean'),
    },
    operationType: OperationType.Action,
    operationName: 'Merge',
  },
};

/** Puts the requests into the client's cache. */
export function declareActions(): void {
  setMetadataCache({ actions: { ...getMetadataCache().actions, ...ACTIONS } });
}

const create = (target: object): WebApiExecuteRequest => ({ logicalName: 'Create', target });

export const messages: readonly Case<World>[] = [
  {
    name: 'execute: a function without parameters',
    async run({ client }) {
      const id = /^[0-9a-f-]{36}$/;
      like(await client.execute({ logicalName: 'WhoAmI' }), { UserId: id, BusinessUnitId: id, OrganizationId: id });
      like(await client.execute({ logicalName: 'RetrieveVersion' }), { Version: /^9\.2\./ });
    },
  },
  {
    name: 'execute: a function with a row, a text and a number',
    async run({ client, fresh }) {
      const task = await made(client, 'task', { subject: fresh('Task') });
      const ask = (NewStatus: number): Promise<unknown> =>
        client.execute({ logicalName: 'IsValidStateTransition', Entity: task, NewState: 'Completed', NewStatus });
      like(await ask(5), { IsValid: true });
      like(await ask(2), { IsValid: false });
    },
  },
  {
    name: 'execute: an action bound to a row',
    async run({ client, fresh }) {
      const subject = fresh('Mail');
      const email = await made(client, 'email', { subject });
      like(await client.execute({ logicalName: 'SendEmail', entity: email, IssueSend: false }), { Subject: subject });
      like(await read(client, email, ['statuscode']), { statuscode: 3 });
    },
  },
  {
    name: 'execute: an unbound action with rows as parameters',
    async run({ client, fresh }) {
      const [kept, merged] = [
        await made(client, 'contact', { lastname: fresh('Kept') }),
        await made(client, 'contact', { lastname: fresh('Merged') }),
      ];
      await client.execute({
        logicalName: 'Merge',
        Target: new EntityReference('contact', kept.id),
        Subordinate: new EntityReference('contact', merged.id),
        PerformParentingChecks: false,
      });
      like(await read(client, merged, ['merged', 'statecode']), { merged: true, statecode: 1 });
    },
  },
  {
    name: 'execute: Create, Update and Delete as requests',
    async run({ client, fresh }) {
      const answer = await client.execute<CreateResponse>(create({ logicalName: 'account', name: fresh('Company') }));
      const id = answer?.id ?? '';
      like(id, /^[0-9a-f-]{36}$/);
      await client.execute({ logicalName: 'Update', target: { logicalName: 'account', id, telephone1: '7' } });
      like(await client.retrieve('account', id, ['telephone1']), { telephone1: '7' });
      await client.execute({ logicalName: 'Delete', target: new EntityReference('account', id) });
      await fails(client.retrieve('account', id, ['name']), /Does Not Exist/);
    },
  },
  {
    name: 'executeMultiple: single requests in one batch',
    async run({ client, fresh }) {
      const names = [fresh('Company'), fresh('Company')];
      const answers = await client.executeMultiple<CreateResponse>(
        names.map((name) => create({ logicalName: 'account', name })),
      );
      like(answers?.length, 2);
      for (const [index, name] of names.entries())
        like(await client.retrieve('account', answers?.[index]?.id ?? '', ['name']), { name });
    },
  },
  {
    name: 'executeMultiple: a change set and a request beside it',
    async run({ client, fresh }) {
      const target = { logicalName: 'task', subject: fresh('Task') };
      // The client takes arrays as change sets; its interface does not say so.
      const batch: unknown = [[create(target), create(target)], create(target)];
      const answers = await client.executeMultiple<CreateResponse>(batch as WebApiExecuteRequest[]);
      for (const index of [0, 1, 2])
        like(await client.retrieve('task', answers?.[index]?.id ?? '', ['subject']), { subject: target.subject });
    },
  },
  {
    name: 'executeMultiple: a failing change set leaves nothing behind',
    async run({ client, fresh }) {
      const subject = fresh('Task');
      const batch: unknown = [
        [create({ logicalName: 'task', subject }), create({ logicalName: 'task', subject: 'x'.repeat(201) })],
      ];
      await fails(client.executeMultiple(batch as WebApiExecuteRequest[]), /maximum allowed length/);
      const { entities } = await client.retrieveMultiple(`?$select=subject&$filter=subject eq '${subject}'`, {
        logicalName: 'task',
      });
      like(entities, []);
    },
  },
  {
    name: 'associate several rows, disassociate one',
    async run({ client, fresh }) {
      const account = await made(client, 'account', { name: fresh('Company') });
      const [ann, ben] = [
        await made(client, 'contact', { lastname: fresh('Ann') }),
        await made(client, 'contact', { lastname: fresh('Ben') }),
      ];
      const parent = async (contact: typeof ann): Promise<unknown> =>
        ((await read(client, contact, ['parentcustomerid']))['parentcustomerid'] as EntityReference | undefined)?.id;
      await client.associate('account', account.id, 'contact_customer_accounts', [ann, ben]);
      like([await parent(ann), await parent(ben)], [account.id, account.id]);
      await client.disassociate('account', account.id, 'contact_customer_accounts', [ann]);
      like([await parent(ann), await parent(ben)], [undefined, account.id]);
    },
  },
  {
    name: 'associate and disassociate rows of a many-to-many relationship',
    async run({ client, api, fresh }) {
      const contact = await made(client, 'contact', { lastname: fresh('Person') });
      const lead = await made(client, 'lead', { lastname: fresh('Lead'), subject: 'x' });
      const linked = async (): Promise<unknown> =>
        (
          await api.retrieveRecord(
            'contact',
            contact.id,
            '?$select=lastname&$expand=contactleads_association($select=leadid)',
          )
        )['contactleads_association'];
      await client.associate('contact', contact.id, 'contactleads_association', [lead]);
      like(await linked(), [{ leadid: lead.id }]);
      await client.disassociate('contact', contact.id, 'contactleads_association', [lead]);
      like(await linked(), []);
    },
  },
  {
    name: 'an unknown relationship is refused',
    async run({ client, fresh }) {
      const contact = await made(client, 'contact', { lastname: fresh('Person') });
      await fails(client.associate('contact', contact.id, 'no_such_relationship', [contact]), /no_such_relationship/);
    },
  },
];
