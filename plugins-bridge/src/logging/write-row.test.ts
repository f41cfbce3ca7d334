import { describe, expect, it } from '@jest/globals';
import type { ActivityRow } from '@activity-logging/activity-model';
import type { BatchPart, OperationResponse, PartResponse } from '../dataverse/batch.ts';
import { testTables } from '../test-support/tables.ts';
import { createBody, updateBody } from './row-body.ts';
import { activityId, hashRow, organisationNamespace } from './row-id.ts';
import type { RowJob, RowOutcome } from './row-job.ts';
import { writeRow } from './write-row.ts';

const contact = { table: 'contact', id: 'c1' };
const row: ActivityRow = {
  identity: { source: 'salesloft', type: 'call', externalId: '7' },
  target: 'phonecall',
  kind: 'call',
  columns: {
    subject: 'Call',
    description: null,
    al_sourcesystem: 'salesloft',
    al_sourceid: '7',
    al_sourceversion: '2026-01-01T00:00:00.000002+00:00',
  },
  lookups: {
    regardingobjectid: contact,
    ownerid: { table: 'systemuser', id: 'u1' },
    al_accountid: null,
    al_leadid: { table: 'lead', id: 'l1' },
  },
  parties: [
    { role: 'from', ref: { table: 'systemuser', id: 'u1' } },
    { role: 'to', ref: contact, address: 'a@x.example' },
    { role: 'cc', address: 'b@x.example' },
  ],
  final: { statecode: 1, statuscode: 2 },
};
const job: RowJob = { id: 'id-1', row, hash: hashRow(row), version: String(row.columns['al_sourceversion']) };
const known = { activityId: 'id-1', table: 'phonecall', hash: 'old', parties: job.hash.parties, version: '1' };

const ok: OperationResponse = { status: 204, headers: {}, body: undefined };
const fails = (status: number, code: string, message = ''): PartResponse => [
  { status, headers: {}, body: { error: { code, message } } },
];
const stands = (values: object): PartResponse => [
  {
    status: 200,
    headers: {},
    body: {
      '@odata.etag': 'W/"5"',
      al_sourcesystem: 'salesloft',
      al_sourceid: '7',
      al_rowhash: 'old',
      al_sourceversion: '2026-01-01T00:00:00.000001+00:00',
      statecode: 1,
      statuscode: 2,
      ...values,
    },
  },
];

/** Feeds the answers in turn. @returns what was sent, in short, and the outcome. */
function talk(with_: RowJob, ...answers: PartResponse[]): { sent: string[]; parts: BatchPart[]; outcome: RowOutcome } {
  const conversation = writeRow(with_, testTables);
  const parts: BatchPart[] = [];
  let step = conversation.next();
  while (!step.done) {
    parts.push(step.value);
    const answer = answers.shift();
    if (!answer) throw new Error(`no answer left for ${JSON.stringify(step.value)}`);
    step = conversation.next(answer);
  }
  expect(answers).toEqual([]);
  const short = (part: BatchPart): string =>
    'operations' in part
      ? part.operations.map(short).join(' + ')
      : `${part.method} ${part.path.split('?')[0]}${part.headers ? ` ${JSON.stringify(part.headers)}` : ''}`;
  return { sent: parts.map(short), parts, outcome: step.value };
}

