import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PassingFailure } from '../../failures.ts';
import { type HttpClient, httpClient } from '../../outbound/http-client.ts';
import { reason } from '../../reasons.ts';
import { outreachApi, outreachToken } from '../../test-support/outreach.ts';
import { outreachDirectory } from './api.ts';

const everybody = Array.from({ length: 120 }, (_, index) => ({ id: index + 1, email: `P${index + 1}@alder.example` }));

describe('outreach directory', () => {
  let api: Awaited<ReturnType<typeof outreachApi>>;
  let http: HttpClient;
  const paths: string[] = [];

  beforeAll(async () => {
    api = await outreachApi(everybody, [{ id: 7, email: 'Robin@northwind.example' }]);
    const client = httpClient(api.url);
    http = {
      ...client,
      request(request) {
        paths.push(request.path);
        return client.request(request);
      },
    };
  });
  afterAll(async () => {
    await http.close();
    await api.close();
  });

  it('asks for many prospects with few requests, and for known ones not at all', async () => {
    const { people } = outreachDirectory({ http, token: async () => outreachToken });
    const found = await people([...everybody.map(({ id }) => String(id)), '999']);
    expect(found.size).toBe(120);
    expect(found.get('120')).toEqual({
      sourceId: '120',
      name: 'Prospect 120',
      emails: ['p120@alder.example'],
      phones: [],
    });
    expect(paths).toHaveLength(3);
    expect(paths[0]).toMatch(/^\/api\/v2\/prospects\?filter\[id\]=1,2,3,/);
    await people(['5', '999']);
    expect(paths).toHaveLength(3);
  });

  it('asks for the token anew each time: a renewed one counts at once', async () => {
    let token = 'an old one';
    const { users } = outreachDirectory({ http, token: async () => token });
    await expect(users(['7'])).rejects.toMatchObject({
      reason: { code: 'source-unavailable', detail: 'outreach: HTTP 401' },
    });
    token = outreachToken;
    expect((await users(['7'])).get('7')).toEqual({
      sourceId: '7',
      name: 'User 7',
      email: 'robin@northwind.example',
      active: true,
    });
  });

  it('why there is no token reaches whoever asks, and the next one asks again', async () => {
    let failure: Error | undefined = new PassingFailure(reason('source-unavailable', 'outreach: no sign-in'));
    const token = async (): Promise<string> => {
      if (failure) throw failure;
      return outreachToken;
    };
    const { users } = outreachDirectory({ http, token });
    await expect(users(['7'])).rejects.toBe(failure);
    failure = undefined;
    expect((await users(['7'])).size).toBe(1);
  });
});
