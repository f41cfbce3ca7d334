/** Views, charts and dashboards: what is written, and what is refused. */
import { describe, expect, it } from '@jest/globals';

import { idOf, type Chart, type View } from '../../../solution/model/index.ts';
import { everything } from '../test-support/everything.ts';
import { dense, file, first, generateWith, part } from '../test-support/layout.ts';
import { thing } from '../test-support/thing.ts';
import { layoutFiles } from './files.ts';

describe('views', () => {
  const view = dense(part('SavedQueries', 'view', 'active'));
  it('join tables and show columns of them', () => {
    expect(view).toContain('<fetch version="1.0" mapping="logical" distinct="true">');
    expect(view).toContain(
      '<link-entity name="contact" from="contactid" to="al_whoid" alias="who" link-type="outer"><attribute name="fullname" />' +
        '<filter type="and"><condition attribute="statecode" operator="eq" value="0" /></filter></link-entity>',
    );
    expect(view).toContain('<cell name="who.fullname" width="200" disableSorting="1" />');
  });

  it('nest conditions, and ask for rows without a partner', () => {
    expect(view).toContain(
      '<filter type="or"><condition attribute="al_colour" operator="in"><value>727000000</value><value>727000001</value></condition>' +
        '<filter type="and"><condition attribute="al_count" operator="gt" value="1" />' +
        '<condition entityname="who" attribute="contactid" operator="null" /></filter></filter>',
    );
  });

  const withView = (change: Partial<View>) => generateWith({ views: [{ ...first(thing.views), ...change }] });
  it.each<[string, Partial<View>, RegExp]>([
    ['an alias that no link has', { links: [] }, /no link has the alias who/],
    [
      'a condition on an unknown column of a linked table',
      { filter: [{ column: 'nothing', operator: 'null', link: 'who' }] },
      /column nothing is not in the model of table contact/,
    ],
    [
      'a join by an unknown column',
      { links: [{ alias: 'who', table: 'contact', from: 'contactid', to: 'al_no', type: 'inner' }] },
      /column al_no is not in the model of table al_thing/,
    ],
    [
      'an alias used twice',
      { links: [...(first(thing.views).links ?? []), ...(first(thing.views).links ?? [])] },
      /alias who is used twice/,
    ],
  ])('are refused with %s', (_what, change, reason) => expect(withView(change)).toThrow(reason));
});

describe('charts', () => {
  it('group by a column of a linked table, with one series for each value of another', () => {
    expect(dense(part('Visualizations', 'chart', 'by-contact'))).toContain(
      '<fetch mapping="logical" aggregate="true" count="10"><entity name="al_thing">' +
        '<attribute name="al_colour" groupby="true" alias="series" />' +
        '<attribute name="al_thingid" aggregate="countcolumn" distinct="true" alias="measure1" />' +
        '<order alias="measure1" descending="true" />' +
        '<link-entity name="contact" from="contactid" to="al_whoid" alias="who" link-type="inner">' +
        '<attribute name="fullname" groupby="true" alias="category" /></link-entity></entity></fetch>',
    );
  });

  it('draw one series for each measure', () => {
    const chart = dense(part('Visualizations', 'chart', 'by-year'));
    expect(chart.match(/<measurecollection>/g)).toHaveLength(2);
    expect(chart.match(/<Series ChartType="Line"/g)).toHaveLength(2);
    expect(chart).toContain('dategrouping="fiscal-year"');
    expect(chart).not.toContain('usertimezone');
  });

  const withChart = (change: Partial<Chart>) => generateWith({ charts: [{ ...first(thing.charts), ...change }] });
  const measure: Chart['measures'][number] = { column: 'al_amount', aggregate: 'sum' };
  it.each<[string, Partial<Chart>, RegExp]>([
    ['a date without grouping', { category: { column: 'createdon' } }, /createdon needs a date grouping/],
    ['a date grouping of a text', { category: { column: 'al_name', dateGrouping: 'week' } }, /al_name cannot have a/],
    [
      'the sum of a text',
      { measures: [{ column: 'al_name', aggregate: 'sum' }] },
      /sum of al_name, which is no number/,
    ],
    ['several series and several measures', { measures: [measure, measure] }, /several series or several measures/],
    ['nothing measured', { measures: [] }, /needs a measure/],
    ['a distinct sum', { measures: [{ ...measure, distinct: true }] }, /only countcolumn can be distinct/],
    ['an unknown column', { category: { column: 'al_no' } }, /column al_no is not in the model/],
  ])('are refused with %s', (_what, change, reason) => expect(withChart(change)).toThrow(reason));
});

describe('dashboards', () => {
  const board = dense(file(`Dashboards/{${idOf('dashboard', 'overview')}}.xml`));
  it('put tiles beside one another as they fit', () => {
    expect(board).toMatch(/columns="11"/);
    expect([...board.matchAll(/<row><cell/g)]).toHaveLength(2);
    expect([...board.matchAll(/colspan="(\d)" rowspan="(\d+)"/g)].map((match) => match.slice(1).join())).toEqual([
      '2,6',
      '1,12',
      '1,12',
    ]);
    // A tile of six rows stands over five empty ones, the two of twelve over eleven.
    expect([...board.matchAll(/<row \/>/g)]).toHaveLength(16);
  });

  it('show a view as a list or as a chart', () => {
    const view = idOf('view', 'al_thing', 'active').toUpperCase();
    expect([...board.matchAll(/<ChartGridMode>(\w+)</g)].map(([, mode]) => mode)).toEqual(['Grid', 'Chart', 'Grid']);
    expect([...board.matchAll(new RegExp(`<ViewId>{${view}}`, 'g'))]).toHaveLength(3);
    expect(board).toContain(`<VisualizationId>{${idOf('chart', 'al_thing', 'by-contact').toUpperCase()}}`);
  });

  it('are root components, and parts of the app with the tables they show', () => {
    const id = `{${idOf('dashboard', 'overview')}}`;
    expect(file('Other/Solution.xml')).toContain(`<RootComponent type="60" id="${id}" behavior="0" />`);
    const app = file('AppModules/al_App/AppModule.xml');
    expect(app).toContain(`<AppModuleComponent type="60" id="${id}" />`);
    expect(app).toContain(`<AppModuleComponent type="26" id="{${idOf('view', 'al_thing', 'active')}}" />`);
    expect(app).toContain(`<AppModuleComponent type="59" id="{${idOf('chart', 'al_thing', 'share')}}" />`);
    expect(app).toContain(`<WebResourceId>${idOf('webresource', 'al_/icons/thing.svg')}</WebResourceId>`);
    const map = file('AppModuleSiteMaps/al_App/AppModuleSiteMap.xml');
    expect(map).toContain(`Url="/workplace/home_dashboards.aspx" DefaultDashboard="${id}"`);
    expect(map).toContain('VectorIcon="$webresource:al_/icons/thing.svg"');
    expect(map).toContain('Url="$webresource:al_/js/thing.js"');
  });

  it.each([
    ['a view', { view: 'gone' }, /view al_thing\/gone is not in the model/],
    ['a chart', { chart: 'gone' }, /chart al_thing\/gone is not in the model/],
    ['width', { width: 3 }, /wider than the dashboard/],
  ])('are refused with %s that is not there', (_what, change, reason) => {
    const [board] = everything.dashboards ?? [];
    if (board === undefined) throw new Error('no dashboard');
    const dashboards = [{ ...board, tiles: board.tiles.map((tile) => ({ ...tile, ...change })) }];
    expect(() => layoutFiles({ ...everything, dashboards }, '1.0.0.0')).toThrow(reason);
  });
});
