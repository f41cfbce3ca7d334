import { describe, expect, it } from '@jest/globals';
import type { HttpClient, HttpResponse } from '../../outbound/http-client.ts';
import { salesloftDirectory } from './api.ts';

/** An API that answers when it is told to. */
function slowApi(answer: (path: string) => { status: number; body: unknown }) {
  const waiting: (() => void)[] = [];
  const paths: string[] = [];
  const request = ({ path }: { path: string }): Promise<HttpResponse> => {
    paths.push(path);
    return new Promise((resolve) => {
      waiting.push(() => {
        const { status, body } = answer(path);
        resolve({ status, headers: {}, body: JSON.stringify(body) });
      });
    });
  };
  /** The token is fetched first: a request is on its way a moment after it is asked for. */
  const release = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    waiting.splice(0).forEach((go) => go());
  };
  return { http: { request } as unknown as HttpClient, paths, release };
}

const robin = { id: 49001, name: 'Robin', email: 'Robin@us.example', active: true };

describe('salesloft directory', () => {
  it('whoever asks while an answer is under way gets that answer, and no second request is made', async () => {
    const api = slowApi(() => ({ status: 200, body: { data: [robin] } }));
    const { users } = salesloftDirectory({ http: api.http, token: async () => 't' });
    const first = users(['49001']);
    const second = users(['49001', '49001']);
    await api.release();
    expect((await second).get('49001')).toMatchObject({ name: 'Robin', email: 'robin@us.example' });
    expect(await first).toEqual(await second);
    expect(api.paths).toHaveLength(1);
  });

  it('a failure reaches everybody who waits, and the next one asks again', async () => {
    let status = 404;
    const api = slowApi(() => ({ status, body: { data: [robin] } }));
    const { users } = salesloftDirectory({ http: api.http, token: async () => 't' });
    const both = Promise.allSettled([users(['49001']), users(['49001'])]);
    await api.release();
    expect((await both).map(({ status: outcome }) => outcome)).toEqual(['rejected', 'rejected']);
    status = 200;
    const again = users(['49001']);
    await api.release();
    expect((await again).size).toBe(1);
  });

  it('an id the source does not know is absent, and is not asked for at once again', async () => {
    const api = slowApi(() => ({ status: 200, body: { data: [] } }));
    const { people } = salesloftDirectory({ http: api.http, token: async () => 't' });
    const asked = people(['1']);
    await api.release();
    expect((await asked).size).toBe(0);
    expect((await people(['1'])).size).toBe(0);
    expect(api.paths).toHaveLength(1);
  });
});
