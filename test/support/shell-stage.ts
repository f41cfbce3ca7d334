import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildShell } from '../../local-dataverse/shell/build.ts';
import { startLocalDataverse } from '../../local-dataverse/src/server.ts';
import { type Browser, openBrowser } from './browser.ts';
import { callFromPage, type PageAnswer } from './page-api.ts';
import { shellSolution, shellSolutionZip } from './shell-solution.ts';

const names = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eva'];
/** Folder for pictures of the pages, for people who look; none are made without it. */
const pictures = process.env['SHELL_PICTURES'];

/** A local Dataverse with the solution of `shell-solution.ts`, a company with five people, and a browser. */
export interface ShellStage {
  readonly browser: Browser;
  /** Id of the company. */
  readonly account: string;
  /** A webhook that answers 500. */
  readonly refusingUrl: string;
  call(method: string, path: string, body?: object): Promise<PageAnswer>;
  /** @returns the new row's id */
  create(set: string, row: object): Promise<string>;
  open(query: string): Promise<void>;
  /** Opens the company's form. @param more further options of the address, `&theme=dark` */
  openAccount(more?: string): Promise<void>;
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function openShellStage(): Promise<ShellStage> {
  const folder = mkdtempSync(join(tmpdir(), 'shell-stage-'));
  const zip = join(folder, 'shell.zip');
  writeFileSync(zip, shellSolutionZip());
  await buildShell();
  const dataverse = await startLocalDataverse({ dataDir: join(folder, 'data'), imports: [zip] });
  const hook = createServer((_, response) => response.writeHead(500).end());
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  const address = hook.address();
  const browser = await openBrowser();
  const { page } = browser;
  // Wide enough for the bar of a subgrid to show its commands side by side.
  await page.setViewportSize({ width: 1920, height: 1000 });
  if (pictures) mkdirSync(pictures, { recursive: true });
  const call: ShellStage['call'] = (method, path, body) => callFromPage(page, method, path, body);
  const create = async (set: string, row: object): Promise<string> => (await call('POST', set, row)).id;
  const open = async (query: string): Promise<void> => {
    await page.goto(`${dataverse.url}/main.aspx?app=${shellSolution.app}&${query}`);
  };
  // The page signs its user in.
  await page.goto(`${dataverse.url}/`);
  const account = await create('accounts', { name: 'Northwind', telephone1: '+1 425 555 0100' });
  const people: string[] = [];
  for (const firstname of names) {
    const row = { firstname, lastname: 'Sample', emailaddress1: `${firstname.toLowerCase()}@example.com` };
    people.push(await create('contacts', { ...row, 'parentcustomerid_account@odata.bind': `/accounts(${account})` }));
  }
  await create('contacts', { firstname: 'Stranger', lastname: 'Elsewhere' });
  await call('PATCH', `accounts(${account})`, { 'primarycontactid@odata.bind': `/contacts(${people[1]})` });
  return {
    browser,
    account,
    refusingUrl: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`,
    call,
    create,
    open,
    openAccount: (more = '') =>
      open(`pagetype=entityrecord&etn=account&id=${account}&formid=${shellSolution.accountForm}${more}`),
    picture: async (name) => {
      if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
    },
    close: async () => {
      await browser.close();
      await dataverse.close();
      hook.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
