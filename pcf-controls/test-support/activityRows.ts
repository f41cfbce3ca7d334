/** Rows as the Web API gives them, with only what a test names beside what every row has. */
export type Row = Record<string, unknown>;

export const contactId = '11111111-2222-4333-8444-555555555555';
const formatted = '@OData.Community.Display.V1.FormattedValue';

/** An activity of {@link contactId} that our bridge logged. */
export function loggedRow(id: string, occurredOn: string, more: Row = {}): Row {
  return {
    activityid: id,
    subject: 'Note',
    createdon: occurredOn,
    statecode: 1,
    _regardingobjectid_value: contactId,
    _al_contactid_value: contactId,
    [`_ownerid_value${formatted}`]: 'Ada Admin',
    al_kind: 727000005,
    al_occurredon: occurredOn,
    ...more,
  };
}

/** An activity somebody made by hand: none of our columns is filled. */
export function manualRow(id: string, createdOn: string, more: Row = {}): Row {
  return {
    activityid: id,
    subject: 'Made by hand',
    createdon: createdOn,
    statecode: 0,
    _regardingobjectid_value: contactId,
    [`_ownerid_value${formatted}`]: 'Ada Admin',
    ...more,
  };
}
