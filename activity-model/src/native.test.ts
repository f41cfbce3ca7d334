import { describe, expect, it } from '@jest/globals';
import type { EventFields } from './event.ts';
import type { ItemType, Target } from './kinds.ts';
import { AppointmentStatus } from './metadata/appointment.ts';
import { EmailStatus } from './metadata/email.ts';
import { PhoneCallStatus } from './metadata/phone-call.ts';
import { TaskStatus } from './metadata/task.ts';
import { native, row } from './test-support/build.ts';

const at = '2026-11-20T10:00:00.000Z';
const cancelledStates: Readonly<Record<Target, number>> = {
  task: TaskStatus.Canceled,
  phonecall: PhoneCallStatus.Canceled,
  email: EmailStatus.Canceled,
  appointment: AppointmentStatus.Canceled,
};

describe('nativeColumns', () => {
  it.each<[ItemType, EventFields, Target]>([
    ['note', {}, 'task'],
    ['call', {}, 'phonecall'],
    ['email', { sent: true }, 'email'],
    ['meeting', { start: at, end: at }, 'appointment'],
  ])('L-24 a deleted %s is Canceled in its table', (type, fields, written) => {
    const settings = { ...native, mirrorDeletions: true };
    const made = row(type, { ...fields, occurredOn: at, deleted: true }, { settings, written });
    expect(made.final).toEqual({ statecode: 2, statuscode: cancelledStates[written] });
    expect(made).not.toHaveProperty('recheckAt');
    expect(made.columns['subject']).toBe(row(type, { ...fields, occurredOn: at }).columns['subject']);
  });

  it('L-9 a row is built for the table it is in, whatever the target is now', () => {
    expect(row('call', { occurredOn: at }, { written: 'task' })).toMatchObject({
      target: 'task',
      columns: { actualend: at, percentcomplete: 100 },
      final: { statecode: 1, statuscode: 5 },
    });
  });
});
