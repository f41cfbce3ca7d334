import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ADMIN_USER_ID, UPDATE_MESSAGE_ID } from '../../local-dataverse/src/platform/wellknown.ts';
import { type Browser, BROWSER_TEST, chromiumPath } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { openShellStage, type ShellStage } from '../support/shell-stage.ts';
import { shellSolution } from '../support/shell-solution.ts';

const describeInBrowser = chromiumPath ? describe : describe.skip;
jest.setTimeout(BROWSER_TEST);

describeInBrowser('subgrids, quick forms and commands in a real Chromium', () => {
  let stage: ShellStage;
  let browser: Browser;

  beforeAll(async () => {
    stage = await openShellStage();
    browser = stage.browser;
  });
  afterAll(() => stage?.close());

  /** Waits until a script has left this in the page. */
  const globalIs = (name: string, expected: unknown): Promise<void> =>
    eventually(async () => expect(await browser.page.evaluate<unknown>(`window.${name}`)).toEqual(expected));
  /** Waits until a script of the page answers this. */
  const answerIs = (script: string, expected: unknown): Promise<void> =>
    eventually(async () => expect(await browser.page.evaluate<unknown>(script)).toEqual(expected));

  it('a subgrid lists the related rows, a page at a time, and tells scripts', async () => {
    const { page, problems } = browser;
    await stage.openAccount();
    const grid = page.getByRole('grid', { name: 'Contacts' });
    await grid.getByRole('link', { name: 'Ada Sample' }).waitFor();
    const part = page.locator('[data-subgrid=contacts]');
    await part.getByText('1 - 3 of 5').waitFor();
    await eventually(async () => expect(await grid.getByRole('link', { name: / Sample$/ }).count()).toBe(3));
    await part.getByRole('button', { name: 'Next page' }).click();
    await grid.getByRole('link', { name: 'Eva Sample' }).waitFor();
    expect(await page.getByText('Stranger Elsewhere').count()).toBe(0);
    await answerIs('window.gridLoads > 1', true);
    await globalIs('gridSource', 'contacts');
    const script = `(() => {
      const control = window.shellForm.getControl('contacts');
      return [control.getControlType(), control.getEntityName(), control.getGrid().getTotalRecordCount(), control.getRelationship().attributeName];
    })()`;
    await answerIs(script, ['subgrid', 'contact', 5, 'parentcustomerid']);
    await stage.picture('subgrid-light');
    expect(problems).toEqual([]);
  });

  it('a quick view shows the row a lookup points to, read-only', async () => {
    const { page } = browser;
    const view = page.locator('[data-quickview=Card]');
    await view.getByRole('textbox', { name: 'Name' }).waitFor();
    await view.locator('input[type=email][readonly][value="ben@example.com"]').waitFor();
    const script = `(() => {
      const view = window.shellForm.ui.quickForms.get('primaryview');
      return [view.isLoaded(), view.getControl('emailaddress1').getAttribute().getValue()];
    })()`;
    await answerIs(script, [true, 'ben@example.com']);
    // Another person is looked up: the quick view follows before anything is saved.
    await page.getByRole('button', { name: 'Clear Ben Sample' }).click();
    await page.getByText('No row is selected.').waitFor();
    await page.getByRole('combobox', { name: 'Primary Contact' }).fill('cleo');
    const found = page.getByRole('option', { name: /Cleo Sample/ });
    await found.filter({ hasText: 'cleo@example.com' }).click();
    await page.locator('[data-quickview] input[type=email][value="cleo@example.com"]').waitFor();
  });

  it('a command of the ribbon follows its rules and gets its parameters', async () => {
    const { page, problems } = browser;
    const bar = page.getByRole('menubar', { name: 'Commands', exact: true });
    await bar.getByRole('menuitem', { name: 'Call them' }).click();
    await page.getByText('Calling +1 425 555 0100').waitFor();
    await globalIs('phoned', { id: `{${stage.account.toUpperCase()}}`, how: 'called', times: 3 });
    expect(await bar.getByRole('menuitem', { name: 'Delete' }).count()).toBe(0);
    // The rule asks the phone number; refreshRibbon asks the rule.
    const phone = page.getByRole('textbox', { name: 'Main Phone' });
    await phone.fill('');
    await phone.blur();
    await bar.getByRole('menuitem', { name: 'Call them' }).waitFor({ state: 'detached' });
    await phone.fill('+1 425 555 0199');
    await phone.blur();
    await bar.getByRole('menuitem', { name: 'Call them' }).waitFor();
    expect(problems).toEqual([]);
  });

  it('a menu runs a script that executes a request of the Web API', async () => {
    const { page, problems } = browser;
    await page.getByRole('menuitem', { name: 'Ask' }).click();
    await page.getByRole('menuitem', { name: 'Who am I' }).click();
    await page.getByRole('alertdialog').getByText(ADMIN_USER_ID).waitFor();
    await stage.picture('dialog-light');
    await page.getByRole('alertdialog').getByRole('button', { name: 'OK' }).click();
    await globalIs('who', ADMIN_USER_ID);
    expect(problems).toEqual([]);
  });

  it('a command of a subgrid counts the selected rows', async () => {
    const { page } = browser;
    await stage.openAccount();
    const part = page.locator('[data-subgrid=contacts]');
    await part.getByRole('link', { name: 'Ada Sample' }).waitFor();
    expect(await part.getByRole('menuitem', { name: 'Greet' }).count()).toBe(0);
    await part
      .getByRole('row', { name: /Ada Sample/ })
      .getByRole('checkbox')
      .click();
    await part.getByRole('menuitem', { name: 'Greet' }).click();
    await globalIs('greeted', { names: ['Ada Sample'], table: 'account', selected: 1 });
    await stage.picture('subgrid-selected-light');
  });

  it('a new row of a subgrid is made in the quick create form, with its parent', async () => {
    const { page, problems } = browser;
    const part = page.locator('[data-subgrid=contacts]');
    await part.getByRole('menuitem', { name: 'New Contact' }).click();
    const panel = page.getByRole('dialog', { name: 'Quick Create: Contact' });
    await panel.getByRole('link', { name: 'Northwind' }).waitFor();
    await panel.getByRole('textbox', { name: 'First Name' }).fill('Aaron');
    await stage.picture('quickcreate-light');
    // The last name is required: the form says so and stays.
    await panel.getByRole('button', { name: 'Save & Close' }).click();
    await panel.getByText('Last Name: Required fields must be filled in.').waitFor();
    await panel.getByRole('textbox', { name: 'Last Name' }).fill('Sample');
    await panel.getByRole('button', { name: 'Save & Close' }).click();
    await panel.waitFor({ state: 'detached' });
    await part.getByRole('link', { name: 'Aaron Sample' }).waitFor();
    const { text } = await stage.call('GET', `contacts?$filter=firstname eq 'Aaron'&$select=_parentcustomerid_value`);
    expect(text).toContain(stage.account);
    expect(problems).toEqual([]);
  });

  it('a code component gets the rows of a subgrid as a data set', async () => {
    const { page, problems } = browser;
    await page.getByRole('tab', { name: 'Cards' }).click();
    const cards = page.getByRole('list', { name: 'Cards' }).getByRole('listitem');
    await cards.first().waitFor();
    await eventually(async () =>
      expect(await cards.allTextContents()).toEqual([
        'Aaron Sample | ',
        'Ada Sample | ada@example.com',
        'Ben Sample | ben@example.com',
      ]),
    );
    await page.getByRole('button', { name: 'More cards' }).click();
    await page.getByText('Eva Sample | eva@example.com').waitFor();
    await eventually(async () => expect(await cards.count()).toBe(6));
    await page.getByRole('button', { name: 'Turn round' }).click();
    await page.locator('.cards li').first().filter({ hasText: 'Eva' }).waitFor();
    const script = `(() => {
      const set = window.cardsSet;
      const record = set.records[set.sortedRecordIds[0]];
      set.setSelectedRecordIds([record.getRecordId()]);
      return {
        type: set.getTargetEntityType(), title: set.getTitle(), total: set.paging.totalResultCount,
        column: set.columns[1], name: record.getNamedReference().name, selected: set.getSelectedRecordIds().length,
      };
    })()`;
    await answerIs(script, {
      type: 'contact',
      title: 'Cards',
      total: 6,
      column: expect.objectContaining({ name: 'emailaddress1', dataType: 'SingleLine.Email', order: 1 }),
      name: 'Eva Sample',
      selected: 1,
    });
    await page.frameLocator('iframe').getByText('A page of the solution').waitFor();
    await stage.picture('dataset-light');
    expect(problems).toEqual([]);
  });

  it('a command of a list counts the selected rows, too', async () => {
    const { page, problems } = browser;
    await stage.open(`pagetype=entitylist&etn=contact&viewid=${shellSolution.contactView}`);
    const row = page.getByRole('row', { name: /Stranger Elsewhere/ });
    await row.getByRole('checkbox').click();
    await page.getByRole('menuitem', { name: 'Greet' }).click();
    await globalIs('greeted', { names: ['Stranger Elsewhere'], table: 'contact', selected: 1 });
    await stage.picture('grid-light');
    expect(problems).toEqual([]);
  });

  it('what a synchronous step refuses stands in the platform’s dialog, and the edits stay', async () => {
    const { page } = browser;
    await stage.openAccount();
    const endpoint = await stage.create('serviceendpoints', {
      name: 'refuser',
      url: stage.refusingUrl,
      contract: 8,
      authtype: 4,
      authvalue: 'code',
    });
    const filters = await stage.call(
      'GET',
      `sdkmessagefilters?$filter=_sdkmessageid_value eq ${UPDATE_MESSAGE_ID} and primaryobjecttypecode eq 'account'`,
    );
    const [filter] = (JSON.parse(filters.text) as { value: { sdkmessagefilterid: string }[] }).value;
    const step = await stage.create('sdkmessageprocessingsteps', {
      name: 'Refuse accounts',
      stage: 20,
      mode: 0,
      rank: 1,
      supporteddeployment: 0,
      'eventhandler_serviceendpoint@odata.bind': `/serviceendpoints(${endpoint})`,
      'sdkmessageid@odata.bind': `/sdkmessages(${UPDATE_MESSAGE_ID})`,
      'sdkmessagefilterid@odata.bind': `/sdkmessagefilters(${filter?.sdkmessagefilterid})`,
    });
    await page.getByRole('textbox', { name: 'Account Name' }).fill('Renamed');
    await page.getByRole('menuitem', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Business Process Error' });
    await dialog.getByRole('button', { name: 'Show details' }).click();
    await stage.picture('business-error-light');
    await dialog.getByRole('button', { name: 'OK' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('- Unsaved').waitFor();
    expect(await page.getByRole('textbox', { name: 'Account Name' }).inputValue()).toBe('Renamed');
    await stage.call('DELETE', `sdkmessageprocessingsteps(${step})`);
    await page.getByRole('menuitem', { name: 'Save', exact: true }).click();
    await page.getByText('- Saved').waitFor();
    // The browser itself notes the refused request; nothing else went wrong.
    expect(browser.problems.filter((one) => !one.includes('status of 400'))).toEqual([]);
  });

  it('speaks German, and looks right in the dark and in high contrast', async () => {
    const { page } = browser;
    for (const theme of ['dark', 'contrast']) {
      await stage.openAccount(`&theme=${theme}&lcid=1031`);
      const part = page.locator('[data-subgrid=contacts]');
      await part.getByRole('link', { name: 'Ada Sample' }).waitFor();
      await page.getByRole('menuitem', { name: 'Anrufen' }).waitFor();
      await page.getByRole('menuitem', { name: 'Speichern und schließen' }).waitFor();
      await part
        .getByRole('row', { name: /Ada Sample/ })
        .getByRole('checkbox')
        .click();
      await stage.picture(`subgrid-${theme}`);
    }
    expect(browser.problems.filter((one) => !one.includes('status of 400'))).toEqual([]);
  });
});
