/** `npm run test:unit [-- pattern …]`: the inner loop; no build, no browser, no other processes than the tests' own. */
import { add, closingLine, runJest } from './jest.ts';

const patterns = process.argv.slice(2);
const counts = add(
  await runJest(['--selectProjects', 'unit', '--', ...patterns]),
  await runJest(['--selectProjects', 'browser-rooms', '--', ...patterns]),
);
console.log(closingLine(counts));
process.exitCode = counts.failed > 0 ? 1 : 0;
