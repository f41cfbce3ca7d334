import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataverseError } from '../engine/errors.ts';
import type { MessageContext } from '../engine/types.ts';
import { batchText, changeSet, single, startTestServer } from './testing/server.ts';
import type { TestServer } from './testing/server.ts';

let server: TestServer;
let contact: string;
beforeAll(async () => {
  server = await startTestServer();
  contact = await server.create('contacts', { lastname: 'Batch' });
});
afterAll(() => server.close());

const statuses = (text: string): number[] =>
  [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map((found) => Number(found[1]));
const goOn = { prefer: 'odata.continue-on-error' };
const long = 'x'.repeat(201);
const count = async (subject: string): Promise<number> =>
  (await server.get(`tasks?$select=subject&$filter=subject eq '${subject}'`)).json['value'].length;

describe('$batch', () => {
  it('runs operations in order and answers each', async () => {
    const answer = await server.batch(
      batchText(
        single('POST /api/data/v9.2/tasks', {
          subject: 'one',
          'regardingobjectid_contact_task@odata.bind': `contacts(${contact})`,
        }),
        single(`POST ${server.url}/api/data/v9.2/tasks`, { subject: 'two' }),
        single(`GET contacts(${contact})/Contact_Tasks?$select=subject`),
      ),
    );
    expect([answer.status, statuses(answer.text)]).toEqual([200, [204, 204, 200]]);
    expect(answer.headers.get('content-type')).toMatch(/^multipart\/mixed; ?boundary=batchresponse_/);
    expect(answer.text).toContain('"subject":"one"');
    expect(answer.text).toMatch(/Location: http:\/\/127\.0\.0\.1:\d+\/api\/data\/v9\.2\/tasks\(/);
  });

  it('stops at the first failure with 400, or goes on when asked', async () => {
    const parts = [
      single('POST tasks', { subject: 'before' }),
      single('POST tasks', { subject: long }),
      single('POST tasks', { subject: 'behind' }),
    ];
    const stopped = await server.batch(batchText(...parts));
    expect([stopped.status, statuses(stopped.text), await count('behind')]).toEqual([400, [204, 400], 0]);
    expect(stopped.text).toMatch(/REQ_ID: [0-9a-f-]{36}/);
    expect(stopped.text).toContain('"code":"0x80044331"');
    const all = await server.batch(batchText(...parts), goOn);
    expect([all.status, statuses(all.text), await count('before'), await count('behind')]).toEqual([
      200,
      [204, 400, 204],
      2,
      1,
    ]);
  });

  it('a change set happens wholly or not at all; others are not touched by its failure', async () => {
    const answer = await server.batch(
      batchText(
        changeSet(['POST tasks', { subject: 'set1' }], ['PATCH $1', { statecode: 1, statuscode: 5 }]),
        changeSet(['POST tasks', { subject: 'set2' }], ['PATCH $1', { statecode: 1, statuscode: 2 }]),
        changeSet(['POST tasks', { subject: 'set3' }]),
      ),
      goOn,
    );
    expect(statuses(answer.text)).toEqual([204, 204, 400, 204]);
    expect([await count('set1'), await count('set2'), await count('set3')]).toEqual([1, 0, 1]);
    expect(answer.text).toContain('Content-ID: 2\r\n\r\nHTTP/1.1 400');
  });

  it('Content-IDs stand in addresses, binds and @odata.id', async () => {
    const answer = await server.batch(
      batchText(
        changeSet(
          ['POST accounts', { name: 'Ref' }],
          ['POST contacts', { lastname: 'Ref', 'parentcustomerid_account@odata.bind': '$1' }],
          ['PUT $1/primarycontactid/$ref', { '@odata.id': '$2' }],
          ['PUT $2/jobtitle', { value: 'Referred' }],
        ),
      ),
    );
    expect(statuses(answer.text)).toEqual([204, 204, 204, 204]);
    const { json } = await server.get(
      "accounts?$select=name&$filter=name eq 'Ref'&$expand=primarycontactid($select=jobtitle,_parentcustomerid_value)",
    );
    const [row] = json['value'];
    expect(row.primarycontactid).toMatchObject({ jobtitle: 'Referred', _parentcustomerid_value: row.accountid });
  });

  it('an id used before it is known: 400', async () => {
    const answer = await server.batch(batchText(changeSet(['PATCH $7', { subject: 'x' }])));
    expect(answer.text).toContain("Content-ID Reference: '$7' does not exist in the batch context.");
    expect(answer.status).toBe(400);
  });

  it.each([
    [
      'no Content-ID',
      changeSet(['POST tasks', { subject: 'x' }]).replace('Content-ID: 1\n', ''),
      'Content-ID header not present',
    ],
    ['a GET in a change set', changeSet(['GET tasks']), 'GET requests are not allowed'],
    ['a batch in a batch', single('POST $batch', {}), 'cannot contain another batch'],
    ['no request line', 'Content-Type: application/http\n\nnothing', 'no HTTP request line'],
    [
      'another content type',
      'Content-Type: text/plain\n\nPOST tasks HTTP/1.1',
      "must have the Content-Type 'application/http'",
    ],
  ])('refuses %s before anything runs', async (_what, part, message) => {
    const answer = await server.batch(batchText(single('POST tasks', { subject: 'never' }), part));
    expect([answer.status, answer.json['error'].code]).toEqual([400, '0x80060888']);
    expect(answer.json['error'].message).toContain(message);
    expect(await count('never')).toBe(0);
  });

  it('refuses more than 1000 operations, other line ends and other media types', async () => {
    const many = Array.from({ length: 1001 }, () => single('GET WhoAmI'));
    expect((await server.batch(batchText(...many))).json['error'].message).toContain('1000');
    const unix = batchText(single('GET WhoAmI'));
    expect(
      (await server.send('POST', '$batch', unix, { 'content-type': 'multipart/mixed; boundary=batch_a' })).status,
    ).toBe(400);
    expect((await server.send('POST', '$batch', '{}')).status).toBe(400);
    expect((await server.get('$batch')).status).toBe(405);
  });

  it('keeps text of every kind whole', async () => {
    const subject = 'Réunion – déjà vu 日本語 🙂 --batch_a';
    await server.batch(batchText(single('POST tasks', { subject })));
    expect(
      (await server.get(`tasks?$select=subject&$filter=startswith(subject,'réunion')`)).json['value'][0].subject,
    ).toBe(subject);
  });

  it('PUT of parties in a change set obeys its switch', async () => {
    const call = await server.create('phonecalls', { subject: 'c' });
    const set = batchText(
      changeSet([
        `PUT phonecalls(${call})/phonecall_activity_parties`,
        { value: [{ addressused: 'a@example.com', participationtypemask: 2 }] },
      ]),
    );
    expect(statuses((await server.batch(set)).text)).toEqual([204]);
    const other = await startTestServer({ behaviour: { putPartiesInChangeSet: false } });
    const there = await other.create('phonecalls', { subject: 'c' });
    expect(statuses((await other.batch(set.replace(call, there))).text)).toEqual([400]);
    await other.close();
  });
});

describe('messages', () => {
  it('synchronous steps see a unit before it is kept and can refuse it; later listeners only what was kept', async () => {
    const other = await startTestServer();
    const asked: string[] = [];
    const told: MessageContext[] = [];
    other.engine.listen({
      wantsTransaction: (message, table) => message === 'Create' && table === 'task',
      async inTransaction(context) {
        // A step may use the API itself meanwhile.
        await other.create('contacts', { lastname: 'made by the step' });
        asked.push(String(context.target?.['subject']));
        if (context.target?.['subject'] === 'bad') throw new DataverseError(400, '0x80040265', 'refused by the step');
      },
      afterCommit: (context) => void told.push(context),
    });
    try {
      const answer = await other.batch(
        batchText(
          single('POST contacts', { lastname: 'c' }),
          changeSet(['POST tasks', { subject: 'good' }], ['PATCH $1', { subject: 'better' }]),
          single('POST tasks', { subject: 'bad' }),
          single('POST tasks', { subject: 'good' }),
        ),
        goOn,
      );
      expect(statuses(answer.text)).toEqual([204, 204, 204, 400, 204]);
      expect(asked).toEqual(['good', 'bad', 'good']);
      const tasks = told.filter((context) => context.table === 'task');
      expect(tasks.map((context) => [context.message, context.post?.['subject']])).toEqual([
        ['Create', 'good'],
        ['Update', 'better'],
        ['Create', 'good'],
      ]);
      expect(tasks[1]?.pre).toMatchObject({ subject: 'good', ownerid: { table: 'systemuser' } });
      expect((await other.get("tasks?$filter=subject eq 'bad'")).json['value']).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
