import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Configuration, defaultSettings, type LoggedEvent } from '@activity-logging/activity-model';
import { shippedColumns } from '@activity-logging/activity-model/definitions';
import { preview, type PreviewInput } from '@activity-logging/activity-model/preview';
import { matrix } from '@activity-logging/activity-model/test-support';
import { build, type BuildResult, type Metafile } from 'esbuild';
import { inRoot } from '../../tools/paths.ts';
import { type Browser, BROWSER_TEST, chromiumPath, openBrowser } from '../support/browser.ts';

/** Largest bundle of the function, bytes. */
const largest = 60_000;
const now = '2026-11-22T12:00:00.000Z';
const limits = { subject: 200, description: 2000 };
const settings = {
  ...defaultSettings,
  callTarget: 'phonecall',
  meetingTarget: 'appointment',
  emailTarget: 'email',
} as const;

/** What a page hands over: data alone, so that it can be sent to the browser. */
const cases = matrix.map(({ type, fields }, index) => ({
  event: {
    ...{ source: 'my-app', type, externalId: String(index), version: '1', key: 'k', fields },
    payload: { name: 'data', body: { custom: { region: 'North', when: '2026-11-20T10:00:00+02:00' } } },
  } satisfies LoggedEvent,
  configuration: {
    settings,
    mappings: [
      {
        ...{ id: '00000000-0000-4000-8000-000000000001', name: 'Region', kind: 'call', table: 'phonecall' },
        ...{ path: 'data.custom.region', column: 'category', whenEmpty: 'skip' },
      },
      {
        ...{ id: '00000000-0000-4000-8000-000000000002', name: 'When', kind: 'note', table: 'task' },
        ...{ path: 'data.custom.when', column: 'scheduledstart', whenEmpty: 'skip' },
      },
    ],
  } satisfies Configuration,
}));
type Case = (typeof cases)[number];
type Columns = typeof shippedColumns;
type Run = (input: PreviewInput) => unknown;

/** The same in Node and in the page: it is sent there as its own text. */
function showAll(
  run: Run,
  all: readonly Case[],
  columns: Columns,
  about: { now: string; limits: typeof limits },
): string {
  const same = { task: about.limits, email: about.limits, phonecall: about.limits, appointment: about.limits };
  const html = { toText: (text: string) => text, sanitize: (text: string) => text };
  return JSON.stringify(
    all.map((one) =>
      run({
        ...one,
        ...{ html, limits: same, now: new Date(about.now) },
        columns: (target) => new Map((columns[target] ?? []).map((column) => [column.name, column])),
      }),
    ),
  );
}

describe('preview in a page', () => {
  let bundle: BuildResult<{ write: false; metafile: true }>;
  let text: string;
  beforeAll(async () => {
    bundle = await build({
      entryPoints: [inRoot('activity-model/src/preview.ts')],
      ...{ bundle: true, minify: true, write: false, metafile: true },
      ...{ platform: 'browser', target: 'es2019', format: 'iife', globalName: 'previewOfRows' },
    });
    text = bundle.outputFiles[0]?.text ?? '';
  });

  it('F-5 is at most 60 kB, with nothing of Node, no checker of schemas and no telephone metadata', () => {
    expect(text.length).toBeGreaterThan(1_000);
    expect(bundle.outputFiles[0]?.contents.length).toBeLessThanOrEqual(largest);
    const { inputs }: Metafile = bundle.metafile;
    const foreign = Object.keys(inputs).filter((path) => !path.startsWith('activity-model/src/'));
    expect(foreign).toEqual([]);
    const imported = Object.values(inputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
    expect(imported).toEqual([]);
    expect(text).not.toMatch(/node:|\brequire\(|libphonenumber|ZodError/);
  });

  (chromiumPath ? describe : describe.skip)('in Chromium', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    }, BROWSER_TEST);
    afterAll(() => browser?.close());

    it(
      'F-5 shows the same as in Node, for every kind and with mappings',
      async () => {
        const about = { now, limits };
        const inNode = showAll(preview, cases, shippedColumns, about);
        await browser.page.addScriptTag({ content: text });
        const inPage = await browser.page.evaluate(
          // The page has the bundle as a global variable and the function above as text.
          ({ source, args }) => {
            const make = new Function(`return (${source})(previewOfRows.preview, ...arguments)`);
            return make(...args) as string;
          },
          { source: showAll.toString(), args: [cases, shippedColumns, about] as const },
        );
        expect(JSON.parse(inPage)).toEqual(JSON.parse(inNode));
        expect(inPage).toContain('mapping \\"Region\\": data.custom.region');
        expect(browser.problems).toEqual([]);
      },
      BROWSER_TEST,
    );
  });
});
