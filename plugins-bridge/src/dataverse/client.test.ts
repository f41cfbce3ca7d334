import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { PassingFailure } from '../failures.ts';
import { type HttpClient, httpClient } from '../outbound/http-client.ts';
import { dataverseClient } from './client.ts';
import { createLanes } from './lanes.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, call: number) => void;
const servers: Server[] = [];
const clients: HttpClient[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A client of a server that answers as `handler` does. */
async function clientOf(handler: Handler, users = 1) {
  let call = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => handler(request, response, (call += 1)));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const http = httpClient(`http://127.0.0.1:${port}`);
  clients.push(http);
  const lanes = createLanes(
    Array.from({ length: users }, (_, index) => {
      let tokens = 0;
      const name = users === 1 ? 'token' : `user${index}`;
      return {
        id: `user${index}`,
        tokens: { get: async ({ renew = false } = {}) => `${name}-${renew ? (tokens += 1) : tokens}` },
      };
    }),
    { most: 2 },
  );
  return dataverseClient(http, lanes);
}
const json = (response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};
const caught = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('Dataverse client', () => {
  it('sends the protocol headers and the token', async () => {
    const client = await clientOf((request, response) =>
      json(response, 200, { path: request.url, headers: request.headers }),
    );
    expect(await client.read('WhoAmI()')).toMatchObject({
      path: '/api/data/v9.2/WhoAmI()',
      headers: { authorization: 'Bearer token-0', 'odata-version': '4.0', accept: 'application/json' },
    });
  });

  it('B-5, B-6 waits for Retry-After before the same request goes again', async () => {
    const times: number[] = [];
    const client = await clientOf((_request, response, call) => {
      times.push(Date.now());
      if (call === 1) json(response, 429, { error: { code: '0x80072322', message: '' } }, { 'retry-after': '0.3' });
      else json(response, 200, {});
    });
    await client.read('a');
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(290);
    expect(client.requests()).toBe(2);
  });

  it('B-6 another application user goes on while one is throttled', async () => {
    const asked: string[] = [];
    const client = await clientOf((request, response) => {
      const user = String(request.headers.authorization);
      asked.push(user);
      if (user.includes('user0')) json(response, 429, {}, { 'retry-after': '60' });
      else json(response, 200, { user });
    }, 2);
    expect(await client.read('a')).toEqual({ user: 'Bearer user1-0' });
    expect(await client.read('b')).toEqual({ user: 'Bearer user1-0' });
    expect(asked).toEqual(['Bearer user0-0', 'Bearer user1-0', 'Bearer user1-0']);
  });

  it('B-6 keeps no cookie, so that the platform may spread its requests over servers', async () => {
    const cookies: (string | undefined)[] = [];
    const client = await clientOf((request, response) => {
      cookies.push(request.headers.cookie);
      json(response, 200, {}, { 'set-cookie': 'ARRAffinity=abc; Path=/; HttpOnly' });
    });
    for (const path of ['a', 'b', 'c']) await client.read(path);
    expect(cookies).toEqual([undefined, undefined, undefined]);
  });

  it('B-5 a long pause is handed to the sender with its time', async () => {
    const client = await clientOf((_request, response) => json(response, 429, {}, { 'retry-after': '120' }));
    const error = await caught(client.read('a'));
    expect(error).toBeInstanceOf(PassingFailure);
    expect(error).toMatchObject({ reason: { code: 'platform-unavailable', detail: 'service protection' } });
    expect(Math.abs((error as PassingFailure).retryAfterMs! - 120_000)).toBeLessThan(5_000);
  });

  it('B-5 503 passes, a reset connection passes', async () => {
    const client = await clientOf((_request, response, call) => {
      if (call === 1) json(response, 503, {}, { 'retry-after': '0.01' });
      else if (call === 2) json(response, 200, { fine: true });
      else response.destroy();
    });
    expect(await client.read('a')).toEqual({ fine: true });
    expect(await caught(client.read('b'))).toMatchObject({
      reason: { code: 'platform-unavailable', detail: 'no answer' },
    });
  });

  it('asks for a new token once when the old one is refused', async () => {
    const client = await clientOf((request, response) =>
      request.headers.authorization === 'Bearer token-0'
        ? json(response, 401, {})
        : json(response, 200, { token: request.headers.authorization }),
    );
    expect(await client.read('a')).toEqual({ token: 'Bearer token-1' });
    const refused = await clientOf((_request, response) => json(response, 401, {}));
    expect(await caught(refused.read('a'))).toMatchObject({ reason: { detail: 'HTTP 401' } });
  });

  it('a final refusal is an error with the code; the message stays out of reasons', async () => {
    const client = await clientOf((_request, response) =>
      json(response, 403, { error: { code: '0x80040220', message: 'user missing' } }),
    );
    expect(await caught(client.write({ method: 'POST', path: 'tasks', body: {} }))).toMatchObject({
      error: { failure: 'privilege', code: '0x80040220' },
    });
  });

  it('a batch answer that is cut short passes: what was done is found out by doing it again', async () => {
    const client = await clientOf((_request, response) => {
      response
        .writeHead(200, { 'content-type': 'multipart/mixed; boundary=b' })
        .end('--b\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 204 No');
    });
    expect(await caught(client.batch([{ method: 'GET', path: 'tasks' }]))).toMatchObject({
      reason: { detail: 'the answer of a batch is not whole' },
    });
  });
});
