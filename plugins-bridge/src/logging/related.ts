/** What stands with an activity row: attendees of a meeting, rows of thread parts it has taken over. */
import type { AttendeeRow } from '@activity-logging/activity-model';
import { Attendance, ResponseStatus } from '@activity-logging/activity-model/metadata';
import type { Operation } from '../dataverse/batch.ts';
import { inFilter } from '../dataverse/query.ts';
import { bind, emptying, type Tables } from './row-body.ts';
import type { RowJob } from './row-job.ts';

const attendeeTable = 'al_meetingattendee';
const responses: Readonly<Record<AttendeeRow['response'], ResponseStatus>> = {
  hasntResponded: ResponseStatus.HasntResponded,
  accepted: ResponseStatus.Accepted,
  tentative: ResponseStatus.Tentative,
  declined: ResponseStatus.Declined,
};
/** Ids a query names at most. */
const idsAtOnce = 200;

/** Upserts of the attendees by their own keys; `gone` are rows of people who are not invited any more (SPEC L-17). */
export function attendeeOperations(job: RowJob, tables: Tables, gone: readonly string[] = []): Operation[] {
  const attendees = job.attendees ?? [];
  if (attendees.length === 0 && gone.length === 0) return [];
  const { set } = tables.get(attendeeTable);
  return [
    ...attendees.map(({ id, row }): Operation => ({
      method: 'PATCH',
      path: `${set}(${id})`,
      body: attendeeBody(job, id, row, tables),
    })),
    ...gone.map((id): Operation => ({ method: 'DELETE', path: `${set}(${id})` })),
  ];
}

function attendeeBody(job: RowJob, id: string, row: AttendeeRow, tables: Tables): Record<string, unknown> {
  const info = tables.get(attendeeTable);
  const lookup = row.ref?.table === 'contact' ? 'al_contactid' : row.ref?.table === 'systemuser' ? 'al_userid' : '';
  const owner = job.row.lookups['ownerid'];
  return {
    al_name: row.name,
    al_attendeekeytext: id,
    al_address: row.address,
    al_responsestatus: responses[row.response],
    al_attendance: row.attendance === 'optional' ? Attendance.Optional : Attendance.Required,
    al_noshow: row.noShow,
    ...bind(info, meetingColumn(job), { table: job.row.target, id: job.id }, tables),
    ...(row.ref && lookup ? bind(info, lookup, row.ref, tables) : {}),
    ...(owner ? bind(info, 'ownerid', owner, tables) : {}),
  };
}

/** Asks for the attendees that stand already; `undefined` for what is no meeting. */
export function attendeeQuery(job: RowJob, tables: Tables): Operation | undefined {
  if (!job.row.attendees) return undefined;
  const { set, primaryId } = tables.get(attendeeTable);
  return {
    method: 'GET',
    path: `${set}?$select=${primaryId}&$filter=${encodeURIComponent(`_${meetingColumn(job)}_value eq ${job.id}`)}`,
  };
}

function meetingColumn({ row }: RowJob): string {
  return row.target === 'appointment' ? 'al_appointmentid' : 'al_taskid';
}

/** Ask which of the thread parts this row may have taken over have rows of their own (SPEC L-20). */
export function absorbedQueries(job: RowJob, tables: Tables): Operation[] {
  const ids = job.absorbed ?? [];
  const { set, primaryId } = tables.get(job.row.target);
  const queries: Operation[] = [];
  for (let start = 0; start < ids.length; start += idsAtOnce) {
    const some = ids.slice(start, start + idsAtOnce);
    queries.push({ method: 'GET', path: `${set}?$select=${primaryId}&$filter=${inFilter(primaryId, some)}` });
  }
  return queries;
}

/** Removes the rows of joined thread parts. */
export function removals(job: RowJob, ids: readonly string[], tables: Tables): Operation[] {
  const { set } = tables.get(job.row.target);
  return ids.map((id) => ({ method: 'DELETE', path: `${set}(${id})` }));
}

/** Without the privilege to delete: cancelled, and out of every timeline (SPEC L-20). */
export function hidings(job: RowJob, ids: readonly string[], tables: Tables): Operation[] {
  const info = tables.get(job.row.target);
  const cleared = ['regardingobjectid', 'al_contactid', 'al_leadid', 'al_accountid', 'al_opportunityid'].flatMap(
    (column) => {
      // It may be about others than the row that took it over.
      const navigation = info.columns.has(column) ? emptying(info, column) : undefined;
      return navigation ? [[`${navigation}@odata.bind`, null]] : [];
    },
  );
  return ids.flatMap((id) => {
    const patch = (body: unknown): Operation => ({
      method: 'PATCH',
      path: `${info.set}(${id})`,
      headers: { 'If-Match': '*' },
      body,
    });
    return [
      patch({ statecode: 0, statuscode: 2 }),
      patch(Object.fromEntries(cleared)),
      patch({ statecode: 2, statuscode: 6 }),
    ];
  });
}
