/** Facts §4: `$batch`. */
import { changeSet, multipart, operation } from './multipart.ts';
import type { ContractCase, Step } from './types.ts';

const TYPE = { 'content-type': 'multipart/mixed; boundary=batch_x' };
const GO_ON = { ...TYPE, prefer: 'odata.continue-on-error' };
const LONG = 'x'.repeat(201);

const post = (parts: readonly string[], headers: Readonly<Record<string, string>>, step: Omit<Step, 'send'>): Step => ({
  send: 'POST $batch',
  body: multipart('batch_x', parts),
  headers,
  ...step,
});
const found = (subject: string, count: number): Step => ({
  send: `GET tasks/$count?$filter=subject eq '${subject}'`,
  status: 200,
  text: new RegExp(`^\\uFEFF?${count}$`),
});
const task = (subject: string): string => operation('POST', 'tasks', { subject });

export const batch: readonly ContractCase[] = [
  {
    name: 'a batch answers 200 with a part for each operation',
    source: '§4 $batch',
    steps: [
      post([operation('GET', 'contacts({ann})?$select=firstname'), task('b1')], TYPE, {
        status: 200,
        header: { 'content-type': /^multipart\/mixed; ?boundary=batchresponse_/ },
        text: /HTTP\/1\.1 200 [\s\S]*"firstname":"Ann"[\s\S]*HTTP\/1\.1 204 /,
      }),
      found('b1', 1),
    ],
  },
  {
    name: 'a created row is named by Location and OData-EntityId',
    source: '§4 $batch',
    steps: [
      post([task('b2')], TYPE, { status: 200, text: /(?=[\s\S]*Location: http)(?=[\s\S]*OData-EntityId: http)/ }),
    ],
  },
  {
    name: 'the first failure stops the batch and its status is 400',
    source: '§4 $batch',
    steps: [
      post([task('b3 before'), task(LONG), task('b3 behind')], TYPE, { status: 400, text: /"code":"0x80044331"/ }),
      found('b3 before', 1),
      found('b3 behind', 0),
    ],
  },
  {
    name: 'odata.continue-on-error runs the rest and the status is 200',
    source: '§4 $batch',
    steps: [
      post([task('b4 before'), task(LONG), task('b4 behind')], GO_ON, { status: 200, text: /HTTP\/1\.1 400 / }),
      found('b4 before', 1),
      found('b4 behind', 1),
    ],
  },
  {
    name: 'a failing part has a REQ_ID',
    source: '§4 $batch',
    steps: [post([task(LONG)], TYPE, { status: 400, text: /REQ_ID: [0-9a-f-]{36}/ })],
  },
  {
    name: 'a change set is atomic',
    source: '§4 $batch',
    steps: [
      post([changeSet(task('b5'), task(LONG))], TYPE, { status: 400, text: /changesetresponse_|0x80044331/ }),
      found('b5', 0),
    ],
  },
  {
    name: 'a failed change set leaves other change sets alone',
    source: '§4 $batch',
    steps: [
      post([changeSet(task('b6 one')), changeSet(task(LONG)), changeSet(task('b6 three'))], GO_ON, { status: 200 }),
      found('b6 one', 1),
      found('b6 three', 1),
    ],
  },
  {
    name: 'answers of a change set echo the Content-ID',
    source: '§4 $batch',
    steps: [post([changeSet(task('b7'))], TYPE, { status: 200, text: /changesetresponse_[\s\S]*Content-ID: 1/ })],
  },
  {
    name: 'an activity is created and closed in one change set',
    source: '§3, §4 $batch',
    steps: [
      post([changeSet(task('b8'), operation('PATCH', '$1', { statecode: 1, statuscode: 5 }))], TYPE, { status: 200 }),
      {
        send: "GET tasks?$select=statuscode&$filter=subject eq 'b8'",
        status: 200,
        json: { value: [{ statuscode: 5 }] },
      },
    ],
  },
  {
    name: 'a bind refers to a row of the same change set',
    source: '§4 $batch',
    steps: [
      post(
        [
          changeSet(
            operation('POST', 'contacts', { lastname: 'b9' }),
            operation('POST', 'tasks', { subject: 'b9', 'regardingobjectid_contact_task@odata.bind': '$1' }),
          ),
        ],
        TYPE,
        { status: 200 },
      ),
      {
        send: "GET tasks?$select=subject&$filter=subject eq 'b9'&$expand=regardingobjectid_contact_task($select=lastname)",
        status: 200,
        json: { value: [{ regardingobjectid_contact_task: { lastname: 'b9' } }] },
      },
    ],
  },
  {
    name: 'an unknown Content-ID is refused by name',
    source: '§4 $batch',
    steps: [
      post([changeSet(operation('PATCH', '$9', { subject: 's' }))], TYPE, {
        status: 400,
        text: /Content-ID Reference: '\$9' does not exist in the batch context\./,
      }),
    ],
  },
  {
    name: 'a part of a change set needs a Content-ID',
    source: '§4 $batch [COMM]',
    steps: [
      post([changeSet(task('b10')).replace(/Content-ID: 1\r\n/, '')], TYPE, {
        status: 400,
        text: /(?=[\s\S]*0x80060888)(?=[\s\S]*Content-ID header not present)/,
      }),
      found('b10', 0),
    ],
  },
  {
    name: 'no GET in a change set',
    source: '§4 $batch',
    steps: [post([changeSet(operation('GET', 'contacts({ann})'))], TYPE, { status: 400 })],
  },
  {
    name: 'no batch in a batch',
    source: '§4 $batch',
    steps: [post([operation('POST', '$batch', {})], TYPE, { status: 400 })],
  },
  {
    name: 'at most 1000 operations',
    source: '§4 $batch',
    steps: [
      post(
        Array.from({ length: 1001 }, () => operation('GET', 'WhoAmI')),
        TYPE,
        { status: 400, text: /1000/ },
      ),
    ],
  },
  {
    name: 'a batch is multipart and posted',
    source: '§4 $batch',
    steps: [{ send: 'GET $batch', status: 405 }],
  },
];
