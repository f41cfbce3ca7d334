/** `npm run typecheck`: every TypeScript project of the checkout. */
import { CommandFailed, runNode } from '../process.ts';

export const projects = [
  'tsconfig.json',
  'pcf-controls/tsconfig.json',
  'webresources/tsconfig.json',
  'local-dataverse/shell/tsconfig.json',
];

if (import.meta.main) {
  for (const project of projects) {
    try {
      await runNode('node_modules/typescript/bin/tsc', ['--noEmit', '-p', project]);
      console.log(`  ✓ ${project}`);
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      console.error(`  ✗ ${project}\n${error.output}`);
      process.exitCode = 1;
    }
  }
}
