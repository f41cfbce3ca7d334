/** `npm run faults -- bridge`; exits 1 when an acknowledged event is lost, doubled or in a wrong row. */
import { parseArgs } from 'node:util';
import { postgresMissing } from '../../plugins-bridge/src/test-support/postgres.ts';
import { runFaults } from './faults.ts';
import { type QueueKind, queueKinds } from './line.ts';

const USAGE = `Usage: npm run faults -- bridge [--json] [--seconds N] [--seed N] [--queue ${queueKinds.join('|')}]
`;

/** @throws Error naming what cannot be run */
function readArguments(): { json: boolean; seconds: number; seed: number; queues: readonly QueueKind[] } {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false }, seconds: text, seed: text, queue: text },
    allowPositionals: true,
  });
  if (positionals.join(' ') !== 'bridge') throw new Error(`there is no '${positionals.join(' ')}' to disturb`);
  const queues = queueKinds.filter((kind) => values.queue === undefined || values.queue === kind);
  if (queues.length === 0) throw new Error(`there is no queue '${values.queue ?? ''}'`);
  if (postgresMissing !== undefined && queues.includes('postgres')) throw new Error(postgresMissing);
  return {
    json: values.json,
    seconds: whole('--seconds', values.seconds ?? '600', 1),
    seed: whole('--seed', values.seed ?? String(Date.now() % 1_000_000), 0),
    queues,
  };
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) throw new Error(`${option} takes a whole number from ${least}`);
  return value;
}

async function main(): Promise<void> {
  let given;
  try {
    given = readArguments();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const { json, ...settings } = given;
  const step = (text: string): void => void process.stderr.write(`${text}\n`);
  step(`faults for ${settings.seconds} s with seed ${settings.seed}`);
  const report = await runFaults({ ...settings, step });
  const { rounds, events, lost, doubled, wrong, differences } = report;
  const sum = `${rounds} rounds, ${events} events: ${lost} lost, ${doubled} doubled, ${wrong} wrong`;
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : `${[sum, ...differences].join('\n')}\n`);
  process.exitCode = differences.length === 0 ? 0 : 1;
}

await main();
