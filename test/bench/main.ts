/** `npm run bench -- local-dataverse [--json] [--activities N]`; exits 1 when a goal is missed. */
import { parseArgs } from 'node:util';
import { benchLocalDataverse, GOALS } from './local-dataverse.ts';

const USAGE = 'Usage: npm run bench -- local-dataverse [--json] [--activities N]\n';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean' }, activities: { type: 'string' } },
    allowPositionals: true,
  });
  const activities = Number(values.activities ?? 100_000);
  if (positionals.join(' ') !== 'local-dataverse' || !Number.isInteger(activities) || activities < 1) {
    process.stderr.write(USAGE);
    return 2;
  }
  // Progress goes to stderr, so that stdout is the JSON alone.
  const report = await benchLocalDataverse({ activities, step: (text) => process.stderr.write(`${text} …\n`) });
  if (values.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else
    process.stdout.write(
      `single creates   ${report.singleCreatesPerSecond}/s, ${report.ratioSingle} of the bare server (goal ≥ ${GOALS.ratioSingle})\n` +
        `batch rows       ${report.batchRowsPerSecond}/s, ${report.ratioBatch} of the bare server (goal ≥ ${GOALS.ratioBatch})\n` +
        `filtered page    ${report.filteredPageP95Ms} ms p95 out of ${activities} (goal ≤ ${GOALS.filteredPageP95Ms})\n` +
        `filtered reads   ${report.filterReadsPerSecond}/s\n` +
        `load             ${report.loadRowsPerSecond} rows/s, ${report.loadSeconds} s\n`,
    );
  return report.met ? 0 : 1;
}

process.exitCode = await main();
