import assert from 'node:assert/strict';
import type { Case } from '../group.ts';
import type { Row, World } from './world.ts';

/** Filter that finds the four contacts of the world. */
const four = (world: World): string => `_parentcustomerid_value eq ${world.account}`;

const fetchXml = (world: World, attributes = ''): string =>
  `<fetch ${attributes}><entity name="contact"><attribute name="lastname" /><order attribute="lastname" /><filter><condition attribute="parentcustomerid" operator="eq" value="${world.account}" /></filter></entity></fetch>`;

const names = (rows: readonly Row[]): unknown[] => rows.map((each) => each['lastname']);
const ALL = ['Client 1', 'Client 2', 'Client 3', 'Client 4'];

export const reads: readonly Case<World>[] = [
  {
    name: 'retrieve with $select and $expand',
    async run({ api, contacts, account }) {
      const answer = await api.retrieve<Row>({
        collection: 'contacts',
        key: contacts[0]!,
        select: ['fullname', '_parentcustomerid_value'],
        expand: [{ property: 'parentcustomerid_account', select: ['name'] }],
      });
      assert.equal(answer['fullname'], 'Cli Client 1');
      assert.equal(answer['_parentcustomerid_value'], account);
      assert.equal((answer['parentcustomerid_account'] as Row)['name'], 'Client account');
    },
  },
  {
    name: 'retrieve of a navigation property',
    async run({ api, contacts }) {
      const answer = await api.retrieve<Row>({
        collection: 'contacts',
        key: contacts[0]!,
        navigationProperty: 'parentcustomerid_account',
        select: ['name'],
      });
      assert.equal(answer['name'], 'Client account');
    },
  },
  {
    name: 'retrieve with annotations',
    async run({ api, contacts }) {
      const answer = await api.retrieve<Row>({
        collection: 'contacts',
        key: contacts[0]!,
        select: ['_parentcustomerid_value', 'statecode'],
        includeAnnotations: '*',
      });
      assert.equal(answer['_parentcustomerid_value@OData.Community.Display.V1.FormattedValue'], 'Client account');
      assert.equal(answer['_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname'], 'account');
      assert.equal(
        answer['_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty'],
        'parentcustomerid_account',
      );
      assert.equal(answer['statecode_Formatted'], 'Active');
    },
  },
  {
    name: 'retrieve with a saved query',
    async run({ api }) {
      const views = await api.retrieveMultiple<Row>({
        collection: 'savedqueries',
        select: ['savedqueryid'],
        filter: "returnedtypecode eq 'contact' and isdefault eq true",
        top: 1,
      });
      const id = String(views.value[0]?.['savedqueryid']);
      const answer = await api.retrieve<{ value: Row[] }>({ collection: 'contacts', savedQuery: id });
      assert.ok(answer.value.length >= 4);
    },
  },
  {
    name: 'retrieveMultiple with $filter, $orderby, $top',
    async run(world) {
      const answer = await world.api.retrieveMultiple<Row>({
        collection: 'contacts',
        select: ['lastname'],
        filter: `${four(world)} and lastname ne 'Client 2'`,
        orderBy: ['lastname desc'],
        top: 2,
      });
      assert.deepEqual(names(answer.value), ['Client 4', 'Client 3']);
    },
  },
  {
    name: 'retrieveMultiple with $count',
    async run(world) {
      const answer = await world.api.retrieveMultiple<Row>({
        collection: 'contacts',
        select: ['lastname'],
        filter: four(world),
        count: true,
      });
      assert.equal(answer.oDataCount, 4);
    },
  },
  {
    name: 'retrieveMultiple with a lambda and a Dataverse function',
    async run(world) {
      const answer = await world.api.retrieveMultiple<Row>({
        collection: 'accounts',
        select: ['name'],
        filter: `contact_customer_accounts/any(c:c/lastname eq 'client 3') and Microsoft.Dynamics.CRM.In(PropertyName='accountid',PropertyValues=['${world.account}'])`,
      });
      assert.equal(answer.value[0]?.['accountid'], world.account);
    },
  },
  {
    name: 'retrieveMultiple with inner options of $expand',
    async run({ api, account }) {
      const answer = await api.retrieveMultiple<Row>({
        collection: 'accounts',
        select: ['name'],
        filter: `accountid eq ${account}`,
        expand: [
          {
            property: 'contact_customer_accounts',
            select: ['lastname'],
            filter: "lastname gt 'Client 1'",
            orderBy: ['lastname desc'],
            top: 2,
          },
        ],
      });
      assert.deepEqual(names(answer.value[0]?.['contact_customer_accounts'] as Row[]), ['Client 4', 'Client 3']);
    },
  },
  {
    name: 'paging by maxPageSize and the next link',
    async run(world) {
      const request = {
        collection: 'contacts',
        select: ['lastname'],
        filter: four(world),
        orderBy: ['lastname'],
        maxPageSize: 3,
      };
      const first = await world.api.retrieveMultiple<Row>(request);
      assert.deepEqual(names(first.value), ALL.slice(0, 3));
      const second = await world.api.retrieveMultiple<Row>(request, first.oDataNextLink);
      assert.deepEqual(names(second.value), ALL.slice(3));
      assert.equal(second.oDataNextLink, undefined);
    },
  },
  {
    name: 'retrieveAll follows every page',
    async run(world) {
      const answer = await world.api.retrieveAll<Row>({
        collection: 'contacts',
        select: ['lastname'],
        filter: four(world),
        orderBy: ['lastname'],
        maxPageSize: 1,
      });
      assert.deepEqual(names(answer.value), ALL);
    },
  },
  {
    name: 'count',
    async run(world) {
      assert.equal(await world.api.count({ collection: 'contacts', filter: four(world) }), 4);
    },
  },
  {
    name: 'count without a filter (/$count)',
    async run({ api }) {
      assert.ok((await api.count({ collection: 'contacts' })) >= 4);
    },
  },
  {
    name: 'countAll',
    async run(world) {
      assert.equal(await world.api.countAll({ collection: 'contacts', filter: four(world), select: ['lastname'] }), 4);
    },
  },
  {
    name: 'fetch',
    async run(world) {
      const answer = await world.api.fetch<Row>({ collection: 'contacts', fetchXml: fetchXml(world) });
      assert.deepEqual(names(answer.value), ALL);
    },
  },
  {
    name: 'fetch by pages with the paging cookie',
    async run(world) {
      const xml = fetchXml(world, 'count="3"');
      const first = await world.api.fetch<Row>({ collection: 'contacts', fetchXml: xml, includeAnnotations: '*' });
      assert.deepEqual(names(first.value), ALL.slice(0, 3));
      assert.equal(first.PagingInfo?.nextPage, 2);
      const second = await world.api.fetch<Row>({
        collection: 'contacts',
        fetchXml: xml,
        includeAnnotations: '*',
        pageNumber: 2,
        pagingCookie: first.PagingInfo.cookie ?? '',
      });
      assert.deepEqual(names(second.value), ALL.slice(3));
    },
  },
  {
    name: 'fetchAll',
    async run(world) {
      const answer = await world.api.fetchAll<Row>({
        collection: 'contacts',
        fetchXml: fetchXml(world, 'count="1"'),
        // The cookie comes as an annotation, so only on request.
        includeAnnotations: '*',
      });
      assert.deepEqual(names(answer.value), ALL);
    },
  },
  {
    name: 'fetch with a link-entity',
    async run(world) {
      const xml = `<fetch><entity name="account"><attribute name="name" /><filter><condition attribute="accountid" operator="eq" value="${world.account}" /></filter><link-entity name="contact" from="parentcustomerid" to="accountid" alias="c"><attribute name="lastname" /><filter><condition attribute="lastname" operator="like" value="%2" /></filter></link-entity></entity></fetch>`;
      const { value } = await world.api.fetch<Row>({ collection: 'accounts', fetchXml: xml });
      assert.deepEqual(
        value.map((each) => each['c.lastname']),
        ['Client 2'],
      );
    },
  },
  {
    name: 'callFunction: WhoAmI',
    async run({ api }) {
      const answer = await api.callFunction<Row>('WhoAmI');
      for (const name of ['UserId', 'BusinessUnitId', 'OrganizationId'])
        assert.match(String(answer[name]), /^[0-9a-f-]{36}$/);
    },
  },
  {
    name: 'callFunction with parameters: IsValidStateTransition',
    async run({ api }) {
      const id = await api.create<Row, string>({ collection: 'tasks', data: { subject: 'states' } });
      const answer = await api.callFunction<Row>({
        name: 'IsValidStateTransition',
        parameters: { Entity: { '@odata.id': `tasks(${id})` }, NewState: 'Completed', NewStatus: 5 },
      });
      assert.equal(answer['IsValid'], true);
    },
  },
];
