import { describe, expect, it } from '@jest/globals';
import { type EventFields, fieldsOf, type ItemState, mergeEvent } from '@activity-logging/activity-model';
import fc from 'fast-check';
import { at, base, call, email, person, record } from '../../test-support/payloads.ts';
import { parseSalesloft } from './parse.ts';

function events(name: string, body: unknown) {
  const parsed = parseSalesloft(name, body);
  if (parsed.ok !== true) throw new Error(JSON.stringify(parsed));
  return parsed.events;
}

describe('order', () => {
  const payloads: [string, object][] = [
    ['email_updated', { ...email, updated_at: at(3), status: 'scheduled', sent_at: null }],
    ['email_with_body_and_subject_updated', { ...email, updated_at: at(4), subject: 'Hello', body: '<p>Hi</p>' }],
    ['email_updated', { ...email, updated_at: at(5), counts: { replies: 1 } }],
    ['email_updated', { ...email, updated_at: at(6), subject: 'Hello', counts: { replies: 2 } }],
    ['call_created', call],
    ['call_updated', { ...call, updated_at: at(50), sentiment: 'Good' }],
    ['call_data_record_created', record],
    [
      'note_created',
      { ...base(7, 30), content: 'Likes tea', associated_type: 'person', associated_with: person, call: { id: 5 } },
    ],
    [
      'note_updated',
      { ...base(7, 31), content: 'Likes coffee', associated_type: 'person', associated_with: person, call: { id: 5 } },
    ],
  ];

  /** What is known of each item in the end. */
  function told(order: readonly [string, object][]): Map<string, { version: string; fields: EventFields }> {
    const items = new Map<string, ItemState>();
    for (const event of order.flatMap(([name, body]) => events(name, body))) {
      const id = `${event.type}|${event.externalId}`;
      items.set(id, mergeEvent(items.get(id), event));
    }
    return new Map([...items].map(([id, state]) => [id, { version: state.version, fields: fieldsOf(state) }]));
  }

  it('B-3 any order and any repetition of payloads tell the same', () => {
    const expected = told(payloads);
    expect(expected.size).toBe(4);
    const shuffled = fc.shuffledSubarray(payloads, { minLength: payloads.length });
    fc.assert(
      fc.property(shuffled, fc.array(fc.constantFrom(...payloads), { maxLength: 6 }), (order, again) => {
        expect(told([...order, ...again])).toEqual(expected);
        expect(told([...again, ...order])).toEqual(expected);
      }),
      { numRuns: 300 },
    );
    expect(expected.get('call|5')?.fields).toMatchObject({
      sentiment: 'Good',
      body: { content: 'Likes coffee' },
      occurredOn: '2026-01-22T06:01:45.587Z',
    });
  });
});
