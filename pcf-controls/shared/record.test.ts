import { describe, expect, it } from '@jest/globals';
import { recordOf } from './record';

describe('recordOf', () => {
  it('reads the row of a form, without braces and in lower case', () => {
    const contextInfo = { entityTypeName: 'contact', entityId: '{AB000000-0000-0000-0000-000000000001}' };
    expect(recordOf({ mode: { contextInfo } })).toEqual({
      table: 'contact',
      id: 'ab000000-0000-0000-0000-000000000001',
    });
    expect(recordOf({ mode: {}, page: contextInfo })?.table).toBe('contact');
  });

  it('is undefined for a row that was never saved', () => {
    expect(recordOf({ mode: { contextInfo: { entityTypeName: 'contact', entityId: '' } } })).toBeUndefined();
    expect(recordOf({})).toBeUndefined();
  });
});
