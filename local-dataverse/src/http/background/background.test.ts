import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { DEFAULT_BEHAVIOUR } from '../../engine/behaviour.ts';
import type { Behaviour } from '../../engine/behaviour.ts';
import { startTestServer, USER_ID } from '../testing/server.ts';
import type { Answer, TestServer } from '../testing/server.ts';
import { callbackOf, invocationOf, wantsBackground, withoutBackground } from './invocation.ts';

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function start(behaviour: Partial<Behaviour> = {}): Promise<TestServer> {
  const server = await startTestServer({ behaviour: { ...DEFAULT_BEHAVIOUR, backgroundDelay: 1, ...behaviour } });
  servers.push(server);
  return server;
}

const ASYNC = { prefer: 'respond-async' };

interface Status {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

async function monitor(server: TestServer, id: string, method = 'GET'): Promise<Status> {
  const response = await fetch(`${server.url}/api/backgroundoperation/${id}`, {
    method,
    headers: { 'content-type': 'application/json' },
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

const idOf = (answer: Answer): string => answer.headers.get('x-ms-dyn-backgroundoperationid') ?? '';

async function completed(server: TestServer, id: string): Promise<Record<string, unknown>> {
  for (let turn = 0; turn < 500; turn += 1) {
    const { json } = await monitor(server, id);
    if (json['backgroundOperationStateCode'] === 3) return json;
    await pause(10);
  }
  throw new Error('the operation does not end');
}

const row = async (server: TestServer, id: string): Promise<Record<string, unknown>> =>
  (await server.get(`backgroundoperations(${id})`)).json;

describe('background operations', () => {
  it('answers 202 with the address of the status monitor, then does the work', async () => {
    const server = await start();
    const master = await server.create('accounts', { name: 'Master' });
    const subordinate = await server.create('accounts', { name: 'Subordinate' });
    const body = {
      Target: { '@odata.type': 'Microsoft.Dynamics.CRM.account', accountid: master },
      Subordinate: { '@odata.type': 'Microsoft.Dynamics.CRM.account', accountid: subordinate },
      PerformParentingChecks: false,
    };
    const answer = await server.send('POST', 'Merge', body, ASYNC);
    const id = idOf(answer);
    expect([answer.status, answer.text]).toEqual([202, '']);
    expect(answer.headers.get('location')).toBe(`${server.url}/api/backgroundoperation/${id}`);
    expect(answer.headers.get('preference-applied')).toBe('respond-async');
    expect(await completed(server, id)).toEqual({ backgroundOperationStateCode: 3, backgroundOperationStatusCode: 30 });
    expect((await server.get(`accounts(${subordinate})?$select=merged`)).json['merged']).toBe(true);
    const kept = await row(server, id);
    expect(kept).toMatchObject({
      name: 'Merge',
      outputparameters: '[]',
      runas: USER_ID,
      retrycount: 0,
      errorcode: null,
      partitionid: id,
      ttlinseconds: 7_776_000,
    });
    expect(JSON.parse(String(kept['inputparameters']))).toContainEqual({ Key: 'PerformParentingChecks', Value: false });
  });

  it('gives the output of a function to the monitor and to the row', async () => {
    const server = await start();
    const id = idOf(await server.get('WhoAmI', ASYNC));
    expect(await completed(server, id)).toMatchObject({ backgroundOperationStatusCode: 30, UserId: USER_ID });
    const { outputparameters } = await row(server, id);
    expect(JSON.parse(String(outputparameters))).toContainEqual({ Key: 'UserId', Value: USER_ID });
  });

  it('repeats a failing operation three times, then tells code and message', async () => {
    const server = await start();
    const id = idOf(await server.send('POST', 'Merge', { Target: null }, ASYNC));
    const status = await completed(server, id);
    expect(status).toEqual({
      backgroundOperationErrorCode: 0x80040203 | 0,
      backgroundOperationErrorMessage: expect.stringContaining('Merge'),
      backgroundOperationStateCode: 3,
      backgroundOperationStatusCode: 31,
    });
    expect((await row(server, id))['retrycount']).toBe(3);
  });

  it('cancels what waits, by DELETE or by an update of the row, and refuses it afterwards', async () => {
    const server = await start({ backgroundDelay: 400 });
    const canceling = { backgroundoperationstatecode: 2, backgroundoperationstatuscode: 22 };
    const patch = (id: string): Promise<Answer> =>
      server.send('PATCH', `backgroundoperations(${id})`, canceling, { 'if-match': '*' });
    const first = idOf(await server.get('WhoAmI', ASYNC));
    const second = idOf(await server.get('WhoAmI', ASYNC));
    const deleted = await monitor(server, first, 'DELETE');
    expect(deleted).toEqual({
      status: 200,
      json: { backgroundOperationStateCode: 2, backgroundOperationStatusCode: 22 },
    });
    expect((await patch(second)).status).toBe(204);
    for (const id of [first, second]) {
      expect((await completed(server, id))['backgroundOperationStatusCode']).toBe(32);
      expect(await monitor(server, id, 'DELETE')).toEqual({
        status: 409,
        json: { message: 'Canceling background operation is not allowed after it is in terminal state.' },
      });
      expect((await patch(id)).json['error'].message).toContain('terminal state');
    }
  });

  it('calls back the address that was named, without output', async () => {
    const server = await start();
    const told = Promise.withResolvers<string>();
    const listener = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      request.on('end', () => {
        response.end();
        told.resolve(text);
      });
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as AddressInfo;
    const prefer = `respond-async, odata.callback; url="http://127.0.0.1:${port}/done"`;
    const answer = await server.get('WhoAmI', { prefer });
    expect(JSON.parse(await told.promise)).toEqual({
      location: answer.headers.get('location'),
      backgroundOperationId: idOf(answer),
      backgroundOperationStateCode: 3,
      backgroundOperationStatusCode: 30,
    });
    listener.close();
  });

  it('leaves other requests alone, and all with the switch off', async () => {
    const server = await start();
    expect((await server.send('POST', 'accounts', { name: 'At once' }, ASYNC)).status).toBe(204);
    expect((await server.get('accounts(1)/Microsoft.Dynamics.CRM.Nonsense', ASYNC)).status).not.toBe(202);
    expect((await monitor(server, USER_ID)).status).toBe(404);
    const off = await start({ backgroundOperations: false });
    expect((await off.get('WhoAmI', ASYNC)).json['UserId']).toBe(USER_ID);
  });

  it('takes read and write privileges of the table', async () => {
    const server = await start();
    const link = server.engine.system.find('systemuserroles', { systemuserid: USER_ID })[0];
    server.engine.system.remove('systemuserroles', String(link?.['systemuserroleid']));
    const answer = await server.get('WhoAmI', ASYNC);
    expect([answer.status, answer.json['error'].code]).toEqual([403, '0x80040220']);
    expect(answer.json['error'].message).toContain('prvReadbackgroundoperation');
  });
});

describe('what a request asks for', () => {
  it('knows actions and functions by their address', () => {
    const of = (path: string, body?: unknown): unknown => invocationOf(`/api/data/v9.2/${path}`, body);
    expect(of('WhoAmI')).toEqual({ name: 'WhoAmI', input: [] });
    expect(of("InitializeFrom(TargetEntityName='task',Kind=@p1)?@p1=5")).toEqual({
      name: 'InitializeFrom',
      input: [
        { Key: 'TargetEntityName', Value: 'task' },
        { Key: 'Kind', Value: '5' },
      ],
    });
    expect(of('emails(5c300000-0000-4000-8000-000000000001)/Microsoft.Dynamics.CRM.SendEmail', { a: 1 })).toEqual({
      name: 'SendEmail',
      input: [
        { Key: 'Target', Value: 'emails(5c300000-0000-4000-8000-000000000001)' },
        { Key: 'a', Value: 1 },
      ],
    });
    for (const path of [
      '$batch',
      'accounts',
      'accounts/$count',
      '',
      '../x/Microsoft.Dynamics.CRM.WhoAmI',
      '%2e%2e/WhoAmI',
    ])
      expect(of(path)).toBeUndefined();
  });

  it('reads Prefer', () => {
    const prefer = 'respond-async,odata.callback;url="https://example.com/a?b=c",odata.include-annotations="*"';
    expect(wantsBackground(prefer)).toBe(true);
    expect(wantsBackground('return=representation')).toBe(false);
    expect(callbackOf(prefer)).toBe('https://example.com/a?b=c');
    expect(callbackOf('respond-async')).toBeUndefined();
    expect(withoutBackground(prefer)).toBe('odata.include-annotations="*"');
  });
});
