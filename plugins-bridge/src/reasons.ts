import type { Reason } from './queue/types.ts';

/**
 * Every reason why something is skipped, parked or put off: what happened, and what to do about it. Closed: code that is not
 * here does not compile. Texts carry no personal data; `detail` names fields, columns, tables or rules (DESIGN decision 11).
 */
export const reasons = {
  'unknown-event': [
    'The source sent an event this version does not know.',
    'Nothing, unless it should be logged: then update the bridge and replay.',
  ],
  'wrong-shape': [
    'The payload does not have the shape of its event.',
    'Compare the payload with the field that is named; replay after an update.',
  ],
  'nothing-to-log': ['This event is never logged.', ''],
  'by-rule': [
    'The logging rules leave it out.',
    'Change the rule on the Activity Logging page if it should be logged.',
  ],
  'not-yet-complete': ['Not enough is known yet; a later event of the item brings it.', ''],
  'older-than-row': ['The row carries a newer version of the item.', ''],
  'deleted-in-crm': ['A user deleted the row; it stays deleted.', ''],
  'person-unknown': [
    'No contact or lead carries the address or number of this person.',
    'Create the contact or lead; what waits for it is then logged. Else replay.',
  ],
  'person-ambiguous': [
    'Several contacts, leads or accounts fit this person, and the settings say not to guess.',
    'Merge or correct the duplicates, or choose another rule for several matches; then replay.',
  ],
  'no-invitees': [
    'The source names nobody but the host of the recording, who is no contact or lead.',
    'Send the invitees as an event of kind recording with the same source and id (docs/operator/sources.md), or drop it.',
  ],
  'account-unknown': [
    'The account is not known in Dataverse.',
    'Link the account at the source with its Dataverse row, then replay.',
  ],
  'value-not-converted': [
    'A value could not be written to its column; the rest was logged.',
    'Change the mapping (a value map, another column) or the value at the source.',
  ],
  'mapping-not-usable': [
    'A field mapping cannot be used; the rest was logged.',
    'Open the mapping and correct what is named, or switch it off.',
  ],
  'recording-incomplete': [
    'The invite of a recording is incomplete; it was logged with what there is.',
    'Nothing, unless the source can complete it.',
  ],
  echo: ['It is the same meeting as one that was logged already.', ''],
  'settings-swept': [
    'A change of the settings was applied: what no longer applied was cleared.',
    'Nothing; make new mappings for the new target if you need them.',
  ],
  'id-taken': [
    'Another activity has the id this one would get.',
    'Check the configured namespace: two sources must not share ids.',
  ],
  'closed-in-crm': [
    'The row is closed and the platform does not let it be changed.',
    'Reopen the row by hand, then replay.',
  ],
  'no-privilege': ['The bridge lacks a privilege.', 'Give its application user the role it needs, then replay.'],
  'refused-by-platform': ['Dataverse refused the row.', 'See the detail; correct the cause, then replay.'],
  'column-missing': ['A column the bridge writes does not exist.', 'Import the current solution, then replay.'],
  'source-sign-in-lost': [
    'The source no longer accepts the sign-in of the bridge.',
    'Run `activity-logging source connect` for this source again.',
  ],
  'source-silent': [
    'A source has sent nothing for longer than it usually does.',
    'Run `activity-logging source check` for it; raise BRIDGE_SILENCE_HOURS if this is usual.',
  ],
  'subscription-off': [
    'A webhook subscription that the bridge needs is missing or switched off at the source.',
    'Run `activity-logging source connect` for this source; it makes it again.',
  ],
  'secret-ends': [
    'The secret or certificate the bridge signs in to Dataverse with is about to end.',
    'Make a new one in Entra ID, configure it, and set its new end.',
  ],
  'pull-failing': [
    'What the source may have failed to send could not be asked for.',
    'It is tried again by itself; see the detail when it lasts.',
  ],
  'source-unavailable': ['The source could not be asked for the people involved.', 'It is tried again by itself.'],
  'platform-unavailable': ['Dataverse could not be reached or asked for less.', 'It is tried again by itself.'],
  dropped: ['An operator dropped it; it is never logged.', ''],
  forgotten: ['The person was forgotten; nothing of it is kept.', ''],
  'internal-error': [
    'The bridge failed on this item.',
    'Report it with the code of the detail; replay after an update.',
  ],
  'changed-meanwhile': ['The row was changed by someone else at the same moment.', 'It is tried again by itself.'],
} as const satisfies Record<string, readonly [string, string]>;
export type ReasonCode = keyof typeof reasons;

/** A reason of the catalogue. */
export function reason(code: ReasonCode, detail?: string): Reason {
  return detail === undefined ? { code } : { code, detail };
}

/** What a person reads. */
export function describeReason({ code, detail }: Reason): { text: string; fix: string } {
  const known = Object.entries(reasons).find(([name]) => name === code)?.[1] ?? [code, ''];
  return { text: detail ? `${known[0]} (${detail})` : known[0], fix: known[1] };
}
