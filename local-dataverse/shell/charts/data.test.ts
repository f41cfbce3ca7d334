import { describe, expect, it } from '@jest/globals';
import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import type { ChartGroup, ChartMeasure, ChartModel } from '../../src/shell/model.ts';
import { createFormatter } from '../format/formatter.ts';
import type { Narrowing } from '../grid/query.ts';
import { TASK } from '../testing/models.ts';
import { texts } from '../texts.ts';
import { shapeChart } from './data.ts';
import type { ChartData } from './data.ts';
import { applyView, sortsByMeasure } from './query.ts';
import { chartProblem } from './support.ts';
import { ticksUpTo } from './ticks.ts';

const measure = (alias: string, aggregate: string, column: string, chartType = 'Column'): ChartMeasure => ({
  alias,
  aggregate,
  column,
  chartType,
  table: 'task',
});
const group = (column: string, more: Partial<ChartGroup> = {}): ChartGroup => ({
  alias: 'axis',
  table: 'task',
  column,
  isLinked: false,
  ...more,
});
const COUNT = measure('count', 'count', 'activityid');
const chart = (groups: readonly ChartGroup[], measures: readonly ChartMeasure[] = [COUNT]): ChartModel => ({
  id: 'c',
  name: 'Chart',
  table: 'task',
  isDefault: true,
  fetchXml: '<fetch/>',
  groups,
  measures,
});
function shape(model: ChartModel, rows: readonly Record<string, unknown>[], keepsOrder = false): ChartData {
  const formatter = createFormatter({ locale: 'en-US', timeZone: 'UTC' });
  return shapeChart(rows, { chart: model, tables: { task: TASK }, formatter, texts: texts.en.charts, keepsOrder });
}
const FORMATTED = '@OData.Community.Display.V1.FormattedValue';

describe('shapeChart', () => {
  it('labels choices, yes and no, lookups and blanks, and says how to find their rows', () => {
    const choices = shape(chart([group('prioritycode')]), [{ count: 3 }, { axis: 2, count: 4 }]);
    expect(choices.axis).toBe('Priority');
    expect(choices.series.map((one) => one.name)).toEqual(['Count (Tasks)']);
    expect(choices.points).toEqual([
      {
        key: '',
        label: '(blank)',
        values: [3],
        conditions: [{ column: 'prioritycode', operator: 'null', values: [] }],
      },
      {
        key: '2',
        label: 'High',
        values: [4],
        conditions: [{ column: 'prioritycode', operator: 'in', values: ['2'] }],
      },
    ]);
    const [yes] = shape(chart([group('isbilled')]), [{ axis: true, count: 1 }]).points;
    expect(yes).toMatchObject({ label: 'Yes', conditions: [{ operator: 'in', values: ['1'] }] });
    const lookup = {
      axis: 'guid',
      [`axis${FORMATTED}`]: 'Contoso',
      'axis@Microsoft.Dynamics.CRM.lookuplogicalname': 'account',
    };
    const [company] = shape(chart([group('regardingobjectid')]), [{ ...lookup, count: 1 }]).points;
    expect(company?.label).toBe('Contoso');
    expect(company?.conditions).toEqual([
      { column: 'regardingobjectid', operator: 'in', values: ['guid'], names: ['Contoso'], tables: ['account'] },
    ]);
  });

  it('puts months on an axis of time over the turn of a year, and spans their days', () => {
    const { points } = shape(chart([group('scheduledend', { dateGrouping: 'month' })]), [
      { count: 9 },
      { axis: 2, axis_year: 2027, count: 1 },
      { axis: 12, axis_year: 2026, count: 2 },
    ]);
    expect(points.map((one) => one.label)).toEqual(['Dec 2026', 'Feb 2027', '(blank)']);
    expect(points[1]?.conditions).toEqual([
      { column: 'scheduledend', operator: 'on-or-after', values: ['2027-02-01'] },
      { column: 'scheduledend', operator: 'on-or-before', values: ['2027-02-28'] },
    ]);
  });

  it('names days, weeks, quarters and years', () => {
    const one = (dateGrouping: string, row: Record<string, unknown>): unknown => {
      const [point] = shape(chart([group('scheduledend', { dateGrouping })]), [{ ...row, count: 1 }]).points;
      return [point?.label, ...(point?.conditions ?? []).map((condition) => condition.values[0])];
    };
    expect(one('day', { axis: 5, axis_month: 3, axis_year: 2026 })).toEqual(['3/5/2026', '2026-03-05']);
    expect(one('quarter', { axis: 4, axis_year: 2026 })).toEqual(['Q4 2026', '2026-10-01', '2026-12-31']);
    expect(one('year', { axis: 2026 })).toEqual(['2026', '2026-01-01', '2026-12-31']);
    // January 1, 2026 is a Thursday: the first week ends on Saturday the 3rd.
    expect(one('week', { axis: 1, axis_year: 2026 })).toEqual(['Week 1, 2026', '2026-01-01', '2026-01-03']);
    expect(one('week', { axis: 2, axis_year: 2026 })).toEqual(['Week 2, 2026', '2026-01-04', '2026-01-10']);
  });

  it('makes series of a second group, in the order of their options, and of several measures', () => {
    const second = group('prioritycode', { alias: 'series' });
    const data = shape(chart([group('subject'), second]), [
      { axis: 'b', series: 2, count: 1 },
      { axis: 'a', series: 0, count: 2 },
      { axis: 'a', series: 2, count: 3 },
    ]);
    expect(data.series.map((one) => one.name)).toEqual(['Low', 'High']);
    expect(data.points.map((one) => [one.label, ...one.values])).toEqual([
      ['b', undefined, 1],
      ['a', 2, 3],
    ]);
    expect(data.series[1]?.conditions).toEqual([{ column: 'prioritycode', operator: 'in', values: ['2'] }]);
    const sums = shape(chart([group('prioritycode')], [COUNT, measure('sum', 'sum', 'minutes')]), [
      { axis: 1, count: 2, sum: 1500 },
    ]);
    expect(sums.series.map((one, index) => [one.name, sums.format(sums.points[0]?.values[index], one)])).toEqual([
      ['Count (Tasks)', '2'],
      ['Sum (Duration)', '1,500'],
    ]);
  });

  it('keeps rows of one name apart', () => {
    const named = (axis: string) => ({ axis, [`axis${FORMATTED}`]: 'Contoso', count: 1 });
    const { points } = shape(chart([group('regardingobjectid')]), [named('1'), named('2')]);
    expect(new Set(points.map((one) => one.label)).size).toBe(2);
    expect(points.map((one) => one.label.replace(/\u200b/g, ''))).toEqual(['Contoso', 'Contoso']);
  });

  it('cannot filter the grid by a column of a linked table', () => {
    const [point] = shape(chart([group('subject', { isLinked: true })]), [{ axis: 'a', count: 1 }]).points;
    expect(point?.conditions).toBeUndefined();
  });
});

