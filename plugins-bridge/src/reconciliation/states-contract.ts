import { expect, it } from '@jest/globals';
import type { SourceStates } from './states.ts';

/** What every {@link SourceStates} does. @param open the same states again, as another bridge or after a restart. */
export function statesContract(open: () => Promise<SourceStates> | SourceStates): void {
  it('B-1 remembers what was changed, and leaves the rest', async () => {
    const first = await open();
    expect(await first.read('a')).toEqual({ cursors: {} });
    await first.update('a', { cursors: { calls: '1' }, heardAt: 5 });
    await first.update('a', { cursors: { notes: '2' }, off: ['x off'] });
    await first.update('b', { pulledAt: 7 });
    await first.close();
    const second = await open();
    expect(await second.read('a')).toEqual({ cursors: { calls: '1', notes: '2' }, heardAt: 5, off: ['x off'] });
    expect(await second.read('b')).toEqual({ cursors: {}, pulledAt: 7 });
    await second.close();
  });

  it('B-9 forgets what is over', async () => {
    const states = await open();
    await states.update('c', { problem: { code: 'p', detail: 'd' } });
    await states.update('c', { problem: undefined });
    expect((await states.read('c')).problem).toBeUndefined();
    await states.close();
    const again = await open();
    expect((await again.read('c')).problem).toBeUndefined();
    await again.close();
  });
}
