/** Tables the on-premises CSDL does not have. Source: Microsoft's table reference pages of environmentvariabledefinition and -value. */
import type { CsdlNavigation, CsdlTable } from './csdl-data.ts';
import { activeInactive, look, memo, must, pick, system, table, text, yesNo } from './facts/dsl.ts';
import type { TableFact } from './facts/dsl.ts';

const record = (name: string): { properties: Record<string, string>; navigations: CsdlNavigation[] } => ({
  properties: {
    BooleanManagedProperty: 'iscustomizable',
    Boolean: 'ismanaged',
    DateTimeOffset: 'createdon modifiedon overriddencreatedon overwritetime',
    Guid: `_createdby_value _createdonbehalfby_value _modifiedby_value _modifiedonbehalfby_value _ownerid_value _owningbusinessunit_value _owningteam_value _owninguser_value ${name}id ${name}idunique solutionid`,
    Int32:
      'componentstate importsequencenumber statecode statuscode timezoneruleversionnumber utcconversiontimezonecode',
    Int64: 'versionnumber',
    String: 'introducedversion',
  },
  navigations: [
    ['createdby', 'systemuser', 'createdby', `lk_${name}_createdby`],
    ['createdonbehalfby', 'systemuser', 'createdonbehalfby', `lk_${name}_createdonbehalfby`],
    ['modifiedby', 'systemuser', 'modifiedby', `lk_${name}_modifiedby`],
    ['modifiedonbehalfby', 'systemuser', 'modifiedonbehalfby', `lk_${name}_modifiedonbehalfby`],
    ['ownerid', 'owner', 'ownerid', `owner_${name}`],
    ['owningbusinessunit', 'businessunit', 'owningbusinessunit', `business_unit_${name}`],
    ['owningteam', 'team', 'owningteam', `team_${name}`],
    ['owninguser', 'systemuser', 'owninguser', `user_${name}`],
  ],
});

const definition = record('environmentvariabledefinition');
const value = record('environmentvariablevalue');

export const CLOUD_TABLES: Readonly<Record<string, CsdlTable>> = {
  environmentvariabledefinition: {
    key: 'environmentvariabledefinitionid',
    set: 'environmentvariabledefinitions',
    properties: {
      ...definition.properties,
      Boolean: 'ismanaged isrequired',
      Guid: `${definition.properties['Guid']} _parentdefinitionid_value`,
      Int32: `${definition.properties['Int32']} type`,
      String: 'apiid defaultvalue description displayname hint introducedversion parameterkey schemaname valueschema',
    },
    navigations: [
      ...definition.navigations,
      ['ParentDefinitionId', 'environmentvariabledefinition', 'parentdefinitionid', 'envdefinition_envdefinition'],
    ],
  },
  environmentvariablevalue: {
    key: 'environmentvariablevalueid',
    set: 'environmentvariablevalues',
    properties: {
      ...value.properties,
      Guid: `${value.properties['Guid']} _environmentvariabledefinitionid_value`,
      String: 'introducedversion schemaname value',
    },
    navigations: [
      ...value.navigations,
      [
        'EnvironmentVariableDefinitionId',
        'environmentvariabledefinition',
        'environmentvariabledefinitionid',
        'environmentvariabledefinition_environmentvariablevalue',
      ],
    ],
  },
};

export const CLOUD_FACTS: readonly TableFact[] = [
  table(
    'EnvironmentVariableDefinition',
    380,
    [
      'Environment Variable Definition',
      'Environment Variable Definitions',
      'Umgebungsvariablendefinition',
      'Umgebungsvariablendefinitionen',
    ],
    'UserOwned',
    'schemaname',
    {
      SchemaName: system(text(100, 'Schema Name')),
      DisplayName: must(text(100, 'Display Name', 'Anzeigename')),
      Description: memo(2000, 'Description', 'Beschreibung'),
      DefaultValue: memo(2000, 'Default Value', 'Standardwert'),
      ValueSchema: memo(2000, 'Value Schema'),
      Hint: memo(2000, 'Hint'),
      ApiId: text(150, 'API Id'),
      ParameterKey: text(150, 'Parameter Key'),
      IsRequired: must(yesNo(false, 'Is Required', 'Erforderlich')),
      ParentDefinitionId: look('Parent Definition'),
      Type: must(
        pick(
          [
            [100_000_000, 'String', 'Zeichenfolge'],
            [100_000_001, 'Number', 'Zahl'],
            [100_000_002, 'Boolean', 'Boolesch'],
            [100_000_003, 'JSON'],
            [100_000_004, 'Data Source', 'Datenquelle'],
            [100_000_005, 'Secret', 'Geheimnis'],
          ],
          'Type',
          'Typ',
        ),
      ),
      ...activeInactive(),
    },
  ),
  table(
    'EnvironmentVariableValue',
    381,
    ['Environment Variable Value', 'Environment Variable Values', 'Umgebungsvariablenwert', 'Umgebungsvariablenwerte'],
    'UserOwned',
    'schemaname',
    {
      SchemaName: text(100, 'Schema Name'),
      Value: memo(2000, 'Value', 'Wert'),
      EnvironmentVariableDefinitionId: must(look('Environment Variable Definition')),
      ...activeInactive(),
    },
  ),
];
