/**
 * Open opportunities by the time since their last activity (SPEC T-7). A deal has an activity when one is regarding it
 * or, since what is logged is regarding the person (SPEC L-23), names it in `al_opportunityid`.
 *
 * No chart of the platform can group by the days since the newest row of a linked table, so each span of days is a view,
 * and one chart is shown beside each of them.
 */
import { label } from '../labels.ts';
import { activityTables, opportunity } from '../microsoft/index.ts';
import type { Chart, Filter, Label, Link, TableExtension, View } from '../types.ts';

/** Days without activity after which a deal counts as stalled, as shipped. */
export const stalledAfterDays = 14;

/** Ways from a deal to its activities: table, column that points to the deal, column that says when it happened. */
const ways = [
  ['activitypointer', 'regardingobjectid', 'actualend'],
  ...activityTables.map(({ name }) => [name, 'al_opportunityid', 'al_occurredon'] as const),
] as const;

const aliasOf = (table: string, days: number): string => `${table}${days}`;

/** Outer joins that find what happened in the last `days` days, if anything did. */
function recent(days: number): Link[] {
  return ways.map(([table, from, when]) => ({
    alias: aliasOf(table, days),
    table,
    from,
    to: 'opportunityid',
    type: 'outer',
    filter: [{ column: when, operator: 'last-x-days', value: String(days) }],
  }));
}

function nothingIn(days: number): Filter[] {
  return ways.map(([table]) => ({ link: aliasOf(table, days), column: 'activityid', operator: 'null' }));
}

function somethingIn(days: number): Filter {
  return {
    anyOf: ways.map(([table]) => ({ link: aliasOf(table, days), column: 'activityid', operator: 'not-null' })),
  };
}

const open: Filter = { column: 'statecode', operator: 'eq', value: '0' };
const columns: View['columns'] = [
  { name: 'name', width: 300 },
  { name: 'customerid', width: 200 },
  { name: 'estimatedvalue', width: 120 },
  { name: 'estimatedclosedate', width: 120 },
  { name: 'ownerid', width: 150 },
];
const order: View['order'] = [{ column: 'estimatedclosedate' }];

/** Open deals whose last activity is more than `from` and at most `to` days ago; without `to`: or that never had one. */
function span(name: string, title: Label, description: Label, from: number, to?: number): View {
  const common = { name, type: 'public', label: title, description, columns, order } as const;
  const after = to === undefined ? [] : [somethingIn(to)];
  const before = from === 0 ? [] : nothingIn(from);
  return {
    ...common,
    filter: [open, ...after, ...before],
    links: [...(to === undefined ? [] : recent(to)), ...(from === 0 ? [] : recent(from))],
    // Joins that find several activities would show a deal several times; those that find none cannot.
    ...(to === undefined ? {} : { distinct: true }),
  };
}

export const pipelineViewNames = {
  week: 'open-active-7-days',
  fortnight: 'open-active-8-14-days',
  month: 'open-active-15-30-days',
  older: 'open-inactive-30-days',
  stalled: 'stalled-deals',
} as const;

const openDeals = (english: string, german: string): Label =>
  label(`Open Opportunities: ${english}`, `Offene Verkaufschancen: ${german}`);

const views: readonly View[] = [
  span(
    pipelineViewNames.week,
    openDeals('Active in the last 7 Days', 'aktiv in den letzten 7 Tagen'),
    label('Last activity at most 7 days ago', 'Letzte Aktivität vor höchstens 7 Tagen'),
    0,
    7,
  ),
  span(
    pipelineViewNames.fortnight,
    openDeals('Last Activity 8 to 14 Days ago', 'letzte Aktivität vor 8 bis 14 Tagen'),
    label('Last activity 8 to 14 days ago', 'Letzte Aktivität vor 8 bis 14 Tagen'),
    7,
    14,
  ),
  span(
    pipelineViewNames.month,
    openDeals('Last Activity 15 to 30 Days ago', 'letzte Aktivität vor 15 bis 30 Tagen'),
    label('Last activity 15 to 30 days ago', 'Letzte Aktivität vor 15 bis 30 Tagen'),
    14,
    30,
  ),
  span(
    pipelineViewNames.older,
    openDeals('No Activity for 30 Days', 'keine Aktivität seit 30 Tagen'),
    label('No activity in the last 30 days, or none at all', 'Keine Aktivität in den letzten 30 Tagen oder überhaupt'),
    30,
  ),
  span(
    pipelineViewNames.stalled,
    label('Stalled Deals', 'Festgefahrene Verkaufschancen'),
    label(
      `Open opportunities without activity for ${stalledAfterDays} days`,
      `Offene Verkaufschancen ohne Aktivität seit ${stalledAfterDays} Tagen`,
    ),
    stalledAfterDays,
  ),
];

export const pipelineChartName = 'open-deals-by-owner';

const charts: readonly Chart[] = [
  {
    name: pipelineChartName,
    label: label('Deals by Owner', 'Verkaufschancen nach Besitzer'),
    description: label('How many deals of the view are whose', 'Wie viele Verkaufschancen der Ansicht wem gehören'),
    type: 'bar',
    category: { column: 'ownerid' },
    // The links of these views find a deal once for each of its activities. A sum of revenue would count it as often.
    measures: [{ column: 'opportunityid', aggregate: 'countcolumn', distinct: true }],
    order: { by: 'measure', descending: true },
  },
];

export const pipelineReports: TableExtension = { table: opportunity, columns: [], forms: [], views, charts };
