import { describe, expect, it } from '@jest/globals';
import { readChart } from './chart.ts';

const data = (entity: string, categories: string): string =>
  `<datadefinition><fetchcollection><fetch mapping="logical" aggregate="true" count="10"><entity name="task">${entity}</entity></fetch></fetchcollection><categorycollection>${categories}</categorycollection></datadefinition>`;
const GROUPS =
  '<attribute name="prioritycode" groupby="true" alias="series"/><attribute name="scheduledend" groupby="true" dategrouping="month" alias="axis"/><attribute name="activityid" aggregate="count" alias="count"/>';
const CATEGORY = '<measurecollection><measure alias="count"/></measurecollection>';
const PRESENTATION =
  '<Chart><Series><Series ChartType="StackedColumn" Name="Tasks"/></Series><ChartAreas><ChartArea><AxisY Title="How many"/><AxisX Title="When"/></ChartArea></ChartAreas></Chart>';
const read = (dataDescription: string, presentationDescription = PRESENTATION) =>
  readChart({ id: '1', name: 'Chart', table: 'task', isDefault: false, dataDescription, presentationDescription });

describe('readChart', () => {
  it('reads query, groups with the axis first, measures and titles', () => {
    const chart = read(data(GROUPS, `<category alias="axis">${CATEGORY}</category>`));
    expect(chart.problem).toBeUndefined();
    expect(chart.fetchXml).toMatch(/^<fetch mapping="logical" aggregate="true" count="10"><entity name="task">/);
    expect(chart.groups).toEqual([
      { alias: 'axis', table: 'task', column: 'scheduledend', dateGrouping: 'month', isLinked: false },
      { alias: 'series', table: 'task', column: 'prioritycode', isLinked: false },
    ]);
    expect(chart.measures).toEqual([
      {
        alias: 'count',
        table: 'task',
        column: 'activityid',
        aggregate: 'count',
        chartType: 'StackedColumn',
        title: 'Tasks',
      },
    ]);
    expect(chart).toMatchObject({ xTitle: 'When', yTitle: 'How many' });
  });

  it('takes the first group where the category has no alias, and groups of linked tables', () => {
    expect(read(data(GROUPS, `<category>${CATEGORY}</category>`)).groups[0]?.alias).toBe('series');
    const linked =
      '<attribute name="activityid" aggregate="count" alias="count"/><link-entity name="account" from="accountid" to="regardingobjectid"><attribute name="address1_city" groupby="true" alias="city"/></link-entity>';
    expect(read(data(linked, `<category>${CATEGORY}</category>`)).groups).toEqual([
      { alias: 'city', table: 'account', column: 'address1_city', isLinked: true },
    ]);
  });

  it('says what is wrong with a chart instead of failing', () => {
    expect(read('<datadefinition').problem).toContain('not well-formed');
    expect(read('<datadefinition/>').problem).toContain('no query');
    expect(
      read(data(GROUPS, '<category><measurecollection><measure alias="gone"/></measurecollection></category>')).problem,
    ).toContain('draws gone');
    expect(read(data(GROUPS, `<category>${CATEGORY}</category>`), '').problem).toBeDefined();
  });
});
