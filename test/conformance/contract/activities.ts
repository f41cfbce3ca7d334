/** Facts §3: activities with parties, completing them, e-mail. */
import type { ContractCase, Step } from './types.ts';

const TIMES = { scheduledstart: '2026-01-05T09:00:00Z', scheduledend: '2026-01-05T10:00:00Z' };
const open = (set: string, body: object = {}): Step => ({
  send: `POST ${set}`,
  body: { subject: 's', ...(set === 'appointments' ? TIMES : {}), ...body },
  keep: 'id',
  status: 204,
});

const CLOSED: readonly [set: string, table: string, state: string, status: number][] = [
  ['tasks', 'task', 'TaskState', 5],
  ['phonecalls', 'phonecall', 'PhoneCallState', 2],
  ['emails', 'email', 'EmailState', 3],
  ['appointments', 'appointment', 'AppointmentState', 3],
];

const closedOnCreate = CLOSED.map(([set, table, state, status]): ContractCase => ({
  name: `a ${table} is not created closed`,
  source: '§3 [COMM]',
  steps: [
    {
      send: `POST ${set}`,
      body: { subject: 's', ...(set === 'appointments' ? TIMES : {}), statecode: 1, statuscode: status },
      status: 400,
      code: '0x80048408',
      message: new RegExp(`^${status} is not a valid status code for state code ${state}\\.Open on ${table} with Id `),
    },
  ],
}));

const stateIgnored = CLOSED.map(([set, table]): ContractCase => ({
  name: `statecode in the body of a new ${table} is ignored`,
  source: '§3 [COMM]',
  steps: [
    open(set, { statecode: 1 }),
    { send: `GET ${set}({id})?$select=statecode`, status: 200, json: { statecode: 0 } },
  ],
}));

const readOnly = CLOSED.map(([set, table, , status]): ContractCase => ({
  name: `a closed ${table} is read-only`,
  source: '§3 [COMM]',
  steps: [
    open(set),
    { send: `PATCH ${set}({id})`, body: { statecode: 1, statuscode: status, subject: 'with' }, status: 204 },
    { send: `GET ${set}({id})?$select=subject,statuscode`, status: 200, json: { subject: 'with', statuscode: status } },
    { send: `PATCH ${set}({id})`, body: { subject: 'later' }, status: 400, message: /Closed or Cancell?ed/i },
  ],
}));

const REGARDING = ['task', 'email', 'phonecall', 'appointment'].flatMap((table) =>
  (
    [
      ['contact', 'contacts', 'ann'],
      ['account', 'accounts', 'account'],
      ['lead', 'leads', 'lead'],
      ['opportunity', 'opportunities', 'opportunity'],
    ] as const
  ).map(([target, set, id]): ContractCase => ({
    name: `${table} regards a ${target}`,
    source: '§1',
    steps: [
      open(`${table}s`, { [`regardingobjectid_${target}_${table}@odata.bind`]: `/${set}({${id}})` }),
      {
        send: `GET ${table}s({id})?$select=_regardingobjectid_value`,
        headers: { prefer: 'odata.include-annotations="*"' },
        status: 200,
        json: {
          _regardingobjectid_value: `{${id}}`,
          '_regardingobjectid_value@Microsoft.Dynamics.CRM.lookuplogicalname': target,
          '_regardingobjectid_value@Microsoft.Dynamics.CRM.associatednavigationproperty': `regardingobjectid_${target}_${table}`,
        },
      },
    ],
  })),
);

const others: readonly ContractCase[] = [
  {
    name: 'an activity without its kind is not created',
    source: '§3 [COMM]',
    steps: [{ send: 'POST activitypointers', body: { subject: 's' }, status: 400 }],
  },
  {
    name: 'navigation names in a bind are case-sensitive',
    source: '§3',
    steps: [
      {
        send: 'POST tasks',
        body: { subject: 's', 'RegardingObjectId_contact_task@odata.bind': '/contacts({ann})' },
        status: 400,
        code: '0x80048d19',
      },
    ],
  },
  {
    name: 'a posted e-mail is a draft',
    source: '§3 E-mail',
    steps: [
      open('emails'),
      { send: 'GET emails({id})?$select=statecode,statuscode', status: 200, json: { statecode: 0, statuscode: 1 } },
    ],
  },
  {
    name: 'an e-mail is logged as received without sending',
    source: '§3 E-mail',
    steps: [
      open('emails', { directioncode: false }),
      { send: 'PATCH emails({id})', body: { statecode: 1, statuscode: 4 }, status: 204 },
      { send: 'GET emails({id})?$select=statuscode', status: 200, json: { statuscode: 4 } },
    ],
  },
  {
    name: 'SendEmail with IssueSend false records it as sent',
    source: '§3 E-mail',
    steps: [
      open('emails', { subject: 'recorded' }),
      {
        send: 'POST emails({id})/Microsoft.Dynamics.CRM.SendEmail',
        body: { IssueSend: false },
        status: 200,
        json: { Subject: 'recorded' },
      },
      { send: 'GET emails({id})?$select=statecode,statuscode', status: 200, json: { statecode: 1, statuscode: 3 } },
    ],
  },
  {
    name: 'a note hangs on an activity',
    source: '§3 E-mail',
    steps: [
      open('tasks'),
      {
        send: 'POST annotations',
        body: { subject: 'n', notetext: 'text', 'objectid_task@odata.bind': '/tasks({id})' },
        status: 204,
      },
      {
        send: 'GET tasks({id})/Task_Annotation?$select=notetext',
        status: 200,
        json: { value: [{ notetext: 'text' }] },
      },
    ],
  },
  {
    name: 'an e-mail has attachments',
    source: '§3 E-mail',
    steps: [
      open('emails'),
      {
        send: 'POST activitymimeattachments',
        body: {
          'objectid_email@odata.bind': '/emails({id})',
          objecttypecode: 'email',
          filename: 'a.txt',
          body: 'YQ==',
        },
        status: 204,
      },
      {
        send: 'GET emails({id})/email_activity_mime_attachment?$select=filename',
        status: 200,
        json: { value: [{ filename: 'a.txt' }] },
      },
    ],
  },
  {
    name: 'one key space for all activities',
    source: '§1',
    steps: [
      open('tasks'),
      {
        send: 'POST phonecalls',
        body: { activityid: '{id}', subject: 's' },
        status: 412,
        code: '0x80040237',
      },
    ],
  },
];

export const activities: readonly ContractCase[] = [
  ...closedOnCreate,
  ...stateIgnored,
  ...readOnly,
  ...REGARDING,
  ...others,
];
