/** `npm run bench -- NAME`; exits 1 when a goal is missed or a server fails. */
import { parseArgs } from 'node:util';
import { benchDelivery, DELIVERY_GOALS } from './delivery/index.ts';
import { fuzz } from './fuzz.ts';
import { benchIngest, GOALS as INGEST_GOALS } from './ingest.ts';
import { benchLocalDataverse, GOALS } from './local-dataverse.ts';
import { benchMemory, GOALS as MEMORY_GOALS } from './memory.ts';
import { benchScale, type Figures, GOALS as SCALE_GOALS } from './scale.ts';

const USAGE = `Usage: npm run bench -- local-dataverse [--json] [--activities N]
       npm run bench -- delivery [--json] [--quick]
       npm run bench -- fuzz [--json] [--seconds N] [--seed N]
       npm run bench -- ingest [--json]
       npm run bench -- memory [--json]
       npm run bench -- scale [--json]
`;

/** What the user asked for cannot be run; the message says why. */
class UsageError extends Error {}

/** Reports are JSON alone on stdout; progress goes to stderr. */
const progress = (text: string): void => void process.stderr.write(`${text} …\n`);
const print = (report: object, text: string, asJson = false): void =>
  void process.stdout.write(asJson ? `${JSON.stringify(report, null, 2)}\n` : text);

interface Options {
  readonly json?: boolean | undefined;
  readonly quick?: boolean | undefined;
  readonly activities?: string | undefined;
  readonly seconds?: string | undefined;
  readonly seed?: string | undefined;
}

interface Bench {
  /** Its options beside `--json`. */
  readonly takes: readonly string[];
  /** @returns the exit code */
  run(given: Options): Promise<number>;
}

const benches: Readonly<Record<string, Bench>> = {
  'local-dataverse': {
    takes: ['activities'],
    run: async ({ json, activities = '100000' }) => {
      const report = await benchLocalDataverse({ activities: whole('--activities', activities, 1), step: progress });
      print(
        report,
        `single creates   ${report.singleCreatesPerSecond}/s, ${report.ratioSingle} of the bare server (goal ≥ ${GOALS.ratioSingle})\n` +
          `batch rows       ${report.batchRowsPerSecond}/s, ${report.ratioBatch} of the bare server (goal ≥ ${GOALS.ratioBatch})\n` +
          `filtered page    ${report.filteredPageP95Ms} ms p95 out of ${report.activities} (goal ≤ ${GOALS.filteredPageP95Ms})\n` +
          `filtered reads   ${report.filterReadsPerSecond}/s\n` +
          `load             ${report.loadRowsPerSecond} rows/s, ${report.loadSeconds} s\n`,
        json,
      );
      return report.met ? 0 : 1;
    },
  },
  ingest: {
    takes: [],
    run: async ({ json }) => {
      const report = await benchIngest(progress);
      print(
        report,
        `accepted         ${report.acceptedPerSecond} events/s, ${report.ratioToBare} of the bare server (goal ≥ ${INGEST_GOALS.ratioToBare})\n` +
          `at half of that  ${report.p99Ms} ms p99 (goal ≤ ${INGEST_GOALS.p99Ms})\n`,
        json,
      );
      return report.met ? 0 : 1;
    },
  },
  delivery: {
    takes: ['quick'],
    run: async ({ json, quick = false }) => {
      const report = await benchDelivery({ quick, step: progress });
      print(
        report,
        `activities       ${report.activitiesPerSecond}/s, ${report.shareOfBound} of the bound (goal ≥ ${DELIVERY_GOALS.shareOfBound})\n` +
          `requests         ${report.requestsPer1000} per 1000 activities (goal ≤ ${DELIVERY_GOALS.requestsPer1000})\n` +
          `to the peer      ${report.ratioToPlain} plain, ${report.ratioToBatch} batches, ${report.ratioToBatchBadRows} with bad rows (goals ≥ ${DELIVERY_GOALS.ratioToPlain}, ${DELIVERY_GOALS.ratioToBatch}, ${DELIVERY_GOALS.ratioToBatchBadRows})\n` +
          `event to row     ${report.eventToRowP95Ms} ms p95 at half the bound (goal ≤ ${DELIVERY_GOALS.eventToRowP95Ms})\n` +
          `lost, doubled    ${report.lost}, ${report.doubled}; throttled ${report.throttled}\n`,
        json,
      );
      return report.met ? 0 : 1;
    },
  },
  memory: {
    takes: [],
    run: async ({ json }) => {
      const report = await benchMemory(progress);
      print(
        report,
        `at rest          ${report.rssMb} MB with ${report.queued} events queued (goal ≤ ${MEMORY_GOALS.rssMb})\n` +
          `while logging    ${report.drainingMb} MB (goal ≤ ${MEMORY_GOALS.rssMb}), ${report.drained} events logged\n`,
        json,
      );
      return report.met ? 0 : 1;
    },
  },
  scale: {
    takes: [],
    run: async ({ json }) => {
      const report = await benchScale(progress);
      const line = (name: string, of: readonly Figures[]): string =>
        `${name.padEnd(17)}${of.map((each) => `${each.bridges}: ${each.activitiesPerSecond}/s`).join(', ')}\n`;
      print(
        report,
        line('own users', report.ownUser) +
          `                 factors ${report.ownUserFactors.join(', ')} (goals ≥ ${SCALE_GOALS.ownUserAt2}, ≥ ${SCALE_GOALS.ownUserAt4})\n` +
          line('shared user', report.sharedUser),
        json,
      );
      return report.met ? 0 : 1;
    },
  },
  fuzz: {
    takes: ['seconds', 'seed'],
    run: async ({ json, ...given }) => {
      const seconds = whole('--seconds', given.seconds ?? '600', 1);
      const seed = whole('--seed', given.seed ?? String(Date.now() % 1_000_000), 0);
      progress(`fuzz for ${seconds} s with seed ${seed}`);
      const report = await fuzz({ seconds, seed });
      const { requests, statuses, failures } = report;
      const answers = Object.entries(statuses).map(([status, count]) => `${status}: ${count}`);
      const sum = `${requests} requests, ${failures.length} failures (${answers.join(', ')})`;
      print(report, [sum, ...failures, ''].join('\n'), json);
      return failures.length === 0 ? 0 : 1;
    },
  },
};

/** @throws UsageError naming what cannot be run */
function readArguments(): { readonly bench: Bench; readonly given: Options } {
  const { values, positionals } = parse();
  const name = positionals.join(' ');
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (!bench) throw new UsageError(`there is no bench '${name}'; there are ${Object.keys(benches).join(', ')}`);
  const foreign = Object.keys(values).find((option) => option !== 'json' && !bench.takes.includes(option));
  if (foreign !== undefined) throw new UsageError(`${name} has no option --${foreign}`);
  return { bench, given: values };
}

function parse(): { readonly values: Options; readonly positionals: readonly string[] } {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, activities: text, seconds: text, seed: text },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) throw new UsageError(`${option} takes a whole number from ${least}`);
  return value;
}

try {
  const { bench, given } = readArguments();
  process.exitCode = await bench.run(given);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n${USAGE}`);
  process.exitCode = 2;
}
