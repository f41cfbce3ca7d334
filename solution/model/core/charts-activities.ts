/** Views and charts of completed activities of all sorts (SPEC T-7). */
import { label } from '../labels.ts';
import { activitypointer } from '../microsoft/index.ts';
import type { Chart, TableExtension, View } from '../types.ts';

export const activityViewNames = { completed: 'completed', recentWeeks: 'completed-recent-weeks' } as const;
export const activityChartNames = { byType: 'completed-by-type', byUserAndWeek: 'per-user-per-week' } as const;
export const kindChartName = 'logged-by-kind';

const columns: View['columns'] = [
  { name: 'subject', width: 300 },
  { name: 'activitytypecode', width: 130 },
  { name: 'regardingobjectid', width: 200 },
  { name: 'actualend', width: 150 },
  { name: 'ownerid', width: 150 },
];
const order: View['order'] = [{ column: 'actualend', descending: true }];

const views: readonly View[] = [
  {
    name: activityViewNames.completed,
    type: 'public',
    label: label('Completed Activities', 'Abgeschlossene Aktivitäten'),
    description: label(
      'All activities that took place, whoever logged them',
      'Alle Aktivitäten, die stattfanden, gleich wer sie protokollierte',
    ),
    columns,
    order,
    filter: [{ column: 'statecode', operator: 'eq', value: '1' }],
  },
  {
    name: activityViewNames.recentWeeks,
    type: 'public',
    label: label('Completed Activities: Last 8 Weeks', 'Abgeschlossene Aktivitäten: letzte 8 Wochen'),
    description: label(
      'Activities that took place in the last eight weeks',
      'Aktivitäten, die in den letzten acht Wochen stattfanden',
    ),
    columns,
    order,
    filter: [
      { column: 'statecode', operator: 'eq', value: '1' },
      { column: 'actualend', operator: 'last-x-weeks', value: '8' },
    ],
  },
];

const count: Chart['measures'] = [{ column: 'activityid', aggregate: 'count' }];

const charts: readonly Chart[] = [
  {
    name: activityChartNames.byType,
    label: label('Completed Activities by Type', 'Abgeschlossene Aktivitäten nach Typ'),
    description: label('How many of which type took place', 'Wie viele welchen Typs stattfanden'),
    type: 'bar',
    category: { column: 'activitytypecode' },
    measures: count,
    order: { by: 'measure', descending: true },
  },
  {
    name: activityChartNames.byUserAndWeek,
    label: label('Activities per User per Week', 'Aktivitäten je Benutzer und Woche'),
    description: label('Who completed how many, week by week', 'Wer wie viele abschloss, Woche für Woche'),
    type: 'stackedColumn',
    category: { column: 'actualend', dateGrouping: 'week' },
    series: { column: 'ownerid' },
    measures: count,
  },
];

export const activityReports: TableExtension = { table: activitypointer, columns: [], forms: [], views, charts };

/** On each table that activities are logged to: an e-mail logged as task is a task by type, an e-mail by kind. */
export const kindChart: Chart = {
  name: kindChartName,
  label: label('Logged Activities by Kind', 'Protokollierte Aktivitäten nach Art'),
  description: label('What was logged, whatever it was logged as', 'Was protokolliert wurde, gleich als was'),
  type: 'bar',
  category: { column: 'al_kind' },
  measures: count,
  order: { by: 'measure', descending: true },
};