describe('applyView', () => {
  const parse = (xml: string): Document => new DOMParser().parseFromString(xml, 'text/xml') as unknown as Document;
  const nothing: Narrowing = { keyword: '', searchColumns: [], conditions: [] };
  const CHART =
    '<fetch aggregate="true"><entity name="task"><attribute name="scheduledend" groupby="true" dategrouping="month" alias="axis"/><attribute name="activityid" aggregate="count" alias="count"/><order alias="count" descending="true"/></entity></fetch>';

  it("counts the view's rows, narrowed like the grid's, months by year", () => {
    const fetch = parse(CHART);
    const view = parse(
      '<fetch><entity name="task"><attribute name="subject"/><order attribute="subject"/><filter><condition attribute="statecode" operator="eq" value="0"/></filter><link-entity name="account" from="accountid" to="regardingobjectid" alias="a"><attribute name="name"/><order attribute="name"/><filter><condition attribute="name" operator="not-null"/></filter></link-entity></entity></fetch>',
    );
    const model = chart([group('scheduledend', { dateGrouping: 'month' })]);
    const conditions = [{ column: 'prioritycode', operator: 'in', values: ['2'] }] as const;
    applyView(fetch, model, view, { ...nothing, conditions }, TASK);
    const xml = new XMLSerializer().serializeToString(fetch as never);
    expect(xml).toContain('dategrouping="year" alias="axis_year"');
    expect(xml).toContain('<condition attribute="statecode" operator="eq" value="0"/>');
    expect(xml).toContain('<condition attribute="prioritycode" operator="eq" value="2"/>');
    expect(xml).toContain(
      '<link-entity name="account" from="accountid" to="regardingobjectid" alias="a"><filter><condition attribute="name" operator="not-null"/></filter></link-entity>',
    );
    expect(xml).not.toContain('"subject"');
    expect(sortsByMeasure(fetch, model)).toBe(true);
  });
});

describe('chartProblem', () => {
  it('names what is not drawn', () => {
    const tell = (...measures: ChartMeasure[]): string | undefined =>
      chartProblem(chart([group('subject')], measures), texts.en.charts);
    expect(tell(COUNT)).toBeUndefined();
    expect(tell(measure('a', 'count', 'activityid', 'Funnel'))).toContain('Funnel');
    expect(tell(measure('a', 'sum', 'minutes', 'Pie'), measure('b', 'sum', 'minutes', 'Pie'))).toContain('several');
    expect(tell(COUNT, measure('b', 'sum', 'minutes', 'Line'))).toContain('Column + Line');
    expect(chartProblem(chart([group('scheduledend', { dateGrouping: 'fiscal-year' })]), texts.de.charts)).toContain(
      'Geschäftsjahr',
    );
  });
});

describe('ticksUpTo', () => {
  it('takes round steps that hold the largest value', () => {
    expect(ticksUpTo(2100)).toEqual([0, 500, 1000, 1500, 2000, 2500]);
    expect(ticksUpTo(3)).toEqual([0, 1, 2, 3]);
    expect(ticksUpTo(0.9).at(-1)).toBeGreaterThanOrEqual(0.9);
    expect(ticksUpTo(0)).toEqual([0, 1]);
  });
});
