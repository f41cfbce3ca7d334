import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Headers } from '../types.ts';
import { salesloftSource } from './index.ts';

describe('verify', () => {
  const raw = Buffer.from('{"id":1}');
  const sign = (token: string): string => createHmac('sha1', token).update(raw).digest('hex');
  const source = salesloftSource({ callbackTokens: ['new-token', 'old-token'] });

  const verified = (headers: Headers): boolean => source.verify({ raw, headers, at: 0 });

  it('B-1 takes the HMAC-SHA1 of the raw bytes under either of two tokens', () => {
    expect(verified({ 'x-salesloft-signature': sign('new-token') })).toBe(true);
    expect(verified({ 'x-salesloft-signature': sign('old-token').toUpperCase() })).toBe(true);
  });

  it.each([
    ['another token', sign('else')],
    ['other bytes', createHmac('sha1', 'new-token').update('{"id": 1}').digest('hex')],
    ['no hexadecimal', 'z'.repeat(40)],
    ['a cut one', sign('new-token').slice(0, 38)],
    ['none', undefined],
  ])('B-1 refuses %s', (_what, signature) => {
    expect(verified({ 'x-salesloft-signature': signature })).toBe(false);
  });
});
