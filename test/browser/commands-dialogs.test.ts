import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Browser, BROWSER_TEST, chromiumPath } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { openShellStage, type ShellStage } from '../support/shell-stage.ts';

const describeInBrowser = chromiumPath ? describe : describe.skip;
jest.setTimeout(BROWSER_TEST);
describeInBrowser('what scripts open above a page in a real Chromium', () => {
  let stage: ShellStage;
  let browser: Browser;

  beforeAll(async () => {
    stage = await openShellStage();
    browser = stage.browser;
  });
  afterAll(() => stage?.close());

  /** Waits for a script's answer. A function, because the page's content policy refuses texts that are evaluated again. */
  const isSet = (name: string): Promise<unknown> =>
    browser.page.waitForFunction((key) => Boolean(Reflect.get(globalThis, key)), name);
  const global = (name: string): Promise<unknown> => browser.page.evaluate<unknown>(`window.${name}`);

  it('scripts open pages in dialogs, quick create forms and messages across the app', async () => {
    const { page, problems } = browser;
    await stage.openAccount();
    await page.getByRole('link', { name: 'Ada Sample' }).waitFor();
    await page.evaluate<unknown>(
      `void Xrm.Navigation.navigateTo({ pageType: 'webresource', webresourceName: 's_/page.html' }, { target: 2, title: 'A page', width: 500, height: 300 }).then(() => (window.left = true))`,
    );
    const dialog = page.getByRole('dialog', { name: 'A page' });
    await dialog.frameLocator('iframe').getByText('A page of the solution').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await isSet('left');
    await page.evaluate<unknown>(
      `void Xrm.Navigation.openForm({ entityName: 'contact', useQuickCreateForm: true, createFromEntity: { entityType: 'account', id: '${stage.account}', name: 'Northwind' } }, { firstname: 'Fay' }).then((saved) => (window.saved = saved))`,
    );
    const panel = page.getByRole('dialog', { name: 'Quick Create: Contact' });
    await panel.getByRole('link', { name: 'Northwind' }).waitFor();
    await panel.getByRole('textbox', { name: 'Last Name' }).fill('Sample');
    await panel.getByRole('button', { name: 'Save & Close' }).click();
    await isSet('saved');
    expect(await global('saved')).toEqual({
      savedEntityReference: [
        { id: expect.stringMatching(/^\{[0-9A-F-]{36}\}$/), name: 'Fay Sample', entityType: 'contact' },
      ],
    });
    await page.evaluate<unknown>(
      `void Xrm.App.addGlobalNotification({ type: 2, level: 3, message: 'Look here', action: { actionLabel: 'Look', eventHandler: () => (window.looked = true) } }).then((id) => (window.notice = id))`,
    );
    await page.getByRole('button', { name: 'Look' }).click();
    await eventually(async () => expect(await global('looked')).toBe(true));
    await isSet('notice');
    await page.evaluate<unknown>('Xrm.App.clearGlobalNotification(window.notice)');
    await page.getByText('Look here').waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });
});
