/** Choices, dates, numbers, lookups: what the client makes of columns by the metadata in its cache. */
import { EntityReference, getMetadataCache, setMetadataCache } from 'dataverse-ify';
import type { Case } from '../group.ts';
import { like, made, read, type World } from './world.ts';

export const values: readonly Case<World>[] = [
  {
    name: 'a choice and its label',
    async run({ client, fresh }) {
      const thing = await made(client, 't_thing', { t_name: fresh('Thing'), t_local: 1, t_global: 2 });
      like(await read(client, thing, ['t_local', 't_global']), {
        t_local: 1,
        t_global: 2,
        formattedValues: { t_local: 'One', t_global: 'Two' },
      });
    },
  },
  {
    name: 'a multi-select choice',
    async run({ client, fresh }) {
      const thing = await made(client, 't_thing', { t_name: fresh('Thing'), t_many: [1, 2] });
      const { t_many: many, formattedValues } = await read(client, thing, ['t_many']);
      like([...(many as number[])].sort(), [1, 2]);
      like(formattedValues, { t_many: /^One; ?Two$/ });
    },
  },
  {
    name: 'an emptied multi-select choice',
    async run({ client, fresh }) {
      const thing = await made(client, 't_thing', { t_name: fresh('Thing'), t_many: [2] });
      await client.update({ logicalName: 't_thing', id: thing.id, t_many: [] });
      like(await read(client, thing, ['t_many']), { t_many: [] });
    },
  },
  {
    name: 'a date with time, as a Date',
    async run({ client, fresh }) {
      const when = new Date('2026-03-04T05:06:07Z');
      const thing = await made(client, 't_thing', { t_name: fresh('Thing'), t_when: when });
      const { t_when: held } = await read(client, thing, ['t_when']);
      like(held instanceof Date ? held.toISOString() : held, when.toISOString());
    },
  },
  {
    name: 'a date without time loses its time on the way',
    async run({ client, api, fresh }) {
      const thing = await made(client, 't_thing', {
        t_name: fresh('Thing'),
        t_day: new Date('2026-03-04T00:00:00Z'),
      });
      like(await api.retrieveRecord('t_thing', thing.id, '?$select=t_day'), { t_day: '2026-03-04' });
      const { t_day: held } = await read(client, thing, ['t_day']);
      like(held instanceof Date ? held.toISOString().slice(0, 10) : held, '2026-03-04');
    },
  },
  {
    name: 'whole, decimal, floating and currency numbers',
    async run({ client, fresh }) {
      const numbers = { t_whole: 7, t_decimal: 1.125, t_float: 2.5, t_money: 12.34, t_flag: false };
      const thing = await made(client, 't_thing', { t_name: fresh('Thing'), ...numbers });
      like(await read(client, thing, Object.keys(numbers)), numbers);
    },
  },
  {
    name: 'a lookup to one table, with its navigation in Pascal case',
    async run({ client, fresh }) {
      const lastname = fresh('Person');
      const contact = await made(client, 'contact', { lastname });
      const thing = await made(client, 't_thing', { t_name: fresh('Thing'), t_contactid: contact });
      like((await read(client, thing, ['t_contactid']))['t_contactid'], {
        entityType: 'contact',
        id: contact.id,
        name: lastname,
      });
    },
  },
  {
    name: 'a customer lookup tells its table',
    async run({ client, fresh }) {
      const account = await made(client, 'account', { name: fresh('Company') });
      const parent = await made(client, 'contact', { lastname: fresh('Person') });
      for (const customer of [account, parent]) {
        const contact = await made(client, 'contact', { lastname: 'Child', parentcustomerid: customer });
        like((await read(client, contact, ['parentcustomerid']))['parentcustomerid'], {
          id: customer.id,
          entityType: customer.entityType,
        });
      }
    },
  },
  {
    name: 'the owner is a lookup to a user',
    async run({ client, fresh }) {
      const first = await made(client, 'account', { name: fresh('Company') });
      const owner = (await read(client, first, ['ownerid']))['ownerid'];
      like(owner, { entityType: 'systemuser', id: /^[0-9a-f-]{36}$/ });
      const { id } = owner as EntityReference;
      const second = await made(client, 'account', {
        name: fresh('Company'),
        ownerid: new EntityReference('systemuser', id ?? ''),
      });
      like((await read(client, second, ['ownerid']))['ownerid'], { id });
    },
  },
  {
    name: 'the set of a table without metadata is looked up just in time',
    async run({ client, fresh }) {
      const { entities = {}, entitySetNames = {} } = getMetadataCache();
      const { systemuser: _user, ...others } = entities;
      const { systemuser: _set, ...sets } = entitySetNames;
      const first = await made(client, 'account', { name: fresh('Company') });
      const owner = (await read(client, first, ['ownerid']))['ownerid'];
      setMetadataCache({ entities: others, entitySetNames: sets });
      try {
        const account = await made(client, 'account', { name: fresh('Company'), preferredsystemuserid: owner });
        like((await read(client, account, ['preferredsystemuserid']))['preferredsystemuserid'], {
          entityType: 'systemuser',
        });
      } finally {
        setMetadataCache({ entities, entitySetNames });
      }
    },
  },
  {
    name: 'formatted values of rows in a list',
    async run({ client, fresh }) {
      const name = fresh('Thing');
      await made(client, 't_thing', { t_name: name, t_local: 2, t_flag: true });
      const { entities } = await client.retrieveMultiple(`?$select=t_local,t_flag&$filter=t_name eq '${name}'`, {
        logicalName: 't_thing',
      });
      like(entities, [{ t_local: 2, formattedValues: { t_local: 'Two', t_flag: 'One' } }]);
    },
  },
];
