/** Tables that reports read: every activity in one table, and marketing lists with their members. */
import { label } from '../labels.ts';
import type { MicrosoftTable } from '../types.ts';
import { choice, common, dateTime, guid, lookup, memo, text } from './columns.ts';

/** What all activities share. Nothing is logged to it: rows of it are those of task, email, phonecall, appointment … */
export const activitypointer: MicrosoftTable = {
  kind: 'microsoft',
  name: 'activitypointer',
  schemaName: 'ActivityPointer',
  objectTypeCode: 4200,
  setName: 'activitypointers',
  label: label('Activity', 'Aktivität'),
  primaryId: 'activityid',
  primaryName: 'subject',
  isActivity: false,
  uses: [
    guid('activityid'),
    text('subject', 800),
    memo('description'),
    { name: 'activitytypecode', type: 'entityname' },
    lookup('regardingobjectid', {
      contact: 'regardingobjectid_contact',
      account: 'regardingobjectid_account',
      lead: 'regardingobjectid_lead',
      opportunity: 'regardingobjectid_opportunity',
    }),
    dateTime('scheduledstart'),
    dateTime('scheduledend'),
    dateTime('actualstart'),
    dateTime('actualend'),
    dateTime('sortdate'),
    choice('statecode', 'ActivityPointerState', { Open: 0, Completed: 1, Canceled: 2, Scheduled: 3 }),
    ...common,
  ],
};

/** A marketing list: the segment of a report. */
export const list: MicrosoftTable = {
  kind: 'microsoft',
  name: 'list',
  schemaName: 'List',
  objectTypeCode: 4300,
  setName: 'lists',
  label: label('Marketing List', 'Marketingliste'),
  solution: 'msdynce_Marketing',
  primaryId: 'listid',
  primaryName: 'listname',
  isActivity: false,
  uses: [
    guid('listid'),
    text('listname', 128),
    choice('statecode', 'ListState', { Active: 0, Inactive: 1 }),
    ...common,
  ],
};

/** Who is on a list: the table between lists and contacts, leads, accounts. Only static lists have rows in it. */
export const listmember: MicrosoftTable = {
  kind: 'microsoft',
  name: 'listmember',
  schemaName: 'ListMember',
  objectTypeCode: 4301,
  setName: 'listmembers',
  label: label('Marketing List Member', 'Mitglied der Marketingliste'),
  solution: 'msdynce_Marketing',
  primaryId: 'listmemberid',
  primaryName: 'name',
  isActivity: false,
  uses: [
    guid('listmemberid'),
    lookup('entityid', { contact: 'entityid_contact', lead: 'entityid_lead', account: 'entityid_account' }),
    lookup('listid', { list: 'listid' }),
  ],
};
