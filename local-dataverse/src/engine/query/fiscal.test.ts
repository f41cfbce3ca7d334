import { describe, expect, it } from '@jest/globals';
import { fiscalSpan, fiscalSpanOf } from './fiscal.ts';

const quarters = { month: 0, day: 1, type: 2002 };
const april = { month: 3, day: 1, type: 2003 };
const NOW = Date.parse('2026-02-14T10:00:00Z');
const days = (span: { from?: string; to?: string } | undefined): (string | undefined)[] => [
  span?.from?.slice(0, 10),
  span?.to?.slice(0, 10),
];

describe('the fiscal calendar', () => {
  it.each([
    ['ThisFiscalYear', quarters, ['2026-01-01', '2027-01-01']],
    ['LastFiscalYear', quarters, ['2025-01-01', '2026-01-01']],
    ['ThisFiscalPeriod', quarters, ['2026-01-01', '2026-04-01']],
    ['LastFiscalPeriod', quarters, ['2025-10-01', '2026-01-01']],
    ['NextFiscalPeriod', quarters, ['2026-04-01', '2026-07-01']],
    ['ThisFiscalYear', april, ['2025-04-01', '2026-04-01']],
    ['NextFiscalYear', april, ['2026-04-01', '2027-04-01']],
    ['ThisFiscalPeriod', april, ['2026-02-01', '2026-03-01']],
    ['ThisFiscalPeriod', { month: 0, day: 1, type: 2004 }, ['2026-01-29', '2026-02-26']],
  ])('%s', (name, calendar, expected) => expect(days(fiscalSpan(name, calendar, NOW))).toEqual(expected));

  it('named years and periods', () => {
    expect(days(fiscalSpanOf('InFiscalYear', [2024], april))).toEqual(['2024-04-01', '2025-04-01']);
    expect(days(fiscalSpanOf('InFiscalPeriodAndYear', [4, 2026], quarters))).toEqual(['2026-10-01', '2027-01-01']);
    expect(days(fiscalSpanOf('InOrAfterFiscalPeriodAndYear', [2, 2026], quarters))).toEqual(['2026-04-01', undefined]);
    expect(days(fiscalSpanOf('InOrBeforeFiscalPeriodAndYear', [2, 2026], quarters))).toEqual([undefined, '2026-07-01']);
    expect(fiscalSpanOf('InFiscalPeriodAndYear', [5, 2026], quarters)).toBeUndefined();
  });
});
