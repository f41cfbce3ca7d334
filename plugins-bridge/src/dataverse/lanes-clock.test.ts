import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createLanes } from './lanes.ts';

describe('createLanes', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('B-6 a pause that was asked for while the wall clock was a day ahead ends in its time', async () => {
    const lanes = createLanes([{ id: 'app', tokens: { get: async () => 'token' } }], { most: 1 });
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 86_400_000);
    (await lanes.enter(false)).end({ status: 429, retryAfterMs: 20 });
    clock.mockRestore();
    expect(lanes.figures()[0]?.pausedMs).toBeLessThanOrEqual(20);
    (await lanes.enter(false)).end({ status: 200 });
    lanes.close();
  });
});
