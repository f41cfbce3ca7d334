/** Elastic tables ([DOC] pages named a case). */
import { column, tableBody } from './metadata-bodies.ts';
import type { ContractCase, Step } from './types.ts';

const MAKE = 'PAD:create-elastic-tables.md [DOC]';
const USE = 'PAD:use-elastic-tables.md [DOC]';
const ABOUT = 'PAD:elastic-tables.md [DOC]';
const ID = '5c200000-0000-4000-8000-0000000000e1';

/** Each case has a table of its own: the entity set is `new_<name>s`. */
const table = (name: string): Step => ({
  send: 'POST EntityDefinitions',
  body: tableBody(`new_${name}`, { TableType: 'Elastic' }),
  keep: 'table',
  status: 204,
});

export const elastic: readonly ContractCase[] = [
  {
    name: 'an elastic table has partitionid, ttlinseconds and one key of its own',
    source: MAKE,
    steps: [
      table('elasticone'),
      {
        send: 'GET EntityDefinitions({table})?$select=TableType&$expand=Keys($select=LogicalName,KeyAttributes)',
        status: 200,
        json: {
          TableType: 'Elastic',
          Keys: [
            {
              LogicalName: 'keyfornosqlentitywithpkpartitionid',
              KeyAttributes: ['new_elasticoneid', 'partitionid'],
            },
          ],
        },
      },
      {
        send: "GET EntityDefinitions({table})/Attributes(LogicalName='ttlinseconds')",
        status: 200,
        json: { AttributeType: 'Integer' },
      },
      { send: "GET EntityDefinitions({table})/Attributes(LogicalName='statecode')", status: 404 },
    ],
  },
  {
    name: 'elastic tables take no money column, no key and no many-to-many relationship',
    source: MAKE,
    steps: [
      table('elastictwo'),
      { send: 'POST EntityDefinitions({table})/Attributes', body: column('Money', 'new_Cost'), status: 400 },
      {
        send: 'POST EntityDefinitions({table})/Keys',
        body: { SchemaName: 'new_TwoKey', KeyAttributes: ['new_name'] },
        status: 400,
      },
      {
        send: 'POST RelationshipDefinitions',
        body: {
          '@odata.type': 'Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata',
          SchemaName: 'new_two_contacts',
          Entity1LogicalName: 'new_elastictwo',
          Entity2LogicalName: 'contact',
        },
        status: 400,
      },
    ],
  },
  {
    name: 'rows of an elastic table are unique by id and partition',
    source: ABOUT,
    steps: [
      table('elasticthree'),
      ...['a', 'b'].map((partitionid) => ({
        send: 'POST new_elasticthrees',
        body: { new_elasticthreeid: ID, partitionid, new_name: partitionid },
        status: 204,
      })),
      { send: 'POST new_elasticthrees', body: { new_elasticthreeid: ID, partitionid: 'a' }, status: 412 },
      { send: `GET new_elasticthrees(${ID})`, status: 404 },
      { send: `GET new_elasticthrees(${ID})?partitionId=b`, status: 200, json: { new_name: 'b' } },
      {
        send: `GET new_elasticthrees(new_elasticthreeid=${ID},partitionid='a')`,
        status: 200,
        json: { new_name: 'a' },
      },
      {
        send: 'GET new_elasticthrees?partitionId=a&$select=new_name',
        status: 200,
        json: { value: [{ new_name: 'a' }] },
      },
      { send: `DELETE new_elasticthrees(${ID})?partitionId=a`, status: 204 },
      { send: 'GET new_elasticthrees?$select=new_name', status: 200, json: { value: [{ new_name: 'b' }] } },
    ],
  },
  {
    name: 'the partition of a row does not change',
    source: ABOUT,
    steps: [
      table('elasticfour'),
      { send: 'POST new_elasticfours', body: { new_elasticfourid: ID, partitionid: 'a' }, status: 204 },
      {
        send: `PATCH new_elasticfours(new_elasticfourid=${ID},partitionid='a')`,
        body: { partitionid: 'b', new_name: 's' },
        headers: { 'if-match': '*' },
        status: 204,
      },
      { send: `GET new_elasticfours(${ID})?partitionId=a`, status: 200, json: { partitionid: 'a', new_name: 's' } },
    ],
  },
  {
    name: 'an upsert of an elastic row replaces it',
    source: USE,
    steps: [
      table('elasticfive'),
      {
        send: `PATCH new_elasticfives(${ID})`,
        body: { partitionid: 'a', new_name: 's', ttlinseconds: 600 },
        status: 204,
      },
      { send: `PATCH new_elasticfives(${ID})`, body: { partitionid: 'a', new_name: 't' }, status: 204 },
      {
        send: `GET new_elasticfives(${ID})?partitionId=a`,
        status: 200,
        json: { new_name: 't', ttlinseconds: null },
      },
    ],
  },
  {
    name: 'writes answer with a session token, deletes without',
    source: USE,
    steps: [
      table('elasticsix'),
      {
        send: 'POST new_elasticsixes',
        body: { new_name: 's' },
        keep: 'row',
        status: 204,
        header: { 'x-ms-session-token': /^\d+:\d+#\d+#\d+=-1$/ },
      },
      {
        send: 'PATCH new_elasticsixes({row})',
        body: { new_name: 't' },
        headers: { 'if-match': '*' },
        status: 204,
        header: { 'x-ms-session-token': /#/ },
      },
      { send: 'GET new_elasticsixes({row})', headers: { 'mscrm.sessiontoken': '1:1#1#1=-1' }, status: 200 },
      { send: 'DELETE new_elasticsixes({row})', status: 204 },
    ],
  },
  {
    name: 'CreateMultiple of an elastic table succeeds in part',
    source: 'PAD:bulk-operations.md [DOC]',
    steps: [
      table('elasticseven'),
      {
        send: 'POST new_elasticsevens/Microsoft.Dynamics.CRM.CreateMultiple',
        body: {
          Targets: [{ new_name: 'kept' }, { nonsense: 1 }, { new_name: 'kept too' }].map((row) => ({
            '@odata.type': 'Microsoft.Dynamics.CRM.new_elasticseven',
            ...row,
          })),
        },
        headers: { prefer: 'odata.include-annotations="*"' },
        status: 400,
        text: /Microsoft\.PowerApps\.CDS\.ErrorDetails\.Plugin\.BulkApiErrorDetails/,
      },
      {
        send: 'GET new_elasticsevens?$select=new_name&$orderby=new_name',
        status: 200,
        json: { value: [{ new_name: 'kept' }, { new_name: 'kept too' }] },
      },
    ],
  },
];
