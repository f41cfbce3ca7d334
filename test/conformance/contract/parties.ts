/** Facts §2 and §3: the people of an activity. */
import type { ContractCase, Step } from './types.ts';

const TIMES = { scheduledstart: '2026-01-05T09:00:00Z', scheduledend: '2026-01-05T10:00:00Z' };
const to = { 'partyid_contact@odata.bind': '/contacts({ann})', participationtypemask: 2 };
const open = (set: string, body: object = {}): Step => ({
  send: `POST ${set}`,
  body: { subject: 's', ...body },
  keep: 'id',
  status: 204,
});

const MASKS: readonly [table: string, allowed: readonly number[]][] = [
  ['appointment', [5, 6, 7]],
  ['email', [1, 2, 3, 4]],
  ['phonecall', [1, 2]],
];

const masks = MASKS.map(([table, allowed]): ContractCase => ({
  name: `${table} takes the roles ${allowed.join(', ')} and no other`,
  source: '§2 participationtypemask',
  steps: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((participationtypemask): Step => {
    const party = { 'partyid_systemuser@odata.bind': '/systemusers({me})', participationtypemask };
    return {
      send: `POST ${table}s`,
      body: { subject: 's', ...(table === 'appointment' ? TIMES : {}), [`${table}_activity_parties`]: [party] },
      status: allowed.includes(participationtypemask) ? 204 : 400,
    };
  }),
}));

const others: readonly ContractCase[] = [
  {
    name: 'a phone call with parties in one POST',
    source: '§3 One POST [COMM]',
    steps: [
      open('phonecalls', {
        directioncode: true,
        'regardingobjectid_contact_phonecall@odata.bind': '/contacts({ann})',
        phonecall_activity_parties: [
          { 'partyid_systemuser@odata.bind': '/systemusers({me})', participationtypemask: 1 },
          to,
          { addressused: 'someone@example.com', participationtypemask: 2 },
        ],
      }),
      {
        send: 'GET phonecalls({id})/phonecall_activity_parties?$select=participationtypemask,_partyid_value,addressused&$filter=participationtypemask le 2&$orderby=participationtypemask,_partyid_value',
        status: 200,
        json: {
          value: [
            { participationtypemask: 1, _partyid_value: '{me}' },
            { participationtypemask: 2, _partyid_value: null, addressused: 'someone@example.com' },
            { participationtypemask: 2, _partyid_value: '{ann}' },
          ],
        },
      },
    ],
  },
  {
    name: 'the server writes the parties Regarding (8) and Owner (9)',
    source: '§2 participationtypemask',
    steps: [
      open('tasks', { 'regardingobjectid_contact_task@odata.bind': '/contacts({ann})' }),
      {
        send: 'GET tasks({id})/task_activity_parties?$select=participationtypemask,_partyid_value&$orderby=participationtypemask',
        status: 200,
        json: {
          value: [
            { participationtypemask: 8, _partyid_value: '{ann}' },
            { participationtypemask: 9, _partyid_value: '{me}' },
          ],
        },
      },
    ],
  },
  {
    name: 'a party is not created on its own',
    source: '§3 [COMM]',
    steps: [
      {
        send: 'POST activityparties',
        body: { participationtypemask: 1, addressused: 'a@example.com' },
        status: 400,
        message: "The 'Create' method does not support entities of type 'activityparty'.",
      },
    ],
  },
  {
    name: 'PATCH cannot carry parties',
    source: '§3 [COMM]',
    steps: [
      open('phonecalls'),
      {
        send: 'PATCH phonecalls({id})',
        body: { phonecall_activity_parties: [to] },
        status: 400,
        code: '0x80060888',
        message: 'Deep update of navigation properties is not allowed.',
      },
    ],
  },
  {
    name: 'an upsert of a new row cannot carry parties either',
    source: '§3 [COMM]',
    steps: [
      {
        send: 'PATCH phonecalls(5c000000-0000-4000-8000-000000000001)',
        body: { subject: 's', phonecall_activity_parties: [to] },
        status: 400,
        code: '0x80060888',
        message: 'Deep update of navigation properties is not allowed.',
      },
    ],
  },
  {
    name: 'PUT replaces the whole set of parties',
    source: '§3',
    steps: [
      open('emails', { email_activity_parties: [to] }),
      {
        send: 'PUT emails({id})/email_activity_parties',
        body: { value: [{ 'partyid_contact@odata.bind': '/contacts({ben})', participationtypemask: 3 }] },
        status: 204,
      },
      {
        send: 'GET emails({id})/email_activity_parties?$select=participationtypemask,_partyid_value&$filter=participationtypemask le 4',
        status: 200,
        json: { value: [{ participationtypemask: 3, _partyid_value: '{ben}' }] },
      },
    ],
  },
  {
    name: 'POST adds one party',
    source: '§3 [COMM]',
    steps: [
      open('emails', { email_activity_parties: [to] }),
      {
        send: 'POST emails({id})/email_activity_parties',
        body: { addressused: 'more@example.com', participationtypemask: 3 },
        status: 204,
      },
      {
        send: 'GET emails({id})/email_activity_parties?$select=participationtypemask&$filter=participationtypemask le 4&$orderby=participationtypemask',
        status: 200,
        json: { value: [{ participationtypemask: 2 }, { participationtypemask: 3 }] },
      },
    ],
  },
];

export const parties: readonly ContractCase[] = [...masks, ...others];
