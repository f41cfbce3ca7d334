import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** Path of the Chromium the test command found; tests are skipped by name without one. */
export const chromiumPath = process.env['CHROMIUM'];

/** Milliseconds that one wait for a page may take: a busy machine with two cores is slow, not wrong. */
const PATIENCE = 60_000;

/** Milliseconds for one browser test: more than a wait, so that it is the wait that says what did not come. */
export const BROWSER_TEST = 3 * PATIENCE;

export interface Browser {
  readonly page: Page;
  /** Errors of the page and its console since the start. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

/** A real Chromium with a profile of its own. */
export async function openBrowser(): Promise<Browser> {
  if (!chromiumPath) throw new Error('CHROMIUM is not set');
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    headless: true,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  context.setDefaultTimeout(PATIENCE);
  const page = context.pages()[0] ?? (await context.newPage());
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return {
    page,
    problems,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
