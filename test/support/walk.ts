import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Browser } from './browser.ts';

/** Goes from page to page of the app inside of the shell, and wants none of them to complain. */
export interface Walk {
  /** Opens the page of a query and waits for what shows that it stands. @throws with what the page complained about */
  open(query: string, shown: string): Promise<void>;
  /** Fails when anything was complained about since this was asked last. */
  expectQuiet(where: string): Promise<void>;
}

const nowhere = 'nowhere';

/** @param start address of the app; loaded once */
export async function startWalk({ page, problems }: Browser, start: string): Promise<Walk> {
  let known = 0;
  await page.goto(`${start}&pagetype=${nowhere}`);
  const expectQuiet = async (where: string): Promise<void> => {
    const alert = await page.locator('.ld-error, [role=alert], [role=alertdialog]').allTextContents();
    const undrawn = await page.locator('.ld-empty:has-text("cannot be drawn")').allTextContents();
    const told = problems.slice(known);
    known = problems.length;
    expect({ where, problems: told, alert: [...alert, ...undrawn] }).toEqual({ where, problems: [], alert: [] });
  };
  return {
    expectQuiet,
    open: async (query, shown) => {
      // A page of no type between two pages: what is waited for belongs to the new one, which starts from nothing.
      await go(page, `${start}&pagetype=${nowhere}`);
      await page.getByRole('heading', { name: new RegExp(` ${nowhere} `) }).waitFor({ timeout: 15_000 });
      await go(page, `${start}&${query}`);
      await page.locator('#ld-main').locator(shown).first().waitFor({ timeout: 15_000 });
      for (const unfinished of ['.ld-waiting', '#ld-main [aria-busy=true]'])
        await page.locator(unfinished).first().waitFor({ state: 'detached' });
      await expectQuiet(query);
    },
  };
}

/** What the browser does when one goes back and forth: the shell shows what the address names. */
async function go(page: Page, url: string): Promise<void> {
  await page.evaluate(`(() => {
    history.pushState({ index: 0 }, '', ${JSON.stringify(url)});
    window.dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
  })()`);
}
