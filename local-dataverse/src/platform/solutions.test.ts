import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { batchText, single } from '../http/testing/server.ts';
import { activityFixture } from '../import/testing/activity.ts';
import { solutionZip, type Fixture } from '../import/testing/fixture.ts';
import { startSignedIn, type Json, type SignedIn } from './testing/signed-in.ts';

let platform: SignedIn;
const api: SignedIn['api'] = (...request) => platform.api(...request);
beforeEach(async () => void (platform = await startSignedIn()), 30_000);
afterEach(() => platform.close());

const parameters = (fixture: Fixture): Json => ({
  CustomizationFile: Buffer.from(solutionZip(fixture)).toString('base64'),
  OverwriteUnmanagedCustomizations: true,
  PublishWorkflows: false,
  ImportJobId: randomUUID(),
});
const load = (fixture: Fixture = { managed: true }): ReturnType<typeof api> =>
  api('POST', 'ImportSolution', parameters(fixture));
const thingsId = async (): Promise<string> =>
  String((await api('GET', "solutions?$filter=uniquename eq 'Things'")).json.value?.[0]?.['solutionid']);
const job = async (id: unknown): Promise<Json> => {
  for (let round = 0; round < 100; round += 1) {
    const { json } = await api('GET', `asyncoperations(${String(id)})`);
    if (json['statecode'] === 3) return json;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the job does not end');
};

describe('messages on solutions', () => {
  it('need privileges', async () => {
    await load();
    const id = await thingsId();
    const headers = await platform.plain();
    for (const [method, path, body] of [
      ['POST', 'ImportSolution', parameters({})],
      ['POST', 'ImportSolutionAsync', parameters({})],
      ['POST', 'StageSolution', parameters({})],
      ['POST', 'UninstallSolutionAsync', { SolutionUniqueName: 'Things' }],
      ['POST', 'PublishAllXml', {}],
      ['DELETE', `solutions(${id})`, undefined],
    ] as const)
      expect({ path, ...(await api(method, path, body, headers)) }).toMatchObject({
        path,
        status: 403,
        json: { error: { code: '0x80040220' } },
      });
    expect((await api('GET', 't_things')).status).toBe(200);
  });

  it('uninstall in a batch, and as a job', async () => {
    await load();
    const answer = await api(
      'POST',
      '$batch',
      batchText(single(`DELETE solutions(${await thingsId()})`)).replaceAll('\n', '\r\n'),
      {
        'content-type': 'multipart/mixed; boundary=batch_a',
      },
    );
    expect(answer.text).toMatch(/^HTTP\/1\.1 204/m);
    expect((await api('GET', 't_things')).status).toBe(404);
    await load();
    const started = await api('POST', 'UninstallSolutionAsync', { SolutionUniqueName: 'Things' });
    expect(await job(started.json['AsyncOperationId'])).toMatchObject({ statuscode: 30, operationtype: 208 });
    expect((await api('GET', 't_things')).status).toBe(404);
    expect((await api('POST', 'UninstallSolutionAsync', { SolutionUniqueName: 'Things' })).status).toBe(404);
    expect((await api('DELETE', `solutions(${randomUUID()})`)).json.error?.code).toBe('0x80040217');
  });

  it('tell in the job why an import failed', async () => {
    const started = await api('POST', 'ImportSolutionAsync', {
      ...parameters({ customize: (xml) => xml.replace('Library name="t_/thing.js"', 'Library name="t_/gone.js"') }),
    });
    expect(await job(started.json['AsyncOperationId'])).toMatchObject({
      statuscode: 31,
      errorcode: 0x8004801d | 0,
      message: expect.stringContaining('t_/gone.js'),
    });
  });

  it('refuse an uninstall while a step listens to the table', async () => {
    await load();
    const filter = (
      await api('GET', "sdkmessagefilters?$filter=primaryobjecttypecode eq 't_thing' and sdkmessageid/name eq 'Create'")
    ).json.value?.[0];
    const endpoint = (
      await api(
        'POST',
        'serviceendpoints',
        { name: 'Hook', url: 'https://127.0.0.1:1/', contract: 8, authtype: 4, authvalue: 'x' },
        { prefer: 'return=representation' },
      )
    ).json;
    const step = await api(
      'POST',
      'sdkmessageprocessingsteps',
      {
        name: 'Listen',
        stage: 40,
        mode: 1,
        rank: 1,
        'eventhandler_serviceendpoint@odata.bind': `/serviceendpoints(${String(endpoint['serviceendpointid'])})`,
        'sdkmessageid@odata.bind': `/sdkmessages(${String(filter?.['_sdkmessageid_value'])})`,
        'sdkmessagefilterid@odata.bind': `/sdkmessagefilters(${String(filter?.['sdkmessagefilterid'])})`,
      },
      { prefer: 'return=representation' },
    );
    expect(step.status).toBe(201);
    const refused = await api('DELETE', `solutions(${await thingsId()})`);
    expect(refused.json.error?.message).toMatch(
      /DependentComponentObject details: Type: SDKMessageProcessingStep, ObjectName: Listen/,
    );
    await api('DELETE', `sdkmessageprocessingsteps(${String(step.json['sdkmessageprocessingstepid'])})`);
    expect((await api('DELETE', `solutions(${await thingsId()})`)).status).toBe(204);
  });

  it('bring a custom activity that behaves like one', async () => {
    expect((await load(activityFixture)).status).toBe(204);
    const contact = (await api('POST', 'contacts', { lastname: 'Person' }, { prefer: 'return=representation' })).json;
    const bind = `/contacts(${String(contact['contactid'])})`;
    const made = await api(
      'POST',
      't_things',
      {
        subject: 'Visit',
        'regardingobjectid_contact_t_thing@odata.bind': bind,
        t_thing_activity_parties: [{ participationtypemask: 2, 'partyid_contact@odata.bind': bind }],
      },
      { prefer: 'return=representation' },
    );
    expect(made).toMatchObject({ status: 201, json: { subject: 'Visit', statecode: 0 } });
    const id = String(made.json['activityid']);
    const read = await api(
      'GET',
      `t_things(${id})?$select=subject&$expand=t_thing_activity_parties($select=participationtypemask)`,
    );
    expect(read.json['t_thing_activity_parties']).toEqual(
      expect.arrayContaining([expect.objectContaining({ participationtypemask: 2 })]),
    );
    expect((await api('GET', `activitypointers(${id})`)).json).toMatchObject({ activitytypecode: 't_thing' });
    expect((await api('PATCH', `t_things(${id})`, { statecode: 1, statuscode: 2 })).status).toBe(204);
    expect((await api('DELETE', `solutions(${await thingsId()})`)).status).toBe(204);
    expect((await api('GET', `activitypointers(${id})`)).status).toBe(404);
    expect((await api('GET', bind.slice(1))).status).toBe(200);
  });
});
