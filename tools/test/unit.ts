/** `npm run test:unit [-- pattern …]`: the inner loop; no build, no browser, no other processes than the tests' own. */
import { closingLine, runJest } from './jest.ts';

const counts = await runJest(['--selectProjects', 'unit', 'browser-rooms', '--', ...process.argv.slice(2)]);
console.log(closingLine(counts));
process.exitCode = counts.failed > 0 ? 1 : 0;
