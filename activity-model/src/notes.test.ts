import { describe, expect, it } from '@jest/globals';
import type { EventFields } from './event.ts';
import type { People } from './people.ts';
import { build, contact, native, people, user } from './test-support/build.ts';

const kim = { table: 'systemuser', id: 'u2' };
const who: People = { ...people, byAddress: { ...people.byAddress, 'kim@us.example': kim } };
const fields: EventFields = {
  ...{ occurredOn: '2026-11-20T10:00:00.000Z', body: { format: 'text', content: 'We talked' }, priority: 'high' },
  actionItems: [
    { id: '1', title: 'Send  quote', dueOn: '2026-11-25T09:00:00.000Z', owner: { email: 'Kim@us.example' } },
    { id: '2', title: 'Call back', dueOn: '2026-11-26', done: true, owner: { email: 'ann@x.example' } },
    { id: '3', title: 'x'.repeat(300) },
  ],
};

describe('notes with action items', () => {
  it('L-26 the note is an activity and each action item a task with due date and owner, done ones completed', () => {
    const { rows } = build('note', fields, { people: who });
    expect(rows.map(({ identity, final }) => [identity.part, final])).toEqual([
      [undefined, { statecode: 1, statuscode: 5 }],
      ['action|1', null],
      ['action|2', { statecode: 1, statuscode: 5 }],
      ['action|3', null],
    ]);
    const [note, quote, call, long] = rows;
    expect(note!.columns).toMatchObject({ subject: 'Note', description: 'We talked', prioritycode: 2 });
    expect(quote).toMatchObject({
      target: 'task',
      columns: {
        ...{ subject: 'Send quote', description: null, scheduledend: '2026-11-25T09:00:00.000Z', actualend: null },
        ...{ percentcomplete: 0, al_sourceid: '7|action|1' },
      },
      lookups: { regardingobjectid: contact, al_contactid: contact, ownerid: kim },
    });
    // A person of the customer's cannot own a row: the note's owner does.
    expect(call!.lookups['ownerid']).toEqual(user);
    expect(call!.columns).toMatchObject({ scheduledend: '2026-11-26T12:00:00.000Z', percentcomplete: 100 });
    expect(String(long!.columns['subject'])).toHaveLength(200);
    expect(long!.columns['al_body']).toBe('x'.repeat(300));
  });

  it('L-26 a summary stands directly on the account, with its tasks', () => {
    const account = { table: 'account', id: 'a9' };
    const { rows } = build('note', fields, { people: { ...people, persons: [], account } });
    expect(rows.map(({ lookups }) => lookups['regardingobjectid'])).toEqual([account, account, account, account]);
  });

  it('L-24 a note that was deleted takes its tasks with it', () => {
    const options = { settings: { ...native, mirrorDeletions: true }, written: 'task' as const };
    const { rows } = build('note', { ...fields, deleted: true }, options);
    expect(rows.map(({ final }) => final)).toEqual(rows.map(() => ({ statecode: 2, statuscode: 6 })));
  });
});
