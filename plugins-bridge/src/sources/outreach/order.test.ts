import { describe, expect, it } from '@jest/globals';
import { decide, defaultSettings, type ItemType } from '@activity-logging/activity-model';
import fc from 'fast-check';
import { callCreated, mailingCreated, outreach, second, taskCreated } from '../../test-support/outreach.ts';
import { eventsOf, toldBy } from '../../test-support/told.ts';
import { parseOutreach } from './parse.ts';

type Payload = ReturnType<typeof outreach>;
const events = (payload: Payload) => eventsOf(parseOutreach(payload.meta.eventName, payload));
const update = (name: string, id: number, at: number, attributes: object, lag = 300): Payload =>
  outreach(
    name,
    id,
    { updatedAt: second(at), ...attributes },
    {},
    new Date(Date.parse(second(at)) + lag).toISOString(),
  );

const payloads: readonly Payload[] = [
  callCreated(),
  update('call.updated', 31, 3, { answeredAt: second(3), state: 'in_progress' }),
  update('call.updated', 31, 9, { completedAt: second(9), state: 'completed', outcome: 'Busy' }),
  // Twice in one second: the later delivery counts.
  update('call.updated', 31, 9, { outcome: 'Connected' }, 900),
  update('call.updated', 31, 20, { note: 'Likes tea', recordingUrl: 'https://rec.example/31' }),
  mailingCreated(),
  update('mailing.updated', 41, 2, { subject: 'Our new proposal' }),
  update('mailing.delivered', 41, 4, { state: 'delivered', deliveredAt: second(4) }),
  update('mailing.opened', 41, 6, { state: 'opened', openedAt: second(6), openCount: 1 }),
  update('mailing.replied', 41, 8, { state: 'replied', repliedAt: second(8) }),
  taskCreated(),
  update('task.completed', 51, 7, { completed: true, completedAt: second(7), state: 'complete' }),
  update('task.updated', 51, 12, { note: 'Sent the brochure' }),
];

describe('order', () => {
  const expected = toldBy(payloads.flatMap(events));
  const decided = (told: typeof expected) =>
    [...told].map(([id, { fields }]): [string, string] => {
      const type = id.split('|')[0] as ItemType;
      return [id, decide({ type, fields }, defaultSettings).do];
    });

  it('B-3 what changed is put together with what was known', () => {
    expect(Object.fromEntries([...expected].map(([id, { fields }]) => [id, fields]))).toMatchObject({
      'call|31': {
        ...{ disposition: 'Connected', body: { content: 'Likes tea' }, phoneNumber: '+12025550100' },
        ...{ people: [{ sourceId: '5' }], durationSeconds: 6, recordingUrl: 'https://rec.example/31' },
      },
      'email|41': { sent: true, subject: 'Our new proposal', occurredOn: second(4), people: [{ sourceId: '5' }] },
      'reply|41-reply': {
        sent: true,
        subject: 'Re: Our new proposal',
        occurredOn: second(8),
        people: [{ sourceId: '5' }],
      },
      'step|51': {
        completed: true,
        completeOnly: false,
        body: { content: 'Sent the brochure' },
        stepName: 'Action item',
      },
    });
    expect(decided(expected)).toEqual([...expected.keys()].map((id) => [id, 'log']));
  });

  it('B-3 any order and any repetition of the deliveries tell the same', () => {
    const again = fc.array(fc.constantFrom(...payloads), { maxLength: 8 });
    fc.assert(
      fc.property(fc.shuffledSubarray([...payloads], { minLength: payloads.length }), again, (order, repeated) => {
        for (const all of [
          [...order, ...repeated],
          [...repeated, ...order],
        ])
          expect(toldBy(all.flatMap(events))).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('B-3 nothing is logged of changes alone: the rows do not depend on which delivery came first', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...payloads], { minLength: 1 }), (some) => {
        const told = toldBy(some.flatMap(events));
        for (const [id, decision] of decided(told)) {
          const known = some.some(
            ({ data, meta }) => id.endsWith(`|${data.id}`) && meta.eventName.endsWith('.created'),
          );
          if (!known && !id.startsWith('reply')) expect([id, decision]).toEqual([id, 'wait']);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('a delivery that is repeated later than a newer change does not undo it', () => {
    const late = { ...payloads[2]!, meta: { ...payloads[2]!.meta, deliveredAt: second(50) } };
    const all = [callCreated(), payloads[4]!, update('call.updated', 31, 15, { outcome: 'No answer' }), late];
    expect(toldBy(all.flatMap(events)).get('call|31')?.fields.disposition).toBe('No answer');
  });

  it('a step that became a call’s is never logged by its later changes', () => {
    const created = taskCreated(51, { taskType: 'sequence_step_call', action: 'call' });
    expect(parseOutreach('task.created', created)).toMatchObject({ ok: 'nothing' });
    expect(decided(toldBy(payloads.slice(-2).flatMap(events)))).toEqual([['step|51', 'wait']]);
  });
});
