import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer } from './testing/server.ts';
import type { TestServer } from './testing/server.ts';

let server: TestServer;
let account: string;
beforeAll(async () => {
  server = await startTestServer({}, (registry) =>
    registry.declareColumns('account', [
      {
        logicalName: 't_contract',
        schemaName: 't_Contract',
        type: 'File',
        displayName: { 1033: 'Contract' },
        required: 'None',
        validForCreate: true,
        validForUpdate: true,
        validForRead: true,
        isCustom: true,
        maxLength: 8,
      },
    ]),
  );
  account = await server.create('accounts', { name: 'Company' });
});
afterAll(() => server?.close());

const BYTES = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 7) % 256));

/** A request whose body and answer are bytes. */
async function send(
  method: string,
  path: string,
  body?: Buffer,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; bytes: Buffer; json: { error?: { code: string } } }> {
  const address = path.startsWith('http') ? path : `${server.url}/api/data/v9.2/${path}`;
  const response = await fetch(address, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/octet-stream' }), ...headers },
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    json: isJson ? JSON.parse(bytes.toString()) : {},
  };
}

describe('file columns ([DOC] file-column-data)', () => {
  it('are sent in one request and read whole, with name, size and type', async () => {
    const column = `accounts(${account})/t_contract`;
    expect((await send('PATCH', column, BYTES, { 'x-ms-file-name': 'deal.pdf' })).status).toBe(204);
    const answer = await send('GET', `${column}/$value`);
    expect(answer.status).toBe(200);
    expect(answer.bytes.equals(BYTES)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-ms-file-name': 'deal.pdf',
      'x-ms-file-size': '3000',
      mimetype: 'application/pdf',
    });
  });

  it('the row shows the file’s id and name, and can be filtered by it', async () => {
    const { json } = await server.get(`accounts?$select=t_contract,t_contract_name&$filter=t_contract ne null`);
    expect(json['value']).toMatchObject([
      { t_contract: expect.stringMatching(/^[0-9a-f-]{36}$/), t_contract_name: 'deal.pdf' },
    ]);
  });

  it('are read in parts', async () => {
    const answer = await send('GET', `accounts(${account})/t_contract/$value`, undefined, {
      range: 'bytes=2900-4194303',
    });
    expect([answer.status, answer.headers.get('x-ms-chunk-size')]).toEqual([206, '4194304']);
    expect(answer.bytes.equals(BYTES.subarray(2900))).toBe(true);
    expect(
      (await send('GET', `accounts(${account})/t_contract/$value`, undefined, { range: 'bytes=3000-' })).status,
    ).toBe(416);
  });

  it('without $value they come as base64', async () => {
    const { json, headers } = await send('GET', `accounts(${account})/t_contract`);
    expect(json).toMatchObject({ value: BYTES.toString('base64') });
    expect(headers.get('content-disposition')).toContain('deal.pdf');
  });

  it('are sent in chunks under a session token', async () => {
    const start = await send(
      'PATCH',
      `accounts(${account})/t_contract?x-ms-file-name=${encodeURIComponent('Übersicht.txt')}`,
      undefined,
      {
        'x-ms-transfer-mode': 'chunked',
      },
    );
    expect([start.status, start.headers.get('x-ms-chunk-size')]).toEqual([200, '4194304']);
    const location = start.headers.get('location') ?? '';
    const part = (from: number, to: number): Promise<{ status: number }> =>
      send('PATCH', location, BYTES.subarray(from, to + 1), { 'content-range': `bytes ${from}-${to}/3000` });
    expect((await part(0, 1999)).status).toBe(206);
    // The old contents stay until the last chunk.
    expect((await send('GET', `accounts(${account})/t_contract/$value`)).headers.get('x-ms-file-name')).toBe(
      'deal.pdf',
    );
    expect((await part(2500, 2999)).status).toBe(400);
    expect((await part(2000, 2999)).status).toBe(204);
    expect((await part(0, 1999)).status).toBe(400);
    const { json } = await server.get(`accounts(${account})?$select=t_contract_name`);
    expect(json['t_contract_name']).toBe('Übersicht.txt');
    expect((await send('GET', `accounts(${account})/t_contract/$value`)).bytes.equals(BYTES)).toBe(true);
  });

  it('refuse what is too big, has no name or no row, and columns of other types', async () => {
    const big = await send('PATCH', `accounts(${account})/t_contract`, Buffer.alloc(8193), { 'x-ms-file-name': 'a' });
    expect([big.status, big.json.error?.code]).toEqual([400, '0x80044a02']);
    expect((await send('PATCH', `accounts(${account})/t_contract`, BYTES)).status).toBe(400);
    const nowhere = `accounts(${'0'.repeat(8)}-0000-4000-8000-000000000000)`;
    expect((await send('PATCH', `${nowhere}/t_contract`, BYTES, { 'x-ms-file-name': 'a' })).status).toBe(404);
    expect((await send('PATCH', `accounts(${account})/name`, BYTES)).status).toBe(405);
    expect((await send('POST', 'accounts', BYTES)).status).toBe(415);
    expect((await server.send('PATCH', `accounts(${account})/t_contract?x-ms-file-name=a`, { a: 1 })).status).toBe(415);
  });

  it('a body cannot set a file column', async () => {
    const before = (await server.get(`accounts(${account})?$select=t_contract`)).json['t_contract'];
    const body = { t_contract: '00000000-0000-4000-8000-000000000009' };
    expect((await server.send('PATCH', `accounts(${account})`, body)).status).toBe(204);
    expect((await server.get(`accounts(${account})?$select=t_contract`)).json['t_contract']).toBe(before);
  });

  it('are deleted alone and with their row', async () => {
    const column = `accounts(${account})/t_contract`;
    expect((await send('DELETE', column)).status).toBe(204);
    expect((await send('GET', `${column}/$value`)).status).toBe(204);
    expect((await server.get(`accounts(${account})?$select=t_contract,t_contract_name`)).json).toMatchObject({
      t_contract: null,
      t_contract_name: null,
    });
    await send('PATCH', column, BYTES, { 'x-ms-file-name': 'a.txt' });
    await server.send('DELETE', `accounts(${account})`);
    expect(server.engine.core.db.tuples('SELECT count(*) FROM "ld_file"', [])).toEqual([[0]]);
  });
});

describe('image columns ([DOC] image-column-data)', () => {
  it('are sent and read like files, and the row shows id, address and time', async () => {
    const contact = await server.create('contacts', { lastname: 'Person' });
    const column = `contacts(${contact})/entityimage`;
    expect((await send('PUT', column, BYTES, { 'x-ms-file-name': 'face.png' })).status).toBe(204);
    const { json } = await server.get(
      `contacts(${contact})?$select=entityimageid,entityimage_url,entityimage_timestamp`,
    );
    expect(json).toMatchObject({
      entityimageid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      entityimage_url: expect.stringContaining(contact),
      entityimage_timestamp: expect.any(Number),
    });
    const answer = await send('GET', `${column}/$value?size=full`);
    expect([answer.bytes.equals(BYTES), answer.headers.get('mimetype')]).toEqual([true, 'image/png']);
    expect((await send('DELETE', column)).status).toBe(204);
    expect((await server.get(`contacts(${contact})?$select=entityimageid`)).json['entityimageid']).toBeNull();
  });
});
