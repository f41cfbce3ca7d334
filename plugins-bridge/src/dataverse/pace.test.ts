import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createPace } from './pace.ts';

describe('createPace', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('B-6 a pause that was asked for while the wall clock was a day ahead ends in its time', async () => {
    const pace = createPace(1);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 86_400_000);
    pace.pause(20);
    clock.mockRestore();
    expect(pace.paused()).toBeLessThanOrEqual(20);
    expect(await pace.run(async () => 'done')).toBe('done');
  });
});
