/** Facts §2 and §9: what EntityDefinitions says of columns. */
import type { ContractCase } from './types.ts';

const CAST = 'Microsoft.Dynamics.CRM';
const attribute = (table: string, column: string, type: string): string =>
  `EntityDefinitions(LogicalName='${table}')/Attributes(LogicalName='${column}')/${CAST}.${type}AttributeMetadata`;

const REQUIRED: readonly [table: string, column: string, level: string][] = [
  ['task', 'subject', 'ApplicationRequired'],
  ['phonecall', 'subject', 'ApplicationRequired'],
  ['appointment', 'subject', 'ApplicationRequired'],
  ['email', 'subject', 'None'],
  ['appointment', 'scheduledstart', 'ApplicationRequired'],
  ['appointment', 'scheduledend', 'ApplicationRequired'],
  ['appointment', 'isdraft', 'SystemRequired'],
];

const required = REQUIRED.map(([table, column, level]): ContractCase => ({
  name: `${table}.${column} is required: ${level}`,
  source: '§2',
  steps: [
    {
      send: `GET EntityDefinitions(LogicalName='${table}')/Attributes(LogicalName='${column}')?$select=RequiredLevel`,
      status: 200,
      json: { RequiredLevel: { Value: level } },
    },
  ],
}));

const LENGTHS: readonly [table: string, column: string, type: 'String' | 'Memo', length: number][] = [
  ['email', 'description', 'Memo', 1_073_741_823],
  ['appointment', 'description', 'Memo', 1_048_576],
  ['email', 'conversationindex', 'String', 2048],
  ['activityparty', 'addressused', 'String', 320],
  ['activityparty', 'exchangeentryid', 'String', 1024],
  ['activityparty', 'unresolvedpartyname', 'String', 200],
];

const lengths = LENGTHS.map(([table, column, type, length]): ContractCase => ({
  name: `${table}.${column} tells its length ${length}`,
  source: '§2, §9',
  steps: [
    { send: `GET ${attribute(table, column, type)}?$select=MaxLength`, status: 200, json: { MaxLength: length } },
  ],
}));

const DATES: readonly [table: string, column: string, format: string][] = [
  ['task', 'actualstart', 'DateOnly'],
  ['task', 'actualend', 'DateOnly'],
  ['task', 'scheduledstart', 'DateAndTime'],
  ['task', 'scheduledend', 'DateAndTime'],
];

const dates = DATES.map(([table, column, format]): ContractCase => ({
  name: `${table}.${column} is ${format} in the user’s time`,
  source: '§2, §9',
  steps: [
    {
      send: `GET ${attribute(table, column, 'DateTime')}?$select=Format,DateTimeBehavior`,
      status: 200,
      json: { Format: format, DateTimeBehavior: { Value: 'UserLocal' } },
    },
  ],
}));

const READ_ONLY: readonly [table: string, column: string, writable: boolean][] = [
  ['phonecall', 'scheduleddurationminutes', false],
  ['email', 'scheduleddurationminutes', false],
  ['appointment', 'scheduleddurationminutes', true],
  ['email', 'safedescription', false],
  ['email', 'conversationindex', false],
];

const readOnly = READ_ONLY.map(([table, column, writable]): ContractCase => ({
  name: `${table}.${column} can${writable ? '' : 'not'} be written`,
  source: '§2',
  steps: [
    {
      send: `GET EntityDefinitions(LogicalName='${table}')/Attributes(LogicalName='${column}')?$select=IsValidForCreate,IsValidForUpdate`,
      status: 200,
      json: { IsValidForCreate: writable, IsValidForUpdate: writable },
    },
  ],
}));

const OPTIONS: readonly [table: string, column: string, values: number[]][] = [
  ['task', 'prioritycode', [0, 1, 2]],
  ['phonecall', 'prioritycode', [0, 1, 2]],
  ['email', 'deliveryprioritycode', [0, 1, 2]],
  ['appointment', 'attachmenterrors', [0, 1]],
];

