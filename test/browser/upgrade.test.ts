/** What an upgrade looks like: a field mapping before and after, with a label and a column of the customer's. */
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { inRoot } from '../../tools/paths.ts';
import { type Browser, chromiumPath, openBrowser } from '../support/browser.ts';
import { startOrganisation, type Organisation } from '../support/organisation.ts';
import { firstVersion, parts, product } from '../support/versions.ts';

// Packing and importing a whole solution takes its time on a busy machine.
jest.setTimeout(120_000);

const images = inRoot('docs', 'images');
/** "Today" of the pictures: fixed, so that they change only when the product does. */
const today = Date.parse('2026-11-20T15:00:00Z');
const ROW = 'b0000000-0000-4000-8000-000000000001';
const describeInBrowser = chromiumPath ? describe : describe.skip;

describeInBrowser('an upgrade in a real Chromium', () => {
  let organisation: Organisation;
  let browser: Browser;
  let form = '';

  beforeAll(async () => {
    organisation = await startOrganisation({ clock: () => today });
    expect(await organisation.load(firstVersion())).toMatchObject({ status: 204 });
    await call('POST', parts.set, {
      al_fieldmappingid: ROW,
      al_name: 'Disposition to category',
      al_sourcepath: 'call.disposition',
      al_targetcolumn: 'category',
      al_constantvalue: 'Telephone',
    });
    await call('PUT', `EntityDefinitions(LogicalName='${parts.table}')`, {
      '@odata.type': 'Microsoft.Dynamics.CRM.EntityMetadata',
      SchemaName: parts.table,
      DisplayName: { LocalizedLabels: [{ Label: 'Our Rule', LanguageCode: 1033 }] },
    });
    const { value } = await call('GET', `systemforms?$filter=objecttypecode eq '${parts.table}' and type eq 2`);
    form = String((value as Record<string, unknown>[])[0]?.['formid']);
    browser = await openBrowser();
    await browser.page.clock.setFixedTime(today);
    mkdirSync(images, { recursive: true });
  });
  afterAll(async () => {
    await browser?.close();
    await organisation?.close();
  });

  const call = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const answer = await organisation.api(method, path, body);
    expect([path, answer.status < 300 ? 'done' : answer.text]).toEqual([path, 'done']);
    return answer.json;
  };

  const open = async (): Promise<void> => {
    const { page } = browser;
    const at = `app=al_ActivityLogging&pagetype=entityrecord&etn=${parts.table}&id=${ROW}&formid=${form}`;
    await page.goto(`${organisation.url}/main.aspx?${at}`);
    await page.getByText('Disposition to category').first().waitFor();
    await page.locator('.ld-waiting').first().waitFor({ state: 'detached' });
  };

  it('1.0 has its labels and columns, and the name the customer gave the table', async () => {
    await open();
    const { page } = browser;
    await page.getByText(parts.renamed.before, { exact: true }).first().waitFor();
    await page.getByText('Our Rule').first().waitFor();
    expect(await page.getByText('Required Placeholder').count()).toBe(0);
    expect(await page.getByText(parts.renamed.now, { exact: true }).count()).toBe(0);
    await page.screenshot({ path: `${images}/upgrade-before.png` });
  });

  it('after the upgrade to 1.1 the new ones are there; the row and the customer’s name stay', async () => {
    const keep = { OverwriteUnmanagedCustomizations: false };
    expect(await organisation.load(product('1.1.0'), 'StageAndUpgrade', keep)).toMatchObject({ status: 200 });
    await open();
    const { page, problems } = browser;
    await page.getByText('Required Placeholder', { exact: true }).first().waitFor();
    await page.getByText(parts.renamed.now, { exact: true }).first().waitFor();
    await page.getByText('Our Rule').first().waitFor();
    expect(await page.getByText(parts.renamed.before, { exact: true }).count()).toBe(0);
    expect(
      await page.locator('input').evaluateAll((inputs) => inputs.map((each) => each.getAttribute('value'))),
    ).toEqual(expect.arrayContaining(['Disposition to category', 'call.disposition', 'Telephone']));
    expect(problems).toEqual([]);
    await page.screenshot({ path: `${images}/upgrade-after.png` });
  });
});
