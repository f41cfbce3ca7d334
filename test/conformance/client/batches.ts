import assert from 'node:assert/strict';
import type { Case } from '../group.ts';
import { refused, type Row, type World } from './world.ts';

export const batches: readonly Case<World>[] = [
  {
    name: 'executeBatch: reads and a change set, in order',
    async run({ newClient, contacts }) {
      const api = newClient();
      api.startBatch();
      void api.retrieve({ collection: 'contacts', key: contacts[0]!, select: ['lastname'] });
      void api.create({ collection: 'tasks', data: { subject: 'in a batch' } });
      void api.retrieveMultiple({ collection: 'contacts', select: ['lastname'], top: 1 });
      const [first, second, third] = (await api.executeBatch()) as [Row, string, { value: Row[] }];
      assert.equal(first['lastname'], 'Client 1');
      assert.match(String(second), /^[0-9a-f-]{36}$/);
      assert.equal(third.value.length, 1);
    },
  },
  {
    name: 'executeBatch: Content-ID references',
    async run({ newClient }) {
      const api = newClient();
      api.startBatch();
      void api.create({ collection: 'contacts', data: { lastname: 'Referenced' }, contentId: '1' });
      void api.create({
        collection: 'tasks',
        data: { subject: 'refers', 'regardingobjectid_contact_task@odata.bind': '$1' },
        contentId: '2',
      });
      const [contact, task] = (await api.executeBatch()) as string[];
      const held = await newClient().retrieve<Row>({
        collection: 'tasks',
        key: String(task),
        select: ['_regardingobjectid_value'],
      });
      assert.equal(held['_regardingobjectid_value'], contact);
    },
  },
  {
    name: 'executeBatch: create and close an activity',
    async run({ newClient }) {
      const api = newClient();
      api.startBatch();
      void api.create({ collection: 'tasks', data: { subject: 'closed at once' }, contentId: '1' });
      void api.update({ collection: '$1', data: { statecode: 1, statuscode: 5 } });
      const [task] = (await api.executeBatch()) as string[];
      const now = await newClient().retrieve<Row>({ collection: 'tasks', key: String(task), select: ['statecode'] });
      assert.equal(now['statecode'], 1);
    },
  },
  {
    name: 'executeBatch: a change set fails as a whole',
    async run({ newClient }) {
      const api = newClient();
      api.startBatch();
      void api.create({ collection: 'tasks', data: { subject: 'rolled back' } });
      void api.create({ collection: 'tasks', data: { subject: 'x'.repeat(201) } });
      await assert.rejects(() => api.executeBatch());
      assert.equal(await newClient().count({ collection: 'tasks', filter: "subject eq 'rolled back'" }), 0);
    },
  },
  {
    name: 'executeBatch outside change sets, going on after an error',
    async run({ newClient }) {
      const api = newClient();
      api.startBatch();
      void api.create({ collection: 'tasks', data: { subject: 'x'.repeat(201) }, inChangeSet: false });
      void api.create({ collection: 'tasks', data: { subject: 'went on' }, inChangeSet: false });
      // The client throws when a part failed, with all answers inside.
      await api.executeBatch({ continueOnError: true }).catch(() => undefined);
      assert.equal(await newClient().count({ collection: 'tasks', filter: "subject eq 'went on'" }), 1);
    },
  },
  {
    name: 'executeBatch: delete, upsert, associate in one change set',
    async run({ newClient, account, contacts }) {
      const plain = newClient();
      const gone = await plain.create<Row, string>({ collection: 'tasks', data: { subject: 'gone' } });
      const api = newClient();
      api.startBatch();
      void api.deleteRecord({ collection: 'tasks', key: gone });
      void api.upsert({ collection: 'contacts', key: contacts[1]!, data: { jobtitle: 'batched' } });
      void api.associateSingleValued({
        collection: 'accounts',
        primaryKey: account,
        navigationProperty: 'primarycontactid',
        relatedCollection: 'contacts',
        relatedKey: contacts[1]!,
      });
      await api.executeBatch();
      await refused(() => plain.retrieve({ collection: 'tasks', key: gone, select: ['subject'] }), 404);
      const now = await plain.retrieve<Row>({
        collection: 'accounts',
        key: account,
        select: ['name'],
        expand: [{ property: 'primarycontactid', select: ['jobtitle'] }],
      });
      assert.equal((now['primarycontactid'] as Row)['jobtitle'], 'batched');
    },
  },
];
