/** Facts §9: what EntityDefinitions tells a mapping editor. */
import type { ContractCase } from './types.ts';

const TASK = "EntityDefinitions(LogicalName='task')";
const CAST = 'Microsoft.Dynamics.CRM';

export const definitions: readonly ContractCase[] = [
  {
    name: 'custom columns are found by IsCustomAttribute',
    source: '§9',
    steps: [
      {
        send: `GET ${TASK}/Attributes?$select=LogicalName,AttributeType,IsValidForCreate,RequiredLevel&$filter=IsCustomAttribute eq true and LogicalName eq 't_source'`,
        status: 200,
        json: {
          value: [
            {
              LogicalName: 't_source',
              AttributeType: 'String',
              IsValidForCreate: true,
              RequiredLevel: { Value: 'None' },
              MetadataId: /^[0-9a-f-]{36}$/,
            },
          ],
        },
      },
    ],
  },
  {
    name: 'enum values in filters carry the namespace',
    source: '§9',
    steps: [
      {
        send: `GET ${TASK}/Attributes?$select=LogicalName&$filter=AttributeType eq ${CAST}.AttributeTypeCode'Picklist' and LogicalName eq 'prioritycode'`,
        status: 200,
        json: { value: [{ LogicalName: 'prioritycode' }] },
      },
      {
        send: `GET ${TASK}/Attributes?$select=LogicalName&$filter=RequiredLevel/Value eq ${CAST}.AttributeRequiredLevel'ApplicationRequired' and LogicalName eq 'subject'`,
        status: 200,
        json: { value: [{ LogicalName: 'subject' }] },
      },
    ],
  },
  {
    name: 'type-specific properties need a cast',
    source: '§9',
    steps: [
      { send: `GET ${TASK}/Attributes?$select=MaxLength`, status: 400, code: '0x80060888', message: /MaxLength/ },
      {
        send: `GET ${TASK}/Attributes/${CAST}.StringAttributeMetadata?$select=MaxLength&$filter=LogicalName eq 'subject'`,
        status: 200,
        json: { value: [{ MaxLength: 200 }] },
      },
    ],
  },
  {
    name: 'options have values and labels by language',
    source: '§9',
    steps: [
      {
        send: `GET ${TASK}/Attributes(LogicalName='prioritycode')/${CAST}.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet`,
        status: 200,
        json: {
          OptionSet: {
            Options: ['Low', 'Normal', 'High'].map((Label, Value) => ({
              Value,
              Label: { UserLocalizedLabel: { Label, LanguageCode: 1033 } },
            })),
          },
        },
      },
    ],
  },
  {
    name: 'a relationship is found by its schema name',
    source: '§1, §9',
    steps: [
      {
        send: "GET RelationshipDefinitions(SchemaName='t_thing_task')",
        status: 200,
        json: { ReferencingEntity: 'task', ReferencingAttribute: 't_thingid', ReferencedEntity: 't_thing' },
      },
    ],
  },
  {
    name: 'metadata of a table that is not there: 404',
    source: '§9',
    steps: [{ send: "GET EntityDefinitions(LogicalName='nothing')", status: 404, message: /nothing/ }],
  },
];
