import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { violationsIn } from '../test-support/axe';
import { contactId, loggedRow, type Row } from '../test-support/activityRows';
import { fakeWebApi, type FakeWebApi } from '../test-support/fakeWebApi';
import { mockContext, type MockContext } from '../test-support/mockContext';
import { openPage, type Page } from '../test-support/render';
import { readResx } from '../test-support/resx';
import type { IInputs } from './generated/ManifestTypes';
import { ActivityTimeline } from './index';

const day = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * day).toISOString();
const record = { entityTypeName: 'contact', entityId: `{${contactId.toUpperCase()}}` };

let page: Page;
beforeEach(() => {
  page = openPage();
});
afterEach(() => page.close());

const contextOf = (webAPI: FakeWebApi, more: object = {}): MockContext<IInputs> =>
  mockContext({
    parameters: { recordName: { raw: 'Maria Keller' } } as unknown as IInputs,
    webAPI,
    record,
    texts: readResx('ActivityTimeline', 1033),
    ...more,
  });
async function show(tables: Record<string, Row[]>, more: object = {}): Promise<MockContext<IInputs>> {
  const context = contextOf(fakeWebApi(tables), more);
  const control = new ActivityTimeline();
  control.init(context);
  await page.draw(control.updateView(context));
  return context;
}
const articles = (): HTMLElement[] => Array.from(page.root.querySelectorAll<HTMLElement>('[role=article]'));
const part = (element: Element | undefined, name: string): HTMLElement | null =>
  element?.querySelector<HTMLElement>(`[data-part=${name}]`) ?? null;
const many = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) =>
    loggedRow(`r${index}`, ago(index / 10), { subject: `Email: Mail ${index}`, al_kind: 727000000 }),
  );

const call = loggedRow('call', ago(1), {
  subject: 'Call: Connected|Positive',
  al_kind: 727000002,
  al_disposition: 727000000,
  al_dispositiontext: 'Connected',
  al_sentiment: 'Positive',
  al_snippet: 'Budget approved',
  al_nextstep: 'Send the contract',
  al_nextstepdue: '2026-03-12T00:00:00Z',
  al_recordingurl: 'https://rec.example/1',
  directioncode: true,
  description: 'Budget approved.\nSend the contract.',
});
const mail = loggedRow('mail', ago(2), {
  subject: 'Email: Offer',
  al_kind: 727000000,
  description: '<p>Hi <b>Maria</b><script>window.hurt=1</script><img src="https://t.example/p.gif"></p>',
});

