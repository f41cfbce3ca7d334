import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Case } from '../group.ts';
import { made, refused, row, type Row, type World } from './world.ts';

export const writes: readonly Case<World>[] = [
  {
    name: 'create gives the id',
    async run({ api }) {
      const id = await made(api, 'contacts', { lastname: 'Created' });
      assert.equal((await row(api, 'contacts', id, ['lastname']))['lastname'], 'Created');
    },
  },
  {
    name: 'create with representation and $select',
    async run({ api }) {
      const answer = await api.create<Row, Row>({
        collection: 'contacts',
        data: { firstname: 'Re', lastname: 'Turned' },
        returnRepresentation: true,
        select: ['fullname'],
      });
      assert.equal(answer['fullname'], 'Re Turned');
    },
  },
  {
    name: 'create with nested rows',
    async run({ api }) {
      const id = await made(api, 'accounts', {
        name: 'Deep',
        primarycontactid: { lastname: 'Parent' },
        Account_Tasks: [{ subject: 'nested' }],
      });
      const answer = await api.retrieve<Row>({
        collection: 'accounts',
        key: id,
        select: ['name'],
        expand: [
          { property: 'primarycontactid', select: ['lastname'] },
          { property: 'Account_Tasks', select: ['subject'] },
        ],
      });
      assert.equal((answer['primarycontactid'] as Row)['lastname'], 'Parent');
      assert.deepEqual(
        (answer['Account_Tasks'] as Row[]).map((each) => each['subject']),
        ['nested'],
      );
    },
  },
  {
    name: 'create below a row, through its collection',
    async run({ api, account }) {
      await api.create({
        collection: 'accounts',
        key: account,
        navigationProperty: 'Account_Tasks',
        data: { subject: 'below' },
      });
      assert.equal(
        await api.count({
          collection: 'tasks',
          filter: `_regardingobjectid_value eq ${account} and subject eq 'below'`,
        }),
        1,
      );
    },
  },
  {
    name: 'create of a phone call with parties',
    async run({ api, contacts }) {
      const id = await made(api, 'phonecalls', {
        subject: 'call',
        phonecall_activity_parties: [
          { 'partyid_contact@odata.bind': `/contacts(${contacts[0]})`, participationtypemask: 2 },
        ],
      });
      const { value } = await api.retrieveMultiple<Row>({
        collection: `phonecalls(${id})/phonecall_activity_parties`,
        select: ['participationtypemask', '_partyid_value'],
        filter: 'participationtypemask eq 2',
      });
      assert.equal(value[0]?.['_partyid_value'], contacts[0]);
    },
  },
  {
    name: 'update',
    async run({ api }) {
      const id = await made(api, 'contacts', { lastname: 'Before', jobtitle: 'kept' });
      await api.update({ collection: 'contacts', key: id, data: { lastname: 'After' } });
      const now = await row(api, 'contacts', id, ['lastname', 'jobtitle']);
      assert.deepEqual([now['lastname'], now['jobtitle']], ['After', 'kept']);
    },
  },
  {
    name: 'update with representation',
    async run({ api }) {
      const id = await made(api, 'contacts', { lastname: 'Before' });
      const answer = await api.update<Row, Row>({
        collection: 'contacts',
        key: id,
        data: { lastname: 'After' },
        returnRepresentation: true,
        select: ['lastname'],
      });
      assert.equal(answer['lastname'], 'After');
    },
  },
  {
    name: 'update does not create (If-Match: *)',
    async run({ api }) {
      const update = (): Promise<unknown> =>
        api.update({ collection: 'contacts', key: randomUUID(), data: { lastname: 'x' } });
      await refused(update, 404, '0x80040217');
    },
  },
  {
    name: 'optimistic concurrency: update with an old etag',
    async run({ api }) {
      const id = await made(api, 'contacts', { lastname: 'One' });
      const etag = String((await row(api, 'contacts', id, ['lastname']))['@odata.etag']);
      const update = (lastname: string): Promise<unknown> =>
        api.update({ collection: 'contacts', key: id, data: { lastname }, ifmatch: etag });
      await update('Two');
      assert.equal(await update('Three'), false);
      assert.equal((await row(api, 'contacts', id, ['lastname']))['lastname'], 'Two');
    },
  },
  {
    name: 'optimistic concurrency: delete with an old etag',
    async run({ api }) {
      const id = await made(api, 'contacts', { lastname: 'One' });
      const etag = String((await row(api, 'contacts', id, ['lastname']))['@odata.etag']);
      await api.update({ collection: 'contacts', key: id, data: { lastname: 'Two' } });
      assert.equal(await api.deleteRecord({ collection: 'contacts', key: id, ifmatch: etag }), false);
      await row(api, 'contacts', id, ['lastname']);
    },
  },
  {
    name: 'conditional read: If-None-Match of the same version',
    async run({ api, contacts }) {
      const first = await row(api, 'contacts', contacts[0]!, ['lastname']);
      const again = await api.retrieve<unknown>({
        collection: 'contacts',
        key: contacts[0]!,
        select: ['lastname'],
        ifnonematch: String(first['@odata.etag']),
      });
      // 304: the client gives nothing.
      assert.equal(again, undefined);
    },
  },
  {
    name: 'upsert creates, then changes',
    async run({ api }) {
      const key = randomUUID();
      for (const lastname of ['New', 'Changed']) {
        await api.upsert({ collection: 'contacts', key, data: { lastname } });
        assert.equal((await row(api, 'contacts', key, ['lastname']))['lastname'], lastname);
      }
    },
  },
  {
    name: 'upsert that may only create (If-None-Match: *)',
    async run({ api, contacts }) {
      const answer = await api.upsert<Row, unknown>({
        collection: 'contacts',
        key: contacts[3]!,
        data: { lastname: 'x' },
        ifnonematch: '*',
      });
      assert.equal(answer, null);
      assert.equal((await row(api, 'contacts', contacts[3]!, ['lastname']))['lastname'], 'Client 4');
    },
  },
  {
    name: 'upsert that may only change (If-Match: *)',
    async run({ api }) {
      const key = randomUUID();
      assert.equal(
        await api.upsert<Row, unknown>({ collection: 'contacts', key, data: { lastname: 'x' }, ifmatch: '*' }),
        null,
      );
      await refused(() => row(api, 'contacts', key, ['lastname']), 404, '0x80040217');
    },
  },
  {
    name: 'alternate key: upsert, read, update, delete',
    async run({ api }) {
      const key = "t_name='it''s a key'";
      await api.upsert({ collection: 't_things', key, data: { t_whole: 1 } });
      assert.equal((await row(api, 't_things', key, ['t_name', 't_whole']))['t_name'], "it's a key");
      await api.update({ collection: 't_things', key, data: { t_whole: 2 } });
      assert.equal((await row(api, 't_things', key, ['t_whole']))['t_whole'], 2);
      await api.deleteRecord({ collection: 't_things', key });
      await refused(() => row(api, 't_things', key, ['t_whole']), 404);
    },
  },
  {
    name: 'updateSingleProperty',
    async run({ api }) {
      const id = await made(api, 'contacts', { lastname: 'Single' });
      await api.updateSingleProperty({ collection: 'contacts', key: id, fieldValuePair: { jobtitle: 'one' } });
      assert.equal((await row(api, 'contacts', id, ['jobtitle']))['jobtitle'], 'one');
    },
  },
  {
    name: 'deleteRecord of a single property',
    async run({ api }) {
      const id = await made(api, 'contacts', { lastname: 'Single', jobtitle: 'gone soon' });
      await api.deleteRecord({ collection: 'contacts', key: id, property: 'jobtitle' });
      assert.equal((await row(api, 'contacts', id, ['jobtitle']))['jobtitle'], null);
    },
  },
  {
    name: 'deleteRecord',
    async run({ api }) {
      const id = await made(api, 'contacts', { lastname: 'Gone' });
      await api.deleteRecord({ collection: 'contacts', key: id });
      await refused(() => row(api, 'contacts', id, ['lastname']), 404, '0x80040217');
    },
  },
  {
    name: "the platform's code and text reach the client",
    async run({ api }) {
      await refused(() => made(api, 'tasks', { subject: 'x'.repeat(201) }), 400, '0x80044331');
    },
  },
  {
    name: 'impersonation by MSCRMCallerID of somebody unknown is refused',
    async run({ api }) {
      const create = (): Promise<unknown> =>
        api.create({ collection: 'tasks', data: { subject: 'x' }, impersonate: randomUUID() });
      await assert.rejects(create);
    },
  },
];
