/** Walks everything the solutions bring: forms, views, charts, dashboards, web resources and commands work without an error. */
import { bridgeRequestLookups, RequestStatus, RequestType } from '@activity-logging/activity-model/metadata';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { idOf, solutions, type CustomTable, type FormType, type TableExtension } from '../../solution/model/index.ts';
import { type Browser, chromiumPath, openBrowser } from '../support/browser.ts';
import { samples, type TestStack, testStack } from '../support/stack.ts';
import { startWalk, type Walk } from '../support/walk.ts';

interface Part {
  readonly table: string;
  readonly setName: string;
  readonly parts: CustomTable | TableExtension;
}
type Row = Record<string, unknown>;

const parts: readonly Part[] = solutions.flatMap((solution) => [
  ...solution.tables.map((table) => ({ table: table.name, setName: table.setName, parts: table })),
  ...solution.extensions.map((each) => ({ table: each.table.name, setName: each.table.setName, parts: each })),
]);
const formsOf = (type: FormType) =>
  parts.flatMap(({ table, parts: { forms } }) =>
    forms.filter((form) => form.type === type).map((form) => [table, idOf('form', table, form.name)] as const),
  );
const commands = parts.flatMap(({ table, parts: each }) =>
  (each.commands ?? []).map((command) => [command.name, command.place, table, command] as const),
);
const describeInBrowser = chromiumPath ? describe : describe.skip;

