import { describe, expect, it } from '@jest/globals';
import type { CrmRow } from './crm-rows.ts';
import { bestOf, choose, type Match } from './policy.ts';

const match = (id: string, more: Partial<CrmRow> = {}, found: Partial<Match> = {}): Match => ({
  row: {
    table: 'contact',
    id,
    addresses: [],
    phones: [],
    active: true,
    qualified: false,
    createdOn: '2026',
    ...more,
  },
  direct: true,
  rank: 0,
  ...found,
});
const ids = (matches: readonly Match[]): string[] => bestOf(matches).map(({ id }) => id);

describe('several matches', () => {
  it('B-8 first by number: contacts by number, then those without one, then leads by age', () => {
    const matches = [
      match('lead-new', { table: 'lead', createdOn: '2026-02' }),
      match('lead-old', { table: 'lead', createdOn: '2026-01' }, { rank: 2 }),
      match('none-later', {}, { rank: 1 }),
      match('none'),
      match('ten', { number: 'C-010' }),
      match('nine', { number: 'C-9' }, { rank: 2 }),
    ];
    const expected = ['nine', 'ten', 'none', 'none-later', 'lead-old', 'lead-new'];
    expect(ids(matches)).toEqual(expected);
    expect(ids(matches.toReversed())).toEqual(expected);
    expect(choose(matches, 'firstByNumber', new Map())).toMatchObject({ id: 'nine' });
  });

  it('B-8 active rows before what merged rows lead to, inactive ones last', () => {
    const inactive = match('inactive', { active: false, number: '1' });
    const followed = match('master', { number: '2' }, { direct: false });
    const active = match('active', { number: '3' });
    expect(ids([inactive, followed, active])).toEqual(['active']);
    expect(ids([inactive, followed])).toEqual(['master']);
    expect(ids([inactive])).toEqual(['inactive']);
    expect(choose([], 'park', new Map())).toBeUndefined();
  });

  it('B-8 most recently active, else first by number; park only when there are two', () => {
    const [one, two] = [match('one', { number: '1' }), match('two', { number: '2' })];
    const active = new Map([['two', '2026-01-01']]);
    expect(choose([one, two], 'mostRecentlyActive', active)).toMatchObject({ id: 'two' });
    expect(choose([two, one], 'mostRecentlyActive', new Map())).toMatchObject({ id: 'one' });
    expect(choose([one, two], 'park', active)).toBe('several');
    expect(choose([one, one], 'park', active)).toMatchObject({ id: 'one' });
  });
});
