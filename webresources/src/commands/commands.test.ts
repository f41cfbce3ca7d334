import { bridgeRequestColumns as columns, RequestStatus, RequestType } from '@activity-logging/activity-model/metadata';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { webcrypto } from 'node:crypto';
import { XrmMockGenerator } from 'xrm-mock';
import * as commands from '.';
import { waitsFor } from './requests';

const issue = 'aaaaaaaa-0000-4000-8000-000000000001';
const entry = 'aaaaaaaa-0000-4000-8000-000000000002';
type Row = Record<string, unknown>;
interface Sent extends Row {
  readonly etn: string;
  readonly id?: string;
  readonly payload: Row;
}

/** What the page asked the platform for, and what it told the user. */
interface Platform {
  readonly sent: Sent[];
  readonly said: Xrm.App.Notification[];
  readonly dialogs: string[];
  readonly opened: unknown[];
  refreshed: number;
}
/** @param rows answers of the platform to reading a row, by table; a list is answered one by one, its last one for ever */
function platform(rows: Record<string, Row | Row[]> = {}, isSure = true): Platform {
  XrmMockGenerator.initialise();
  const seen: Platform = { sent: [], said: [], dialogs: [], opened: [], refreshed: 0 };
  const say = (dialog: { text?: string; message?: string }): void =>
    void seen.dialogs.push(dialog.text ?? dialog.message ?? '');
  Object.assign(Xrm.WebApi, {
    retrieveRecord: (table: string) => {
      const found = rows[table] ?? {};
      if (!Array.isArray(found)) return Promise.resolve(found);
      return Promise.resolve(found.length > 1 ? found.shift() : found[0]);
    },
    online: {
      executeMultiple: ([requests]: [Sent[]]) => {
        seen.sent.push(...requests);
        return Promise.resolve([]);
      },
    },
  });
  Object.assign(Xrm.Navigation, {
    openErrorDialog: (dialog: object) => Promise.resolve(say(dialog)),
    openAlertDialog: (dialog: object) => Promise.resolve(say(dialog)),
    openConfirmDialog: (dialog: object) => {
      say(dialog);
      return Promise.resolve({ confirmed: isSure });
    },
    openUrl: (url: string) => void seen.opened.push(url),
    openForm: (form: object) => Promise.resolve(seen.opened.push(form)),
    navigateTo: (page: object) => Promise.resolve(seen.opened.push(page)),
  });
  Object.assign(Xrm.App, {
    addGlobalNotification: (one: Xrm.App.Notification) => Promise.resolve(String(seen.said.push(one))),
    clearGlobalNotification: () => Promise.resolve(''),
  });
  return seen;
}
const answered = (result: object | string, status: number = RequestStatus.Done): Row => ({
  [columns.al_requeststatus]: status,
  [columns.al_result]: typeof result === 'string' ? result : JSON.stringify(result),
});
const waiting: Row = { [columns.al_requeststatus]: RequestStatus.Waiting, [columns.al_result]: null };

/** The form of a row, saved and refreshed like the platform's. */
function formOf(id: string, name: string, seen: Platform): Xrm.FormContext {
  const form = XrmMockGenerator.getFormContext();
  Object.assign(form.data.entity, { id: `{${id.toUpperCase()}}`, primaryValue: name });
  Object.assign(form.data, { refresh: () => Promise.resolve(void seen.refreshed++) });
  Object.assign(form.ui, { refreshRibbon: () => undefined });
  return form;
}
const grid = (seen: Platform): Xrm.Controls.GridControl =>
  ({ refresh: () => void seen.refreshed++ }) as unknown as Xrm.Controls.GridControl;
const selected = (...names: string[]): { Id: string; Name: string }[] =>
  names.map((Name, index) => ({ Id: `{AAAAAAAA-0000-4000-8000-00000000000${index}}`, Name }));

/** Runs a command to its end, however long it waits. */
async function run(command: Promise<void>): Promise<void> {
  await Promise.all([command, jest.advanceTimersByTimeAsync(waitsFor * 2)]);
}
const last = <T>(list: readonly T[]): T | undefined => list[list.length - 1];
const lastSaid = ({ said }: Platform): [number | undefined, string | undefined] => [
  last(said)?.level,
  last(said)?.message,
];