describe('writeRow', () => {
  it('B-7 creates the open row with key and parties, and closes it in the same change set', () => {
    const { sent, parts, outcome } = talk(job, [ok, ok]);
    expect(sent).toEqual(['POST phonecalls + PATCH phonecalls(id-1) {"If-Match":"*"}']);
    const [post, close] = 'operations' in parts[0]! ? parts[0].operations : [];
    expect(post?.body).toEqual({
      activityid: 'id-1',
      subject: 'Call',
      al_sourcesystem: 'salesloft',
      al_sourceid: '7',
      al_sourceversion: job.version,
      al_rowhash: job.hash.hash,
      'regardingobjectid_contact_phonecall@odata.bind': '/contacts(c1)',
      'ownerid@odata.bind': '/systemusers(u1)',
      phonecall_activity_parties: [
        { participationtypemask: 1, 'partyid_systemuser@odata.bind': '/systemusers(u1)' },
        { participationtypemask: 2, 'partyid_contact@odata.bind': '/contacts(c1)' },
        { participationtypemask: 3, addressused: 'b@x.example' },
      ],
    });
    expect(close?.body).toEqual({ statecode: 1, statuscode: 2 });
    expect(outcome).toMatchObject({
      do: 'written',
      changed: true,
      written: { activityId: 'id-1', hash: job.hash.hash },
    });
  });

  it('B-9 only the create dates a row back, and no hash depends on it', () => {
    const dated: ActivityRow = { ...row, createdOn: '2020-01-02T03:04:05.000Z' };
    expect(createBody(dated, 'id-1', 'h', testTables)).toMatchObject({ overriddencreatedon: dated.createdOn });
    expect(createBody(row, 'id-1', 'h', testTables)).not.toHaveProperty('overriddencreatedon');
    expect(updateBody(dated, testTables)).toEqual(updateBody(row, testTables));
    expect(hashRow(dated)).toEqual(hashRow(row));
  });

  it('B-3 a row that is there already is read; when it says the same, nothing is written', () => {
    const { sent, outcome } = talk(job, fails(412, '0x80040237'), stands({ al_rowhash: job.hash.hash }));
    expect(sent).toEqual([expect.stringMatching(/^POST/), 'GET phonecalls(id-1)']);
    expect(outcome).toMatchObject({ do: 'written', changed: true });
  });

  it('B-3 a newer version is not overwritten', () => {
    const { outcome } = talk(
      job,
      fails(412, '0x80040237'),
      stands({ al_sourceversion: '2026-01-01T00:00:00.000003+00:00' }),
    );
    expect(outcome).toMatchObject({ do: 'older', written: { version: '2026-01-01T00:00:00.000003+00:00' } });
  });

  it('another activity under this id is never touched', () => {
    expect(talk(job, fails(412, '0x80040237'), stands({ al_sourceid: '8' })).outcome).toMatchObject({
      do: 'park',
      reason: { code: 'id-taken' },
    });
  });

  it('B-7 an update reopens, changes and closes in one change set under the ETag', () => {
    const { sent, parts, outcome } = talk({ ...job, known }, stands({}), [ok, ok, ok]);
    expect(sent[1]).toBe(
      'PATCH phonecalls(id-1) {"If-Match":"W/\\"5\\""} + PATCH phonecalls(id-1) {"If-Match":"*"} + PATCH phonecalls(id-1) {"If-Match":"*"}',
    );
    const [reopen, edit, close] = 'operations' in parts[1]! ? parts[1].operations.map(({ body }) => body) : [];
    expect(reopen).toEqual({ statecode: 0, statuscode: 1 });
    expect(edit).toMatchObject({
      subject: 'Call',
      description: null,
      al_rowhash: job.hash.hash,
      'al_accountid_contact_phonecall@odata.bind': null,
    });
    expect(close).toEqual({ statecode: 1, statuscode: 2 });
    expect(outcome).toMatchObject({ do: 'written', changed: true });
  });

  it('parties are changed in a step of their own, and the hash comes last', () => {
    const { sent, parts } = talk(
      { ...job, known: { ...known, parties: 'other' } },
      stands({}),
      [ok, ok],
      [ok],
      [ok, ok],
    );
    expect(sent.slice(1).map((text) => text.replaceAll(/ \{[^}]*\}/g, ''))).toEqual([
      'PATCH phonecalls(id-1) + PATCH phonecalls(id-1)',
      'PUT phonecalls(id-1)/phonecall_activity_parties',
      'PATCH phonecalls(id-1) + PATCH phonecalls(id-1)',
    ]);
    const bodies = parts
      .slice(1)
      .map((part) => ('operations' in part ? part.operations.map(({ body }) => body) : [part.body]));
    expect(JSON.stringify(bodies[0])).not.toContain('al_rowhash');
    expect(bodies[2]).toEqual([{ al_rowhash: job.hash.hash }, { statecode: 1, statuscode: 2 }]);
  });

  it('a scheduled row is changed as it is', () => {
    const { sent } = talk({ ...job, known }, stands({ statecode: 0, statuscode: 1 }), [ok, ok]);
    expect(sent[1]).toBe('PATCH phonecalls(id-1) {"If-Match":"W/\\"5\\""} + PATCH phonecalls(id-1) {"If-Match":"*"}');
  });

  it('where a table cannot be reopened, the closed row is changed if the platform lets us, else parked', () => {
    const refused = fails(400, '0x80048408', 'is not a valid status code');
    expect(talk({ ...job, known }, stands({}), refused, [ok]).outcome).toMatchObject({ do: 'written' });
    const closed = fails(400, '0x80040265', 'Cannot update Closed or Cancelled Activity');
    expect(talk({ ...job, known }, stands({}), refused, closed).outcome).toMatchObject({
      do: 'park',
      reason: { code: 'closed-in-crm' },
    });
  });

  it('someone else was faster: read again, compare again', () => {
    const { sent, outcome } = talk(
      { ...job, known },
      stands({}),
      fails(412, '0x80060882'),
      stands({ al_rowhash: job.hash.hash }),
    );
    expect(sent).toHaveLength(3);
    expect(outcome).toMatchObject({ do: 'written', changed: false });
  });

  it('L-29 a row a user deleted stays deleted', () => {
    expect(talk({ ...job, known }, fails(404, '0x80040217')).outcome).toEqual({
      do: 'gone',
      written: { ...known, gone: true },
    });
    expect(
      talk({ ...job, known }, stands({}), fails(404, '0x80040217'), fails(404, '0x80040217')).outcome,
    ).toMatchObject({ do: 'gone' });
  });

  it('L-9 a row in another table is reported with that table', () => {
    const pointer: PartResponse = [{ status: 200, headers: {}, body: { activitytypecode: 'task' } }];
    expect(talk(job, fails(412, '0x80040237'), fails(404, '0x80040217'), pointer).outcome).toEqual({
      do: 'elsewhere',
      table: 'task',
    });
  });

  const refusals: [PartResponse, Record<string, unknown>][] = [
    [fails(429, '0x80072322'), { do: 'retry', reason: { code: 'platform-unavailable' } }],
    [fails(500, '0x80040216'), { do: 'retry', reason: { code: 'platform-unavailable' } }],
    [[], { do: 'retry', reason: { code: 'platform-unavailable' } }],
    [
      fails(403, '0x80040220', 'Principal user (Id=1) is missing prvCreateActivity'),
      { do: 'park', reason: { code: 'no-privilege', detail: '0x80040220 on phonecall' } },
    ],
    [
      fails(400, '0x80048d19', "An undeclared property 'al_kind' which only has"),
      { do: 'park', reason: { code: 'column-missing', detail: '0x80048d19 on phonecall, column al_kind' } },
    ],
    [
      fails(400, '0x80044331', "The length of the 'subject' attribute of the 'phonecall' entity exceeded"),
      { do: 'park', reason: { code: 'refused-by-platform', detail: '0x80044331 on phonecall, column subject' } },
    ],
    [fails(404, '0x80040217', 'contact With Id = c1 Does Not Exist'), { do: 'retry', stale: true }],
  ];
  it.each(refusals)('B-5 %j ends as %j', (answer, outcome) => {
    expect(talk(job, answer).outcome).toMatchObject(outcome);
  });
});

