import { targets, type Target } from '@activity-logging/activity-model';
import type { activityMetadata } from '@activity-logging/activity-model/metadata';
import type { RecordRef } from '../../shared/record';

// The generated metadata is used by its types alone: a column that is not in the solution does not compile, at no cost in the bundle.
type Tables = typeof activityMetadata;
type Lookups<Table extends Target> = Tables[Table]['lookups'];
type Property<Table extends Target> = Extract<Lookups<Table>[keyof Lookups<Table>], { property: string }>['property'];
/** What a row of a table is read by: its columns and the properties of its lookups. */
type Readable<Table extends Target> = keyof Tables[Table]['columns'] | Property<Table>;
type SharedColumn = Readable<'task'> & Readable<'email'> & Readable<'phonecall'> & Readable<'appointment'>;

/** One ordered read of one table: rows come newest first by `orderBy`. */
export interface OrderedList {
  readonly table: Target;
  readonly orderBy: OrderColumn;
  /** OData filter that sets it apart from the other lists of its table. */
  readonly which: string;
}
export type OrderColumn = 'al_occurredon' | 'actualend' | 'scheduledstart' | 'createdon';

/** Our lookup that carries a record of each table on every activity (SPEC L-23). */
const lookupOf: Readonly<Record<string, string>> = {
  contact: '_al_contactid_value',
  account: '_al_accountid_value',
  lead: '_al_leadid_value',
  opportunity: '_al_opportunityid_value',
} satisfies Record<string, SharedColumn>;

const shared: readonly SharedColumn[] = [
  'activityid',
  'subject',
  'createdon',
  'actualend',
  'scheduledend',
  'statecode',
  '_ownerid_value',
  'al_kind',
  'al_occurredon',
  'al_snippet',
  'al_disposition',
  'al_dispositiontext',
  'al_sentiment',
  'al_sourceuser',
  'al_sourcesystem',
  'al_durationseconds',
  'al_recordingurl',
  'al_nextstep',
  'al_nextstepdue',
  'al_meetingtype',
  'al_noshow',
];
const own: { readonly [Table in Target]: readonly Readable<Table>[] } = {
  task: [],
  email: ['directioncode'],
  phonecall: ['directioncode', 'actualdurationminutes'],
  appointment: ['scheduledstart', 'location'],
};

/**
 * Reads that together give every activity of a record once. An ordering has to be on one column, and rows made by hand have
 * no `al_occurredon`: so each table is read as logged rows, finished rows and open rows, three ordered lists that the
 * timeline merges. Bodies are not among the columns: they are read when a row is opened.
 */
export const orderedLists: readonly OrderedList[] = targets.flatMap((table): OrderedList[] => [
  { table, orderBy: 'al_occurredon', which: 'al_occurredon ne null' },
  ...(table === 'appointment'
    ? [{ table, orderBy: 'scheduledstart', which: 'al_occurredon eq null' } as const]
    : ([
        { table, orderBy: 'actualend', which: 'al_occurredon eq null and actualend ne null' },
        { table, orderBy: 'createdon', which: 'al_occurredon eq null and actualend eq null' },
      ] as const)),
]);

/** Columns of a row's whole text. */
export const bodyOptions = '?$select=description,al_body';

/**
 * OData options of a list, starting with `?`.
 *
 * @param leads ids of leads that were qualified into the record: what was logged on them is its history too (SPEC L-23).
 */
export function optionsOf({ table, orderBy, which }: OrderedList, record: RecordRef, leads: readonly string[]): string {
  // Rows nobody logged have no snippet; an email's description is left alone, it can be very large.
  const snippetSource = orderBy !== 'al_occurredon' && table !== 'email' ? ['description'] : [];
  const select = [...shared, ...own[table], ...snippetSource].join(',');
  const about = [record, ...leads.map((id) => ({ table: 'lead', id }))].flatMap(aboutRecord).join(' or ');
  return `?$select=${select}&$filter=(${about}) and ${which}&$orderby=${orderBy} desc`;
}

function aboutRecord({ table, id }: RecordRef): string[] {
  const lookup = lookupOf[table];
  return [`_regardingobjectid_value eq ${id}`, ...(lookup ? [`${lookup} eq ${id}`] : [])];
}
