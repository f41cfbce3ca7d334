import { describe, expect, it } from '@jest/globals';
import type { ActivityRow, AttendeeRow } from '@activity-logging/activity-model';
import type { BatchPart, Operation, OperationResponse, PartResponse } from '../dataverse/batch.ts';
import { tableInfo } from '../test-support/tables.ts';
import type { Tables } from './row-body.ts';
import { hashRow } from './row-id.ts';
import type { RowJob, RowOutcome } from './row-job.ts';
import { writeRow } from './write-row.ts';

const tables: Tables = {
  get: (name) =>
    name === 'al_meetingattendee' ? { ...tableInfo(name), primaryId: 'al_meetingattendeeid' } : tableInfo(name),
};
const contact = { table: 'contact', id: 'c1' };
const user = { table: 'systemuser', id: 'u1' };
const columns = { subject: 'S', al_sourcesystem: 'chat', al_sourceid: '7' };
const row = (more: Partial<ActivityRow>): ActivityRow => ({
  identity: { source: 'chat', type: 'message', externalId: '7' },
  target: 'task',
  kind: 'message',
  columns,
  lookups: { regardingobjectid: contact, ownerid: user, al_contactid: contact },
  parties: [],
  final: { statecode: 1, statuscode: 5 },
  ...more,
});
const job = (one: ActivityRow, more: Partial<RowJob> = {}): RowJob => ({
  id: 'id-1',
  row: one,
  hash: hashRow(one),
  version: '2',
  ...more,
});
const known = { activityId: 'id-1', table: 'task', hash: 'old', parties: hashRow(row({})).parties, version: '1' };

const ok: OperationResponse = { status: 204, headers: {}, body: undefined };
const answer = (body: object): PartResponse => [{ status: 200, headers: {}, body }];
const refused = (status: number, code: string, message = ''): PartResponse => [
  { status, headers: {}, body: { error: { code, message } } },
];
const stands = (values: object): PartResponse =>
  answer({ '@odata.etag': 'W/"5"', ...columns, al_rowhash: 'old', al_sourceversion: '1', ...values });

interface Talk {
  readonly parts: readonly (readonly Operation[])[];
  readonly outcome: RowOutcome;
}
function talk(with_: RowJob, ...answers: PartResponse[]): Talk {
  const conversation = writeRow(with_, tables);
  const parts: Operation[][] = [];
  const operationsOf = (part: BatchPart): Operation[] => ('operations' in part ? [...part.operations] : [part]);
  let step = conversation.next();
  while (!step.done) {
    parts.push(operationsOf(step.value));
    step = conversation.next(answers.shift() ?? []);
  }
  expect(answers).toEqual([]);
  return { parts, outcome: step.value };
}
const short = (operations: readonly Operation[] | undefined): string[] =>
  (operations ?? []).map(({ method, path }) => `${method} ${path.split('?')[0]}`);

describe('attendees', () => {
  const attendee = (address: string, more: Partial<AttendeeRow> = {}): AttendeeRow => ({
    address,
    name: address,
    response: 'hasntResponded',
    attendance: 'required',
    noShow: false,
    ...more,
  });
  const attendees = [
    { id: 'a1', row: attendee('ann@x.example', { ref: contact, response: 'accepted' }) },
    { id: 'a2', row: attendee('robin@n.example', { ref: user, attendance: 'optional' }) },
    { id: 'a3', row: attendee('stranger@e.example') },
  ];
  const meeting = row({ target: 'appointment', kind: 'meeting', attendees: attendees.map((one) => one.row) });

  it('L-17 stand in the change set that makes the meeting, each by its own key', () => {
    const { parts, outcome } = talk(job(meeting, { attendees }), [ok, ok, ok, ok, ok]);
    expect(short(parts[0])).toEqual([
      'POST appointments',
      'PATCH al_meetingattendees(a1)',
      'PATCH al_meetingattendees(a2)',
      'PATCH al_meetingattendees(a3)',
      'PATCH appointments(id-1)',
    ]);
    expect(parts[0]?.slice(1, 4).map(({ body }) => body)).toMatchObject([
      {
        al_attendeekeytext: 'a1',
        al_responsestatus: 727000001,
        al_attendance: 727000000,
        'al_appointmentid_appointment_al_meetingattendee@odata.bind': '/appointments(id-1)',
        'al_contactid_contact_al_meetingattendee@odata.bind': '/contacts(c1)',
        'ownerid@odata.bind': '/systemusers(u1)',
      },
      {
        al_responsestatus: 727000000,
        al_attendance: 727000001,
        'al_userid_systemuser_al_meetingattendee@odata.bind': '/systemusers(u1)',
      },
      { al_address: 'stranger@e.example', al_noshow: false },
    ]);
    expect(outcome).toMatchObject({ do: 'written', changed: true });
  });

  it('L-18 who is not invited any more is deleted with the update', () => {
    const standing = answer({ value: [{ al_meetingattendeeid: 'a1' }, { al_meetingattendeeid: 'gone' }] });
    const { parts } = talk(
      job(meeting, { attendees: attendees.slice(0, 1), known: { ...known, table: 'appointment' } }),
      stands({ statecode: 3, statuscode: 5 }),
      standing,
      [ok, ok, ok, ok],
    );
    expect(parts[1]?.[0]?.path).toContain(encodeURIComponent('_al_appointmentid_value eq id-1'));
    expect(short(parts[2])).toEqual([
      'PATCH appointments(id-1)',
      'PATCH al_meetingattendees(a1)',
      'DELETE al_meetingattendees(gone)',
      'PATCH appointments(id-1)',
    ]);
  });
});

