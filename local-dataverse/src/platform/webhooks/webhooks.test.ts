import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestServer } from '../../http/testing/server.ts';
import type { Answer, TestServer } from '../../http/testing/server.ts';
import { seedMessages } from '../seed/messages.ts';
import { createWebhooks } from './index.ts';
import type { Webhooks, WebhookOptions } from './index.ts';
import { exampleMessage, startReceiver } from './testing/examples.ts';
import type { Receiver } from './testing/examples.ts';

const SECRET = 'correct horse';
const AUTH = `<settings><setting name="x-secret" value="${SECRET}" /></settings>`;

/** Real engine, Web API, SQLite file and sockets; registered over the Web API as the bridge does. */
describe('webhooks over sockets', () => {
  let crm: TestServer;
  let receiver: Receiver;
  let webhooks: Webhooks;
  let errors: unknown[];

  const start = (options: WebhookOptions = {}): void => {
    errors = [];
    webhooks = createWebhooks(crm.engine, { onError: (error) => errors.push(error), ...options });
  };
  beforeAll(async () => {
    crm = await startTestServer();
    seedMessages(crm.engine, {});
    // Listeners cannot be taken away again: this one stands for the test's own.
    crm.engine.listen({
      wantsTransaction: (message, table) => webhooks.wantsTransaction(message, table),
      inTransaction: (context) => webhooks.inTransaction(context),
      afterCommit: (context) => webhooks.afterCommit(context),
    });
  });
  afterAll(() => crm.close());
  beforeEach(async () => void (receiver = await startReceiver()));
  afterEach(async () => {
    await webhooks.close();
    await receiver.close();
    const { system } = crm.engine;
    for (const table of [
      'sdkmessageprocessingstepimage',
      'sdkmessageprocessingstep',
      'serviceendpoint',
      'asyncoperation',
      'contact',
    ]) {
      for (const row of system.find(table, {})) system.remove(table, String(row[`${table}id`]));
    }
    expect(errors).toEqual([]);
  });

  async function filterOf(
    message: string,
    table: string,
  ): Promise<{ sdkmessagefilterid: string; _sdkmessageid_value: string }> {
    const filter = encodeURIComponent(
      `sdkmessageid/name eq '${message}' and primaryobjecttypecode eq '${table}' and iscustomprocessingstepallowed eq true`,
    );
    return (await crm.get(`sdkmessagefilters?$select=sdkmessagefilterid,_sdkmessageid_value&$filter=${filter}`)).json[
      'value'
    ][0];
  }

  async function register(message: string, table: string, step: object = {}, endpoint: object = {}): Promise<string> {
    const hook = await crm.create('serviceendpoints', {
      name: 'Bridge',
      contract: 8,
      authtype: 5,
      authvalue: AUTH,
      messageformat: 2,
      connectionmode: 1,
      userclaim: 1,
      url: receiver.url,
      ...endpoint,
    });
    const filter = await filterOf(message, table);
    return crm.create('sdkmessageprocessingsteps', {
      name: `${message} of ${table}`,
      stage: 40,
      mode: 1,
      rank: 1,
      asyncautodelete: true,
      supporteddeployment: 0,
      ...step,
      'eventhandler_serviceendpoint@odata.bind': `/serviceendpoints(${hook})`,
      'sdkmessageid@odata.bind': `/sdkmessages(${filter._sdkmessageid_value})`,
      'sdkmessagefilterid@odata.bind': `/sdkmessagefilters(${filter.sdkmessagefilterid})`,
    });
  }

  async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
    for (const end = Date.now() + 5000; !(await condition());) {
      if (Date.now() > end) throw new Error('waited 5 s in vain');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  const jobs = async (): Promise<Answer['json'][]> => (await crm.get('asyncoperations')).json['value'];
  const failedJob = async (): Promise<Answer['json']> => {
    await until(async () => (await jobs())[0]?.['statecode'] === 3);
    return (await jobs())[0] ?? {};
  };

  it('B-10 posts a created row after commit and leaves no job', async () => {
    start();
    const step = await register('Create', 'contact');
    const id = await crm.create('contacts', { lastname: 'Lee' });
    await until(() => receiver.deliveries.length === 1);
    const { method, url, headers, context } = receiver.deliveries[0]!;
    expect([method, url, headers['x-secret'], headers['x-ms-dynamics-request-name']]).toEqual([
      'POST',
      '/hook?from=crm',
      SECRET,
      'Create',
    ]);
    expect(context).toMatchObject({
      MessageName: 'Create',
      PrimaryEntityName: 'contact',
      PrimaryEntityId: id,
      Stage: 40,
      Mode: 1,
      OwningExtension: { Id: step },
    });
    expect(context.OutputParameters).toEqual([{ key: 'id', value: id }]);
    await webhooks.close();
    expect(await jobs()).toEqual([]);
  });

  it('follows changes of registrations: filter columns, disabled, removed, restarted', async () => {
    start();
    const step = await register('Update', 'contact', { filteringattributes: 'lastname, emailaddress1' });
    const id = await crm.create('contacts', { lastname: 'Lee' });
    const change = async (body: object): Promise<void> =>
      expect((await crm.send('PATCH', `contacts(${id})`, body)).status).toBe(204);
    await change({ firstname: 'Ann' });
    await change({ lastname: 'Li' });
    await until(() => receiver.deliveries.length === 1);
    expect(
      (await crm.send('PATCH', `sdkmessageprocessingsteps(${step})`, { statecode: 1, statuscode: 2 })).status,
    ).toBe(204);
    await change({ lastname: 'Lo' });
    expect(
      (await crm.send('PATCH', `sdkmessageprocessingsteps(${step})`, { statecode: 0, statuscode: 1 })).status,
    ).toBe(204);
    await webhooks.close();
    start();
    await change({ lastname: 'Lu' });
    await until(() => receiver.deliveries.length === 2);
    expect((await crm.send('DELETE', `sdkmessageprocessingsteps(${step})`)).status).toBe(204);
    await change({ lastname: 'La' });
    await webhooks.close();
    expect(receiver.deliveries).toHaveLength(2);
  });

  it('carries images only when the step has them', async () => {
    start();
    const step = await register('Delete', 'contact');
    await crm.create('sdkmessageprocessingstepimages', {
      name: 'before',
      entityalias: 'before',
      imagetype: 0,
      messagepropertyname: 'Target',
      attributes: 'lastname',
      'sdkmessageprocessingstepid@odata.bind': `/sdkmessageprocessingsteps(${step})`,
    });
    const id = await crm.create('contacts', { firstname: 'Ann', lastname: 'Lee' });
    await crm.send('DELETE', `contacts(${id})`);
    await until(() => receiver.deliveries.length === 1);
    const { PreEntityImages, PostEntityImages } = receiver.deliveries[0]!.context;
    expect(PreEntityImages).toMatchObject([
      { key: 'before', value: { Id: id, Attributes: expect.arrayContaining([{ key: 'lastname', value: 'Lee' }]) } },
    ]);
    expect(JSON.stringify(PreEntityImages)).not.toContain('Ann');
    expect(PostEntityImages).toEqual([]);
  });

  it('repeats once after 502, 503, 504, with the same operation', async () => {
    start();
    await register('Create', 'contact');
    receiver.answers = [503];
    await crm.create('contacts', { lastname: 'Lee' });
    await until(() => receiver.deliveries.length === 2);
    await webhooks.close();
    const [first, second] = receiver.deliveries;
    expect(first?.text).toBe(second?.text);
    expect(await jobs()).toEqual([]);
  });

  const failures: readonly [name: string, answers: Receiver['answers'], deliveries: number, reason: string][] = [
    ['after the second 504', [504, 504], 2, 'answered with status 504'],
    ['at once after 500', [500], 1, 'answered with status 500'],
    ['without following 302', [302], 1, 'answered with status 302'],
    ['after the timeout', ['never'], 1, 'did not answer within 0.2 s'],
  ];
  it.each(failures)('fails %s and notes the job', async (_name, answers, deliveries, reason) => {
    start({ timeoutMs: 200 });
    const step = await register('Create', 'contact');
    receiver.answers = [...answers];
    const id = await crm.create('contacts', { lastname: 'Lee' });
    const job = await failedJob();
    expect(job).toMatchObject({
      asyncoperationid: receiver.deliveries[0]?.context.OperationId,
      name: 'Create of contact',
      statecode: 3,
      statuscode: 31,
      errorcode: -2147220970,
      retrycount: deliveries - 1,
      friendlymessage: `The webhook call failed in the step 'Create of contact': the endpoint 'Bridge' ${reason}.`,
      _owningextensionid_value: step,
      _regardingobjectid_value: id,
    });
    expect(job['message']).toBe(job['friendlymessage']);
    expect(receiver.deliveries).toHaveLength(deliveries);
  });

  it('keeps a job that succeeded when the step does not delete it', async () => {
    start();
    await register('Create', 'contact', { asyncautodelete: false });
    await crm.create('contacts', { lastname: 'Lee' });
    expect(await failedJob()).toMatchObject({ statecode: 3, statuscode: 30, message: null });
  });

  it('tells neither address nor secret when the endpoint cannot be asked', async () => {
    start();
    await register('Create', 'contact', {}, { url: `http://127.0.0.1:1/hook?key=k3y` });
    await crm.create('contacts', { lastname: 'Lee' });
    const job = await failedJob();
    expect(job['message']).toContain('could not be asked (ECONNREFUSED)');
    expect(JSON.stringify(job)).not.toMatch(/127\.0\.0\.1|k3y|horse/);
    expect((await crm.get('serviceendpoints')).text).not.toContain('horse');
  });

  it('T-6 a synchronous step that refuses leaves nothing behind', async () => {
    start();
    await register('Create', 'contact', { mode: 0, stage: 20 });
    receiver.answers = [422];
    const answer = await crm.send('POST', 'contacts', { lastname: 'Lee' });
    expect([answer.status, answer.json['error']['code']]).toEqual([400, '0x80040216']);
    expect((await crm.get('contacts')).json['value']).toEqual([]);
    expect(receiver.deliveries[0]?.context).toMatchObject({ Mode: 0, Stage: 20, IsInTransaction: true });
    expect(await jobs()).toEqual([]);
  });

  it('a synchronous step is asked before the row can be seen, and may read meanwhile', async () => {
    start();
    await register('Create', 'contact', { mode: 0, stage: 40 });
    let seen: unknown;
    receiver.meanwhile = async () => void (seen = (await crm.get('contacts')).json['value']);
    const id = await crm.create('contacts', { lastname: 'Lee' });
    expect(seen).toEqual([]);
    expect((await crm.get(`contacts(${id})`)).status).toBe(200);
    expect(receiver.deliveries[0]?.context.PrimaryEntityId).toBe(id);
  });

  it('ends a chain of more than eight', async () => {
    start();
    await register('Create', 'contact', { mode: 0 });
    await expect(webhooks.inTransaction(exampleMessage({ message: 'Create', depth: 8 }))).resolves.toBeUndefined();
    await expect(webhooks.inTransaction(exampleMessage({ message: 'Create', depth: 9 }))).rejects.toThrow(
      /webhook call failed/,
    );
    expect(receiver.deliveries).toHaveLength(1);
  });

  it('close waits for deliveries, ends those that take too long and notes them', async () => {
    start({ closeMs: 50 });
    await register('Create', 'contact');
    receiver.answers = ['never'];
    await crm.create('contacts', { lastname: 'Lee' });
    await until(() => receiver.deliveries.length === 1);
    await webhooks.close();
    expect((await failedJob())['message']).toContain('the local Dataverse was stopped');
    await crm.create('contacts', { lastname: 'Li' });
    expect(receiver.deliveries).toHaveLength(1);
  });
});
