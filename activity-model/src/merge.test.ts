import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EventFields, LoggedEvent } from './event.ts';
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

  it('returns the same state for an event that says nothing new', () => {
    const state = mergeEvent(undefined, event('1', { subject: 'a' }));
    expect(mergeEvent(state, event('1', { subject: 'a' }))).toBe(state);
  });
});
