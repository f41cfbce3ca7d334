/** The browser half, as a web resource in a page of the shell. */
import type { MetadataCache } from 'dataverse-ify';
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { buildShell } from '../../../local-dataverse/shell/build.ts';
import type { Service } from '../service.ts';
import { openBrowser } from '../../support/browser.ts';

const NAME = 't_/dataverse-ify.js';

/** Uploads the bundle, opens the shell and runs the cases there. @returns failures */
export async function runInBrowser(service: Service, metadata: MetadataCache): Promise<string[]> {
  await buildShell();
  await upload(service, await bundle());
  const browser = await openBrowser();
  try {
    await browser.page.goto(`${service.url}/main.aspx`);
    await browser.page.waitForFunction(() => Reflect.has(globalThis, 'Xrm'));
    await browser.page.addScriptTag({ url: `${service.url}/WebResources/${NAME}` });
    return await browser.page.evaluate((given): Promise<string[]> => {
      const run = Reflect.get(globalThis, 'runDataverseIfy') as (metadata: object) => Promise<string[]>;
      return run(given);
    }, metadata);
  } finally {
    await browser.close();
  }
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild wrote nothing');
  return file.text;
}

async function upload(service: Service, script: string): Promise<void> {
  const { status, text } = await service.send('POST', 'webresourceset', {
    name: NAME,
    displayname: 'dataverse-ify',
    webresourcetype: 3,
    content: Buffer.from(script).toString('base64'),
  });
  if (status !== 204) throw new Error(`the web resource was not created: ${text}`);
}
