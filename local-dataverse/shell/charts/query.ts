/** A chart's aggregating FetchXML over the rows of a view. Works on parsed documents; pure. */
import type { ChartGroup, ChartModel, TableModel } from '../../src/shell/model.ts';
import { append, elements, entityOf, narrow } from '../grid/query.ts';
import type { Narrowing } from '../grid/query.ts';

/** Aliases of the groups that tell the years (and months) of a grouped date apart. */
export function yearAlias(group: ChartGroup): string {
  return `${group.alias}_year`;
}
export function monthAlias(group: ChartGroup): string {
  return `${group.alias}_month`;
}

/**
 * Changes the chart's query in place: the rows are those of the view, narrowed like the grid's.
 * @param view the view's query, or undefined for all rows; it is changed, too
 * @throws Error when a document is not FetchXML
 */
export function applyView(
  fetch: Document,
  chart: ChartModel,
  view: Document | undefined,
  narrowing: Narrowing,
  table: Pick<TableModel, 'columns'>,
): void {
  const entity = entityOf(fetch);
  for (const group of chart.groups) addDateGroups(fetch, group);
  if (!view) return narrow(fetch, narrowing, table);
  narrow(view, narrowing, table);
  for (const part of [...elements(entityOf(view), 'filter'), ...elements(entityOf(view), 'link-entity')]) {
    const copy = fetch.importNode(part, true);
    // Plain columns cannot stand beside aggregates.
    strip(copy);
    entity.appendChild(copy);
  }
}

/** `month` alone would put the Mays of all years together: FetchXML's part of a date is a number. */
function addDateGroups(fetch: Document, group: ChartGroup): void {
  const { dateGrouping } = group;
  if (!dateGrouping || !['day', 'week', 'month', 'quarter'].includes(dateGrouping)) return;
  for (const element of [...fetch.getElementsByTagName('attribute')]) {
    if (element.getAttribute('alias') !== group.alias || !element.parentNode) continue;
    const parent = element.parentNode as Element;
    const add = (alias: string, dategrouping: string): void =>
      void append(fetch, parent, 'attribute', { name: group.column, groupby: 'true', dategrouping, alias });
    add(yearAlias(group), 'year');
    if (dateGrouping === 'day') add(monthAlias(group), 'month');
  }
}

function strip(element: Element): void {
  for (const name of ['attribute', 'all-attributes', 'order'])
    for (const one of elements(element, name)) element.removeChild(one);
  for (const link of elements(element, 'link-entity')) strip(link);
}

/** Whether the query itself sorts by a value it counts (a "top 10"): then its order is the chart's. */
export function sortsByMeasure(fetch: Document, chart: ChartModel): boolean {
  return elements(entityOf(fetch), 'order').some((order) =>
    chart.measures.some((measure) => measure.alias === order.getAttribute('alias')),
  );
}