describe('ids and hashes', () => {
  it('B-3 an id depends on organisation, source, type, id and person alone', () => {
    const namespace = organisationNamespace('0D9C5B52-5F0B-4B1F-8C3E-6F9E2F4C7A11');
    expect(activityId(namespace, row.identity)).toBe(
      activityId(organisationNamespace('0d9c5b52-5f0b-4b1f-8c3e-6f9e2f4c7a11'), { ...row.identity }),
    );
    const others = [
      { ...row.identity, person: 'a' },
      { ...row.identity, externalId: '8' },
      { ...row.identity, type: 'note' },
    ];
    expect(new Set([row.identity, ...others].map((identity) => activityId(namespace, identity))).size).toBe(4);
    // Fixed for ever: rows that stand in organisations depend on it.
    expect(activityId(namespace, row.identity)).toBe('1ce8a6c4-f406-59f3-85f7-490367fed669');
  });

  it('B-3 a new version of the same content is no change', () => {
    expect(hashRow({ ...row, columns: { ...row.columns, al_sourceversion: '9' } })).toEqual(hashRow(row));
    expect(hashRow({ ...row, columns: { ...row.columns, subject: 'Else' } }).hash).not.toBe(hashRow(row).hash);
    const reordered = Object.fromEntries(Object.entries(row.columns).reverse());
    expect(hashRow({ ...row, columns: reordered })).toEqual(hashRow(row));
    const lessParties = hashRow({ ...row, parties: [] });
    expect(lessParties.parties).not.toBe(hashRow(row).parties);
    expect(lessParties.hash).not.toBe(hashRow(row).hash);
  });
});
