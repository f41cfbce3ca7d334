import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestStatus, RequestType } from '@activity-logging/activity-model/metadata';
import { type Bridge, startBridge } from '../bridge.ts';
import { createLogger } from '../log.ts';
import { connectSteps } from '../platform/steps.ts';
import { eventually } from '../test-support/eventually.ts';
import { type Organisation, solutionsArePacked, startOrganisation } from '../test-support/organisation.ts';
import { apiToken, callbackToken, payloadsOf, post, salesloftApi } from '../test-support/salesloft.ts';

type Row = Record<string, unknown>;

(solutionsArePacked ? describe : describe.skip)('requests of users', () => {
  let organisation: Organisation;
  let api: Awaited<ReturnType<typeof salesloftApi>>;
  let bridge: Bridge;
  const user = { id: 77, email: 'robin@northwind.example' };
  const person = { id: 500, email: 'nobody@acme.example' };
  const secret = 'secret of the webhook';

  beforeAll(async () => {
    [organisation, api] = await Promise.all([startOrganisation(), salesloftApi([person], [user])]);
    const config = organisation.config({
      BRIDGE_WEBHOOK_SECRET: secret,
      SALESLOFT_CALLBACK_TOKENS: callbackToken,
      SALESLOFT_API_TOKEN: apiToken,
      SALESLOFT_API_URL: api.url,
    });
    bridge = await startBridge(config, createLogger('silent'));
    await eventually(
      async () => (await fetch(`${bridge.url}/health/ready`)).ok,
      async () => 'not ready',
    );
  }, 60_000);
  afterAll(async () => {
    await bridge?.close();
    await Promise.all([organisation?.close(), api?.close()]);
  });

  const rows = async (path: string): Promise<Row[]> =>
    ((await organisation.admin.read(path.replaceAll(' ', '%20'))) as { value: Row[] }).value;
  const create = async (set: string, body: object): Promise<string> => {
    const { headers } = await organisation.admin.write({ method: 'POST', path: set, body });
    return /\(([0-9a-f-]{36})\)$/.exec(String(headers['odata-entityid']))?.[1] ?? '';
  };
  const request = (type: number, more: object = {}): Promise<string> =>
    create('al_bridgerequests', { al_name: 'asked', al_requesttype: type, ...more });
  async function answered(id: string): Promise<Row> {
    const read = async (): Promise<Row | undefined> =>
      (await rows(`al_bridgerequests?$filter=al_bridgerequestid eq ${id}`))[0];
    await eventually(async () => Boolean((await read())?.['al_answeredon']), read);
    return (await read()) ?? {};
  }

  it('B-5, B-11 Retry takes the event of an issue up again; the issue is closed when it succeeds', async () => {
    await post(bridge.url, 'note_created', payloadsOf(person, user).note(1, 'Call back'));
    const open = 'al_loggingissues?$filter=statecode eq 0';
    await eventually(
      async () => (await rows(open)).length === 1,
      () => rows(open),
    );
    const [issue] = await rows(open);
    expect(issue).toMatchObject({ al_code: 'person-unknown', al_sourcesystem: 'salesloft' });
    // Nobody tells the bridge of this contact: the webhook is connected afterwards.
    await create('contacts', { lastname: 'Body', emailaddress1: person.email });
    await connectSteps(organisation.admin, { url: `${bridge.url}/platform/webhook`, secret });
    const id = await request(RequestType.Retry, {
      'al_loggingissueid@odata.bind': `/al_loggingissues(${String(issue?.['al_loggingissueid'])})`,
    });
    expect(await answered(id)).toMatchObject({ al_requeststatus: RequestStatus.Done });
    await eventually(
      async () => (await rows("tasks?$filter=subject eq 'Note'")).length === 1,
      () => rows(open),
    );
    await eventually(
      async () => (await rows(open)).length === 0,
      () => rows(open),
    );
  });

  it('B-11 what cannot be done is refused in a sentence', async () => {
    const refused = { al_requeststatus: RequestStatus.Refused };
    const show = await answered(await request(RequestType.ShowMessage));
    expect(show).toMatchObject({ ...refused, al_result: expect.stringContaining('cannot do this yet') });
    const nameless = await answered(await request(RequestType.Retry));
    expect(nameless).toMatchObject({ ...refused, al_result: expect.stringContaining('names no logging issue') });
  });
});
