import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DOMParser } from '@xmldom/xmldom';
import fastify, { type FastifyInstance } from 'fastify';
import { createRegistry, declareBaseTables } from '../index.ts';
import { csdlData } from '../base/csdl-data.ts';
import { sendProblems } from '../../platform/problems.ts';
import { registerMetadataRoutes } from './routes.ts';

type Body = Record<string, unknown> & { value?: Record<string, unknown>[]; error?: { code: string; message: string } };

let app: FastifyInstance;
let url: string;
const get = async (path: string): Promise<{ status: number; body: Body }> => {
  const answer = await fetch(`${url}${path}`);
  return { status: answer.status, body: (await answer.json()) as Body };
};

beforeAll(async () => {
  const registry = createRegistry();
  declareBaseTables(registry);
  const column = registry.table('task')?.columns.get('prioritycode');
  if (column?.choice === undefined) throw new Error('no choice');
  const choice = { ...column.choice, name: 'al_activitykind', isGlobal: true };
  registry.declareChoice(choice);
  registry.declareColumns('task', [
    { ...column, logicalName: 'al_kind', schemaName: 'al_kind', isCustom: true, choice },
  ]);
  registry.declareKey('task', { schemaName: 'al_Source', logicalName: 'al_source', columns: ['al_kind', 'subject'] });
  app = fastify();
  sendProblems(app);
  registerMetadataRoutes(app, registry);
  url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/api/data/v9.2/`;
});
afterAll(() => app.close());

describe('EntityDefinitions', () => {
  it('lists tables with $select and $filter', async () => {
    const { status, body } = await get(
      "EntityDefinitions?$select=LogicalName,EntitySetName&$filter=IsActivity eq true and not(LogicalName eq 'task')",
    );
    expect(status).toBe(200);
    expect(body.value?.map((each) => each['EntitySetName']).sort()).toEqual(['appointments', 'emails', 'phonecalls']);
    expect(Object.keys(body.value?.[0] ?? {}).sort()).toEqual(['EntitySetName', 'LogicalName', 'MetadataId']);
  });

  it('expands attributes and relationships of one table with the platform’s names', async () => {
    const { body } = await get(
      "EntityDefinitions(LogicalName='phonecall')?$select=LogicalName&$expand=Attributes($select=LogicalName,AttributeType;$filter=LogicalName eq 'to' or LogicalName eq 'ownerid'),ManyToOneRelationships($select=ReferencedEntity,ReferencingAttribute,ReferencingEntityNavigationPropertyName),Keys($select=KeyAttributes)",
    );
    expect((body['Attributes'] as Body[]).map((each) => [each['LogicalName'], each['AttributeType']]).sort()).toEqual([
      ['ownerid', 'Owner'],
      ['to', 'PartyList'],
    ]);
    const navigations = (body['ManyToOneRelationships'] as Body[]).map((each) =>
      [each['ReferencedEntity'], each['ReferencingAttribute'], each['ReferencingEntityNavigationPropertyName']].join(
        ' ',
      ),
    );
    expect(navigations).toEqual(
      expect.arrayContaining([
        'contact regardingobjectid regardingobjectid_contact_phonecall',
        'owner ownerid ownerid_phonecall',
      ]),
    );
    expect(navigations.filter((each) => each.includes('ownerid_phonecall'))).toHaveLength(1);
    expect(body['Keys']).toEqual([]);
  });

  it('F-5 tells custom columns, keys and options for the mapping editor', async () => {
    const custom = await get(
      "EntityDefinitions(LogicalName='task')/Attributes?$select=LogicalName,IsValidForCreate,RequiredLevel&$filter=IsCustomAttribute eq true",
    );
    expect(custom.body.value).toMatchObject([
      { LogicalName: 'al_kind', IsValidForCreate: true, RequiredLevel: { Value: 'None' } },
    ]);
    const keys = await get("EntityDefinitions(LogicalName='task')/Keys?$select=KeyAttributes,EntityKeyIndexStatus");
    expect(keys.body.value).toMatchObject([{ KeyAttributes: ['al_kind', 'subject'], EntityKeyIndexStatus: 'Active' }]);
    const cast = await get(
      "EntityDefinitions(LogicalName='task')/Attributes/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options),GlobalOptionSet($select=Name)",
    );
    const kind = cast.body.value?.find((each) => each['LogicalName'] === 'al_kind');
    expect(kind).toMatchObject({
      GlobalOptionSet: { Name: 'al_activitykind' },
      OptionSet: { Options: [{ Value: 0 }, { Value: 1 }, { Value: 2 }] },
    });
    expect(cast.body.value?.find((each) => each['LogicalName'] === 'prioritycode')).toMatchObject({
      GlobalOptionSet: null,
    });
  });

  it.each([
    ['StringAttributeMetadata', "$filter=LogicalName eq 'subject'", { MaxLength: 200, FormatName: { Value: 'Text' } }],
    ['MemoAttributeMetadata', "$filter=LogicalName eq 'description'", { MaxLength: 2000 }],
    [
      'DateTimeAttributeMetadata',
      "$filter=LogicalName eq 'actualend'",
      { Format: 'DateOnly', DateTimeBehavior: { Value: 'UserLocal' } },
    ],
    [
      'LookupAttributeMetadata',
      "$filter=LogicalName eq 'regardingobjectid'",
      { Targets: ['account', 'contact', 'lead', 'opportunity'] },
    ],
    [
      'BooleanAttributeMetadata',
      "$filter=LogicalName eq 'isbilled'&$expand=OptionSet",
      { OptionSet: { TrueOption: { Value: 1 }, FalseOption: { Value: 0 } } },
    ],
    [
      'StatusAttributeMetadata',
      '$expand=OptionSet',
      {
        LogicalName: 'statuscode',
        OptionSet: {
          Options: [
            { Value: 2, State: 0 },
            { Value: 3 },
            { Value: 4 },
            { Value: 5, State: 1 },
            { Value: 6 },
            { Value: 7 },
          ],
        },
      },
    ],
    [
      'StateAttributeMetadata',
      '$expand=OptionSet',
      { IsValidForCreate: false, OptionSet: { Options: [{ Value: 0, DefaultStatus: 2 }, { Value: 1 }, { Value: 2 }] } },
    ],
  ])('casts to %s', async (type, query, expected) => {
    const { body } = await get(
      `EntityDefinitions(LogicalName='task')/Attributes/Microsoft.Dynamics.CRM.${type}?${query}`,
    );
    expect(body.value).toHaveLength(1);
    expect(body.value?.[0]).toMatchObject(expected);
  });

  it('filters by enum literals with their namespace', async () => {
    const { body } = await get(
      "EntityDefinitions(LogicalName='task')/Attributes?$select=LogicalName&$filter=RequiredLevel/Value eq Microsoft.Dynamics.CRM.AttributeRequiredLevel'ApplicationRequired'",
    );
    expect(body.value?.map((each) => each['LogicalName'])).toEqual(['subject']);
  });

  it('shows what is an attribute, not what OData merely inherits', async () => {
    const { status } = await get("EntityDefinitions(LogicalName='task')/Attributes(LogicalName='leftvoicemail')");
    expect(status).toBe(404);
    expect(
      (await get("EntityDefinitions(LogicalName='phonecall')/Attributes(LogicalName='leftvoicemail')")).status,
    ).toBe(200);
  });

  it('gives single keys, relationships and properties, and the lookup of a relationship', async () => {
    const at = async (path: string): Promise<Body> => (await get(path)).body;
    const task = "EntityDefinitions(LogicalName='task')";
    expect(await at(`${task}/Keys(LogicalName='al_source')`)).toMatchObject({ KeyAttributes: ['al_kind', 'subject'] });
    expect(
      await at(`${task}/ManyToOneRelationships(SchemaName='Contact_Tasks')?$select=ReferencedEntity`),
    ).toMatchObject({
      ReferencedEntity: 'contact',
    });
    expect(await at(`${task}/EntitySetName`)).toMatchObject({ value: 'tasks' });
    expect(await at(`${task}/DisplayName`)).toMatchObject({ UserLocalizedLabel: { Label: 'Task' } });
    const cast =
      "RelationshipDefinitions(SchemaName='Contact_Tasks')/Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata";
    expect(await at(`${cast}?$select=SchemaName&$expand=Lookup($select=LogicalName)`)).toMatchObject({
      Lookup: { LogicalName: 'regardingobjectid' },
    });
    expect((await get(`${task}/Keys(LogicalName='none')`)).status).toBe(404);
  });

  it.each([
    ["RelationshipDefinitions(SchemaName='Contact_Tasks')?$expand=Lookup", 400, /Lookup/],
    ["EntityDefinitions(LogicalName='nothing')", 404, /nothing/],
    ["EntityDefinitions(LogicalName='task')?$select=Nonsense", 400, /Nonsense/],
    ["EntityDefinitions(LogicalName='task')?$select=IsBPFEntity", 501, /IsBPFEntity/],
    ["EntityDefinitions(LogicalName='task')?$orderby=LogicalName", 501, /\$orderby/],
    ["EntityDefinitions(LogicalName='task')/Attributes?$select=MaxLength", 400, /MaxLength/],
    ["EntityDefinitions(LogicalName='task')/Attributes?$expand=OptionSet", 400, /OptionSet/],
    ["EntityDefinitions(LogicalName='task')/Attributes?$filter=LogicalName eq", 400, /position 14/],
    ["EntityDefinitions(LogicalName='task')/Privileges", 501, /Privileges/],
    ['ManagedPropertyDefinitions', 501, /ManagedPropertyDefinitions/],
    ["RelationshipDefinitions(SchemaName='nope')", 404, /nope/],
    ['RelationshipDefinitions?$select=ReferencedEntity', 400, /ReferencedEntity/],
  ])('refuses %s', async (path, status, message) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.body.error?.message).toMatch(message);
  });
});

describe('GlobalOptionSetDefinitions', () => {
  it('gives a choice by name', async () => {
    expect((await get("GlobalOptionSetDefinitions(Name='al_activitykind')")).body).toMatchObject({
      Name: 'al_activitykind',
      IsGlobal: true,
      Options: [{ Value: 0 }, { Value: 1 }, { Value: 2 }],
    });
    expect((await get("GlobalOptionSetDefinitions(Name='al_none')")).status).toBe(404);
  });
});

describe('$metadata', () => {
  it('tells descriptions, read-only columns and change tracking with annotations only', async () => {
    const text = await (await fetch(`${url}$metadata?annotations=true`)).text();
    const document = new DOMParser().parseFromString(text, 'text/xml');
    const type = [...document.getElementsByTagName('EntityType')].find(
      (each) => each.getAttribute('Name') === 'contact',
    );
    const terms = (name: string): (string | null)[] =>
      [...(type?.getElementsByTagName('Property') ?? [])]
        .filter((each) => each.getAttribute('Name') === name)
        .flatMap((each) => [...each.getElementsByTagName('Annotation')].map((found) => found.getAttribute('Term')));
    expect(terms('versionnumber')).toEqual(['Org.OData.Core.V1.Computed', 'Org.OData.Core.V1.Permissions']);
    expect(terms('lastname')).toEqual([]);
    const set = [...document.getElementsByTagName('EntitySet')].find(
      (each) => each.getAttribute('Name') === 'contacts',
    );
    expect(set?.getElementsByTagName('Annotation')[0]?.getAttribute('Term')).toBe(
      'Org.OData.Capabilities.V1.ChangeTracking',
    );
    const asked = await (
      await fetch(`${url}$metadata`, { headers: { prefer: 'odata.include-annotations="*"' } })
    ).text();
    expect(asked).toBe(text);
    expect(await (await fetch(`${url}$metadata`)).text()).not.toContain('Org.OData.Core.V1.Computed');
  });

  it('is well-formed and has every property and type of the real document', async () => {
    const text = await (await fetch(`${url}$metadata`)).text();
    const schema = new DOMParser().parseFromString(text, 'text/xml').getElementsByTagName('Schema')[0];
    const types = new Map(
      [...(schema?.getElementsByTagName('EntityType') ?? [])].map((type) => [type.getAttribute('Name'), type]),
    );
    const missing: string[] = [];
    for (const [name, csdl] of Object.entries(csdlData().tables)) {
      const properties = new Map(
        [...(types.get(name)?.getElementsByTagName('Property') ?? [])].map((each) => [
          each.getAttribute('Name'),
          each.getAttribute('Type')?.replace(/^(Edm|mscrm)\./, ''),
        ]),
      );
      for (const [edm, names] of Object.entries(csdl.properties))
        for (const each of names.split(' '))
          if (properties.get(each) !== edm) missing.push(`${name}.${each}: ${edm} ≠ ${properties.get(each)}`);
    }
    expect(missing).toEqual([]);
    const others = ['ComplexType', 'EnumType'].flatMap((kind) => [...(schema?.getElementsByTagName(kind) ?? [])]);
    const defined = new Set([...types.keys(), ...others.map((type) => type.getAttribute('Name'))]);
    const used = [...text.matchAll(/Type="(?:Collection\()?mscrm\.(\w+)/g)].map((match) => match[1] ?? '');
    expect([...new Set(used)].filter((name) => !defined.has(name))).toEqual([]);
    expect(text).toContain(
      '<NavigationProperty Name="ownerid" Type="mscrm.principal" Nullable="false" Partner="owner_contacts"><ReferentialConstraint Property="_ownerid_value" ReferencedProperty="ownerid" />',
    );
    expect(text).toContain('<PropertyValue Property="Alias" String="al_kind" />');
  });
});
