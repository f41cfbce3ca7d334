/** `npm run test:unit [-- pattern …]`: the inner loop; no build, no browser, no other processes than the tests' own. */
import { add, closingLine, runJest } from './jest.ts';

const patterns = process.argv.slice(2);
// Jest leaves a core free by default; of two cores that is half the machine.
const workers = '--maxWorkers=100%';
const counts = add(
  await runJest([workers, '--selectProjects', 'unit', '--', ...patterns]),
  await runJest([workers, '--selectProjects', 'browser-rooms', '--', ...patterns]),
);
console.log(closingLine(counts));
process.exitCode = counts.failed > 0 ? 1 : 0;