describe('thread parts that were joined', () => {
  const absorbed = ['part-1', 'part-2'];
  const found = answer({ value: [{ activityid: 'part-2' }] });
  const nothing = answer({ value: [] });

  it('L-20 nothing to take over: one question, then the row as ever', () => {
    const { parts, outcome } = talk(job(row({}), { absorbed }), nothing, [ok, ok]);
    expect(parts.map(short)).toEqual([['GET tasks'], ['POST tasks', 'PATCH tasks(id-1)']]);
    expect(outcome).not.toHaveProperty('removed');
  });

  it('L-20 the row that is there is deleted in the change set that writes the other', () => {
    const { parts, outcome } = talk(job(row({}), { absorbed, known }), found, stands({ statecode: 1, statuscode: 5 }), [
      ...[ok, ok, ok, ok],
    ]);
    expect(short(parts[2])).toEqual([
      'PATCH tasks(id-1)',
      'PATCH tasks(id-1)',
      'DELETE tasks(part-2)',
      'PATCH tasks(id-1)',
    ]);
    expect(outcome).toMatchObject({ do: 'written', removed: ['part-2'] });
  });

  it('L-20 a row that says the same is written all the same while another must go', () => {
    const same = job(row({}), { absorbed });
    const { parts } = talk(
      same,
      found,
      refused(412, '0x80040237'),
      stands({ al_rowhash: same.hash.hash, statecode: 1, statuscode: 5 }),
      [ok, ok, ok, ok],
    );
    expect(short(parts[3])).toContain('DELETE tasks(part-2)');
  });

  it('L-20 without the privilege to delete it is cancelled and taken off person and account', () => {
    const { parts, outcome } = talk(
      job(row({}), { absorbed }),
      found,
      refused(403, '0x80040220', 'missing prvDeleteActivity'),
      [ok, ok, ok, ok, ok],
    );
    const hidden = parts[2]?.filter(({ path }) => path === 'tasks(part-2)').map(({ body }) => body);
    expect(hidden).toEqual([
      { statecode: 0, statuscode: 2 },
      {
        'regardingobjectid_contact_task@odata.bind': null,
        'al_contactid_contact_task@odata.bind': null,
        'al_accountid_contact_task@odata.bind': null,
      },
      { statecode: 2, statuscode: 6 },
    ]);
    expect(outcome).toMatchObject({ do: 'written', removed: ['part-2'] });
  });

  it('L-20 more parts than a question can name are asked for in several', () => {
    const many = Array.from({ length: 201 }, (_, index) => `part-${index}`);
    const last = answer({ value: [{ activityid: 'part-200' }] });
    const { parts, outcome } = talk(job(row({}), { absorbed: many }), nothing, last, [ok, ok, ok]);
    expect(parts).toHaveLength(3);
    expect(outcome).toMatchObject({ removed: ['part-200'] });
  });
});

describe('a row that is stamped', () => {
  const stamp = row({
    target: 'email',
    kind: 'email',
    final: null,
    partial: true,
    adopts: { table: 'email', id: 'id-1' },
  });
  const free = { al_sourcesystem: null, al_sourceid: null, al_rowhash: null, al_sourceversion: null };

  it('L-29 is never made; a closed one is opened, stamped and closed as it was', () => {
    const { parts, outcome } = talk(job(stamp), stands({ ...free, statecode: 1, statuscode: 4 }), [ok, ok, ok]);
    expect(parts.map(short)[0]).toEqual(['GET emails(id-1)']);
    expect(parts[1]?.map(({ body }) => body)).toMatchObject([
      { statecode: 0, statuscode: 1 },
      { al_sourcesystem: 'chat' },
      { statecode: 1, statuscode: 4 },
    ]);
    expect(outcome).toMatchObject({ do: 'written', written: { adopted: true } });
  });

  it('L-29 an open one stays open', () => {
    const { parts } = talk(job(stamp), stands({ ...free, statecode: 0, statuscode: 1 }), [ok]);
    expect(short(parts[1])).toEqual(['PATCH emails(id-1)']);
  });

  it('L-29 one that another source stamped is left alone; one that went meanwhile is looked for again', () => {
    expect(talk(job(stamp), stands({ al_sourcesystem: 'other', al_sourceid: '1' })).outcome).toMatchObject({
      do: 'park',
      reason: { code: 'id-taken' },
    });
    expect(talk(job(stamp), refused(404, '0x80040217')).outcome).toMatchObject({ do: 'retry', stale: true });
  });
});

describe('states', () => {
  it('L-26 an open task that a user closed is changed and stays closed', () => {
    const next = row({ kind: 'note', final: null });
    const { parts } = talk(job(next, { known }), stands({ statecode: 2, statuscode: 6 }), [ok, ok, ok]);
    expect(parts[1]?.map(({ body }) => body)).toMatchObject([
      { statecode: 0, statuscode: 2 },
      { subject: 'S' },
      { statecode: 2, statuscode: 6 },
    ]);
  });

  it('L-24 an e-mail that cannot be opened goes from Sent to Canceled as it is', () => {
    const cancelled = row({ target: 'email', kind: 'email', final: { statecode: 2, statuscode: 5 } });
    const { parts, outcome } = talk(
      job(cancelled, { known: { ...known, table: 'email' } }),
      stands({ statecode: 1, statuscode: 3 }),
      refused(400, '0x80048408', '0 is not a valid state code'),
      [ok, ok],
    );
    expect(parts[2]?.map(({ body }) => body)).toMatchObject([{ subject: 'S' }, { statecode: 2, statuscode: 5 }]);
    expect(outcome).toMatchObject({ do: 'written' });
  });
});
