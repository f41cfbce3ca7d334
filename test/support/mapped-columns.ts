/** What the tests of mapped values map to: a column of each type, and wrong inputs for it (SPEC F-1, F-3). */
import type { DataverseClient } from '../../plugins-bridge/src/dataverse/client.ts';
import { label, makeColumn, makeLookup, makeTable, options } from './own-columns.ts';

/** Columns of the organisation's own, one of each type a mapping can write, with the member of `data.custom` each is read from. */
export const columns = {
  flag: 'new_flag',
  mood: 'new_mood',
  topics: 'new_topics',
  words: 'new_words',
  essay: 'new_essay',
  count: 'new_count',
  score: 'new_score',
  budget: 'new_budget',
  met: 'new_meton',
  day: 'new_day',
  referrer: 'new_referrerid',
  partner: 'new_partnerid',
  template: 'new_templateid',
  region: 'new_regionid',
  urgency: 'prioritycode',
  category: 'category',
} as const;
export type Member = keyof typeof columns;
export const lookupBy: Partial<Record<Member, string>> = {
  partner: 'accountnumber',
  template: 'al_code',
  region: 'new_name',
};
const lookups = new Set<Member>(['referrer', 'partner', 'template', 'region']);
export const property = (member: Member): string =>
  lookups.has(member) ? `_${columns[member]}_value` : columns[member];

export async function makeColumns(admin: DataverseClient): Promise<void> {
  const task = (type: string, name: string, more: object = {}): Promise<void> =>
    makeColumn(admin, 'task', type, name, more);
  const one = {
    TrueOption: { Value: 1, Label: label('Hot lead', 'Heißer Lead') },
    FalseOption: { Value: 0, Label: label('Not yet', 'Noch nicht') },
  };
  await task('Boolean', 'new_Flag', {
    OptionSet: { '@odata.type': 'Microsoft.Dynamics.CRM.BooleanOptionSetMetadata', ...one },
  });
  await task(
    'Picklist',
    'new_Mood',
    options([
      [1, 'Hot', 'Heiß'],
      [2, 'Cold', 'Kalt'],
    ]),
  );
  await task(
    'MultiSelectPicklist',
    'new_Topics',
    options([
      [1, 'Price', 'Preis'],
      [2, 'Terms', 'Bedingungen'],
      [3, 'Support', 'Betreuung'],
    ]),
  );
  await task('String', 'new_Words', { MaxLength: 20, FormatName: { Value: 'Text' } });
  await task('Memo', 'new_Essay', { MaxLength: 100 });
  await task('Integer', 'new_Count', { MinValue: 0, MaxValue: 100 });
  await task('Decimal', 'new_Score', { MinValue: 0, MaxValue: 100, Precision: 2 });
  await task('Money', 'new_Budget', { PrecisionSource: 0, Precision: 2 });
  await task('DateTime', 'new_MetOn', { Format: 'DateAndTime', DateTimeBehavior: { Value: 'UserLocal' } });
  await task('DateTime', 'new_Day', { Format: 'DateOnly', DateTimeBehavior: { Value: 'DateOnly' } });
  await task('String', 'new_Must', { MaxLength: 20, RequiredLevel: { Value: 'ApplicationRequired' } });
  await makeTable(admin, 'new_Region');
  await makeLookup(admin, 'task', 'new_ReferrerId', 'contact');
  await makeLookup(admin, 'task', 'new_PartnerId', 'account');
  await makeLookup(admin, 'task', 'new_TemplateId', 'al_interactiontemplate');
  await makeLookup(admin, 'task', 'new_RegionId', 'new_region');
}

/** Wrong inputs of each type and what the issue says of the column. */
export const wrong: readonly (readonly [Member, unknown, string])[] = [
  ['flag', 'perhaps', 'takes yes, no, true, false, on, off, 1, 0 or one of its own labels'],
  ['flag', 2, 'takes yes, no, true, false, on, off, 1, 0 or one of its own labels'],
  ['flag', [true, false], 'takes one value, and this is a list of 2'],
  ['flag', { id: 1 }, 'takes a single value, and this is an object'],
  ['mood', 'Lukewarm', 'has no option with this label or value; it has Hot, Cold'],
  ['mood', 3, 'has no option with this label or value'],
  ['mood', ['Hot', 'Cold'], 'takes one value, and this is a list of 2'],
  ['mood', { id: 1 }, 'takes a single value, and this is an object'],
  ['topics', 'Price; Weather', 'has no option with this label or value; it has Price, Terms, Support'],
  ['topics', [1, 9], 'has no option with this label or value'],
  ['topics', [['Price']], 'this list holds lists or objects'],
  ['words', { id: 1 }, 'takes a single value, and this is an object'],
  ['essay', [{ id: 1 }], 'this list holds lists or objects'],
  ['count', 'many', 'takes a number, and this is none'],
  ['count', 1.5, 'takes whole numbers only'],
  ['count', 101, 'takes nothing above 100'],
  ['count', -1, 'takes nothing below 0'],
  ['count', '1,234', 'can be read in more than one way'],
  ['score', 'high', 'takes a number, and this is none'],
  ['score', 100.01, 'takes nothing above 100'],
  ['score', [1, 2], 'takes one value, and this is a list of 2'],
  ['budget', 'a lot', 'takes a number, and this is none'],
  ['budget', 1e300, 'takes nothing above'],
  ['met', 'tomorrow', 'takes dates as ISO 8601 writes them'],
  ['met', '2026-01-31T23:30:00', 'a time without an offset'],
  ['met', '2026-02-30', 'takes dates as ISO 8601 writes them'],
  ['met', true, 'takes a date, and yes or no is none'],
  ['met', 12, 'takes a number only as seconds'],
  ['day', '31.01.2026', 'takes dates as ISO 8601 writes them'],
  ['referrer', 'Bo Example', 'finds its row by e-mail address, and this is none'],
  ['referrer', 'nobody@acme.example', 'points to a row of contact, and none has this e-mail address'],
  ['referrer', 'shared@acme.example', 'several have this e-mail address'],
  ['referrer', true, 'points to a row, and yes or no names none'],
  ['partner', 'A-0', 'points to a row of account, and none has this accountnumber'],
  ['region', 'North', 'the bridge may not read'],
  ['urgency', 'Whenever', 'has no option with this label or value'],
  ['category', { id: 1 }, 'takes a single value, and this is an object'],
];
