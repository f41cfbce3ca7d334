/** `Visualizations/{id}.xml`: what a chart asks for (data description) and how it is drawn (presentation). */
import {
  idOf,
  type Chart,
  type ChartGroup,
  type ChartMeasure,
  type DateGrouping,
} from '../../../solution/model/index.ts';
import { ModelError } from '../model-error.ts';
import { presentation } from './chart-presentation.ts';
import type { ColumnCatalogue, Kind } from './columns.ts';
import { braced, descriptions, introduced, localizedNames } from './common.ts';
import { element, rootAttributes, text, type Element } from './element.ts';
import { aliasesOf, checkFilter, linkElements, linksOf, tableOf } from './fetch.ts';

export interface ChartContext {
  readonly table: string;
  readonly columns: ColumnCatalogue;
}

/** Alias of the first grouping: the categories of the chart. */
const categoryAlias = 'category';
const seriesAlias = 'series';
const measureAlias = (index: number): string => `measure${index + 1}`;

/** Date groupings that count fiscal periods, whose calendar is that of the organisation and not of the user. */
const fiscal: readonly DateGrouping[] = ['fiscal-period', 'fiscal-year'];
const numbers: readonly Kind[] = ['integer', 'decimal', 'money'];

/** @throws ModelError when the chart groups or measures by what the model does not have or the platform cannot draw. */
export function chartFile(chart: Chart, context: ChartContext): Element {
  check(chart, context);
  return element('visualization', rootAttributes, [
    text('savedqueryvisualizationid', braced(idOf('chart', context.table, chart.name))),
    element('datadescription', {}, [dataDescription(chart, context.table)]),
    element('presentationdescription', {}, [presentation(chart)]),
    text('isdefault', chart.isDefault === true),
    text('IsCustomizable', true),
    text('CanBeDeleted', true),
    introduced,
    localizedNames(chart.label),
    descriptions(chart.description),
  ]);
}

function check(chart: Chart, { table, columns }: ChartContext): void {
  const where = `chart ${table}/${chart.name}`;
  const aliases = aliasesOf(table, chart.links, columns, where);
  const column = (name: string, link: string | undefined): Kind =>
    columns.get(tableOf(link, aliases, where), name, where).kind;
  for (const group of [chart.category, ...(chart.series === undefined ? [] : [chart.series])]) {
    const isDate = column(group.column, group.link) === 'datetime';
    if (isDate !== (group.dateGrouping !== undefined))
      throw new ModelError(where, `${group.column} ${isDate ? 'needs a' : 'cannot have a'} date grouping`);
  }
  for (const { column: name, link, aggregate, distinct } of chart.measures) {
    if (distinct === true && aggregate !== 'countcolumn')
      throw new ModelError(where, `only countcolumn can be distinct, not ${aggregate}`);
    const kind = column(name, link);
    const counts = aggregate === 'count' || aggregate === 'countcolumn';
    if (!counts && !numbers.includes(kind)) throw new ModelError(where, `${aggregate} of ${name}, which is no number`);
  }
  if (chart.measures.length === 0) throw new ModelError(where, 'a chart needs a measure');
  if (chart.series !== undefined && chart.measures.length > 1)
    throw new ModelError(where, 'a chart has several series or several measures, not both');
  for (const link of linksOf(chart.links)) checkFilter(link.filter, link.alias, aliases, columns, where);
}

function dataDescription(chart: Chart, table: string): Element {
  const order = chart.order ?? { by: 'category' };
  const head = { mapping: 'logical', aggregate: true, count: chart.top };
  const fetch = element('fetch', head, [
    element('entity', { name: table }, [
      ...attributesOf(chart, undefined),
      element('order', {
        alias: order.by === 'category' ? categoryAlias : measureAlias(0),
        descending: order.descending === true,
      }),
      ...linkElements(chart.links, (alias) => attributesOf(chart, alias)),
    ]),
  ]);
  const collections = chart.measures.map((_, index) =>
    element('measurecollection', {}, [element('measure', { alias: measureAlias(index) })]),
  );
  return element('datadefinition', {}, [
    element('fetchcollection', {}, [fetch]),
    element('categorycollection', {}, [element('category', { alias: categoryAlias }, collections)]),
  ]);
}

/** Groupings and measures of the table with that alias. */
function attributesOf(chart: Chart, alias: string | undefined): Element[] {
  const measures = chart.measures.flatMap((measure, index) =>
    measure.link === alias ? [measureAttribute(measure, measureAlias(index))] : [],
  );
  const groups = [
    ...(chart.category.link === alias ? [groupAttribute(chart.category, categoryAlias)] : []),
    ...(chart.series !== undefined && chart.series.link === alias ? [groupAttribute(chart.series, seriesAlias)] : []),
  ];
  return [...groups, ...measures];
}

function groupAttribute({ column, dateGrouping }: ChartGroup, alias: string): Element {
  const usertimezone = dateGrouping === undefined || fiscal.includes(dateGrouping) ? undefined : true;
  return element('attribute', { name: column, groupby: true, alias, dategrouping: dateGrouping, usertimezone });
}

function measureAttribute({ column, aggregate, distinct }: ChartMeasure, alias: string): Element {
  return element('attribute', { name: column, aggregate, distinct, alias });
}
