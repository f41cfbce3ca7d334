/** Walks everything the solutions bring: each form, view, chart, dashboard and web resource opens without an error. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { idOf, solutions, type CustomTable, type TableExtension } from '../../solution/model/index.ts';
import { type Browser, chromiumPath, openBrowser } from '../support/browser.ts';
import { samples, type TestStack, testStack } from '../support/stack.ts';

interface Part {
  readonly table: string;
  readonly setName: string;
  readonly parts: CustomTable | TableExtension;
}

const parts: readonly Part[] = solutions.flatMap((solution) => [
  ...solution.tables.map((table) => ({ table: table.name, setName: table.setName, parts: table })),
  ...solution.extensions.map((each) => ({ table: each.table.name, setName: each.table.setName, parts: each })),
]);
const describeInBrowser = chromiumPath ? describe : describe.skip;

describeInBrowser('every component of our solutions in a real Chromium', () => {
  let stack: TestStack;
  let browser: Browser;

  beforeAll(async () => {
    stack = await testStack();
    await stack.post(samples);
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  /** Opens a page and waits for what shows that it stands; what the page complained about is named with it. */
  const open = async (query: string, shown: string): Promise<void> => {
    const { page, problems } = browser;
    const before = problems.length;
    await page.goto(`${stack.dataverse.url}/main.aspx?app=al_ActivityLogging&${query}`);
    await page.locator(shown).first().waitFor({ timeout: 15_000 });
    await page.locator('.ld-waiting').first().waitFor({ state: 'detached' });
    const alert = await page
      .locator('.ld-error, [role=alertdialog], .ld-empty:has-text("cannot be drawn")')
      .allTextContents();
    expect({ query, problems: problems.slice(before), alert }).toEqual({ query, problems: [], alert: [] });
  };

  it.each(
    parts.flatMap(({ table, parts: { forms } }) =>
      forms.filter(({ type }) => type === 'main').map((form) => [table, form] as const),
    ),
  )(
    'main form of %s',
    async (table, form) => {
      const only = solutions.flatMap(({ tables }) => tables).find(({ name }) => name === table)?.onlyRow;
      const row = only === undefined ? '' : `&id=${only}`;
      await open(
        `pagetype=entityrecord&etn=${table}${row}&formid=${idOf('form', table, form.name)}`,
        '[role=tab], form, .ld-section',
      );
    },
    30_000,
  );

  it.each(
    parts.flatMap(({ table, parts: { views } }) =>
      views.filter(({ type }) => type === 'public').map((view) => [table, view.name] as const),
    ),
  )(
    'view %s %s',
    async (table, view) => {
      await open(`pagetype=entitylist&etn=${table}&viewid=${idOf('view', table, view)}`, '[role=grid], [role=status]');
    },
    30_000,
  );

  it.each(parts.flatMap(({ table, parts: { charts = [] } }) => charts.map((chart) => [table, chart.name] as const)))(
    'chart %s %s',
    async (table, chart) => {
      await open(
        `pagetype=entitylist&etn=${table}&chart=${idOf('chart', table, chart)}`,
        '.ld-chart-pane .ld-chart-room, .ld-chart-pane .ld-empty',
      );
    },
    30_000,
  );

  it.each(solutions.flatMap(({ dashboards = [] }) => dashboards.map(({ name }) => name)))(
    'dashboard %s',
    async (name) => {
      await open(`pagetype=dashboard&id=${idOf('dashboard', name)}`, '.ld-tile-title, [role=region]');
    },
    60_000,
  );

  it('this walk notices what is not there', async () => {
    const nothing = '00000000-0000-4000-8000-000000000000';
    await expect(open(`pagetype=entityrecord&etn=al_nothing`, '[role=tab], .ld-error')).rejects.toThrow();
    await expect(open(`pagetype=dashboard&id=${nothing}`, '[role=region], .ld-error')).rejects.toThrow();
  }, 60_000);

  it('the queries of all other views run, and all web resources are served', async () => {
    for (const {
      table,
      setName,
      parts: { views },
    } of parts)
      for (const view of views) {
        const answer = (await stack.crm.call('GET', `${setName}?savedQuery=${idOf('view', table, view.name)}`)) as {
          value: unknown;
        };
        expect([table, view.name, Array.isArray(answer.value)]).toEqual([table, view.name, true]);
      }
    for (const { webResources } of solutions)
      for (const { name } of webResources) {
        const answer = await browser.page.request.get(`${stack.dataverse.url}/WebResources/${name}`);
        expect([name, answer.status()]).toEqual([name, 200]);
      }
  }, 60_000);
});