const options = OPTIONS.map(([table, column, values]): ContractCase => ({
  name: `${table}.${column} has the options ${values.join(', ')}`,
  source: '§2',
  steps: [
    {
      send: `GET ${attribute(table, column, 'Picklist')}?$select=LogicalName&$expand=OptionSet($select=Options)`,
      status: 200,
      json: { OptionSet: { Options: values.map((Value) => ({ Value })) } },
    },
  ],
}));

const others: readonly ContractCase[] = [
  {
    name: 'percentcomplete tells its bounds',
    source: '§2, §9',
    steps: [
      {
        send: `GET ${attribute('task', 'percentcomplete', 'Integer')}?$select=MinValue,MaxValue`,
        status: 200,
        json: { MinValue: 0, MaxValue: 100 },
      },
    ],
  },
  {
    name: 'a Boolean has a true and a false option',
    source: '§9',
    steps: [
      {
        send: `GET ${attribute('phonecall', 'directioncode', 'Boolean')}?$select=DefaultValue&$expand=OptionSet`,
        status: 200,
        json: { DefaultValue: true, OptionSet: { TrueOption: { Value: 1 }, FalseOption: { Value: 0 } } },
      },
    ],
  },
  {
    name: 'a multi-select choice shows its global choice',
    source: '§9',
    steps: [
      {
        send: `GET ${attribute('t_thing', 't_many', 'MultiSelectPicklist')}?$select=LogicalName&$expand=GlobalOptionSet`,
        status: 200,
        json: { GlobalOptionSet: { Name: 't_choice', IsGlobal: true, Options: [{ Value: 1 }, { Value: 2 }] } },
      },
    ],
  },
  {
    name: 'RequiredLevel filters by its namespaced value',
    source: '§9',
    steps: [
      {
        send: `GET EntityDefinitions(LogicalName='phonecall')/Attributes?$select=LogicalName&$filter=RequiredLevel/Value eq ${CAST}.AttributeRequiredLevel'ApplicationRequired' and LogicalName eq 'subject'`,
        status: 200,
        json: { value: [{ LogicalName: 'subject' }] },
      },
    ],
  },
  {
    name: 'a cast to EnumAttributeMetadata is not possible',
    source: '§9',
    steps: [
      {
        send: `GET EntityDefinitions(LogicalName='task')/Attributes/${CAST}.EnumAttributeMetadata?$select=LogicalName`,
        status: 400,
      },
    ],
  },
  {
    name: 'MetadataId comes even when it is not asked for',
    source: '§9',
    steps: [
      {
        send: "GET EntityDefinitions(LogicalName='task')/Attributes(LogicalName='subject')?$select=LogicalName",
        status: 200,
        json: { LogicalName: 'subject', MetadataId: /^[0-9a-f-]{36}$/ },
      },
    ],
  },
  {
    name: 'a label has its languages and the user’s',
    source: '§9',
    steps: [
      {
        send: "GET EntityDefinitions(LogicalName='t_thing')/Attributes(LogicalName='t_name')?$select=DisplayName",
        status: 200,
        json: { DisplayName: { UserLocalizedLabel: { Label: 't_Name', LanguageCode: 1033 } } },
        // In any order.
        text: /(?=[\s\S]*"Label":"t_Name","LanguageCode":1033)(?=[\s\S]*"Label":"t_Name \(de\)","LanguageCode":1031)/,
      },
    ],
  },
  {
    name: 'attributes are not paged',
    source: '§9',
    steps: [
      {
        send: "GET EntityDefinitions(LogicalName='contact')/Attributes?$select=LogicalName",
        headers: { prefer: 'odata.maxpagesize=5' },
        status: 200,
        json: { '@odata.nextLink': undefined },
      },
    ],
  },
  {
    name: 'a task regards accounts, contacts, leads and opportunities',
    source: '§2',
    steps: [
      {
        send: `GET ${attribute('task', 'regardingobjectid', 'Lookup')}?$select=Targets`,
        status: 200,
        // In any order: one look-ahead a table.
        text: /(?=[\s\S]*"account")(?=[\s\S]*"contact")(?=[\s\S]*"lead")(?=[\s\S]*"opportunity")/,
      },
    ],
  },
];

export const attributes: readonly ContractCase[] = [
  ...required,
  ...lengths,
  ...dates,
  ...readOnly,
  ...options,
  ...others,
];
