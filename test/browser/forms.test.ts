import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { formIds, loggingConfigurationRowId } from '@activity-logging/activity-model/metadata';
import { people, sampleEvents } from '@activity-logging/samples';
import { queueCounts } from '../../tools/start/bridge-status.ts';
import { inRoot } from '../../tools/paths.ts';
import { personId } from '../../tools/start/seed.ts';
import { type Browser, BROWSER_TEST, chromiumPath, openBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { type TestStack, testStack } from '../support/stack.ts';

const images = inRoot('docs', 'images');
/** "Today" of the pictures: fixed, so that they change only when the product does. */
const today = Date.parse('2026-11-20T15:00:00Z');
const samples = sampleEvents({ base: today });
const describeInBrowser = chromiumPath ? describe : describe.skip;
jest.setTimeout(BROWSER_TEST);

describeInBrowser('forms in a real Chromium', () => {
  let stack: TestStack;
  let browser: Browser;

  beforeAll(async () => {
    stack = await testStack();
    await stack.post(samples);
    browser = await openBrowser();
    await browser.page.clock.setFixedTime(today);
    mkdirSync(images, { recursive: true });
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const open = async (query: string): Promise<void> => {
    await browser.page.goto(`${stack.dataverse.url}/main.aspx?app=al_ActivityLogging&${query}`);
  };
  /** The person with the most to tell. */
  const person = people[3]!;

  it('T-1 the contact form shows the rows of the contact, newest first', async () => {
    const { page, problems } = browser;
    await open(
      `pagetype=entityrecord&etn=contact&id=${personId(person)}&formid=${formIds['contact/activity-logging']}`,
    );
    await page.getByRole('tab', { name: 'Timeline' }).click();
    const articles = page.getByRole('feed').getByRole('article');
    await articles.nth(4).waitFor();

    const sets = ['tasks', 'emails', 'phonecalls', 'appointments'];
    let total = 0;
    let newest = { when: '', subject: '' };
    for (const set of sets) {
      const query = `${set}?$select=subject,al_occurredon&$filter=_al_contactid_value eq ${personId(person)}&$orderby=al_occurredon desc`;
      const { value } = (await stack.crm.call('GET', query)) as { value: { subject: string; al_occurredon: string }[] };
      total += value.length;
      for (const row of value)
        if (row.al_occurredon > newest.when) newest = { when: row.al_occurredon, subject: row.subject };
    }
    const subject = newest.subject.replace(/^[A-Za-z ]+: /, '').split('|')[0];
    await eventually(async () => {
      expect(await articles.first().getAttribute('aria-setsize')).toBe(String(total));
      expect(await articles.first().textContent()).toContain(subject);
    });
    await page.screenshot({ path: `${images}/timeline.png` });
    expect(problems).toEqual([]);
  });

  it('T-10 a row opens to its text, with the sanitised HTML of an email', async () => {
    const { page } = browser;
    const email = page.getByRole('feed').locator('[role=article][data-kind=email]').first();
    await email.click();
    await email.locator('[data-part=detail]').getByText(`Dear ${person.first},`).waitFor();
  });

  it('forms add: Microsoft’s own contact form has the timeline too, once', async () => {
    const { page } = browser;
    await open(`pagetype=entityrecord&etn=contact&id=${personId(person)}&formid=1fed44d1-ae68-4a41-bd2b-f13acac4acfa`);
    const tab = page.getByRole('tab', { name: 'Timeline' });
    await tab.click();
    await page.getByRole('feed').getByRole('article').first().waitFor();
    expect(await tab.count()).toBe(1);
    expect(browser.problems).toEqual([]);
  });

  it('L-2, L-6 the settings form shows and changes the settings; nothing is stored before Save', async () => {
    const { page, problems } = browser;
    const stored = async (): Promise<Record<string, unknown>> =>
      (await stack.crm.call(
        'GET',
        `al_loggingconfigurations(${loggingConfigurationRowId})?$select=al_lognotes,al_emailtarget`,
      )) as Record<string, unknown>;
    expect(await stored()).toMatchObject({ al_lognotes: true, al_emailtarget: 727000001 });
    await open(`pagetype=entityrecord&etn=al_loggingconfiguration&id=${loggingConfigurationRowId}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.setViewportSize({ width: 1440, height: 1320 });
    await page.screenshot({ path: `${images}/settings.png` });
    await page.getByRole('switch', { name: /notes/i }).first().click();
    expect(await stored()).toMatchObject({ al_lognotes: true });
    await page
      .getByRole('menuitem', { name: 'Save', exact: true })
      .or(page.getByRole('button', { name: 'Save', exact: true }))
      .first()
      .click();
    await page.getByText('Activity Logging Updated').waitFor();
    expect(await stored()).toMatchObject({ al_lognotes: false });
    expect(problems).toEqual([]);
  });

  it('L-23 what was logged on a lead shows on the contact, the account and the opportunity that came of it', async () => {
    const { page, problems } = browser;
    const rows = async (path: string): Promise<Record<string, unknown>[]> =>
      ((await stack.crm.call('GET', path)) as { value: Record<string, unknown>[] }).value;
    const [logged] = await rows('tasks?$select=subject,_al_leadid_value&$filter=_al_leadid_value ne null');
    const lead = String(logged?.['_al_leadid_value']);
    await stack.crm.call('POST', `leads(${lead})/Microsoft.Dynamics.CRM.QualifyLead`, {
      CreateAccount: true,
      CreateContact: true,
      CreateOpportunity: true,
      Status: 3,
    });
    const known = { contact: 'contacts', account: 'accounts', opportunity: 'opportunities' } as const;
    for (const [table, set] of Object.entries(known)) {
      const [made] = await rows(`${set}?$select=${table}id&$filter=_originatingleadid_value eq ${lead}`);
      const id = String(made?.[`${table}id`]);
      const form = formIds[`${table as keyof typeof known}/activity-logging`];
      await open(`pagetype=entityrecord&etn=${table}&id=${id}&formid=${form}`);
      await page.getByRole('tab', { name: 'Timeline' }).click();
      const title =
        String(logged?.['subject'])
          .replace(/^[A-Za-z ]+: /, '')
          .split('|')[0] ?? '';
      await page.getByRole('feed').getByRole('article').filter({ hasText: title }).first().waitFor();
    }
    expect(problems).toEqual([]);
  });

  it('L-11 the change counts for the next payload within five seconds', async () => {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const before = await stack.crm.count('tasks');
    const earlier = await queueCounts(stack.adminUrl);
    const note = samples.find(({ event }) => event === 'note_created')!;
    const body = { ...note.body, id: 999_001 };
    const counts = await stack.post([{ ...note, body }]);
    expect(await stack.crm.count('tasks')).toBe(before);
    // Skipped by the rule, not parked for another reason: the person of this note must be known.
    expect(counts.skipped).toBe(earlier.skipped + 1);
  });
});
