/** Facts §4: UpdateMultiple, UpsertMultiple, and what they do to keys and batches; facts §4 $batch in its finer points. */
import { changeSet, multipart, operation } from './multipart.ts';
import type { ContractCase, Step } from './types.ts';

const TYPE = { 'content-type': 'multipart/mixed; boundary=batch_x' };
const CONTACT = 'Microsoft.Dynamics.CRM.contact';
const THING = 'Microsoft.Dynamics.CRM.t_thing';

const post = (body: string, step: Omit<Step, 'send'>): Step => ({ send: 'POST $batch', body, headers: TYPE, ...step });

export const multiple: readonly ContractCase[] = [
  {
    name: 'UpdateMultiple answers 204',
    source: '§4 CreateMultiple',
    steps: [
      { send: 'POST contacts', body: { lastname: 'u1' }, keep: 'one', status: 204 },
      { send: 'POST contacts', body: { lastname: 'u2' }, keep: 'two', status: 204 },
      {
        send: 'POST contacts/Microsoft.Dynamics.CRM.UpdateMultiple',
        body: {
          Targets: ['{one}', '{two}'].map((contactid) => ({ '@odata.type': CONTACT, contactid, jobtitle: 'both' })),
        },
        status: 204,
      },
      ...['{one}', '{two}'].map((id) => ({
        send: `GET contacts(${id})?$select=jobtitle`,
        status: 200,
        json: { jobtitle: 'both' },
      })),
    ],
  },
  {
    name: 'UpdateMultiple of a standard table is all or nothing',
    source: '§4 CreateMultiple',
    steps: [
      { send: 'POST contacts', body: { lastname: 'u3' }, keep: 'one', status: 204 },
      { send: 'POST contacts', body: { lastname: 'u4' }, keep: 'two', status: 204 },
      {
        send: 'POST contacts/Microsoft.Dynamics.CRM.UpdateMultiple',
        body: {
          Targets: [
            { '@odata.type': CONTACT, contactid: '{one}', lastname: 'changed' },
            { '@odata.type': CONTACT, contactid: '{two}', lastname: 'x'.repeat(51) },
          ],
        },
        status: 400,
        code: '0x80044331',
      },
      { send: 'GET contacts({one})?$select=lastname', status: 200, json: { lastname: 'u3' } },
    ],
  },
  {
    name: 'UpsertMultiple answers 204 and names targets by @odata.id',
    source: '§4 CreateMultiple',
    steps: [
      { send: 'POST t_things', body: { t_name: 'upsert many 1', t_whole: 1 }, status: 204 },
      {
        send: 'POST t_things/Microsoft.Dynamics.CRM.UpsertMultiple',
        body: {
          Targets: ['upsert many 1', 'upsert many 2'].map((key) => ({
            '@odata.type': THING,
            '@odata.id': `t_things(t_name='${key}')`,
            t_whole: 5,
          })),
        },
        status: 204,
      },
      ...['upsert many 1', 'upsert many 2'].map((key) => ({
        send: `GET t_things(t_name='${key}')?$select=t_whole`,
        status: 200,
        json: { t_whole: 5 },
      })),
    ],
  },
  {
    name: 'a key column both in @odata.id and in the body is refused for a new row',
    source: '§4 Gotchas [COMM]',
    steps: [
      {
        send: 'POST t_things/Microsoft.Dynamics.CRM.UpsertMultiple',
        body: {
          Targets: [{ '@odata.type': THING, '@odata.id': "t_things(t_name='twice')", t_name: 'twice', t_whole: 1 }],
        },
        status: 400,
        code: '0x80040216',
      },
    ],
  },
  {
    name: 'CreateMultiple inside a batch names no row in OData-EntityId',
    source: '§4 Gotchas [COMM]',
    steps: [
      post(
        multipart('batch_x', [
          operation('POST', 'contacts/Microsoft.Dynamics.CRM.CreateMultiple', {
            Targets: [{ '@odata.type': CONTACT, lastname: 'in a batch' }],
          }),
        ]),
        { status: 200, text: /^(?![\s\S]*OData-EntityId)[\s\S]*HTTP\/1\.1 200 [\s\S]*"Ids":\["[0-9a-f-]{36}"\]/ },
      ),
    ],
  },
  ...['email', 'phonecall', 'appointment'].map((table): ContractCase => ({
    name: `${table} has no CreateMultiple`,
    source: '§4 CreateMultiple [INFER]',
    steps: [
      {
        send: `POST ${table}s/Microsoft.Dynamics.CRM.CreateMultiple`,
        body: { Targets: [{ '@odata.type': `Microsoft.Dynamics.CRM.${table}`, subject: 's' }] },
        status: 501,
      },
    ],
  })),
  {
    name: 'an address in a batch may be longer than one of its own',
    source: '§4 $batch',
    steps: [
      post(
        multipart('batch_x', [
          operation(
            'GET',
            `contacts?$select=firstname&$filter=contactid eq {ann} and (firstname ne '${'z'.repeat(40_000)}')`.replaceAll(
              ' ',
              '%20',
            ),
          ),
        ]),
        { status: 200, text: /HTTP\/1\.1 200 [\s\S]*"firstname":"Ann"/ },
      ),
    ],
  },
  {
    name: 'lines of a batch end with CRLF',
    source: '§4 $batch',
    steps: [post(multipart('batch_x', [operation('GET', 'WhoAmI')]).replaceAll('\r\n', '\n'), { status: 400 })],
  },
  {
    name: 'parts of a batch are application/http',
    source: '§4 $batch',
    steps: [
      post(multipart('batch_x', [operation('GET', 'WhoAmI').replace('application/http', 'application/json')]), {
        status: 400,
      }),
    ],
  },
  {
    name: 'an address in a change set begins with the row of another part',
    source: '§4 $batch',
    steps: [
      post(
        multipart('batch_x', [
          changeSet(
            operation('POST', 'accounts', { name: 'begins' }),
            operation('POST', '$1/contact_customer_accounts', { lastname: 'below $1' }),
          ),
        ]),
        { status: 200 },
      ),
      {
        send: "GET contacts?$select=lastname&$filter=lastname eq 'below $1'&$expand=parentcustomerid_account($select=name)",
        status: 200,
        json: { value: [{ parentcustomerid_account: { name: 'begins' } }] },
      },
    ],
  },
  {
    name: '@odata.id in a change set refers to the row of another part',
    source: '§4 $batch',
    steps: [
      { send: 'POST accounts', body: { name: 'referring' }, keep: 'company', status: 204 },
      post(
        multipart('batch_x', [
          changeSet(
            operation('POST', 'contacts', { lastname: 'primary' }),
            operation('PUT', 'accounts({company})/primarycontactid/$ref', { '@odata.id': '$1' }),
          ),
        ]),
        { status: 200 },
      ),
      {
        send: 'GET accounts({company})?$select=name&$expand=primarycontactid($select=lastname)',
        status: 200,
        json: { primarycontactid: { lastname: 'primary' } },
      },
    ],
  },
];
