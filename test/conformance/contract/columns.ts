/** Facts §2: columns, lengths, options, states; and what EntityDefinitions says of them (§9). */
import type { ContractCase } from './types.ts';

const DRAFT: Readonly<Record<string, object>> = {
  task: { subject: 's' },
  phonecall: { subject: 's' },
  email: { subject: 's' },
  appointment: { subject: 's', scheduledstart: '2026-01-05T09:00:00Z', scheduledend: '2026-01-05T10:00:00Z' },
};

/** table, column, longest text. */
const LENGTHS: readonly [table: string, column: string, max: number][] = [
  ['task', 'subject', 200],
  ['task', 'description', 2000],
  ['task', 'category', 250],
  ['task', 'subcategory', 250],
  ['phonecall', 'subject', 200],
  ['phonecall', 'description', 2000],
  ['phonecall', 'phonenumber', 200],
  ['email', 'subject', 800],
  ['email', 'messageid', 320],
  ['email', 'mimetype', 256],
  ['email', 'sender', 250],
  ['email', 'torecipients', 500],
  ['email', 'submittedby', 250],
  ['email', 'trackingtoken', 50],
  ['appointment', 'subject', 200],
  ['appointment', 'location', 200],
  ['appointment', 'globalobjectid', 300],
  ['task', 'activityadditionalparams', 8192],
];

const lengths = LENGTHS.map(([table, column, max]): ContractCase => ({
  name: `${table}.${column} holds ${max} characters`,
  source: '§2, §7',
  steps: [
    { send: `POST ${table}s`, body: { ...DRAFT[table], [column]: 'x'.repeat(max) }, status: 204 },
    {
      send: `POST ${table}s`,
      body: { ...DRAFT[table], [column]: 'x'.repeat(max + 1) },
      status: 400,
      code: '0x80044331',
      message: `A validation error occurred.  The length of the '${column}' attribute of the '${table}' entity exceeded the maximum allowed length of '${max}'.`,
    },
  ],
}));

const STATES: Readonly<Record<string, readonly [state: number, status: number][]>> = {
  task: [
    [0, 2],
    [0, 3],
    [0, 4],
    [0, 7],
    [1, 5],
    [2, 6],
  ],
  phonecall: [
    [0, 1],
    [1, 2],
    [1, 4],
    [2, 3],
  ],
  email: [
    [0, 1],
    [0, 8],
    [1, 2],
    [1, 3],
    [1, 4],
    [1, 6],
    [1, 7],
    [2, 5],
  ],
  appointment: [
    [0, 1],
    [0, 2],
    [1, 3],
    [2, 4],
    [3, 5],
    [3, 6],
  ],
};

const states = Object.entries(STATES).map(([table, pairs]): ContractCase => ({
  name: `${table} has its status reasons, each in its state`,
  source: '§2',
  steps: [
    {
      send: `GET EntityDefinitions(LogicalName='${table}')/Attributes/Microsoft.Dynamics.CRM.StatusAttributeMetadata?$select=LogicalName&$expand=OptionSet`,
      status: 200,
      json: {
        value: [
          {
            OptionSet: {
              Options: [...pairs].sort((a, b) => a[1] - b[1]).map(([State, Value]) => ({ Value, State })),
            },
          },
        ],
      },
    },
    ...pairs.flatMap(([statecode, statuscode], index) => [
      { send: `POST ${table}s`, body: DRAFT[table], keep: `r${index}`, status: 204 },
      { send: `PATCH ${table}s({r${index}})`, body: { statecode, statuscode }, status: 204 },
      {
        send: `GET ${table}s({r${index}})?$select=statecode,statuscode`,
        status: 200,
        json: { statecode, statuscode },
      },
    ]),
  ],
}));

const STARTS: Readonly<Record<string, readonly [state: number, status: number]>> = {
  task: [0, 2],
  phonecall: [0, 1],
  email: [0, 1],
  appointment: [0, 1],
};

const starts = Object.entries(STARTS).map(([table, [statecode, statuscode]]): ContractCase => ({
  name: `a new ${table} has its default state, status and priority`,
  source: '§2',
  steps: [
    { send: `POST ${table}s`, body: DRAFT[table], keep: 'id', status: 204 },
    {
      send: `GET ${table}s({id})?$select=statecode,statuscode,prioritycode`,
      status: 200,
      json: { statecode, statuscode, prioritycode: 1 },
    },
  ],
}));

const WRONG: readonly [table: string, body: object, code: string, what: string][] = [
  ['task', { percentcomplete: 101 }, '0x80044330', 'percentcomplete above 100'],
  ['task', { percentcomplete: -1 }, '0x80044330', 'percentcomplete below 0'],
  ['task', { actualdurationminutes: -1 }, '0x80044330', 'a negative duration'],
  ['task', { prioritycode: 3 }, '0x8004431a', 'a priority that is no option'],
  ['email', { deliveryprioritycode: 9 }, '0x8004431a', 'a delivery priority that is no option'],
  ['task', { crmtaskassigneduniqueid: 'no guid' }, '0x80048d19', 'a text for a Guid'],
  ['phonecall', { directioncode: 'out' }, '0x80048d19', 'a text for a Boolean'],
  ['task', { requiredattendees: [] }, '0x80048d19', 'a PartyList column by its name'],
];

const wrong = WRONG.map(([table, extra, code, what]): ContractCase => ({
  name: `${table} refuses ${what}`,
  source: '§2, §7',
  steps: [{ send: `POST ${table}s`, body: { ...DRAFT[table], ...extra }, status: 400, code }],
}));

const others: readonly ContractCase[] = [
  {
    name: 'a phone call is outgoing and left no voicemail unless told',
    source: '§2',
    steps: [
      { send: 'POST phonecalls', body: { subject: 's' }, keep: 'id', status: 204 },
      {
        send: 'GET phonecalls({id})?$select=directioncode,leftvoicemail',
        status: 200,
        json: { directioncode: true, leftvoicemail: false },
      },
    ],
  },
  {
    name: 'an e-mail is outgoing unless told, and needs no subject',
    source: '§2',
    steps: [
      { send: 'POST emails', body: {}, keep: 'id', status: 204 },
      { send: 'GET emails({id})?$select=directioncode', status: 200, json: { directioncode: true } },
    ],
  },
  {
    name: 'statecode of the four activities is not valid for create',
    source: '§2, §3 [COMM]',
    steps: ['task', 'email', 'phonecall', 'appointment'].map((table) => ({
      send: `GET EntityDefinitions(LogicalName='${table}')/Attributes(LogicalName='statecode')?$select=IsValidForCreate`,
      status: 200,
      json: { IsValidForCreate: false },
    })),
  },
  {
    name: 'there is no column for an attendee’s answer',
    source: '§2 "Hasn\'t responded"',
    steps: [
      {
        send: 'GET activityparties?$select=responsestatus',
        status: 400,
        code: '0x80060888',
        message: /responsestatus/,
      },
    ],
  },
  {
    name: 'the description of an e-mail cannot be filtered',
    source: '§2',
    steps: [{ send: "GET emails?$select=subject&$filter=contains(description,'x')", status: 400 }],
  },
  {
    name: 'all four activities appear under activitypointers with their table’s name',
    source: '§1',
    steps: Object.entries(DRAFT).flatMap(([table, body]) => [
      { send: `POST ${table}s`, body, keep: 'id', status: 204 },
      {
        send: 'GET activitypointers({id})?$select=activitytypecode',
        status: 200,
        json: { activitytypecode: table },
      },
    ]),
  },
];

export const columns: readonly ContractCase[] = [...lengths, ...states, ...starts, ...wrong, ...others];
