import { describe, expect, it } from '@jest/globals';
import { kinds } from '@activity-logging/activity-model';
import fc from 'fast-check';
import { canonicalExamples } from './examples.ts';
import { parseCanonical, readEvent } from './parse.ts';
import { cloudEventPrefix } from './schemas.ts';

const base = { id: 'x-1', version: '1', source: 'notes-app' };

describe('CloudEvents', () => {
  const envelope = { specversion: '1.0', id: 'e-1', source: '/notes/7', type: `${cloudEventPrefix}note.v1` };
  const data = { kind: 'note', ...base, body: 'Likes tea' };

  it('B-1 its data is an event; id and source name the delivery; base64 is read too', () => {
    expect(readEvent({ ...envelope, time: '2026-01-01T00:00:00Z', traceparent: '00-1', data })).toMatchObject({
      ok: true,
      id: 'e-1',
      identity: '["cloudevent","/notes/7","e-1"]',
      name: 'com.activity-logging.note.v1',
      event: { externalId: 'x-1', fields: { body: { content: 'Likes tea' } }, payload: { name: 'data', body: data } },
    });
    const data_base64 = Buffer.from(JSON.stringify(data)).toString('base64');
    expect(readEvent({ ...envelope, data_base64 })).toMatchObject({ ok: true, event: { externalId: 'x-1' } });
  });

  it.each([
    ['another version', { specversion: '0.3' }, 'specversion'],
    ['no id', { id: undefined }, 'id'],
    ['an empty source', { source: '' }, 'source'],
    ['a time that is none', { time: 'noon' }, 'time'],
    ['an attribute in capitals', { myAttribute: 'x' }, '$'],
    ['an attribute that hides a method', { validate: 'x' }, '$'],
    ['no data', { data: undefined }, 'data'],
    ['data of another kind', { data: { ...data, kind: 'call' } }, 'data.kind'],
    ['data that is wrong', { data: { ...data, body: 5 } }, 'data.body'],
    ['base64 that is no JSON', { data: undefined, data_base64: 'eA==' }, 'data'],
  ])('B-5 %s', (_what, wrong, field) => {
    expect(readEvent(JSON.parse(JSON.stringify({ ...envelope, data, ...wrong })))).toMatchObject({
      ok: false,
      code: 'wrong-shape',
      problems: [{ field }],
    });
  });

  it('B-5 a type or a version of it that is not known is an unknown event', () => {
    for (const type of [`${cloudEventPrefix}note.v2`, 'com.example.note', `${cloudEventPrefix}planet.v1`]) {
      expect(readEvent({ ...envelope, type, data })).toMatchObject({
        ok: false,
        code: 'unknown-event',
        problems: [{ field: 'type' }],
      });
    }
  });
});

describe('any JSON', () => {
  const jsonValue = fc.jsonValue({ maxDepth: 5 });
  const fieldNames = fc.constantFrom(
    ...new Set(kinds.flatMap((kind) => Object.keys(canonicalExamples[kind]))),
    'specversion',
    'type',
    'data',
    'data_base64',
    '__proto__',
    'constructor',
    'toString',
  );

  it('B-5 never throws, and answers with an event or with problems', () => {
    const examples = fc.constantFrom(...kinds).map((kind): object => canonicalExamples[kind]);
    const document = fc.oneof(
      jsonValue,
      fc.dictionary(fieldNames, jsonValue),
      fc.tuple(examples, fc.dictionary(fieldNames, jsonValue)).map(([whole, changed]) => ({ ...whole, ...changed })),
      fc.tuple(examples, jsonValue).map(([whole, data]) => ({
        specversion: '1.0',
        id: '1',
        source: 's',
        type: `${cloudEventPrefix}note.v1`,
        data: Math.abs(JSON.stringify(data).length) % 2 ? data : whole,
      })),
    );
    let events = 0;
    fc.assert(
      fc.property(document, (generated) => {
        const sent: unknown = JSON.parse(JSON.stringify(generated));
        const result = readEvent(sent);
        if (result.ok) {
          events += 1;
          expect(result.event.key).not.toBe('');
          expect(JSON.parse(JSON.stringify(result.event))).toEqual(result.event);
        } else {
          expect(result.problems.length).toBeGreaterThan(0);
          expect(result.problems.every(({ field, rule }) => field !== '' && rule !== '')).toBe(true);
        }
        expect(parseCanonical('', sent).ok).toBe(result.ok);
      }),
      { numRuns: 2000 },
    );
    expect(events).toBeGreaterThan(0);
  });

  it('B-7 a time of any offset comes out as the same moment in UTC', () => {
    const offset = fc.tuple(
      fc.constantFrom('+', '-'),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
    );
    const moment = fc.date({ min: new Date('1755-01-01'), max: new Date('9997-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, offset, (at, [sign, hours, minutes]) => {
        const shift = (sign === '+' ? 1 : -1) * (hours * 60 + minutes) * 60_000;
        const local = new Date(at.getTime() + shift).toISOString().slice(0, -1);
        const start = `${local}${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
        expect(readEvent({ kind: 'meeting', ...base, start })).toMatchObject({
          event: { fields: { start: at.toISOString() } },
        });
      }),
      { numRuns: 1000 },
    );
  });
});
