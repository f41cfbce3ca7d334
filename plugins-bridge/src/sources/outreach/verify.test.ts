import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { outreachSource } from './index.ts';

const source = outreachSource({ secrets: ['new secret', 'old secret'] });
// A delivery as the vendor's own test vectors have it: a number for an id, whole seconds.
const raw = Buffer.from(
  '{"data":{"type":"sequence","id":54,"attributes":{"updatedAt":"2026-03-02T10:00:07.000Z"},"relationships":{}},"meta":{"deliveredAt":"2026-03-02T10:00:07.697+00:00","eventName":"sequence.updated"}}',
);
const sign = (secret: string, body: Uint8Array = raw): string =>
  createHmac('sha256', secret).update(body).digest('hex');
const verified = (signature: string | undefined): boolean =>
  source.verify({ raw, headers: { 'outreach-webhook-signature': signature }, at: 0 });

describe('verify', () => {
  it('B-1 takes the HMAC-SHA256 of the raw bytes under either of two secrets', () => {
    expect(verified(sign('new secret'))).toBe(true);
    expect(verified(sign('old secret').toUpperCase())).toBe(true);
  });

  it.each([
    ['another secret', sign('else')],
    ['other bytes', sign('new secret', Buffer.from(raw.toString().replace('54', '55')))],
    ['a wrong digit', sign('new secret').replace(/^./, (digit) => (digit === '0' ? '1' : '0'))],
    ['a cut one', sign('new secret').slice(0, 62)],
    ['a longer one', `${sign('new secret')}00`],
    ['a signature of SHA-1', createHmac('sha1', 'new secret').update(raw).digest('hex')],
    ['no hexadecimal', 'z'.repeat(64)],
    ['none', undefined],
  ])('B-1 refuses %s', (_what, signature) => expect(verified(signature)).toBe(false));

  it('takes the name of the event from the body', () => {
    expect(source.eventName({}, JSON.parse(raw.toString()))).toBe('sequence.updated');
    for (const body of [{}, { meta: {} }, { meta: { eventName: '' } }, null])
      expect(source.eventName({}, body)).toBeUndefined();
  });
});
