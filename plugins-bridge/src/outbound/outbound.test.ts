import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isPublicAddress } from './addresses.ts';
import type { Resolve } from './guarded-lookup.ts';
import { type HttpClient, httpClient, type HttpClientOptions } from './http-client.ts';

let server: Server;
let port: number;
let asked: string[] = [];
const clients: HttpClient[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.headers.host} ${request.url}`);
    if (request.url === '/away') response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end();
    else if (request.url === '/long') response.end('x'.repeat(5_000));
    // The next request needs a connection of its own.
    else if (request.url === '/last') response.writeHead(200, { connection: 'close' }).end('ok');
    else response.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()));
  await new Promise((resolve) => server.close(resolve));
});

function client(host: string, options: HttpClientOptions = {}): HttpClient {
  const made = httpClient(`http://${host}:${port}`, { connections: 1, ...options });
  clients.push(made);
  return made;
}

/** A name server whose answers come in turn; the last one stays. */
function names(...answers: readonly (readonly string[])[]): {
  readonly resolve: Resolve;
  readonly count: () => number;
} {
  let count = 0;
  return {
    count: () => count,
    resolve(_host, _options, done) {
      const addresses = answers[Math.min(count, answers.length - 1)] ?? [];
      count += 1;
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    },
  };
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : error instanceof Error ? error.message : error;
const get = (of: HttpClient, path = '/'): Promise<unknown> =>
  of.request({ method: 'GET', path }).then(({ status, body }) => `${status} ${body}`, codeOf);

describe('addresses', () => {
  it.each([
    ...['10.1.2.3', '127.0.0.1', '127.9.9.9', '169.254.169.254', '172.31.255.1', '192.168.0.1', '100.100.100.200'],
    ...['0.0.0.0', '255.255.255.255', '224.0.0.1', '168.63.129.16', '192.0.0.192', '198.18.0.1'],
    ...['::', '::1', 'fe80::1%eth0', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe'],
    ...[
      '64:ff9b::10.0.0.1',
      '64:ff9b::a9fe:a9fe',
      '2002:7f00:1::',
      '2001:0:1::1',
      '::127.0.0.1',
      '',
      'localhost',
      '1.2.3',
    ],
  ])('B-12 refuses %s', (address) => expect(isPublicAddress(address)).toBe(false));

  it.each(['8.8.8.8', '52.1.2.3', '172.32.0.1', '2603:1000::1', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8', '2a01::1'])(
    'B-12 lets %s pass',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );
});

describe('the outbound client', () => {
  it('B-12 reaches an address that is written in the configuration, and localhost on this machine alone', async () => {
    expect(await get(client('127.0.0.1'))).toBe('200 ok');
    expect(await get(client('localhost', names(['127.0.0.1'])))).toBe('200 ok');
    expect(await get(client('localhost', names(['10.0.0.1'])))).toBe('ADDRESS_REFUSED');
  });

  it.each([['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], ['169.254.169.254'], ['fd00::1']])(
    'B-12 refuses a public name that stands for %s, and nothing arrives there',
    async (address) => {
      asked = [];
      expect(await get(client('api.example.com', names([address])))).toBe('ADDRESS_REFUSED');
      expect(asked).toEqual([]);
    },
  );

  it('B-12 a name that is rebound between two connections is checked with each of them', async () => {
    asked = [];
    const dns = names(['127.0.0.1'], ['169.254.169.254']);
    const rebound = client('localhost', dns);
    expect(await get(rebound, '/last')).toBe('200 ok');
    expect(await get(rebound)).toBe('ADDRESS_REFUSED');
    expect(dns.count()).toBe(2);
    expect(asked).toHaveLength(1);
  });

  it('B-12 of several addresses only those that may be reached are tried', async () => {
    const dns = names(['10.0.0.1', '127.0.0.1']);
    expect(await get(client('inside.localhost', dns))).toBe('200 ok');
  });

  it('B-12 a host the operator lists may be private; another one under it may not', async () => {
    const options = { privateHosts: ['crm.intern.example'], ...names(['127.0.0.1']) };
    expect(await get(client('crm.intern.example', options))).toBe('200 ok');
    expect(await get(client('CRM.intern.example', options))).toBe('200 ok');
    expect(await get(client('x.crm.intern.example', options))).toBe('ADDRESS_REFUSED');
  });

  it('B-12 follows no redirect', async () => {
    asked = [];
    const { status, headers } = await client('127.0.0.1').request({ method: 'GET', path: '/away' });
    expect({ status, location: headers['location'] }).toEqual({
      status: 302,
      location: 'http://169.254.169.254/latest',
    });
    expect(asked).toHaveLength(1);
  });

  it.each([
    'http://evil.example/',
    '//evil.example/x',
    'x',
    '',
    '/\\evil.example',
    '/a\r\nHost: evil.example',
    '/a b',
    '/people/../secrets',
    '/people/%2e%2E/secrets',
    '/a#b',
    '/ä',
  ])('B-12 refuses the path %j', async (path) => {
    asked = [];
    expect(await get(client('127.0.0.1'), path)).toMatch(/nothing was sent/);
    expect(asked).toEqual([]);
  });

  it('B-12 reads no answer that is longer than allowed', async () => {
    expect(await get(client('127.0.0.1', { maxResponseBytes: 1_000 }), '/long')).toBe('UND_ERR_RES_EXCEEDED_MAX_SIZE');
    expect(await get(client('127.0.0.1', { maxResponseBytes: 6_000 }), '/long')).toMatch(/^200 x/);
  });
});
