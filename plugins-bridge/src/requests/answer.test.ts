import { describe, expect, it } from '@jest/globals';
import { RequestType } from '@activity-logging/activity-model/metadata';
import type { OperationResponse } from '../dataverse/batch.ts';
import { tableInfo } from '../test-support/tables.ts';
import { answerRequest } from './answer.ts';
import type { Request } from './request.ts';

const request: Request = { id: 'r', etag: '*', type: RequestType.Retry, by: 'u1', askedAt: 0, issueId: 'i1' };
const issue = (body: object): OperationResponse => ({ status: 200, headers: {}, body });

function ask(answer: OperationResponse, { replayed = 1, now = 0 } = {}) {
  const heard: unknown[] = [];
  const context = {
    client: {
      send: (operation: { headers?: unknown }) => {
        heard.push(operation.headers);
        return Promise.resolve(answer);
      },
    },
    metadata: { table: (name: string) => Promise.resolve(tableInfo(name)), refresh: () => undefined },
    queue: { replay: () => Promise.resolve(replayed) },
    crm: { forget: () => undefined },
    now: () => now,
  } as unknown as Parameters<typeof answerRequest>[1];
  return { answer: answerRequest(request, context), heard };
}

describe('requests', () => {
  it('B-11 the issue is read with the rights of whoever asks', async () => {
    const { answer, heard } = ask(issue({ al_eventid: 'e1' }));
    expect(await answer).toMatchObject({ status: 'done' });
    expect(heard).toEqual([{ MSCRMCallerID: 'u1' }]);
  });

  it('B-11 an issue that is gone or must not be read is refused, and nothing is tried', async () => {
    const forbidden = { status: 403, headers: {}, body: { error: { code: '0x80040220', message: 'no' } } };
    expect(await ask(forbidden).answer).toMatchObject({
      status: 'refused',
      message: expect.stringContaining('may not read'),
    });
  });

  it('B-11 another bridge is given a minute, then it is refused', async () => {
    expect(await ask(issue({ al_eventid: 'e1' }), { replayed: 0, now: 59_000 }).answer).toBeUndefined();
    const late = ask(issue({ al_eventid: 'e1' }), { replayed: 0, now: 61_000 });
    expect(await late.answer).toMatchObject({ status: 'refused', message: expect.stringContaining('not kept') });
    expect(await ask(issue({ al_eventid: null })).answer).toMatchObject({
      status: 'refused',
      message: expect.stringContaining('one event'),
    });
  });
});
