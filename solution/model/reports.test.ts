/** Reports of SPEC T-6 and T-7 as views, charts and dashboards of the two solutions. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from '@jest/globals';

import { core, sales, solutions, type Chart, type Solution, type View } from './index.ts';

function partsOf(
  solution: Solution,
  table: string,
): { readonly views: readonly View[]; readonly charts: readonly Chart[] } {
  const found = solution.extensions.find((each) => each.table.name === table);
  if (found === undefined) throw new Error(`${solution.name} adds nothing to ${table}`);
  return { views: found.views, charts: found.charts ?? [] };
}
function viewOf(solution: Solution, table: string, name: string): View {
  const found = partsOf(solution, table).views.find((view) => view.name === name);
  if (found === undefined) throw new Error(`no view ${name}`);
  return found;
}
function chartOf(solution: Solution, table: string, name: string): Chart {
  const found = partsOf(solution, table).charts.find((chart) => chart.name === name);
  if (found === undefined) throw new Error(`no chart ${name}`);
  return found;
}

describe('T-7 reports', () => {
  it.each(['phonecall', 'task'])('T-7 calls by disposition, on %s', (table) => {
    expect(chartOf(core, table, 'calls-by-disposition')).toMatchObject({ category: { column: 'al_disposition' } });
    expect(viewOf(core, table, 'calls-with-disposition').filter).toContainEqual({
      column: 'al_disposition',
      operator: 'not-null',
    });
  });

  it('T-7 measures connect rates of completed outbound calls that have a disposition', () => {
    const conditions = viewOf(core, 'phonecall', 'calls-with-disposition').filter;
    expect(conditions).toEqual([
      { column: 'statecode', operator: 'eq', value: '1' },
      { column: 'directioncode', operator: 'eq', value: '1' },
      { column: 'al_disposition', operator: 'not-null' },
    ]);
    for (const name of ['connect-rate-by-week', 'connect-rate-by-user'])
      expect(chartOf(core, 'phonecall', name)).toMatchObject({ series: { column: 'al_disposition' } });
  });

  it('T-7 connect rate per list segment, of contacts and of leads', () => {
    for (const table of ['phonecall', 'task']) {
      const charts = partsOf(sales, table).charts;
      expect(charts.map(({ type }) => type)).toEqual(['stackedBar100', 'stackedBar100']);
      expect(charts.map(({ links }) => links?.[0]?.to)).toEqual(['al_contactid', 'al_leadid']);
    }
  });

  it('T-7 completed activities by type, and per user per week', () => {
    expect(chartOf(core, 'activitypointer', 'completed-by-type').category.column).toBe('activitytypecode');
    expect(chartOf(core, 'activitypointer', 'per-user-per-week')).toMatchObject({
      category: { column: 'actualend', dateGrouping: 'week' },
      series: { column: 'ownerid' },
    });
  });

  it('T-7 stalled deals are open and without any activity for 14 days, by all ways that lead to a deal', () => {
    const view = viewOf(sales, 'opportunity', 'stalled-deals');
    expect(view.links?.map(({ table, from, filter }) => [table, from, filter?.[0]])).toEqual([
      ['activitypointer', 'regardingobjectid', { column: 'actualend', operator: 'last-x-days', value: '14' }],
      ...['task', 'email', 'phonecall', 'appointment'].map((table) => [
        table,
        'al_opportunityid',
        { column: 'al_occurredon', operator: 'last-x-days', value: '14' },
      ]),
    ]);
    expect(view.links?.every(({ type }) => type === 'outer')).toBe(true);
    expect(view.filter).toHaveLength(6);
  });

  it('T-7 pipeline by days since last activity: four spans that leave no gap', () => {
    const daysOf = (name: string): string[] => [
      ...new Set(
        viewOf(sales, 'opportunity', name).links?.flatMap(({ filter }) =>
          (filter ?? []).flatMap((each) => ('value' in each && each.value !== undefined ? [each.value] : [])),
        ),
      ),
    ];
    expect(
      ['open-active-7-days', 'open-active-8-14-days', 'open-active-15-30-days', 'open-inactive-30-days'].map(daysOf),
    ).toEqual([['7'], ['14', '7'], ['30', '14'], ['30']]);
  });

  it('T-6 lists completed outbound calls without a disposition', () => {
    expect(viewOf(core, 'phonecall', 'calls-without-disposition')).toMatchObject({
      label: { 1033: 'Calls without disposition' },
      filter: [{ column: 'statecode' }, { column: 'directioncode' }, { column: 'al_disposition', operator: 'null' }],
    });
  });

  it('keeps dashboards within the six tiles the platform shows', () => {
    const tiles = solutions.flatMap(({ dashboards }) => (dashboards ?? []).map((board) => board.tiles.length));
    expect(tiles).toEqual([6, 6]);
  });

  it('leads to the dashboard from the app', () => {
    const subAreas = core.apps.flatMap((app) => app.area.groups.flatMap((group) => group.subAreas));
    expect(subAreas.flatMap(({ dashboard }) => dashboard ?? [])).toEqual(['activity-logging']);
  });
});

describe('icons', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const icons = core.webResources.flatMap(({ source }) => source ?? []);

  it('are drawn, each a path of 16 × 16 without colours or scripts of its own', () => {
    expect(icons.length).toBeGreaterThan(14);
    for (const icon of icons) {
      expect(readFileSync(root + icon, 'utf8')).toMatch(
        /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="16" height="16" viewBox="0 0 16 16"><path fill-rule="evenodd" d="[MmLlHhVvCcSsAaZz0-9 ,.-]+"\/><\/svg>\n$/,
      );
    }
  });

  it('are all in the solution', () => {
    const drawn = readdirSync(`${root}solution/model/icons`).filter((name) => name.endsWith('.svg'));
    expect(icons.map((icon) => icon.split('/').at(-1)).sort()).toEqual(drawn.sort());
    expect(existsSync(`${root}solution/model/icons/README.md`)).toBe(true);
  });

  it('stand on every table of ours', () => {
    expect(core.tables.filter(({ icon }) => icon === undefined).map(({ name }) => name)).toEqual([]);
  });
});
