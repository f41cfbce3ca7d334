import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { buildShell } from '../../local-dataverse/shell/build.ts';
import { type Service, startService } from '../conformance/service.ts';
import { type Browser, BROWSER_TEST, chromiumPath, openBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { focusArrives, walkTo } from '../support/keyboard.ts';
import { APP, CHARTS, DASHBOARD, HIGH, seedLists, TASKS, VIEW } from '../support/lists.ts';

const describeInBrowser = chromiumPath ? describe : describe.skip;
jest.setTimeout(BROWSER_TEST);

describeInBrowser('grids, charts and dashboards in a real Chromium', () => {
  let service: Service;
  let browser: Browser;

  beforeAll(async () => {
    await buildShell();
    service = await startService();
    await seedLists(service);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });

  const open = async (query: string): Promise<void> => {
    await browser.page.goto(`${service.url}/main.aspx?app=${APP}&${query}`);
  };
  const list = `pagetype=entitylist&etn=task&viewid=${VIEW}`;
  const footer = (text: string | RegExp): Promise<void> =>
    browser.page.getByRole('status').filter({ hasText: text }).waitFor();
  /** The filter stands in the address: a link shows it to somebody else. */
  const filterIs = (expected: unknown): Promise<void> =>
    eventually(() => {
      const filter = new URL(browser.page.url()).searchParams.get('filter');
      expect(filter === null ? [] : JSON.parse(filter)).toEqual(expected);
    });
  const header = (name: string) => browser.page.getByRole('columnheader', { name: new RegExp(`^${name}`) });

  it('a grid shows its view, page by page', async () => {
    const { page, problems } = browser;
    await open(list);
    await footer(`Rows: 1 - 50 of ${TASKS}`);
    await page.getByRole('link', { name: 'Call customer 001' }).waitFor();
    await page.getByRole('button', { name: 'Next page' }).click();
    await footer(`Rows: 51 - 100 of ${TASKS}`);
    await page.getByRole('button', { name: 'Next page' }).click();
    await footer(`Rows: 101 - ${TASKS} of ${TASKS}`);
    await page.getByRole('button', { name: 'Next page', disabled: true }).waitFor();
    await page.getByRole('button', { name: 'First page' }).click();
    await footer(`Rows: 1 - 50 of ${TASKS}`);
    await page
      .getByRole('radio', { name: 'Select row' })
      .or(page.getByRole('checkbox', { name: 'Select row' }))
      .first()
      .click();
    await footer('1 selected');
    await page.getByRole('menuitem', { name: 'Delete' }).waitFor();
    expect(problems).toEqual([]);
  });

  it('the keyword box searches the columns of the quick find view', async () => {
    const { page } = browser;
    await open(list);
    const box = page.getByRole('searchbox', { name: 'Filter by keyword' });
    await box.fill('visit');
    await footer('Rows: 1 - 40 of 40');
    await page.waitForURL((url) => url.searchParams.get('search') === 'visit');
    await page.reload();
    await footer('Rows: 1 - 40 of 40');
    await box.fill('customer 010');
    await page.getByText('No rows match').waitFor();
    await box.fill('*customer 010');
    await footer('Rows: 1 - 1 of 1');
    await box.fill('');
    await footer(`of ${TASKS}`);
  });

  it('a column sorts and filters from its header, by keyboard alone', async () => {
    const { page } = browser;
    await open(list);
    await footer(`of ${TASKS}`);
    const subject = header('Subject').getByRole('button');
    await subject.focus();
    await focusArrives(page, subject);
    await page.keyboard.press('Enter');
    await walkTo(page, page.getByRole('menu'), 'ArrowDown', page.getByRole('menuitemcheckbox', { name: 'Z to A' }));
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /^Write to customer 119/ }).waitFor();
    await page.waitForURL((url) => url.searchParams.get('sort') === '-subject');
    await eventually(async () => expect(await header('Subject').getAttribute('aria-sort')).toBe('descending'));

    // The menu gives the focus back to its column; arrows lead to the others.
    await focusArrives(page, subject);
    await walkTo(page, page.getByRole('grid'), 'ArrowRight', header('Priority').getByRole('button'));
    await page.keyboard.press('Enter');
    await walkTo(page, page.getByRole('menu'), 'ArrowDown', page.getByRole('menuitem', { name: 'Filter by' }));
    await page.keyboard.press('Enter');
    // The dialog takes the focus to its first field; Tab leads to the value.
    const dialog = page.getByRole('dialog', { name: 'Filter by Priority' });
    await walkTo(page, dialog, 'Tab', dialog.getByRole('combobox', { name: 'Value of Priority' }));
    await page.keyboard.press('Enter');
    const high = page.getByRole('option', { name: 'High' });
    await walkTo(page, page.getByRole('listbox'), 'ArrowDown', high);
    await page.keyboard.press('Space');
    await page.getByRole('option', { name: 'High', selected: true }).waitFor();
    await page.keyboard.press('Escape');
    await high.waitFor({ state: 'detached' });
    await walkTo(page, dialog, 'Tab', dialog.getByRole('button', { name: 'Apply' }));
    await page.keyboard.press('Enter');
    await footer(`of ${HIGH}`);
    await filterIs([['prioritycode', 'in', ['2']]]);
    await page.getByText('Priority equals High').waitFor();
  });

  it('dates, texts, numbers and lookups have their own operators', async () => {
    const { page } = browser;
    const counts = async (filter: unknown, count: number): Promise<void> => {
      await open(`${list}&filter=${encodeURIComponent(JSON.stringify(filter))}`);
      await footer(new RegExp(` of ${count}$`));
    };
    await counts([['scheduledend', 'null', []]], 10);
    await counts([['scheduledend', 'on-or-after', ['2027-03-01']]], 10);
    await counts([['subject', 'begins-with', ['Write']]], 40);
    await counts([['actualdurationminutes', 'gt', ['45']]], 30);
    await counts([['regardingobjectid', 'null', []]], 24);
    // The editor of a lookup finds the row by its name.
    await header('Regarding').getByRole('button').click();
    await page.getByRole('menuitem', { name: 'Filter by' }).click();
    const dialog = page.getByRole('dialog', { name: 'Filter by Regarding' });
    await dialog.getByRole('combobox', { name: 'Operator of Regarding' }).click();
    await page.getByRole('option', { name: 'equals', exact: true }).click();
    await dialog.getByRole('combobox', { name: 'Value of Regarding' }).fill('Contoso');
    await page.getByRole('option', { name: /Contoso Suites/ }).click();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('Regarding equals Contoso Suites').waitFor();
    await footer('of 32');
  });

  it('the panel lists the filters, changes and removes them', async () => {
    const { page, problems } = browser;
    const filter = [
      ['prioritycode', 'in', ['2']],
      ['subject', 'contains', ['customer']],
    ];
    await open(`${list}&filter=${encodeURIComponent(JSON.stringify(filter))}`);
    await page.getByRole('button', { name: 'Edit filters (2)' }).click();
    const panel = page.getByRole('dialog', { name: 'Edit filters' });
    await panel.getByRole('button', { name: 'Remove the filter on Priority' }).click();
    await panel.getByRole('textbox', { name: 'Value of Subject' }).fill('customer 11');
    await panel.getByRole('button', { name: 'Apply' }).click();
    await footer('of 10');
    await filterIs([['subject', 'contains', ['customer 11']]]);
    await page.getByRole('button', { name: 'Remove the filter on Subject' }).click();
    await footer(`of ${TASKS}`);
    expect(problems).toEqual([]);
  });

  it('a chart beside the rows counts them, and its columns filter them', async () => {
    const { page, problems } = browser;
    await open(list);
    await page.getByRole('menuitem', { name: 'Show chart' }).click();
    const pane = page.getByRole('complementary', { name: 'Charts' });
    const high = pane.getByRole('img', { name: `High, Count (Tasks): ${HIGH}` });
    await high.click();
    await footer(`of ${HIGH}`);
    await filterIs([['prioritycode', 'in', ['2']]]);
    // The chart counts the same rows as the grid shows.
    await pane.getByRole('button', { name: 'Show as table' }).click();
    const rows = pane.getByRole('table', { name: 'Tasks by Priority' }).getByRole('row');
    await eventually(async () =>
      expect(await rows.allTextContents()).toEqual(['PriorityCount (Tasks)', `High${HIGH}`]),
    );
    // By keyboard: Tab to the first column, the arrow to the next, Enter.
    await page.getByRole('button', { name: 'Remove the filter on Priority' }).click();
    await pane.getByRole('button', { name: 'Show as chart' }).click();
    const close = pane.getByRole('button', { name: 'Close the chart pane' });
    await close.focus();
    await focusArrives(page, close);
    await walkTo(page, pane, 'Tab', pane.getByRole('img', { name: 'Low, Count (Tasks): 20' }));
    await walkTo(page, pane, 'ArrowRight', pane.getByRole('img', { name: 'Normal, Count (Tasks): 60' }));
    await page.keyboard.press('Enter');
    await footer('of 60');
    await filterIs([['prioritycode', 'in', ['1']]]);
    expect(problems).toEqual([]);
  });

  it('every kind of chart is drawn, or said to be unknown; its table has the numbers', async () => {
    const { page, problems } = browser;
    const parts = {
      bar: 'Northwind Traders, Count (Tasks): 32',
      line: 'Oct 2026',
      pie: 'Normal, Count (Tasks): 60',
      doughnut: 'Contoso Suites, Count (Tasks): 32',
      stacked: 'Jan 2027, Low: 20',
      grouped: 'High, Sum (Actual Duration)',
      area: 'Q4 2026, Sum (Actual Duration)',
    } as const;
    for (const [key, part] of Object.entries(parts) as [keyof typeof parts, string][]) {
      await open(`${list}&chart=${CHARTS[key]}`);
      const pane = page.getByRole('complementary', { name: 'Charts' });
      await pane.locator(`[aria-label^="${part}"]`).first().waitFor({ state: 'attached' });
    }
    await open(`${list}&chart=${CHARTS.funnel}`);
    await page.getByText('Charts of type Funnel are not supported by the local shell.').waitFor();
    await open(`${list}&chart=${CHARTS.line}`);
    await page.getByRole('button', { name: 'Show as table' }).click();
    await page
      .getByRole('link', { name: 'Mar 2027' })
      .or(page.getByRole('button', { name: 'Mar 2027' }))
      .click();
    await footer('of 10');
    await filterIs([
      ['scheduledend', 'on-or-after', ['2027-03-01']],
      ['scheduledend', 'on-or-before', ['2027-03-31']],
    ]);
    expect(problems).toEqual([]);
  });

  it('a dashboard lays out charts, lists and pages, and leads to the rows behind them', async () => {
    const { page, problems } = browser;
    await open('');
    // The first entry of the site map names the dashboard.
    await page.waitForURL((url) => url.searchParams.get('id') === DASHBOARD);
    await page.getByRole('button', { name: 'Dashboard: Task Overview' }).waitFor();
    await page.getByRole('grid', { name: 'Open Tasks' }).waitFor();
    await footer(`Rows: 1 - 5 of ${TASKS}`);
    await page.frameLocator('iframe').getByText('Help for lists').waitFor();
    const part = page.getByRole('img', { name: `High, Count (Tasks): ${HIGH}` });
    await part.click();
    await page.waitForURL((url) => url.searchParams.get('pagetype') === 'entitylist');
    await footer(`of ${HIGH}`);
    await page.goBack();
    await page.getByRole('button', { name: 'Dashboard: Task Overview' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Other Overview' }).click();
    await page.getByRole('button', { name: 'Dashboard: Other Overview' }).waitFor();
    await page.getByRole('link', { name: 'Help' }).click();
    await page.frameLocator('iframe').getByText('Help for lists').waitFor();
    expect(problems).toEqual([]);
  });

  it("the shell's own texts follow the user's language", async () => {
    const { page } = browser;
    await open(`${list}&lcid=1031&chart=${CHARTS.line}`);
    await footer(`Zeilen: 1 - 50 von ${TASKS}`);
    await page.getByRole('menuitem', { name: 'Diagramm ausblenden' }).waitFor();
    await page.getByRole('button', { name: 'Als Tabelle anzeigen' }).click();
    await page.getByText('Okt 2026').waitFor();
    await page.getByText('(leer)').waitFor();
    await header('Fälligkeitsdatum').getByRole('button').click();
    await page.getByRole('menuitemcheckbox', { name: 'Älteste zuerst' }).waitFor();
  });
});
