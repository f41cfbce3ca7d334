import { describe, expect, it } from '@jest/globals';
import { contactId, loggedRow, manualRow } from '../../test-support/activityRows';
import { fakeWebApi, type FakeWebApi } from '../../test-support/fakeWebApi';
import { readBody } from './body';
import { sourcesOf } from './sources';
import { TimelineStore } from './timelineStore';

const record = { table: 'contact', id: contactId };
const storeOf = (webApi: FakeWebApi, pageSize = 2, leads = async (): Promise<string[]> => []): TimelineStore =>
  new TimelineStore(() => sourcesOf(webApi, record, leads(), pageSize), pageSize);
const settled = async (store: TimelineStore): Promise<void> => {
  if (store.state.phase === 'idle' || store.state.phase === 'failed') return;
  await new Promise<void>((resolve) => {
    const stop = store.subscribe(() => {
      if (store.state.phase !== 'idle' && store.state.phase !== 'failed') return;
      stop();
      resolve();
    });
  });
};
const ids = (store: TimelineStore): string[] => store.state.activities.map(({ id }) => id);

const tables = {
  task: [
    loggedRow('t1', '2026-03-01T10:00:00Z'),
    loggedRow('t2', '2026-03-05T10:00:00Z'),
    manualRow('open', '2026-03-04T10:00:00Z'),
    { ...manualRow('done', '2026-02-01T10:00:00Z'), statecode: 1, actualend: '2026-03-03T10:00:00Z' },
    { ...loggedRow('other', '2026-03-09T10:00:00Z'), _regardingobjectid_value: 'x', _al_contactid_value: 'x' },
  ],
  email: [{ ...loggedRow('rolled-up', '2026-03-02T10:00:00Z'), _regardingobjectid_value: 'x' }],
  appointment: [manualRow('meeting', '2026-01-01T10:00:00Z', { scheduledstart: '2026-03-06T10:00:00Z' })],
};

describe('TimelineStore', () => {
  it('T-1 T-8 merges logged rows and rows made by hand, newest first by when they happened, page by page', async () => {
    const store = storeOf(fakeWebApi(tables));
    expect(store.state.phase).toBe('first');
    await settled(store);
    expect(ids(store)).toEqual(['meeting', 't2']);
    while (!store.state.complete) {
      store.more();
      await settled(store);
    }
    expect(ids(store)).toEqual(['meeting', 't2', 'open', 'done', 'rolled-up', 't1']);
    store.more();
    expect(store.state.phase).toBe('idle');
  });

  it('T-8 follows the next link by its query and asks for the page size', async () => {
    const webApi = fakeWebApi({
      task: Array.from({ length: 9 }, (_, index) => loggedRow(`t${index}`, `2026-03-0${index + 1}T00:00:00Z`)),
    });
    const store = storeOf(webApi, 4);
    await settled(store);
    store.more();
    await settled(store);
    const pages = webApi.requests.filter(({ options }) => options.includes('skiptoken'));
    expect(pages[0]?.options).toMatch(/^\?.*skiptoken/);
    expect(webApi.requests.every(({ pageSize }) => pageSize === 4)).toBe(true);
    expect(ids(store)).toEqual(['t8', 't7', 't6', 't5', 't4', 't3', 't2', 't1']);
  });

  it('names what could not be read and shows the rest', async () => {
    const webApi = fakeWebApi(tables);
    webApi.failing.set('appointment', { errorCode: 0x80040220, message: 'missing prvReadActivity' });
    const store = storeOf(webApi, 10);
    await settled(store);
    expect([...store.state.missing]).toEqual([['appointment', 'missing prvReadActivity']]);
    expect(ids(store)[0]).toBe('t2');
  });

  it('L-23 shows what was logged on the lead that became the record, and says when that cannot be known', async () => {
    const onLead = {
      ...loggedRow('on-lead', '2026-02-20T10:00:00Z'),
      _al_contactid_value: null,
      _al_leadid_value: 'l',
    };
    const webApi = fakeWebApi({ ...tables, task: [...tables.task, { ...onLead, _regardingobjectid_value: 'l' }] });
    const store = storeOf(webApi, 10, async () => ['l']);
    await settled(store);
    expect(ids(store)).toContain('on-lead');
    const without = storeOf(webApi, 10, () => Promise.reject(new Error('no privilege')));
    await settled(without);
    expect(ids(without)).toEqual(ids(store).filter((id) => id !== 'on-lead'));
    expect([...without.state.missing]).toEqual([['lead', 'no privilege']]);
  });

  it('fails when nothing could be read, and a refresh starts again', async () => {
    const webApi = fakeWebApi(tables);
    for (const table of ['task', 'email', 'phonecall', 'appointment']) webApi.failing.set(table, { message: 'busy' });
    const store = storeOf(webApi, 10);
    await settled(store);
    expect(store.state.phase).toBe('failed');
    webApi.failing.clear();
    store.refresh();
    await settled(store);
    expect(store.state.activities).toHaveLength(6);
    expect(store.state.missing.size).toBe(0);
  });

  it('answers of an earlier read never reach a later one', async () => {
    const store = storeOf(fakeWebApi(tables), 10);
    store.refresh();
    await settled(store);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(store.state.activities).toHaveLength(6);
  });
});

describe('readBody', () => {
  const webApi = fakeWebApi({
    email: [
      { activityid: 'e', description: '<p>cut…</p>', al_body: '<p>whole</p>' },
      { activityid: 'plain', description: 'a < b' },
    ],
    task: [{ activityid: 't', description: '<b>not html here</b>' }],
  });
  const read = (table: 'email' | 'task', id: string): ReturnType<typeof readBody> =>
    readBody(webApi, {
      id,
      table,
      kind: 'email',
      subject: '',
      snippet: '',
      at: 0,
      state: 'done',
      noShow: false,
      who: '',
    });
  it('takes the whole text, and HTML only from emails', async () => {
    expect(await read('email', 'e')).toEqual({ format: 'html', content: '<p>whole</p>' });
    expect(await read('email', 'plain')).toEqual({ format: 'text', content: 'a < b' });
    expect(await read('task', 't')).toEqual({ format: 'text', content: '<b>not html here</b>' });
  });
});