describe('ActivityTimeline', () => {
  it("T-1 shows the record's real rows, newest first, with kind, outcome, who and when", async () => {
    await show({
      phonecall: [call],
      email: [mail],
      task: [loggedRow('note', ago(400), { al_snippet: 'Prefers mornings' })],
    });
    expect(articles().map((row) => part(row, 'title')?.textContent)).toEqual(['Call', 'Offer', 'Note']);
    const [first] = articles();
    expect(part(first, 'icon')?.getAttribute('aria-label')).toBe('Call, outgoing');
    expect(part(first, 'badge')?.textContent).toBe('Connected · Positive');
    expect(part(first, 'snippet')?.textContent).toBe('Budget approved');
    expect(part(first, 'who')?.textContent).toBe('Ada Admin');
    expect(part(first, 'time')?.getAttribute('datetime')).toBe(call['al_occurredon']);
    expect(part(first, 'time')?.title).toMatch(/\d{4} \d{1,2}:\d\d [AP]M$/);
    expect(
      Array.from(page.root.querySelectorAll('h3')).map((heading) => heading.textContent?.split(' ')[0]),
    ).toHaveLength(3);
  });

  it('T-8 keeps 10,000 activities to 30 rows and 200 elements, and reads them page by page', async () => {
    const context = await show({ task: many(10_000) });
    expect(articles().length).toBeLessThanOrEqual(30);
    expect(page.root.querySelectorAll('*').length).toBeLessThanOrEqual(200);
    expect(context.webAPI.requests.filter(({ table }) => table === 'task').length).toBeLessThan(8);
    const scroll = page.root.querySelector('[role=feed]')?.parentElement;
    for (let top = 0; top < 8000; top += 400) await page.scrollTo(scroll as Element, top);
    expect(Number(articles()[0]?.getAttribute('aria-posinset'))).toBeGreaterThan(50);
    expect(articles().length).toBeLessThanOrEqual(30);
  });

  it('T-9 is a feed: positions announced, PageDown and PageUp between rows, Enter expands', async () => {
    await show({ phonecall: [call], email: [mail] });
    const [first, second] = articles();
    expect(page.root.querySelector('[role=feed]')?.getAttribute('aria-label')).toBe('Activities, newest first');
    expect(articles().map((row) => [row.getAttribute('aria-posinset'), row.getAttribute('aria-setsize')])).toEqual([
      ['1', '2'],
      ['2', '2'],
    ]);
    expect(articles().map((row) => row.tabIndex)).toEqual([0, -1]);
    first?.focus();
    await page.press(first as Element, 'PageDown');
    expect(document.activeElement).toBe(second);
    await page.press(second as Element, 'PageUp');
    expect(document.activeElement).toBe(first);
    await page.press(first as Element, 'End', { ctrlKey: true });
    expect(document.activeElement).toBe(second);
    await page.press(second as Element, 'Enter');
    expect(part(second, 'title')?.getAttribute('aria-expanded')).toBe('true');
    await page.press(second as Element, 'Enter');
    expect(part(second, 'detail')).toBeNull();
  });

  it('T-9 the row with the focus stays in the page when it is scrolled out of sight', async () => {
    await show({ task: many(300) });
    articles()[0]?.focus();
    await page.scrollTo(page.root.querySelector('[role=feed]')?.parentElement as Element, 900);
    expect(document.activeElement?.getAttribute('aria-posinset')).toBe('1');
  });

  it('T-9 announces an unknown total while older rows may follow', async () => {
    await show({ task: many(300) });
    expect(articles()[0]?.getAttribute('aria-setsize')).toBe('-1');
  });

  it('T-9 `/` goes to the search, T-4 which says how far it reaches and can reach further', async () => {
    await show({
      task: many(40),
      email: [loggedRow('old', ago(90), { subject: 'Email: Needle', al_kind: 727000000 })],
    });
    await page.press(articles()[0] as Element, '/');
    const search = page.root.querySelector('input');
    expect(document.activeElement).toBe(search);
    await page.type(search as HTMLInputElement, 'needle');
    expect(articles()).toHaveLength(0);
    expect(page.root.textContent).toMatch(/Nothing found.*Searched the 25 newest activities, back to .*not loaded yet/);
    const older = Array.from(page.root.querySelectorAll('button')).find(
      (button) => button.textContent === 'Load older',
    );
    await page.click(older);
    expect(articles().map((row) => part(row, 'title')?.textContent)).toEqual(['Needle']);
    expect(page.root.textContent).toMatch('Searched all 41 activities.');
    await page.press(search as Element, 'Escape');
    expect(articles().length).toBeGreaterThan(1);
  });

  it('T-4 filters by kind', async () => {
    await show({ phonecall: [call], email: [mail] });
    const button = (name: string): HTMLButtonElement | undefined =>
      Array.from(page.root.querySelectorAll<HTMLButtonElement>('[aria-pressed]')).find(
        ({ textContent }) => textContent === name,
      );
    expect(Array.from(page.root.querySelectorAll('[aria-pressed]')).map(({ textContent }) => textContent)).toEqual([
      'All',
      'Emails',
      'Calls',
    ]);
    await page.click(button('Calls'));
    expect(articles()).toHaveLength(1);
    expect(button('Calls')?.getAttribute('aria-pressed')).toBe('true');
  });

  it('opens a row to its whole text, next step and record', async () => {
    const context = await show({ phonecall: [call] });
    await page.click(part(articles()[0], 'title'));
    const detail = part(articles()[0], 'detail');
    expect(detail?.textContent).toMatch('Budget approved.\nSend the contract.');
    expect(detail?.textContent).toMatch('Next stepSend the contractdue 3/12/2026');
    const button = (name: string): HTMLButtonElement | undefined =>
      Array.from(detail?.querySelectorAll('button') ?? []).find(({ textContent }) => textContent === name);
    await page.click(button('Open record'));
    expect(context.opened.forms).toEqual([{ entityName: 'phonecall', entityId: 'call' }]);
    await page.click(button('Open recording'));
    expect(context.opened.urls).toEqual(['https://rec.example/1']);
  });

  it('T-10 shows an email sanitised, its remote image only when asked', async () => {
    await show({ email: [mail] });
    await page.click(part(articles()[0], 'title'));
    const detail = (): HTMLElement | null => part(articles()[0], 'detail');
    expect(detail()?.querySelector('b')?.textContent).toBe('Maria');
    expect(detail()?.querySelector('script, img')).toBeNull();
    await page.click(
      Array.from(detail()?.querySelectorAll('button') ?? []).find(({ textContent }) => textContent === 'Show images'),
    );
    expect(detail()?.querySelector('img')?.src).toBe('https://t.example/p.gif');
  });

  it('T-11 writes in German for a German user', async () => {
    await show({ email: [mail] }, { languageId: 1031, texts: readResx('ActivityTimeline', 1031) });
    expect(part(articles()[0], 'icon')?.getAttribute('aria-label')).toBe('E-Mail, ausgehend');
    expect(part(articles()[0], 'time')?.title).toMatch(/^(Mon|Diens|Mitt|Donners|Frei|Sams|Sonn).*\d{4} \d\d:\d\d$/);
  });

  it('has words for nothing, for an unsaved record, for a failure and for a part that is missing', async () => {
    await show({});
    expect(page.root.textContent).toMatch('No activities yet');
    page.close();
    page = openPage();
    await show({}, { record: undefined });
    expect(page.root.textContent).toMatch('Save the record first');

    page.close();
    page = openPage();
    const webAPI = fakeWebApi({ email: [mail] });
    webAPI.failing.set('task', { message: 'no privilege' });
    const context = contextOf(webAPI);
    const control = new ActivityTimeline();
    control.init(context);
    await page.draw(control.updateView(context));
    expect(page.root.querySelector('[role=alert]')?.textContent).toMatch(
      'Tasks could not be read and are missing here: no privilege',
    );
    expect(articles()).toHaveLength(1);
    for (const table of ['email', 'phonecall', 'appointment']) webAPI.failing.set(table, { message: 'busy' });
    await page.click(page.root.querySelector('[role=alert] button'));
    expect(page.root.textContent).toMatch('The activities could not be read');
    webAPI.failing.clear();
    await page.click(page.root.querySelector('[role=alert] button'));
    expect(articles()).toHaveLength(1);
    control.destroy();
  });

  it('starts another timeline when the form moves to another record, and only then', async () => {
    const webAPI = fakeWebApi({ email: [mail] });
    const control = new ActivityTimeline();
    const context = contextOf(webAPI);
    control.init(context);
    await page.draw(control.updateView(context));
    const reads = webAPI.requests.length;
    await page.draw(control.updateView(context));
    expect(webAPI.requests.length).toBe(reads);
    const other = { ...record, entityId: '99999999-0000-4000-8000-000000000000' };
    await page.draw(control.updateView(contextOf(webAPI, { record: other })));
    expect(webAPI.requests[webAPI.requests.length - 1]?.options).toMatch(other.entityId);
    expect(page.root.textContent).toMatch('No activities yet');
  });

  it('T-9 axe finds nothing, collapsed and opened', async () => {
    await show({ phonecall: [call], email: [mail] });
    await page.click(part(articles()[0], 'title'));
    expect(await violationsIn(page.root)).toEqual([]);
  });
});
