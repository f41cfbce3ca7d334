/** Group c: `dataverse-ify` as client, its Node half and its browser half inside the shell. */
import type { Group } from '../group.ts';
import { startService } from '../service.ts';
import { chromiumPath } from '../../support/browser.ts';
import { runInBrowser } from './browser.ts';
import { cases } from './cases.ts';
import { readMetadata } from './metadata.ts';
import { runInNode } from './node.ts';

/** What this client lives on and other sources deny; its author's tests run against a real organisation [COMM]. */
const BEHAVIOUR = { jsonTextBodies: true, batchLineEnds: 'any', patchParties: 'replace' } as const;

export const dataverseIfyGroup: Group = {
  letter: 'c',
  title: 'dataverse-ify 2.0.7 as client',
  async run() {
    const service = await startService({ behaviour: BEHAVIOUR });
    try {
      const metadata = await readMetadata(service);
      const inNode = (await runInNode(service, metadata)).map((each) => `Node: ${each}`);
      const inBrowser =
        chromiumPath === undefined ? [] : (await runInBrowser(service, metadata)).map((each) => `browser: ${each}`);
      const halves = chromiumPath === undefined ? 1 : 2;
      return {
        checked: cases.length * halves,
        failures: [...inNode, ...inBrowser],
        notes: [
          `${cases.length} cases on the Node half`,
          chromiumPath === undefined
            ? 'browser half skipped, no Chromium (CHROMIUM is not set)'
            : `${cases.length} on the browser half in the shell`,
        ],
      };
    } finally {
      await service.close();
    }
  },
};
