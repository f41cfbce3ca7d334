import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Bridge, startBridge } from '../bridge.ts';
import type { BatchPart } from '../dataverse/batch.ts';
import { connectDataverse } from '../dataverse/connect.ts';
import { createLogger } from '../log.ts';
import { eventually } from '../test-support/eventually.ts';
import { type Organisation, solutionsArePacked, startOrganisation } from '../test-support/organisation.ts';
import { connectSteps } from './steps.ts';

(solutionsArePacked ? describe : describe.skip)('enforced dispositions', () => {
  let organisation: Organisation;
  let bridge: Bridge;
  const address = { url: '', secret: 'a secret of the webhook' };
  const enforced = ['Create', 'Update', 'SetState', 'SetStateDynamicEntity'].map(
    (message) => `${message} of phonecall`,
  );
  const completed = { statecode: 1, statuscode: 2 };
  const code = 727000000;

  beforeAll(async () => {
    organisation = await startOrganisation();
    bridge = await startBridge(organisation.config({ BRIDGE_WEBHOOK_SECRET: address.secret }), createLogger('silent'));
    await eventually(
      async () => (await fetch(`${bridge.url}/health/ready`)).ok,
      async () => 'not ready',
    );
    address.url = `${bridge.url}/platform/webhook`;
  }, 60_000);
  afterAll(async () => {
    await bridge?.close();
    await organisation?.close();
  });

  const call = async (body: object): Promise<string> => {
    const id = crypto.randomUUID();
    await organisation.admin.write({
      method: 'POST',
      path: 'phonecalls',
      body: { activityid: id, subject: 'By hand', directioncode: true, ...body },
    });
    return `phonecalls(${id})`;
  };
  /** Status of the answer, and what the row is then. */
  async function complete(path: string, body: object = {}, client = organisation.admin): Promise<[number, unknown]> {
    const { status } = await client.send({ method: 'PATCH', path, body: { ...completed, ...body } });
    const row = (await organisation.admin.read(`${path}?$select=statecode`)) as { statecode: number };
    return [status, row.statecode];
  }

  it('T-6 are off by default', async () => {
    await connectSteps(organisation.admin, address);
    expect(await complete(await call({}))).toEqual([204, 1]);
  });

  it('T-6 by switch: refused without one, and rolled back; taken with one, however it is written', async () => {
    const { admin } = organisation;
    expect(await connectSteps(admin, { ...address, enforceDispositions: true })).toMatchObject({ created: enforced });
    expect(await connectSteps(admin, { ...address, enforceDispositions: true })).toMatchObject({
      created: [],
      updated: [],
      removed: [],
    });
    const path = await call({});
    expect(await complete(path)).toEqual([400, 0]);
    expect(await complete(path, { al_disposition: code })).toEqual([204, 1]);
    expect(await complete(await call({ al_disposition: code }))).toEqual([204, 1]);
    expect(await complete(await call({ directioncode: false }))).toEqual([204, 1]);
    expect(await complete(await call({}), { statecode: 2, statuscode: 3 })).toEqual([204, 2]);
  });

  it('T-6 made and completed in one change set: refused as a whole, or taken', async () => {
    const changeSet = async (more: object): Promise<[boolean, number]> => {
      const activityid = crypto.randomUUID();
      const operations: Extract<BatchPart, { operations: unknown }>['operations'] = [
        { method: 'POST', path: 'phonecalls', body: { activityid, subject: 'Both', directioncode: true, ...more } },
        { method: 'PATCH', path: `phonecalls(${activityid})`, headers: { 'If-Match': '*' }, body: completed },
      ];
      const [answers] = await organisation.admin.batch([{ operations }]);
      const rows = await organisation.admin.read(
        `phonecalls?$filter=activityid eq ${activityid}`.replaceAll(' ', '%20'),
      );
      return [answers?.every(({ status }) => status < 400) === true, (rows as { value: unknown[] }).value.length];
    };
    expect(await changeSet({})).toEqual([false, 0]);
    expect(await changeSet({ al_disposition: code })).toEqual([true, 1]);
  });

  it('T-6 rows of the bridge are never refused', async () => {
    const { client, http } = connectDataverse(organisation.config({}));
    try {
      expect(await complete(await call({}), {}, client)).toEqual([204, 1]);
    } finally {
      await http.close();
    }
    expect(await complete(await call({ al_sourcesystem: 'salesloft' }))).toEqual([204, 1]);
  });

  it('T-6 a step that lost its image gets it back; without the switch all of it goes', async () => {
    const { admin } = organisation;
    const images = (await admin.read('sdkmessageprocessingstepimages?$select=sdkmessageprocessingstepimageid')) as {
      value: { sdkmessageprocessingstepimageid: string }[];
    };
    expect(images.value).toHaveLength(enforced.length);
    for (const { sdkmessageprocessingstepimageid: id } of images.value)
      await admin.write({ method: 'DELETE', path: `sdkmessageprocessingstepimages(${id})` });
    expect(await connectSteps(admin, { ...address, enforceDispositions: true })).toMatchObject({ updated: enforced });
    expect(await complete(await call({}))).toEqual([400, 0]);
    const { removed } = await connectSteps(admin, address);
    expect(removed.toSorted()).toEqual(enforced.toSorted());
    expect(await complete(await call({}))).toEqual([204, 1]);
    expect(await admin.read('sdkmessageprocessingstepimages?$select=name')).toMatchObject({ value: [] });
  });
});
