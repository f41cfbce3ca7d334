/** Switches for what released clients send and other sources deny. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { batchText, single, startTestServer } from './testing/server.ts';
import type { TestServer } from './testing/server.ts';

let strict: TestServer;
let kind: TestServer;
beforeAll(async () => {
  strict = await startTestServer({
    behaviour: { jsonTextBodies: false, batchLineEnds: 'crlf', patchParties: 'refuse' },
  });
  kind = await startTestServer({ behaviour: { jsonTextBodies: true, batchLineEnds: 'any', patchParties: 'replace' } });
});
afterAll(async () => {
  await strict?.close();
  await kind?.close();
});

describe('jsonTextBodies', () => {
  const body = JSON.stringify(JSON.stringify({ name: 'Twice' }));

  it('a body turned into JSON twice is read or refused', async () => {
    expect((await kind.send('POST', 'accounts', body)).status).toBe(204);
    expect((await strict.send('POST', 'accounts', body)).json['error'].code).toBe('0x80048d19');
  });

  it('also in a batch', async () => {
    const text = batchText(single('POST /api/data/v9.2/accounts', JSON.stringify({ name: 'Twice' })));
    expect((await kind.batch(text)).text).toContain('HTTP/1.1 204');
    expect((await strict.batch(text)).text).toContain('0x80048d19');
  });

  it.each(['"', '"text"', '"\\"text\\""', '"[1]"', '"{"'])('%s is no row on either', async (wrong) => {
    for (const server of [kind, strict]) expect((await server.send('POST', 'accounts', wrong)).status).toBe(400);
  });
});

describe('batchLineEnds', () => {
  it('LF is read or refused', async () => {
    const text = batchText(single('GET /api/data/v9.2/WhoAmI'));
    const headers = { 'content-type': 'multipart/mixed; boundary=batch_a' };
    expect((await kind.send('POST', '$batch', text, headers)).text).toContain('HTTP/1.1 200');
    expect((await strict.send('POST', '$batch', text, headers)).json['error'].code).toBe('0x80060888');
  });
});

describe('patchParties', () => {
  const party = (addressused: string, participationtypemask: number): object => ({
    addressused,
    participationtypemask,
  });
  const parties = async (server: TestServer, id: string): Promise<unknown> =>
    (await server.get(`emails(${id})/email_activity_parties?$select=addressused&$filter=addressused ne null`)).json[
      'value'
    ].map((each: { addressused: string }) => each.addressused);

  it('an update with parties replaces them, and may close the e-mail', async () => {
    const id = await kind.create('emails', { subject: 's', email_activity_parties: [party('a@x', 2)] });
    const body = {
      subject: 't',
      statecode: 1,
      statuscode: 4,
      email_activity_parties: [party('b@x', 2), party('c@x', 3)],
    };
    expect((await kind.send('PATCH', `emails(${id})`, body)).status).toBe(204);
    expect(await parties(kind, id)).toEqual(['b@x', 'c@x']);
    expect((await kind.get(`emails(${id})?$select=subject,statuscode`)).json).toMatchObject({
      subject: 't',
      statuscode: 4,
    });
  });

  it('an upsert that creates, and other nested rows, stay refused', async () => {
    const created = await kind.send('PATCH', 'emails(00000000-0000-4000-8000-000000000007)', {
      email_activity_parties: [],
    });
    expect(created.json['error'].code).toBe('0x80060888');
    const id = await kind.create('accounts', { name: 'n' });
    const deep = await kind.send('PATCH', `accounts(${id})`, { contact_customer_accounts: [{ lastname: 'l' }] });
    expect(deep.json['error'].code).toBe('0x80060888');
  });

  it('is refused as a deep update otherwise', async () => {
    const id = await strict.create('emails', { subject: 's' });
    const { json } = await strict.send('PATCH', `emails(${id})`, { email_activity_parties: [party('b@x', 2)] });
    expect(json['error'].code).toBe('0x80060888');
  });
});
