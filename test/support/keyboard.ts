import type { Locator, Page } from 'playwright-core';

const STEPS = 40;

/** Waits until the element has the focus: menus and dialogs of Fluent take it a frame after they stand. */
export async function focusArrives(page: Page, element: Locator): Promise<void> {
  await element.and(page.locator(':focus')).waitFor();
}

/**
 * Walks the focus as a person at the keyboard does: waits until something in the room has it, then presses the key until the
 * target has it. To set the focus by script instead would race with the focus that the room still is to get.
 *
 * @throws Error when a key leaves the focus where it is, or the target is not on the way
 */
export async function walkTo(page: Page, room: Locator, key: string, target: Locator): Promise<void> {
  await room.locator(':focus').waitFor();
  await target.waitFor();
  for (let step = 0; step < STEPS; step += 1) {
    if (await target.and(page.locator(':focus')).count()) return;
    const at = await page.locator(':focus').elementHandle();
    await page.keyboard.press(key);
    try {
      await page.waitForFunction((element) => !element?.matches(':focus'), at);
    } catch (error) {
      throw new Error(`${key} does not move the focus on its way to ${String(target)}`, { cause: error });
    }
  }
  throw new Error(`${String(target)} does not get the focus by ${STEPS} times ${key}`);
}
