import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startOrganisation } from '../protection/testing/organisation.ts';
import type { Organisation } from '../protection/testing/organisation.ts';

const ADA = '11111111-2222-4333-8444-000000000001';
const LATER = '11111111-2222-4333-8444-000000000002';

let org: Organisation;
let ada = '';
beforeAll(async () => {
  org = await startOrganisation();
  ada = await org.signIn(ADA);
});
afterAll(() => org.close());

interface Contact {
  readonly contactid: string;
  readonly lastname: string;
  readonly versionnumber: number;
}

const json = async (path: string, method = 'GET', body?: unknown): Promise<unknown> => {
  const answer = await org.api(ada, path, {
    method,
    headers: { prefer: 'return=representation' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (answer.status >= 300) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
};
const contacts = async (): Promise<string[]> =>
  ((await json('contacts?$select=lastname&$orderby=lastname')) as { value: Contact[] }).value.map(
    (each) => each.lastname,
  );

describe('/_local/snapshot and /_local/reset', () => {
  it('puts all rows back, and no row version comes twice', async () => {
    const kept = (await json('contacts', 'POST', { lastname: 'Kept' })) as Contact;
    expect((await org.local('POST', 'snapshot', { name: 'start' })).status).toBe(204);
    await json(`contacts(${kept.contactid})`, 'PATCH', { lastname: 'Changed' });
    const later = (await json('contacts', 'POST', { lastname: 'Later' })) as Contact;
    await json('tasks', 'POST', {
      subject: 'T',
      'regardingobjectid_contact@odata.bind': `/contacts(${kept.contactid})`,
    });
    await org.signIn(LATER);
    expect((await org.local('POST', 'reset', { snapshot: 'start' })).status).toBe(204);
    expect(await contacts()).toEqual(['Kept']);
    expect(((await json('tasks')) as { value: unknown[] }).value).toEqual([]);
    const users = (await json(`systemusers?$filter=applicationid eq ${LATER}`)) as { value: unknown[] };
    expect(users.value).toEqual([]);
    const next = (await json('contacts', 'POST', { lastname: 'Next' })) as Contact;
    expect(next.versionnumber).toBeGreaterThan(later.versionnumber);
    expect((await org.local('POST', 'reset', { snapshot: 'start' })).status).toBe(204);
    expect(await contacts()).toEqual(['Kept']);
    const { snapshots } = (await (await org.local('GET', 'snapshot')).json()) as { snapshots: { name: string }[] };
    expect(snapshots).toEqual([{ name: 'start', takenOn: expect.any(String), bytes: expect.any(Number) }]);
  });

  it('forgets webhooks that were registered since', async () => {
    await org.local('POST', 'snapshot', { name: 'quiet' });
    const endpoint = (await json('serviceendpoints', 'POST', {
      name: 'Nobody',
      contract: 8,
      authtype: 4,
      authvalue: 'x',
      url: 'http://127.0.0.1:9/none',
    })) as { serviceendpointid: string };
    const message = (await json("sdkmessages?$select=sdkmessageid&$filter=name eq 'Create'")) as {
      value: { sdkmessageid: string }[];
    };
    const filter = (await json(
      `sdkmessagefilters?$select=sdkmessagefilterid&$filter=primaryobjecttypecode eq 'contact' and _sdkmessageid_value eq ${message.value[0]?.sdkmessageid ?? ''}`,
    )) as { value: { sdkmessagefilterid: string }[] };
    await json('sdkmessageprocessingsteps', 'POST', {
      name: 'Ask nobody',
      mode: 0,
      stage: 40,
      rank: 1,
      supporteddeployment: 0,
      'sdkmessageid@odata.bind': `/sdkmessages(${message.value[0]?.sdkmessageid ?? ''})`,
      'sdkmessagefilterid@odata.bind': `/sdkmessagefilters(${filter.value[0]?.sdkmessagefilterid ?? ''})`,
      'eventhandler_serviceendpoint@odata.bind': `/serviceendpoints(${endpoint.serviceendpointid})`,
    });
    await expect(json('contacts', 'POST', { lastname: 'Refused' })).rejects.toThrow('400');
    expect((await org.local('POST', 'reset', { snapshot: 'quiet' })).status).toBe(204);
    await json('contacts', 'POST', { lastname: 'Free' });
    expect(await contacts()).toContain('Free');
  });

  it('refuses what it cannot put back rightly, and changes nothing then', async () => {
    const before = await contacts();
    expect((await org.local('POST', 'snapshot', { name: '../out' })).status).toBe(400);
    expect((await org.local('POST', 'reset', { snapshot: 'absent' })).status).toBe(404);
    expect((await org.local('POST', 'reset', { snapshot: 5 })).status).toBe(400);
    expect(await contacts()).toEqual(before);
  });
});
