import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEngine } from '../engine/engine.ts';
import { createRegistry, declareBaseTables } from '../metadata/index.ts';
import { chartById, dashboardById, listCharts, listDashboards } from './charts.ts';

const folder = mkdtempSync(join(tmpdir(), 'charts-'));
let engine: ReturnType<typeof createEngine>;
const id = (last: number): string => `ca000000-0000-4000-8000-00000000000${last}`;
const APP = id(9);

beforeAll(() => {
  const metadata = createRegistry();
  declareBaseTables(metadata);
  engine = createEngine({ file: join(folder, 'charts.sqlite'), metadata });
  const { insert } = engine.system;
  const chart = (last: number, name: string, isdefault: boolean): string =>
    insert('savedqueryvisualization', {
      savedqueryvisualizationid: id(last),
      name,
      isdefault,
      primaryentitytypecode: 'task',
      datadescription:
        '<datadefinition><fetchcollection><fetch aggregate="true"><entity name="task"><attribute name="activityid" aggregate="count" alias="n"/></entity></fetch></fetchcollection><categorycollection><category><measurecollection><measure alias="n"/></measurecollection></category></categorycollection></datadefinition>',
      presentationdescription: '<Chart><Series><Series ChartType="Bar"/></Series></Chart>',
    });
  chart(1, 'A chart', false);
  chart(2, 'B chart', true);
  const form = (last: number, name: string, type: number, formactivationstate = 1): string =>
    insert('systemform', {
      formid: id(last),
      name,
      type,
      formactivationstate,
      objecttypecode: type === 0 ? 'none' : 'task',
      formxml:
        '<form><tabs><tab name="t"><columns><column width="100%"><sections><section name="s" columns="11"/></sections></column></columns></tab></tabs></form>',
    });
  form(3, 'Main form', 2);
  form(4, 'Second', 0);
  form(5, 'First', 0);
  form(6, 'Off', 0, 0);
  insert('appmodule', { appmoduleid: APP, appmoduleidunique: APP, name: 'App', uniquename: 'app' });
  insert('appmodulecomponent', {
    appmoduleidunique: { table: 'appmodule', id: APP },
    componenttype: 60,
    objectid: id(4),
  });
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('charts and dashboards of an organisation', () => {
  it('lists the charts of a table, the default one first', () => {
    expect(listCharts(engine, 'task', undefined).map((one) => one.name)).toEqual(['B chart', 'A chart']);
    expect(listCharts(engine, 'contact', undefined)).toEqual([]);
    expect(chartById(engine, id(1).toUpperCase())).toMatchObject({ name: 'A chart', measures: [{ chartType: 'Bar' }] });
    expect(chartById(engine, id(8))).toBeUndefined();
  });

  it('lists active dashboards, those of the app when it names some', () => {
    expect(listDashboards(engine, undefined).map((one) => one.name)).toEqual(['First', 'Second']);
    expect(listDashboards(engine, APP).map((one) => one.name)).toEqual(['Second']);
    expect(dashboardById(engine, id(5), 1033)).toMatchObject({
      name: 'First',
      form: { tabs: [{ columns: [{ sections: [{ columns: 2 }] }] }] },
    });
    // A main form is no dashboard.
    expect(dashboardById(engine, id(3), 1033)).toBeUndefined();
  });
});
