import { describe, expect, it } from '@jest/globals';
import { sourceApi } from '../../connections/source-api.ts';
import { configuredToken } from '../../connections/tokens.ts';
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
  const http: HttpClient = { origin: 'http://salesloft.example', request, close: () => Promise.resolve() };
  const tokens = configuredToken('salesloft', 't');
  return {
    api: sourceApi({ name: 'salesloft', http, tokens }),
    paths,
    /** Answers what was asked; requests are sent a turn after they are wanted. */
    async release() {
      while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
      for (const go of waiting.splice(0)) go();
    },
  };
}

const robin = { id: 49001, name: 'Robin', email: 'Robin@us.example', active: true };

describe('salesloft directory', () => {
  it('whoever asks while an answer is under way gets that answer, and no second request is made', async () => {
    const api = slowApi(() => ({ status: 200, body: { data: [robin] } }));
    const { users } = salesloftDirectory({ api: api.api });
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
    const { users } = salesloftDirectory({ api: api.api });
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
    const { people } = salesloftDirectory({ api: api.api });
    const asked = people(['1']);
    await api.release();
    expect((await asked).size).toBe(0);
    expect((await people(['1'])).size).toBe(0);
    expect(api.paths).toHaveLength(1);
  });
});