describe('ActivityLogging.Commands', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
  });
  afterEach(() => void jest.useRealTimers());

  it('B-11 Retry on a form makes one request of its row, and says when the bridge did it', async () => {
    const seen = platform({ al_bridgerequest: [waiting, answered({ message: 'Logged as a task.' })] });
    await run(commands.retry(formOf(issue, 'Call of Ada', seen)));
    expect(seen.sent).toHaveLength(1);
    const [{ etn, payload } = { etn: '', payload: {} }] = seen.sent;
    expect([etn, payload]).toEqual([
      'al_bridgerequest',
      {
        al_bridgerequestid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        al_name: 'Retry – Call of Ada',
        al_requesttype: RequestType.Retry,
        'al_loggingissueid@odata.bind': `/al_loggingissues(${issue})`,
      },
    ]);
    expect(seen.said[0]?.message).toBe('The bridge was asked: Retry – Call of Ada');
    expect(lastSaid(seen)).toEqual([1, 'Done: Retry – Call of Ada. Logged as a task.']);
    expect(seen.refreshed).toBe(1);
  });

  it('B-11 several selected rows are asked about in one change set', async () => {
    const seen = platform({
      al_bridgerequest: [answered({}), answered('The event is gone.', RequestStatus.Refused), waiting],
    });
    await run(commands.retry(grid(seen), selected('One', 'Two', 'Three')));
    expect(seen.sent.map(({ payload }) => payload[columns.al_name])).toEqual([
      'Retry – One',
      'Retry – Two',
      'Retry – Three',
    ]);
    expect(seen.said[0]?.message).toBe('The bridge was asked 3 times: Retry');
    expect(lastSaid(seen)).toEqual([
      2,
      'Done: Retry – One. The bridge refused: Retry – Two. The bridge has not answered yet: Retry – Three. The event is gone.',
    ]);
  });

  it.each<[Exclude<keyof typeof commands, 'canMarkReviewed'>, number, string, string]>([
    ['runMailLogging', RequestType.RunMailLogging, 'al_mailboxsetupid@odata.bind', `/al_mailboxsetups(${issue})`],
    ['stopMailLogging', RequestType.StopMailLogging, 'al_mailboxsetupid@odata.bind', `/al_mailboxsetups(${issue})`],
    ['validateMailbox', RequestType.ValidateMailbox, 'al_mailboxsetupid@odata.bind', `/al_mailboxsetups(${issue})`],
    ['relink', RequestType.Relink, 'al_mailboxsetupid@odata.bind', `/al_mailboxsetups(${issue})`],
    ['exportAudit', RequestType.ExportAudit, 'al_parameters', JSON.stringify({ al_auditreportid: issue })],
    ['verifyAudit', RequestType.VerifyAudit, 'al_parameters', JSON.stringify({ al_auditdailyid: issue })],
  ])('M-12 %s says what and about which row', async (name, type, column, value) => {
    const seen = platform({ al_bridgerequest: answered({}) });
    await run(commands[name](formOf(issue, 'Sales', seen)));
    expect(seen.sent.map(({ payload }) => [payload[columns.al_requesttype], payload[column]])).toEqual([[type, value]]);
  });

  it('B-11 an unanswered request ends in a sentence and a link to it, not in a wait for ever', async () => {
    const seen = platform({ al_bridgerequest: waiting });
    await run(commands.validateMailbox(formOf(issue, 'Sales', seen)));
    expect(lastSaid(seen)).toEqual([3, 'The bridge has not answered yet: Validate setup – Sales.']);
    expect(seen.refreshed).toBe(0);
    last(seen.said)?.action?.eventHandler?.();
    expect(seen.opened).toEqual([
      { entityName: 'al_bridgerequest', entityId: seen.sent[0]?.payload['al_bridgerequestid'] },
    ]);
  });

  it('what was typed is saved first, because the bridge reads the stored row', async () => {
    const seen = platform({ al_bridgerequest: answered({}) });
    const form = formOf(issue, 'Sales', seen);
    const order: string[] = [];
    Object.assign(form.data.entity, { getIsDirty: () => order.length === 0 });
    Object.assign(form.data, {
      save: () => Promise.resolve(void order.push(`saved before ${seen.sent.length} asked`)),
    });
    await run(commands.validateMailbox(form));
    expect(order).toEqual(['saved before 0 asked']);
    expect(seen.sent).toHaveLength(1);
  });

  it('says in the words of the platform what did not work', async () => {
    const seen = platform();
    Object.assign(Xrm.WebApi.online, {
      // The platform rejects with a plain object.
      executeMultiple: () => Promise.reject({ errorCode: 1, message: 'You may not do that.' }),
    });
    await run(commands.retry(formOf(issue, 'Call', seen)));
    expect(seen.dialogs).toEqual(['This did not work: You may not do that.']);
    expect(seen.said).toEqual([]);
  });

  it('speaks German to Germans', async () => {
    const seen = platform({ al_bridgerequest: waiting });
    Object.assign(Xrm.Utility.getGlobalContext().userSettings, { languageId: 1031 });
    await run(commands.retry(formOf(issue, 'Anruf', seen)));
    expect(lastSaid(seen)[1]).toBe('Die Bridge hat noch nicht geantwortet: Erneut versuchen – Anruf.');
  });

  describe('M-10 Show', () => {
    const inbound: Row = {
      al_direction: 727000000,
      al_sendercheck: 727000001,
      '_al_contactid_value@OData.Community.Display.V1.FormattedValue': 'Ada Sample',
      '_al_salespersonid_value@OData.Community.Display.V1.FormattedValue': 'Sam Seller',
    };
    const show = async (rows: Record<string, Row | Row[]>, isSure = true): Promise<Platform> => {
      const seen = platform(rows, isSure);
      await run(commands.showMessage(formOf(entry, '00000007', seen)));
      return seen;
    };

    it('names the sender and asks nothing of the bridge until the user agrees', async () => {
      const seen = await show({ al_interactionlogentry: inbound }, false);
      expect(seen.dialogs).toEqual(['Sender: Ada Sample']);
      expect(seen.sent).toEqual([]);
    });

    it.each([
      ['Sender: Sam Seller', { ...inbound, al_direction: 727000001 }],
      [
        'Sender: Ada Sample The check of the sender address failed: somebody else may have sent it.',
        { ...inbound, al_sendercheck: 727000002 },
      ],
      ['The sender is not known.', { al_direction: 727000000 }],
    ])('says “%s”', async (words, row) => {
      expect((await show({ al_interactionlogentry: row }, false)).dialogs).toEqual([words]);
    });

    it('opens the address the bridge answers with', async () => {
      const url = 'https://mail.example.com/m/7';
      const seen = await show({ al_interactionlogentry: inbound, al_bridgerequest: answered({ url }) });
      expect(seen.sent[0]?.payload).toMatchObject({
        al_requesttype: RequestType.ShowMessage,
        'al_interactionlogentryid@odata.bind': `/al_interactionlogentries(${entry})`,
      });
      expect(seen.opened).toEqual([url]);
      last(seen.said)?.action?.eventHandler?.();
      expect(seen.opened).toEqual([url, url]);
    });

    it.each([
      ['refused', answered({}, RequestStatus.Refused)],
      ['answered without an address', answered({})],
      ['answered with an address that is no https', answered({ url: 'javascript:alert(1)' })],
    ])('%s: says so in the words of the rule, with what to try', async (_, answer) => {
      const seen = await show({ al_interactionlogentry: inbound, al_bridgerequest: answer });
      expect(seen.opened).toEqual([]);
      expect(last(seen.dialogs)).toBe(
        'The email message cannot be displayed or has been deleted.\n\nWhat to try: wait until the mailbox is synchronised and show it again; do not show it as an administrator; close other windows of the app.',
      );
    });

    it('unanswered: says so with a link', async () => {
      const seen = await show({ al_interactionlogentry: inbound, al_bridgerequest: waiting });
      expect(lastSaid(seen)).toEqual([3, 'The bridge has not answered yet: Show – 00000007.']);
      expect(last(seen.said)?.action?.actionLabel).toBe('Open request');
    });
  });

  it('M-14 Mark Reviewed marks all selected entries at once, and is there for those that are not yet', async () => {
    const seen = platform();
    await run(commands.markReviewed(grid(seen), selected('1', '2')));
    expect(seen.sent.map(({ etn, id, payload }) => [etn, id, payload])).toEqual([
      ['al_interactionlogentry', 'aaaaaaaa-0000-4000-8000-000000000000', { al_reviewed: true }],
      ['al_interactionlogentry', 'aaaaaaaa-0000-4000-8000-000000000001', { al_reviewed: true }],
    ]);
    expect(lastSaid(seen)).toEqual([1, 'Marked as reviewed: 2.']);
    expect(seen.refreshed).toBe(1);
    XrmMockGenerator.Attribute.createBoolean('al_reviewed', false);
    const form = XrmMockGenerator.getFormContext();
    expect(commands.canMarkReviewed(form)).toBe(true);
    form.getAttribute<Xrm.Attributes.BooleanAttribute>('al_reviewed')?.setValue(true);
    expect(commands.canMarkReviewed(form)).toBe(false);
  });
});
