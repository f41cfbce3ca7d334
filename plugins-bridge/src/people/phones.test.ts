import { describe, expect, it } from '@jest/globals';
import type { TableInfo } from '../dataverse/metadata.ts';
import { queriesOf } from './crm-queries.ts';
import { type CountryCode, isCountry, likePatterns, phoneColumns, phoneText, readPhone, samePhone } from './phones.ts';
import { tokensOf } from './tokens.ts';

function info(columns: Record<string, string | undefined>): TableInfo {
  return {
    table: 'contact',
    set: 'contacts',
    primaryId: 'contactid',
    columns: new Map(
      Object.entries(columns).map(([name, format]) => [name, { type: 'String', ...(format ? { format } : {}) }]),
    ),
    navigation: () => undefined,
  };
}

/** `like` as the platform has it, for patterns of digits and `%`. */
function isLike(text: string, pattern: string): boolean {
  const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%', '[\\s\\S]*');
  return new RegExp(`^${source}$`, 'i').test(text);
}

describe('telephone numbers', () => {
  it.each<[string, CountryCode | undefined, string | undefined]>([
    ['+49 30 123456', undefined, '+4930123456'],
    ['030/12 34-56', 'DE', '+4930123456'],
    ['(0049) 30 123456', 'DE', '+4930123456'],
    ['+1 (415) 555-2671', undefined, '+14155552671'],
    ['415.555.2671', 'US', '+14155552671'],
    ['415.555.2671 x12', 'US', '+14155552671 ext. 12'],
    ['030/123456', undefined, undefined],
    ['none', 'DE', undefined],
    ['', 'DE', undefined],
  ])('B-8 %s read in %s is %s', (text, country, expected) => {
    const phone = readPhone(text, country);
    expect(phone && phoneText(phone)).toBe(expected);
    // What was read is read again without a country.
    expect(phone && readPhone(phoneText(phone), undefined)).toEqual(phone);
  });

  it('extensions tell numbers apart only where both have one', () => {
    const number = '+4930123456';
    expect(samePhone({ number, extension: '1' }, { number })).toBe(true);
    expect(samePhone({ number, extension: '1' }, { number, extension: '1' })).toBe(true);
    expect(samePhone({ number, extension: '1' }, { number, extension: '2' })).toBe(false);
    expect(samePhone({ number }, { number: '+4930123457' })).toBe(false);
  });

  it.each([
    ['+4930123456', ['+49 (0)30 12 34 56', '030/123456', '0049-30-123456', '(030) 123456', '49 30 123456-ext 1']],
    ['+14155552671', ['+1 415 555 2671', '(415) 555-2671', '4155552671', '1-415-555-2671', 'tel:+1-415-555-2671']],
    ['+79161234567', ['8 (916) 123-45-67', '+7 916 123 45 67', '7 916 1234567']],
    ['+3545812345', ['581 2345', '+354 581-2345', '00354 5812345']],
    ['+390612345', ['06 12345', '+39 06 12345']],
    ['+5491123456789', ['011 15 2345-6789', '+54 9 11 2345-6789']],
  ])('B-8 some pattern of %s fits each spelling, and none begins with a wildcard', (number, spellings) => {
    const patterns = likePatterns({ number });
    for (const spelling of spellings)
      expect([spelling, patterns.some((pattern) => isLike(spelling, pattern))]).toEqual([spelling, true]);
    expect(patterns.filter((pattern) => /^[%_[]/.test(pattern))).toEqual([]);
    expect(patterns.some((pattern) => isLike('+99 888 777 666', pattern))).toBe(false);
  });

  it('B-8 columns are the platform’s by name and others by their format; queries stay within its limits', () => {
    const table = info({ telephone1: 'Text', al_direct: 'Phone', mobilephone: undefined, fax: 'Text' });
    expect(phoneColumns(table)).toEqual(['mobilephone', 'telephone1', 'al_direct']);
    const numbers = Array.from({ length: 60 }, (_, index) => `+4930${1000000 + index}`);
    const queries = queriesOf(table, 'phone', numbers, undefined);
    const conditions = queries.map(({ path }) => decodeURIComponent(path).split('operator="like"').length - 1);
    expect(Math.max(...conditions)).toBeLessThanOrEqual(150);
    expect(conditions.reduce((sum, one) => sum + one, 0)).toBe(likePatterns({ number: numbers[0]! }).length * 60 * 3);
    expect(Math.max(...queries.map(({ path }) => path.length))).toBeLessThan(64_000);
    expect(queriesOf(info({ fax: 'Text' }), 'phone', numbers, undefined)).toEqual([]);
  });

  it('B-8 a row wakes what waits for any of its addresses and numbers', () => {
    const table = info({ emailaddress1: 'Email', emailaddress2: 'Email', telephone1: 'Phone', mobilephone: 'Phone' });
    const row = { emailaddress1: 'A@x.example', emailaddress2: null, telephone1: '030 123456', mobilephone: 'later' };
    expect(tokensOf(table, row, 'DE')).toEqual(['address|a@x.example', 'phone|+4930123456']);
    expect(tokensOf(table, row, undefined)).toEqual(['address|a@x.example']);
  });

  it('knows countries', () => {
    expect([isCountry('DE'), isCountry('XX'), isCountry('Germany')]).toEqual([true, false, false]);
  });
});
