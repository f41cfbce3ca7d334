import { describe, expect, it } from '@jest/globals';
import { judgeCall } from './disposition.ts';

const ownId = '0a0a0a0a-0000-4000-8000-000000000001';
const users = ['0a0a0a0a-0000-4000-8000-000000000002'];
const made = { statecode: 1, directioncode: true };

describe('T-6 a completed outbound phone call without disposition', () => {
  const cases: [string, Record<string, unknown> | undefined, 'allow' | 'refuse'][] = [
    ['is refused', made, 'refuse'],
    ['is refused when the disposition was emptied', { ...made, al_disposition: null }, 'refuse'],
    ['has one', { ...made, al_disposition: 727000001 }, 'allow'],
    ['is a call of the bridge', { ...made, al_sourcesystem: 'salesloft' }, 'allow'],
    ['is incoming', { ...made, directioncode: false }, 'allow'],
    ['is open', { ...made, statecode: 0 }, 'allow'],
    ['is canceled', { ...made, statecode: 2 }, 'allow'],
    ['came without its row', undefined, 'allow'],
  ];
  it.each(cases)('%s', (_what, row, answer) => {
    expect(judgeCall({ table: 'phonecall', users, row }, ownId)).toBe(answer);
  });

  it('the bridge itself is never refused, nor whom it acts for', () => {
    expect(judgeCall({ table: 'phonecall', users: [...users, ownId.toUpperCase()], row: made }, ownId)).toBe('allow');
  });

  it('is all that is decided', () => {
    expect(judgeCall({ table: 'task', users, row: made }, ownId)).toBeUndefined();
  });
});
