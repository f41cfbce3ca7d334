import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { zoomHeaders, zoomRecording } from '../../test-support/zoom.ts';
import { cleanZoom } from './clean.ts';
import { zoomSource } from './index.ts';

const secrets = ['new secret', 'old secret'];
const source = zoomSource({ secretTokens: secrets });
const now = Date.parse('2026-03-02T10:00:00Z');
const raw = Buffer.from('{"event":"recording.completed","topic":"Grüße"}');
const signed = (options: { at?: number; secret?: string } = {}, of = raw): Record<string, string> =>
  zoomHeaders(of, { at: now, secret: 'new secret', ...options });
const verified = (headers: Record<string, string | undefined>): boolean => source.verify({ raw, headers, at: now });

describe('verify', () => {
  it('B-1 takes the HMAC-SHA256 of `v0:timestamp:body` under either of two secrets', () => {
    const mac = createHmac('sha256', 'new secret')
      .update(`v0:${now / 1000}:`)
      .update(raw)
      .digest('hex');
    expect(verified({ 'x-zm-request-timestamp': String(now / 1000), 'x-zm-signature': `v0=${mac}` })).toBe(true);
    expect(verified(signed({ secret: 'old secret' }))).toBe(true);
  });

  it('B-1 a request is as good five minutes before and after, and no longer', () => {
    for (const minutes of [-5, 5]) expect(verified(signed({ at: now + minutes * 60_000 }))).toBe(true);
    for (const minutes of [-5, 5])
      expect(verified(signed({ at: now + minutes * 60_000 + Math.sign(minutes) * 1_000 }))).toBe(false);
  });

  it.each([
    ['another secret', signed({ secret: 'else' })],
    ['other bytes', signed({}, Buffer.from('{"event":"recording.completed"}'))],
    ['another time', { ...signed(), 'x-zm-request-timestamp': String(now / 1000 - 1) }],
    ['a time that is none', { ...signed(), 'x-zm-request-timestamp': 'now' }],
    ['no time', { 'x-zm-signature': signed()['x-zm-signature'] }],
    ['no version', { ...signed(), 'x-zm-signature': signed()['x-zm-signature']?.slice(3) }],
    ['a cut one', { ...signed(), 'x-zm-signature': signed()['x-zm-signature']?.slice(0, -2) }],
    ['a longer one', { ...signed(), 'x-zm-signature': `${signed()['x-zm-signature']}00` }],
    ['no hexadecimal', { ...signed(), 'x-zm-signature': `v0=${'z'.repeat(64)}` }],
    ['none', {}],
  ])('B-1 refuses %s', (_what, headers) => expect(verified(headers)).toBe(false));
});

describe('handshake', () => {
  const ask = (plainToken: unknown, secret = 'old secret') => {
    const body = { event: 'endpoint.url_validation', payload: { plainToken }, event_ts: now };
    const bytes = Buffer.from(JSON.stringify(body));
    return source.handshake?.({ raw: bytes, headers: signed({ secret }, bytes), at: now }, body);
  };

  it('B-1 answers with the HMAC of the token under the secret that Zoom signed with', () => {
    const encryptedToken = createHmac('sha256', 'old secret').update('qgg8vlvZRS6UYooatFL8Aw').digest('hex');
    expect(ask('qgg8vlvZRS6UYooatFL8Aw')).toEqual({ plainToken: 'qgg8vlvZRS6UYooatFL8Aw', encryptedToken });
  });

  it('signs nothing that would read as a request of Zoom', () => {
    expect([ask('v0:1772445600:{}'), ask('x'.repeat(201)), ask(7), ask(undefined)]).toEqual(Array(4).fill(undefined));
    expect(source.handshake?.({ raw, headers: signed(), at: now }, { event: 'recording.completed' })).toBeUndefined();
  });
});

describe('clean', () => {
  it('L-30 nothing that opens the recording is kept, wherever it stands; the rest is', () => {
    const cleaned = cleanZoom({
      ...zoomRecording(),
      payload: { ...zoomRecording().payload, deep: [{ Password: 'deep-one' }] },
    });
    const text = JSON.stringify(cleaned);
    expect(text).not.toMatch(/a-download-token|a-password|a-passcode|deep-one|in-the-|pwd/);
    expect(cleaned).toMatchObject({
      event: 'recording.completed',
      payload: {
        object: {
          topic: 'Rollout with Alder',
          share_url: 'https://zoom.us/rec/share/abc',
          recording_files: [{ play_url: 'https://zoom.us/rec/play/f1?from=hook', file_type: 'MP4' }],
        },
      },
    });
  });

  it('texts that are no addresses stay as they are', () => {
    expect(cleanZoom({ topic: 'What? pwd=1', share_url: 'https://a.example/?b=1#c?pwd=2', n: null })).toEqual({
      topic: 'What? pwd=1',
      share_url: 'https://a.example/?b=1#c?pwd=2',
      n: null,
    });
  });
});
