/** Create, retrieve, update, delete, retrieveMultiple. */
import type { Case } from '../group.ts';
import { fails, like, made, read, type Row, type World } from './world.ts';

export const rows: readonly Case<World>[] = [
  {
    name: 'create and retrieve named columns',
    async run({ client, fresh }) {
      const name = fresh('Company');
      const account = await made(client, 'account', { name, telephone1: '1' });
      like(await read(client, account, ['name', 'telephone1']), { name, telephone1: '1', logicalName: 'account' });
    },
  },
  {
    name: 'retrieve all columns',
    async run({ client, fresh }) {
      const name = fresh('Company');
      const account = await made(client, 'account', { name });
      like(await client.retrieve('account', account.id, true), { name, accountid: account.id, telephone1: null });
    },
  },
  {
    name: 'update changes what is sent and keeps the rest',
    async run({ client, fresh }) {
      const contact = await made(client, 'contact', { lastname: fresh('Person'), jobtitle: 'a', description: 'b' });
      await client.update({ logicalName: 'contact', id: contact.id, jobtitle: 'c' });
      like(await read(client, contact, ['jobtitle', 'description']), { jobtitle: 'c', description: 'b' });
    },
  },
  {
    name: 'update by the primary id column',
    async run({ client, fresh }) {
      const contact = await made(client, 'contact', { lastname: fresh('Person') });
      await client.update({ logicalName: 'contact', contactid: contact.id, jobtitle: 'by id' });
      like(await read(client, contact, ['jobtitle']), { jobtitle: 'by id' });
    },
  },
  {
    name: 'null and undefined empty columns and lookups',
    async run({ client, fresh }) {
      const account = await made(client, 'account', { name: fresh('Company') });
      const contact = await made(client, 'contact', {
        lastname: fresh('Person'),
        jobtitle: 'a',
        description: 'b',
        parentcustomerid: account,
      });
      const parent = async (): Promise<unknown> =>
        (await read(client, contact, ['parentcustomerid']))['parentcustomerid'];
      like(await parent(), { id: account.id });
      await client.update({ logicalName: 'contact', id: contact.id, jobtitle: null, description: undefined });
      like(await read(client, contact, ['jobtitle', 'description']), { jobtitle: null, description: null });
    },
  },
  {
    name: 'an update of a single-valued lookup with null disassociates',
    async run({ client, fresh }) {
      const contact = await made(client, 'contact', { lastname: fresh('Person') });
      const account = await made(client, 'account', { name: fresh('Company'), primarycontactid: contact });
      await client.update({ logicalName: 'account', id: account.id, primarycontactid: null });
      like((await read(client, account, ['name', 'primarycontactid']))['primarycontactid'], undefined);
    },
  },
  {
    name: 'delete by entity',
    async run({ client, fresh }) {
      const account = await made(client, 'account', { name: fresh('Company') });
      await client.delete({ logicalName: 'account', id: account.id });
      await fails(client.retrieve('account', account.id, ['name']), /Does Not Exist/);
    },
  },
  {
    name: 'delete by name and id',
    async run({ client, fresh }) {
      const task = await made(client, 'task', { subject: fresh('Task') });
      await client.delete('task', task.id);
      await fails(client.delete('task', task.id), /Does Not Exist/);
    },
  },
  {
    name: 'retrieveMultiple by FetchXML, the table read from it',
    async run({ client, fresh }) {
      const lastname = fresh('Fetched');
      await made(client, 'contact', { lastname });
      const { entities } = await client.retrieveMultiple(
        `<fetch><entity name="contact"><attribute name="lastname" /><filter><condition attribute="lastname" operator="eq" value="${lastname}" /></filter></entity></fetch>`,
      );
      like(entities, [{ lastname, logicalName: 'contact' }]);
    },
  },
  {
    name: 'FetchXML with a linked table and an alias',
    async run({ client, fresh }) {
      const name = fresh('Linked');
      const account = await made(client, 'account', { name });
      await made(client, 'contact', { lastname: fresh('Person'), parentcustomerid: account });
      const { entities } = await client.retrieveMultiple(
        `<fetch><entity name="contact"><attribute name="lastname" /><link-entity name="account" from="accountid" to="parentcustomerid" alias="a"><attribute name="name" /><filter><condition attribute="name" operator="eq" value="${name}" /></filter></link-entity></entity></fetch>`,
      );
      like(entities, [{ 'a.name': name }]);
    },
  },
  {
    name: 'FetchXML aggregate, raw',
    async run({ client, fresh }) {
      const lastname = fresh('Counted');
      for (const firstname of ['a', 'b', 'c']) await made(client, 'contact', { lastname, firstname });
      const { entities } = await client.retrieveMultiple<Row & { logicalName: string }>(
        `<fetch aggregate="true"><entity name="contact"><attribute name="contactid" alias="n" aggregate="count" /><filter><condition attribute="lastname" operator="eq" value="${lastname}" /></filter></entity></fetch>`,
        { returnRawEntities: true },
      );
      like(entities, [{ n: 3 }]);
    },
  },
  {
    name: 'FetchXML pages with a cookie',
    async run({ client, fresh }) {
      const lastname = fresh('Paged');
      for (const firstname of ['a', 'b', 'c']) await made(client, 'contact', { lastname, firstname });
      const page = (start: string): string =>
        `<fetch count="2" ${start}><entity name="contact"><attribute name="firstname" /><order attribute="firstname" /><filter><condition attribute="lastname" operator="eq" value="${lastname}" /></filter></entity></fetch>`;
      const first = await client.retrieveMultiple(page('page="1"'));
      like(first.entities, [{ firstname: 'a' }, { firstname: 'b' }]);
      const encoded = /pagingcookie="([^"]*)"/.exec(first.pagingCooking ?? '')?.[1];
      if (encoded === undefined) throw new Error(`no paging cookie: ${String(first.pagingCooking)}`);
      const cookie = decodeURIComponent(decodeURIComponent(encoded))
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('"', '&quot;');
      const second = await client.retrieveMultiple(page(`page="2" paging-cookie="${cookie}"`));
      like(second.entities, [{ firstname: 'c' }]);
    },
  },
  {
    name: 'OData pages by maxPageSize and the next link',
    async run({ client, fresh }) {
      const lastname = fresh('Paged');
      for (const firstname of ['a', 'b', 'c']) await made(client, 'contact', { lastname, firstname });
      const options = { logicalName: 'contact', maxPageSize: 2 };
      const first = await client.retrieveMultiple(
        `?$select=firstname&$filter=lastname eq '${lastname}'&$orderby=firstname`,
        options,
      );
      like(first.entities, [{ firstname: 'a' }, { firstname: 'b' }]);
      const next = first.nextLink ?? '';
      const second = await client.retrieveMultiple(next.slice(next.indexOf('?')), options);
      like(second.entities, [{ firstname: 'c' }]);
      like(second.nextLink ?? '', '');
    },
  },
  {
    name: 'OData query without its question mark, with an expansion, raw',
    async run({ client, fresh }) {
      const name = fresh('Expanded');
      const account = await made(client, 'account', { name });
      await made(client, 'contact', { lastname: 'Below', parentcustomerid: account });
      const { entities } = await client.retrieveMultiple(
        `$select=name&$filter=name eq '${name}'&$expand=contact_customer_accounts($select=lastname)`,
        { logicalName: 'account', returnRawEntities: true },
      );
      like(entities, [{ name, contact_customer_accounts: [{ lastname: 'Below' }] }]);
    },
  },
  {
    name: 'a refused create tells the server’s sentence',
    run: ({ client }) =>
      fails(
        client.create({ logicalName: 'task', subject: 'x'.repeat(201) }),
        /exceeded the maximum allowed length of '200'/,
      ),
  },
  {
    name: 'a quoted text in a filter',
    async run({ client, fresh }) {
      const lastname = fresh("O'Brien");
      await made(client, 'contact', { lastname });
      const { entities } = await client.retrieveMultiple(
        `?$select=lastname&$filter=lastname eq '${encodeURIComponent(lastname.replaceAll("'", "''"))}'`,
        { logicalName: 'contact' },
      );
      like(entities, [{ lastname }]);
    },
  },
];
