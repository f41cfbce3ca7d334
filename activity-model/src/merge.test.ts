import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mappingDocument } from './document.ts';
import type { EventFields, LoggedEvent, ThreadText } from './event.ts';
import { compareVersions } from './versions.ts';
import { canonical, fieldsOf, type ItemState, mergeEvent } from './merge.ts';

const event = (version: string, fields: EventFields, type: LoggedEvent['type'] = 'call'): LoggedEvent => ({
  source: 'salesloft',
  type,
  externalId: '7',
  version,
  key: 'salesloft|person|1',
  fields,
});
const mergeAll = (events: readonly LoggedEvent[]): ItemState | undefined =>
  events.reduce<ItemState | undefined>((state, next) => mergeEvent(state, next), undefined);

describe('mergeEvent', () => {
  it('B-3 an older payload never overwrites what a newer one said, but adds what only it carries', () => {
    const newer = event('2026-01-02T00:00:00Z', { subject: 'new' }, 'email');
    const older = event('2026-01-01T00:00:00Z', { subject: 'old', body: { format: 'text', content: 'body' } }, 'email');
    const state = mergeEvent(mergeEvent(undefined, newer), older);
    expect(fieldsOf(state)).toEqual({ subject: 'new', body: { format: 'text', content: 'body' } });
    expect(state.version).toBe('2026-01-02T00:00:00Z');
  });

  it('a field known to be empty replaces a value; an absent one does not', () => {
    const first = event('1', { sentiment: 'Interested', disposition: 'Connected' });
    const state = mergeEvent(mergeEvent(undefined, first), event('2', { sentiment: null }));
    expect(fieldsOf(state)).toEqual({ sentiment: null, disposition: 'Connected' });
  });

  it('a reply happened when it was first counted', () => {
    const late = event('2026-01-03T00:00:00Z', { occurredOn: '2026-01-03T00:00:00.000Z' }, 'reply');
    const early = event('2026-01-02T00:00:00Z', { occurredOn: '2026-01-02T00:00:00.000Z' }, 'reply');
    expect(fieldsOf(mergeAll([late, early])!).occurredOn).toBe('2026-01-02T00:00:00.000Z');
    expect(fieldsOf(mergeAll([early, late])!).occurredOn).toBe('2026-01-02T00:00:00.000Z');
  });

  it('B-3 any order and any repetition of the same events gives the same state', () => {
    const fields = fc.record(
      {
        subject: fc.option(fc.string()),
        disposition: fc.option(fc.constantFrom('Connected', 'Busy')),
        durationSeconds: fc.nat(),
        occurredOn: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'),
      },
      { requiredKeys: [] },
    );
    const version = fc.constantFrom(
      '2026-01-01T00:00:00.000001Z',
      '2026-01-01T01:00:00.000001+01:00',
      '2026-01-02T00:00:00Z',
      '2026-01-03T00:00:00Z',
    );
    const events = fc.array(
      fc.tuple(version, fields).map(([at, said]) => event(at, said as EventFields)),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.nat()), (all, order) => {
        const shuffled = [...all, ...all]
          .map((one) => [order.next().value as number, one] as const)
          .sort((a, b) => a[0] - b[0]);
        const direct = mergeAll(all)!;
        const other = mergeAll(shuffled.map(([, one]) => one))!;
        expect(canonical(fieldsOf(other))).toBe(canonical(fieldsOf(direct)));
        expect(compareVersions(other.version, direct.version)).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('B-3, L-12, L-14 what was sent or completed once stays so, whatever an older or newer event says', () => {
    for (const field of ['sent', 'completed', 'whole'] as const) {
      const [yes, no] = [event('1', { [field]: true }, 'email'), event('2', { [field]: false }, 'email')];
      for (const order of [
        [yes, no],
        [no, yes],
        [no, yes, no],
      ]) {
        expect(fieldsOf(mergeAll(order)!)[field]).toBe(true);
      }
      expect(fieldsOf(mergeAll([no])!)[field]).toBe(false);
    }
  });

  it('L-13 the length of a call whose beginning and end came apart', () => {
    const answered = event('1', { start: '2026-01-01T10:00:00.000Z' });
    const ended = event('2', { end: '2026-01-01T10:01:01.000Z' });
    expect(fieldsOf(mergeAll([ended, answered])!).durationSeconds).toBe(61);
    expect(fieldsOf(mergeAll([ended, answered, event('1', { durationSeconds: 5 })])!).durationSeconds).toBe(5);
    expect(fieldsOf(mergeAll([ended])!)).not.toHaveProperty('durationSeconds');
  });

  it('returns the same state for an event that says nothing new', () => {
    const state = mergeEvent(undefined, event('1', { subject: 'a' }));
    expect(mergeEvent(state, event('1', { subject: 'a' }))).toBe(state);
  });

  const text = (id: string, at: string, words = id): ThreadText => ({ id, at, direction: 'incoming', text: words });

  it('L-20 texts of all payloads are kept by id, the newest version of each, in the order of their times', () => {
    const first = event(
      '1',
      { texts: [text('b', '2026-01-01T00:02:00Z'), text('a', '2026-01-01T00:01:00Z')] },
      'message',
    );
    const second = event('2', { texts: [text('b', '2026-01-01T00:02:00Z', 'edited')] }, 'message');
    for (const order of [
      [first, second],
      [second, first],
    ])
      expect(fieldsOf(mergeAll(order)!).texts?.map(({ text: words }) => words)).toEqual(['a', 'edited']);
  });

  it('F-2 the payload of each name is kept whole, the newest of each; payloads are not mixed', () => {
    const payload = (version: string, name: string, body: unknown): LoggedEvent => ({
      ...event(version, { durationSeconds: 5 }),
      payload: { name, body },
    });
    const all = [
      payload('2', 'call', { id: 7, region: 'EMEA' }),
      payload('1', 'call', { id: 7, note: 'old' }),
      payload('3', 'call_data_record', { leg: 'a' }),
    ];
    const expected = { durationSeconds: 5, call: { id: 7, region: 'EMEA' }, call_data_record: { leg: 'a' } };
    expect(mappingDocument(mergeAll(all)!)).toEqual(expected);
    expect(mappingDocument(mergeAll([...all].reverse())!)).toEqual(expected);
  });

  it('F-2, B-3 of a payload in parts the newest of each member counts, in any order', () => {
    const part = (version: string, parts: Record<string, unknown>): LoggedEvent => ({
      ...event(version, {}),
      payload: { name: 'call', parts },
    });
    const parts = [part('1', { outcome: 'old', note: null }), part('2', { outcome: 'new' }), part('3', { 'a.b': 1 })];
    for (const order of [parts, [...parts].reverse()]) {
      expect(mappingDocument(mergeAll(order)!)).toEqual({ call: { outcome: 'new', note: null, 'a.b': 1 } });
    }
  });

  it('B-3 any order and any repetition of texts and payloads gives the same state', () => {
    const said = fc.record({
      version: fc.constantFrom('1', '2', '3'),
      texts: fc.array(fc.tuple(fc.constantFrom('a', 'b', '__proto__'), fc.nat({ max: 3 }), fc.constantFrom('x', 'y'))),
      payload: fc.option(fc.tuple(fc.constantFrom('call', 'constructor'), fc.jsonValue({ maxDepth: 1 })), {
        nil: undefined,
      }),
    });
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 5 }), fc.infiniteStream(fc.nat()), (all, order) => {
        const events = all.map(({ version, texts, payload }): LoggedEvent => ({
          ...event(
            version,
            { texts: texts.map(([id, minute, words]) => text(id, `2026-01-01T00:0${minute}:00Z`, words)) },
            'message',
          ),
          ...(payload ? { payload: { name: payload[0], body: payload[1] } } : {}),
        }));
        const shuffled = [...events, ...events]
          .map((one) => [order.next().value as number, one] as const)
          .sort((a, b) => a[0] - b[0]);
        const direct = mergeAll(events)!;
        const other = mergeAll(shuffled.map(([, one]) => one))!;
        expect(canonical(other)).toBe(canonical(direct));
        expect(canonical(JSON.parse(JSON.stringify(direct)))).toBe(canonical(direct));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('mappingDocument', () => {
  it('L-21 a recording has its date and its length, however the source tells them', () => {
    const at = '2026-01-01T10:00:00.000Z';
    const end = '2026-01-01T10:30:00.000Z';
    const recording = (fields: EventFields) => mappingDocument(mergeAll([event('1', fields, 'recording')])!);
    expect(
      recording({
        title: 'Review',
        start: at,
        end,
        recordingUrl: 'https://r.example/1',
        user: { email: 'r@us.example' },
      }),
    ).toEqual({
      ...{ title: 'Review', start: at, end, durationSeconds: 1800, recordingUrl: 'https://r.example/1' },
      user: { email: 'r@us.example' },
    });
    expect(recording({ occurredOn: at, durationSeconds: 60 })).toMatchObject({ start: at, durationSeconds: 60 });
  });

  it('L-30 header-only capture shows mappings nothing that was written', () => {
    const one = event('1', {
      subject: 'Secret',
      body: { format: 'text', content: 'Secret' },
      occurredOn: '2026-01-01T10:00:00.000Z',
    });
    const item = mergeAll([{ ...one, payload: { name: 'data', body: { text: 'Secret' } } }])!;
    expect(JSON.stringify(mappingDocument(item))).toContain('Secret');
    expect(mappingDocument(item, true)).toEqual({ occurredOn: '2026-01-01T10:00:00.000Z' });
  });
});
