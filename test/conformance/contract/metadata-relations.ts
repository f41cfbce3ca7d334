/** Relationships and choices made over the Web API ([DOC] pages named a case). */
import { column, label, table, TYPE } from './metadata-bodies.ts';
import type { ContractCase } from './types.ts';

const RELATIONS = 'PAD:webapi/create-update-entity-relationships-using-web-api.md [DOC]';
const CHOICES = 'PAD:webapi/create-update-optionsets.md [DOC]';

export const metadataRelations: readonly ContractCase[] = [
  {
    name: 'a one-to-many relationship brings its lookup',
    source: RELATIONS,
    steps: [
      table('new_ContractEight'),
      {
        send: 'POST RelationshipDefinitions',
        body: {
          '@odata.type': `${TYPE}.OneToManyRelationshipMetadata`,
          SchemaName: 'new_account_contracteight',
          ReferencedEntity: 'account',
          ReferencingEntity: 'new_contracteight',
          Lookup: column('Lookup', 'new_AccountId'),
        },
        keep: 'relationship',
        status: 204,
        header: { 'odata-entityid': /RelationshipDefinitions\([0-9a-f-]{36}\)$/ },
      },
      {
        send: 'POST new_contracteights',
        body: { new_name: 's', 'new_AccountId@odata.bind': '/accounts({account})' },
        keep: 'row',
        status: 204,
      },
      {
        send: 'GET new_contracteights({row})?$select=_new_accountid_value',
        status: 200,
        json: { _new_accountid_value: '{account}' },
      },
      { send: 'DELETE RelationshipDefinitions({relationship})', status: 204 },
      { send: 'GET new_contracteights({row})?$select=_new_accountid_value', status: 400 },
    ],
  },
  {
    name: 'the type of a new relationship must be named',
    source: RELATIONS,
    steps: [
      { send: 'POST RelationshipDefinitions', body: { SchemaName: 'new_x' }, status: 400, message: /@odata\.type/ },
    ],
  },
  {
    name: 'a many-to-many relationship links rows',
    source: RELATIONS,
    steps: [
      table('new_ContractNine'),
      {
        send: 'POST RelationshipDefinitions',
        body: {
          '@odata.type': `${TYPE}.ManyToManyRelationshipMetadata`,
          SchemaName: 'new_nine_contacts',
          Entity1LogicalName: 'new_contractnine',
          Entity2LogicalName: 'contact',
          IntersectEntityName: 'new_nine_contact',
        },
        status: 204,
      },
      { send: 'POST new_contractnines', body: { new_name: 's' }, keep: 'row', status: 204 },
      {
        send: 'POST new_contractnines({row})/new_nine_contacts/$ref',
        body: { '@odata.id': 'contacts({ann})' },
        status: 204,
      },
      {
        send: 'GET new_contractnines({row})/new_nine_contacts?$select=firstname',
        status: 200,
        json: { value: [{ firstname: 'Ann' }] },
      },
    ],
  },
  {
    name: 'a global choice is made and bound to a column; in use it cannot go',
    source: CHOICES,
    steps: [
      table('new_ContractTen'),
      {
        send: 'POST GlobalOptionSetDefinitions',
        body: {
          '@odata.type': `${TYPE}.OptionSetMetadata`,
          Name: 'new_tencolors',
          DisplayName: label('Colors'),
          OptionSetType: 'Picklist',
          Options: [{ Value: 727000000, Label: label('Red') }],
        },
        keep: 'choice',
        status: 204,
      },
      {
        send: 'POST EntityDefinitions({table})/Attributes',
        body: column('Picklist', 'new_Color', {
          'GlobalOptionSet@odata.bind': '/GlobalOptionSetDefinitions({choice})',
        }),
        status: 204,
      },
      { send: 'POST new_contracttens', body: { new_name: 's', new_color: 727000000 }, status: 204 },
      { send: 'POST new_contracttens', body: { new_name: 's', new_color: 1 }, status: 400, code: '0x8004431a' },
      { send: "DELETE GlobalOptionSetDefinitions(Name='new_tencolors')", status: 400, code: '0x8004f01f' },
    ],
  },
  {
    name: 'a PUT of a global choice does not touch its options',
    source: CHOICES,
    steps: [
      {
        send: 'POST GlobalOptionSetDefinitions',
        body: { Name: 'new_elevenchoice', DisplayName: label('A'), Options: [{ Value: 1, Label: label('One') }] },
        keep: 'choice',
        status: 204,
      },
      {
        send: 'PUT GlobalOptionSetDefinitions({choice})',
        body: { DisplayName: label('B'), Options: [] },
        status: 204,
      },
      {
        send: 'GET GlobalOptionSetDefinitions({choice})',
        status: 200,
        json: { DisplayName: { UserLocalizedLabel: { Label: 'B' } }, Options: [{ Value: 1 }] },
      },
    ],
  },
];
