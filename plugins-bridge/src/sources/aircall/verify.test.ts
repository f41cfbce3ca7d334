import { describe, expect, it } from '@jest/globals';
import { aircall } from '../../test-support/aircall.ts';
import { deliveryOf } from '../entries.ts';
import { cleanAircall } from './clean.ts';
import { aircallSource } from './index.ts';

const source = aircallSource({ tokens: ['the new token', 'the old token'] });
const verified = (body: unknown): boolean =>
  source.verify({ raw: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), headers: {}, at: 0 });

describe('verify', () => {
  it('B-1 takes the body whose token is either of two', () => {
    for (const token of ['the new token', 'the old token'])
      expect(verified(aircall('call.ended', 1, {}, token))).toBe(true);
  });

  it.each([
    ['another token', { token: 'else' }],
    ['a wrong character', { token: 'the new tokem' }],
    ['a cut one', { token: 'the new toke' }],
    ['a longer one', { token: 'the new token ' }],
    ['an empty one', { token: '' }],
    ['one that is no text', { token: ['the new token'] }],
    ['one further down', { data: { token: 'the new token' } }],
    ['none', {}],
    ['no object', 'null'],
    ['no JSON', '{"token":"the new token"'],
  ])('B-1 refuses %s', (_what, body) => expect(verified(body)).toBe(false));
});

describe('clean', () => {
  it('the token is not kept, and a delivery is the same under either token', () => {
    const kept = (token: string): Buffer =>
      Buffer.from(JSON.stringify(cleanAircall(aircall('call.ended', 1, {}, token))));
    const [first, second] = [kept('the new token'), kept('the old token')];
    expect(first.toString()).not.toContain('token');
    expect(JSON.parse(first.toString())).toMatchObject({ event: 'call.ended', data: { id: 123 } });
    const id = (raw: Buffer): string => deliveryOf('aircall', 'call.ended', raw, 1).id;
    expect(id(second)).toBe(id(first));
  });
});
