/** Metadata writes ([DOC] pages named a case; facts §9 for reads). */
import { column, label, table, tableBody } from './metadata-bodies.ts';
import type { ContractCase } from './types.ts';

const TABLES = 'PAD:webapi/create-update-entity-definitions-using-web-api.md [DOC]';
const RELATIONS = 'PAD:webapi/create-update-entity-relationships-using-web-api.md [DOC]';

export const metadataWrites: readonly ContractCase[] = [
  {
    name: 'a table is made with its primary name, and answers 204 with its address',
    source: TABLES,
    steps: [
      {
        ...table('new_ContractOne'),
        text: /^$/,
        header: { 'odata-entityid': /\/api\/data\/v9\.2\/EntityDefinitions\([0-9a-f-]{36}\)$/ },
      },
      {
        send: "GET EntityDefinitions(LogicalName='new_contractone')?$select=EntitySetName,PrimaryNameAttribute,IsCustomEntity",
        status: 200,
        json: { EntitySetName: 'new_contractones', PrimaryNameAttribute: 'new_name', IsCustomEntity: true },
      },
      { send: 'POST new_contractones', body: { new_name: 'row' }, status: 204 },
    ],
  },
  {
    name: 'a table without a primary name is refused',
    source: TABLES,
    steps: [
      {
        send: 'POST EntityDefinitions',
        body: tableBody('new_ContractTwo', { Attributes: [] }),
        status: 400,
        message: /IsPrimaryName/,
      },
    ],
  },
  {
    name: 'a name without a publisher’s prefix is refused',
    source: `${TABLES}; text [COMM]`,
    steps: ['ContractThree', 'zz_ContractThree'].map((name) => ({
      send: 'POST EntityDefinitions',
      body: tableBody(name),
      status: 400,
      message: /must start with a valid customization prefix/,
    })),
  },
  {
    name: 'definitions are replaced with PUT, never changed with PATCH',
    source: TABLES,
    steps: [
      table('new_ContractFour'),
      { send: 'PATCH EntityDefinitions({table})', body: { DisplayName: label('x') }, status: 405 },
      { send: 'PUT EntityDefinitions({table})', body: { DisplayName: label('Four') }, status: 204 },
      {
        send: 'GET EntityDefinitions({table})?$select=DisplayName',
        status: 200,
        json: { DisplayName: { UserLocalizedLabel: { Label: 'Four' } } },
      },
    ],
  },
  {
    name: 'MSCRM.MergeLabels keeps labels of other languages',
    source: TABLES,
    steps: [
      table('new_ContractFive'),
      {
        send: 'PUT EntityDefinitions({table})',
        body: { DisplayName: { LocalizedLabels: [{ Label: 'Fünf', LanguageCode: 1031 }] } },
        headers: { 'mscrm.mergelabels': 'true' },
        status: 204,
      },
      {
        send: 'GET EntityDefinitions({table})?$select=DisplayName',
        status: 200,
        json: { DisplayName: { LocalizedLabels: [{ LanguageCode: 1033 }, { LanguageCode: 1031, Label: 'Fünf' }] } },
      },
      {
        send: 'PUT EntityDefinitions({table})',
        body: { DisplayName: { LocalizedLabels: [{ Label: 'nur', LanguageCode: 1031 }] } },
        status: 204,
      },
      {
        send: 'GET EntityDefinitions({table})?$select=DisplayName',
        status: 200,
        json: { DisplayName: { LocalizedLabels: [{ Label: 'nur' }] } },
      },
    ],
  },
  {
    name: 'a column is added to a table; its address has both ids',
    source: TABLES,
    steps: [
      {
        send: "POST EntityDefinitions(LogicalName='contact')/Attributes",
        body: column('Integer', 'new_ContractCount', { MinValue: 0, MaxValue: 5 }),
        keep: 'column',
        status: 204,
        header: { 'odata-entityid': /EntityDefinitions\(LogicalName='contact'\)\/Attributes\([0-9a-f-]{36}\)$/ },
      },
      { send: 'POST contacts', body: { lastname: 's', new_contractcount: 5 }, status: 204 },
      {
        send: 'POST contacts',
        body: { lastname: 's', new_contractcount: 6 },
        status: 400,
        code: '0x80044330',
      },
      { send: "DELETE EntityDefinitions(LogicalName='contact')/Attributes({column})", status: 204 },
      { send: 'POST contacts', body: { lastname: 's', new_contractcount: 5 }, status: 400, code: '0x80048d19' },
    ],
  },
  {
    name: 'lookups are made with their relationship, not as columns',
    source: `${RELATIONS}; text [COMM]`,
    steps: [
      {
        send: "POST EntityDefinitions(LogicalName='contact')/Attributes",
        body: column('Lookup', 'new_ContractLook'),
        status: 400,
        message: /^Attribute of type LookupAttributeMetadata cannot be created through the SDK/,
      },
    ],
  },
  {
    name: 'a column that is there already',
    source: 'web service error codes: DuplicateAttributeSchemaName [DOC]',
    steps: [
      table('new_ContractSix'),
      {
        send: 'POST EntityDefinitions({table})/Attributes',
        body: column('String', 'new_Name'),
        status: 400,
        code: '0x80047013',
      },
    ],
  },
  {
    name: 'a column of a key cannot go',
    source: 'web service error codes: CannotDeleteInUseComponent [DOC]',
    steps: [
      table('new_ContractSeven'),
      { send: 'POST EntityDefinitions({table})/Attributes', body: column('String', 'new_Code'), status: 204 },
      {
        send: 'POST EntityDefinitions({table})/Keys',
        body: { SchemaName: 'new_SevenKey', DisplayName: label('Key'), KeyAttributes: ['new_code'] },
        status: 204,
      },
      {
        send: "DELETE EntityDefinitions({table})/Attributes(LogicalName='new_code')",
        status: 400,
        code: '0x8004f01f',
      },
      { send: 'PATCH new_contractsevens(new_code=%27a%27)', body: { new_name: 'x' }, status: 204 },
      { send: "GET new_contractsevens(new_code='a')?$select=new_name", status: 200, json: { new_name: 'x' } },
      { send: "DELETE EntityDefinitions({table})/Keys(LogicalName='new_sevenkey')", status: 204 },
      { send: "DELETE EntityDefinitions({table})/Attributes(LogicalName='new_code')", status: 204 },
    ],
  },
  {
    name: 'Microsoft’s own tables and columns cannot be deleted',
    source: 'web service error codes: CannotDeleteMetadata [DOC]',
    steps: [
      { send: "DELETE EntityDefinitions(LogicalName='contact')", status: 400, code: '0x8004f032' },
      {
        send: "DELETE EntityDefinitions(LogicalName='contact')/Attributes(LogicalName='lastname')",
        status: 400,
        code: '0x8004f032',
      },
    ],
  },
  {
    name: 'a table goes with its rows',
    source: TABLES,
    steps: [
      table('new_ContractTwelve'),
      { send: 'POST new_contracttwelves', body: { new_name: 's' }, status: 204 },
      { send: 'DELETE EntityDefinitions({table})', status: 204 },
      { send: 'GET new_contracttwelves', status: 404 },
      table('new_ContractTwelve'),
      { send: 'GET new_contracttwelves?$select=new_name', status: 200, json: { value: [] } },
    ],
  },
];