describeInBrowser('every component of our solutions in a real Chromium', () => {
  let stack: TestStack;
  let browser: Browser;
  let walk: Walk;

  beforeAll(async () => {
    stack = await testStack();
    await stack.post(samples);
    browser = await openBrowser();
    // Wide enough for all commands of a form to stand on its bar.
    await browser.page.setViewportSize({ width: 1920, height: 1080 });
    walk = await startWalk(browser, `${stack.dataverse.url}/main.aspx?app=al_ActivityLogging`);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  it.each(formsOf('main'))('main form of %s', async (table, form) => {
    const only = solutions.flatMap(({ tables }) => tables).find(({ name }) => name === table)?.onlyRow;
    const row = only === undefined ? '' : `&id=${only}`;
    await walk.open(`pagetype=entityrecord&etn=${table}${row}&formid=${form}`, '[role=tab], form, .ld-section');
  });

  it.each(formsOf('quickCreate'))('quick create form of %s', async (table, formId) => {
    const { page } = browser;
    const options = { entityName: table, formId, useQuickCreateForm: true };
    await page.evaluate(`void Xrm.Navigation.openForm(${JSON.stringify(options)})`);
    const panel = page.getByRole('dialog', { name: /^Quick Create: / });
    await panel.getByRole('textbox').first().waitFor();
    await walk.expectQuiet(`quick create of ${table}`);
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await panel.waitFor({ state: 'detached' });
  });

  it.each(
    parts.flatMap(({ table, parts: { views } }) =>
      views.filter(({ type }) => type === 'public').map((view) => [table, view.name] as const),
    ),
  )('view %s %s', async (table, view) => {
    await walk.open(`pagetype=entitylist&etn=${table}&viewid=${idOf('view', table, view)}`, '[role=grid]');
  });

  it.each(parts.flatMap(({ table, parts: { charts = [] } }) => charts.map((chart) => [table, chart.name] as const)))(
    'chart %s %s',
    async (table, chart) => {
      await walk.open(
        `pagetype=entitylist&etn=${table}&chart=${idOf('chart', table, chart)}`,
        '.ld-chart-pane .ld-chart-room, .ld-chart-pane .ld-empty',
      );
    },
  );

  it.each(solutions.flatMap(({ dashboards = [] }) => dashboards.map(({ name }) => name)))(
    'dashboard %s',
    async (name) => {
      await walk.open(`pagetype=dashboard&id=${idOf('dashboard', name)}`, '.ld-tile-title, [role=region]');
    },
  );

  it('this walk notices what is not there', async () => {
    const nothing = '00000000-0000-4000-8000-000000000000';
    await expect(walk.open(`pagetype=entityrecord&etn=al_nothing`, '[role=tab], .ld-error')).rejects.toThrow();
    await expect(walk.open(`pagetype=dashboard&id=${nothing}`, '[role=region], .ld-error')).rejects.toThrow();
  });

  it('all quick view and card forms are there, the queries of all views run, and all web resources are served', async () => {
    const { value: served } = (await stack.crm.call('GET', 'systemforms?$select=formid')) as { value: Row[] };
    const ids = new Set(served.map(({ formid }) => formid));
    expect([...formsOf('quick'), ...formsOf('card')].filter(([, id]) => !ids.has(id))).toEqual([]);
    for (const { table, setName, parts: each } of parts)
      for (const { name } of each.views) {
        const answer = (await stack.crm.call('GET', `${setName}?savedQuery=${idOf('view', table, name)}`)) as Row;
        expect([table, name, Array.isArray(answer['value'])]).toEqual([table, name, true]);
      }
    for (const { webResources } of solutions)
      for (const { name } of webResources) {
        const answer = await browser.page.request.get(`${stack.dataverse.url}/WebResources/${name}`);
        expect([name, answer.status()]).toEqual([name, 200]);
      }
  }, 60_000);

  describe('commands', () => {
    const id = (digit: number): string => `c0c0c0c0-0000-4000-8000-00000000000${digit}`;
    /** Rows the commands of a table are pressed on; each has “Walk” in a column of its default view. */
    const rows: Readonly<
      Record<string, readonly [set: string, ...rows: readonly (readonly [id: string, row: Row])[]]>
    > = {
      al_fieldmapping: ['al_fieldmappings', [id(1), { al_name: 'Walk', al_targetcolumn: 'description' }]],
      al_loggingissue: [
        'al_loggingissues',
        [id(2), { al_name: 'Walk 1', 'al_fieldmappingid@odata.bind': `/al_fieldmappings(${id(1)})` }],
        [id(3), { al_name: 'Walk 2' }],
      ],
      al_mailboxsetup: ['al_mailboxsetups', [id(4), { al_name: 'Walk' }]],
      al_interactionlogentry: ['al_interactionlogentries', [id(5), { al_subject: 'Walk' }]],
      al_auditreport: ['al_auditreports', [id(6), { al_name: 'Walk' }]],
      al_auditdaily: ['al_auditdailies', [id(7), { al_name: 'Walk', al_tablename: 'Walk' }]],
    };
    const rowsOf = (table: string) => {
      const [set, ...own] = rows[table] ?? [];
      if (set === undefined) throw new Error(`${table} has commands, and no row here to press them on`);
      return { set, own };
    };
    const types: Readonly<Record<string, RequestType>> = {
      retry: RequestType.Retry,
      showMessage: RequestType.ShowMessage,
      runMailLogging: RequestType.RunMailLogging,
      stopMailLogging: RequestType.StopMailLogging,
      validateMailbox: RequestType.ValidateMailbox,
      relink: RequestType.Relink,
      exportAudit: RequestType.ExportAudit,
      verifyAudit: RequestType.VerifyAudit,
    };
    const message = 'https://mail.example.com/message';

    beforeAll(async () => {
      for (const table of Object.keys(rows)) {
        const { set, own } = rowsOf(table);
        for (const [row, values] of own) await stack.crm.createOnce(`${set}(${row})`, values);
      }
      // Nobody answers but the test, which is faster and knows more kinds of requests.
      await stack.killBridge();
      await browser.page.context().route(message, (route) => route.fulfill({ body: 'The message.' }));
    }, 30_000);
    afterEach(async () => {
      const closes = browser.page.getByRole('button', { name: 'Dismiss' });
      while ((await closes.count()) > 0) await closes.first().click();
    });

    /** Opens the form of the first row, or selects rows in the list. @returns the ids a command is then about */
    const reach = async (place: string, table: string, isForOne: boolean): Promise<string[]> => {
      const ids = rowsOf(table).own.map(([row]) => row);
      const first = ids.slice(0, 1);
      if (place === 'form') {
        await walk.open(`pagetype=entityrecord&etn=${table}&id=${first.join()}`, '[role=tab], .ld-section');
        return first;
      }
      await walk.open(`pagetype=entitylist&etn=${table}`, '[role=grid]');
      const chosen = isForOne ? first : ids;
      const found = browser.page.getByRole('row').filter({ hasText: 'Walk' });
      for (let index = 0; index < chosen.length; index++) await found.nth(index).getByRole('checkbox').click();
      return chosen;
    };
    const requests = async (): Promise<Row[]> => {
      const { value } = (await stack.crm.call('GET', 'al_bridgerequests')) as { value: Row[] };
      return value;
    };
    /** The row that a request is about, by look-up or in its parameters. */
    const aboutOf = (request: Row): unknown[] => [
      ...Object.values(bridgeRequestLookups)
        .filter((lookup) => !('systemuser' in lookup.navigation))
        .flatMap(({ property }) => request[property] ?? []),
      ...Object.values(JSON.parse(String(request['al_parameters'] ?? '{}')) as Row),
    ];
    const notice = (words: RegExp) => browser.page.locator('.ld-notices').getByText(words).first();

    it.each(commands.filter(([name]) => name in types))('%s on the %s of %s', async (name, place, table, command) => {
      const { page } = browser;
      const isForOne = command.enable?.some((rule) => rule.rule === 'selection' && rule.maximum === 1) ?? false;
      const chosen = await reach(place, table, isForOne);
      const before = new Set((await requests()).map((row) => row['al_bridgerequestid']));
      await page.getByRole('menuitem', { name: command.label[1033], exact: true }).click();
      if (name === 'showMessage') {
        const dialog = page.getByRole('alertdialog');
        await dialog.getByText('The sender is not known.').waitFor();
        await dialog.getByRole('button', { name: 'Show' }).click();
      }
      await notice(/^The bridge was asked/).waitFor();
      const made = (await requests()).filter((row) => !before.has(row['al_bridgerequestid']));
      expect(made.map((row) => [row['al_requesttype'], row['al_requeststatus'], aboutOf(row)]).sort()).toEqual(
        chosen.map((row) => [types[name], RequestStatus.Waiting, [row]]),
      );
      const opened = name === 'showMessage' ? page.context().waitForEvent('page') : undefined;
      const result = JSON.stringify({ message: 'Answered by the test.', ...(opened ? { url: message } : {}) });
      for (const row of made)
        await stack.crm.call('PATCH', `al_bridgerequests(${String(row['al_bridgerequestid'])})`, {
          al_requeststatus: RequestStatus.Done,
          al_result: result,
        });
      await notice(/^(2 done\.|Done: )/).waitFor();
      const other = await opened;
      await other?.waitForURL(message);
      await other?.close();
      await walk.expectQuiet(`${name} on the ${place} of ${table}`);
    });

    it.each(['form', 'grid'])('M-14 Mark Reviewed on the %s', async (place) => {
      const { page } = browser;
      const entry = `al_interactionlogentries(${id(5)})`;
      await stack.crm.call('PATCH', entry, { al_reviewed: false });
      await reach(place, 'al_interactionlogentry', true);
      const item = page.getByRole('menuitem', { name: 'Mark Reviewed', exact: true });
      await item.click();
      await notice(/^Marked as reviewed: 1\.$/).waitFor();
      expect(await stack.crm.call('GET', `${entry}?$select=al_reviewed`)).toMatchObject({ al_reviewed: true });
      if (place === 'form') await item.waitFor({ state: 'detached' });
      await walk.expectQuiet(`Mark Reviewed on the ${place}`);
    });

    it('a logging issue shows the mapping that could not be applied, and a mapping is checked while it is edited', async () => {
      const { page } = browser;
      await reach('form', 'al_loggingissue', true);
      const view = page.locator('[data-quickview]');
      await view.getByRole('textbox', { name: 'Target Column' }).waitFor();
      expect(await view.getByRole('textbox', { name: 'Target Column' }).inputValue()).toBe('description');
      await reach('form', 'al_fieldmapping', true);
      const column = page.getByRole('textbox', { name: 'Target Column' });
      await column.fill('Sales Region');
      await column.blur();
      await page.getByText('The logical name of a column: small letters').first().waitFor();
      await page.getByRole('menuitem', { name: 'Save', exact: true }).click();
      await page.getByText('Enter a source path or a constant value.').first().waitFor();
      const stored = await stack.crm.call('GET', `al_fieldmappings(${id(1)})?$select=al_targetcolumn`);
      expect(stored).toMatchObject({ al_targetcolumn: 'description' });
    });

    it('B-11 a request nobody answers is said to be unanswered, with the way to it', async () => {
      const { page } = browser;
      // The wait is the page's: its clock is put forward instead.
      await page.clock.install();
      await page.reload();
      await reach('form', 'al_auditreport', true);
      await page.getByRole('menuitem', { name: 'Export', exact: true }).click();
      await notice(/^The bridge was asked: Export – Walk$/).waitFor();
      await page.clock.fastForward(20_000);
      await notice(/^The bridge has not answered yet: Export – Walk\.$/).waitFor();
      await page.getByRole('button', { name: 'Open request' }).click();
      await page.getByRole('heading', { name: 'Export – Walk' }).waitFor();
      await walk.expectQuiet('an unanswered request');
    });
  });
});
