import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isEventSecret, verifyEvents } from './verify.ts';

const secretOf = (letter: string): string => `whsec_${Buffer.from(letter.repeat(32)).toString('base64')}`;
const [first, second, other] = [secretOf('a'), secretOf('b'), secretOf('c')];
const raw = Buffer.from('{"kind":"note","text":"Grüße"}');
const seconds = (offset = 0): number => Math.floor(Date.now() / 1000) + offset;

/** By the specification's words, not by the library that verifies. */
function sign(secret: string, { id = 'msg-1', at = seconds(), body = raw } = {}): Record<string, string> {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${mac}` };
}

describe('verify', () => {
  it('B-1 takes a signature under either of two secrets, and one of several signatures', () => {
    for (const secret of [first, second]) expect(verifyEvents(raw, sign(secret), [first, second])).toBe(true);
    const headers = sign(second);
    const several = `v1a,xyz v1,${'A'.repeat(43)}= ${headers['webhook-signature']}`;
    expect(verifyEvents(raw, { ...headers, 'webhook-signature': several }, [first, second])).toBe(true);
  });

  it.each([
    ['another secret', sign(other)],
    ['other bytes', sign(first, { body: Buffer.from('{"kind":"note"}') })],
    ['another id', { ...sign(first), 'webhook-id': 'msg-2' }],
    ['another time', { ...sign(first, { at: seconds(-5) }), 'webhook-timestamp': String(seconds()) }],
    ['a time more than five minutes ago', sign(first, { at: seconds(-301) })],
    ['a time more than five minutes to come', sign(first, { at: seconds(330) })],
    ['a time that is none', { ...sign(first), 'webhook-timestamp': 'now' }],
    ['a cut signature', { ...sign(first), 'webhook-signature': 'v1,' }],
    ['a signature of another scheme', { ...sign(first), 'webhook-signature': 'v1a,abc' }],
    ['no signature', { 'webhook-id': 'msg-1', 'webhook-timestamp': String(seconds()) }],
    ['no id', { ...sign(first), 'webhook-id': '' }],
  ])('B-1 refuses %s', (_what, headers) => {
    expect(verifyEvents(raw, headers, [first, second])).toBe(false);
  });

  it('B-1 takes nothing for what was signed but the very bytes, UTF-8 or not', () => {
    const signed = Buffer.from('{"text":"\ufffd"}');
    const headers = sign(first, { body: signed });
    expect(verifyEvents(signed, headers, [first])).toBe(true);
    // Decodes to the same text.
    const broken = Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    expect(verifyEvents(broken, headers, [first])).toBe(false);
  });

  it('knows a secret by its form', () => {
    expect([first, `whsec_${Buffer.alloc(24, 1).toString('base64')}`].map(isEventSecret)).toEqual([true, true]);
    const wrong = [
      '',
      'whsec_',
      'whsec_short',
      first.slice(6),
      `whsec_${'='.repeat(44)}`,
      `${first}!`,
      `whsec_${Buffer.alloc(65).toString('base64')}`,
    ];
    expect(wrong.filter(isEventSecret)).toEqual([]);
  });
});
