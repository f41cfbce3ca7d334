/** A table as the server describes it, for tests of the shell's pure parts. */
import type { ColumnModel, TableModel } from '../../src/shell/model.ts';

const OPTIONS = [
  { value: 0, label: 'Low' },
  { value: 1, label: 'Normal' },
  { value: 2, label: 'High' },
];

function column(name: string, type: ColumnModel['type'], label: string, more: Partial<ColumnModel> = {}): ColumnModel {
  return {
    name,
    schemaName: name,
    type,
    label,
    description: '',
    required: 'None',
    creatable: true,
    updatable: true,
    ...more,
  };
}

const COLUMNS: readonly ColumnModel[] = [
  column('activityid', 'Uniqueidentifier', 'Task'),
  column('subject', 'String', 'Subject'),
  column('prioritycode', 'Picklist', 'Priority', { options: OPTIONS }),
  column('isbilled', 'Boolean', 'Billed', {
    options: [
      { value: 0, label: 'No' },
      { value: 1, label: 'Yes' },
    ],
  }),
  column('tags', 'MultiSelectPicklist', 'Tags', { options: OPTIONS }),
  column('scheduledend', 'DateTime', 'Due'),
  column('minutes', 'Integer', 'Duration'),
  column('regardingobjectid', 'Lookup', 'Regarding', {
    targets: [
      {
        table: 'account',
        setName: 'accounts',
        label: 'Account',
        primaryId: 'accountid',
        primaryName: 'name',
        navigation: 'regardingobjectid_account_task',
      },
    ],
  }),
  column('parties', 'PartyList', 'Parties'),
];

export const TASK: TableModel = {
  name: 'task',
  schemaName: 'Task',
  setName: 'tasks',
  objectTypeCode: 4212,
  label: 'Task',
  collectionLabel: 'Tasks',
  primaryId: 'activityid',
  primaryName: 'subject',
  isActivity: true,
  isCustom: false,
  ownership: 'UserOwned',
  columns: Object.fromEntries(COLUMNS.map((one) => [one.name, one])),
};
