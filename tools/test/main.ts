/** `npm test`: builds, checks types, style and generated files, then runs every test that needs no account. */
import { build } from '../build/build.ts';
import { CommandFailed, runNode } from '../process.ts';
import { findChromium } from './chromium.ts';
import { add, closingLine, type Counts, runJest } from './jest.ts';
import { projects } from './typecheck.ts';

const started = performance.now();
let counts: Counts = { passed: 0, failed: 0, skipped: 0 };

await check('build', () =>
  build((step, ms) => console.log(`    ${step}${ms === 0 ? ': unchanged' : ` (${(ms / 1000).toFixed(1)} s)`}`)),
);
for (const project of projects) {
  await check(`types of ${project}`, () => runNode('node_modules/typescript/bin/tsc', ['--noEmit', '-p', project]));
}
await check('lint', () => runNode('node_modules/eslint/bin/eslint.js', ['.']));
await check('format', () => runNode('node_modules/prettier/bin/prettier.cjs', ['--check', '.']));
await check('generated solution sources are fresh', () => runNode('tools/solution/generate.ts', ['--check']));

const chromium = findChromium();
if ('missing' in chromium) console.log(`  - browser tests are skipped: ${chromium.missing}`);
const env = 'path' in chromium ? { CHROMIUM: chromium.path } : {};
for (const project of ['unit', 'browser-rooms', 'integration']) {
  // Whole organisations and browsers take a core each; the rest runs on all there are.
  const workers = project === 'integration' ? [] : ['--maxWorkers=100%'];
  const result = await runJest(['--selectProjects', project, ...workers], env);
  counts = add(counts, result);
  if (result.passed + result.failed + result.skipped === 0) {
    console.error(`  ✗ ${project}: no test ran`);
    counts.failed += 1;
  }
}

console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);
console.log(closingLine(counts));
process.exitCode = counts.failed > 0 ? 1 : 0;

/** One check that is not a Jest test; it passes or fails like one. */
async function check(name: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    console.log(`  ✓ ${name}`);
    counts.passed += 1;
  } catch (error) {
    console.error(
      `  ✗ ${name}: ${error instanceof CommandFailed ? `${error.message}\n${error.output}` : String(error)}`,
    );
    counts.failed += 1;
  }
}
