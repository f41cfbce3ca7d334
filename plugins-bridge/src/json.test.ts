import { describe, expect, it } from '@jest/globals';
import { parseJson } from './json.ts';

const nested = (levels: number): Buffer => Buffer.from('[{"a":'.repeat(levels / 2) + '1' + '}]'.repeat(levels / 2));

describe('JSON from outside', () => {
  it('is read, with or without a byte order mark', () => {
    expect(parseJson(Buffer.from('{"a":["ü"]}'))).toEqual({ ok: true, value: { a: ['ü'] } });
    expect(parseJson(Buffer.from('\ufeff1'))).toEqual({ ok: true, value: 1 });
  });

  it('is refused when it is no UTF-8 or no JSON, and what comes after is read as before', () => {
    const cut = Buffer.from([0x22, 0xe2, 0x82]);
    expect(parseJson(cut)).toEqual({ ok: false });
    expect(parseJson(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ ok: false });
    expect(parseJson(Buffer.from('{'))).toEqual({ ok: false });
    expect(parseJson(Buffer.from('"€"'))).toEqual({ ok: true, value: '€' });
  });

  it('is refused when it is nested more than 64 deep, however deep', () => {
    expect(parseJson(nested(64)).ok).toBe(true);
    expect(parseJson(nested(66))).toEqual({ ok: false });
    expect(parseJson(nested(200_000))).toEqual({ ok: false });
  });
});
