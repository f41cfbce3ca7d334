/** `npm start`: the whole product on this machine, no account needed. See the README for its options. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { random, type SampleEvent, sampleEvents, sendEvents } from '@activity-logging/samples';
import { build } from '../build/build.ts';
import { CommandFailed } from '../process.ts';
import { drained } from './bridge-status.ts';
import { countImported } from './install.ts';
import { readOptions, type StartOptions } from './options.ts';
import { progress } from './progress.ts';
import { type Stack, startStack } from './stack.ts';

const started = performance.now();
const show = progress();
const drainMs = 120_000;

try {
  const options = readOptions(process.argv.slice(2));
  show.step('build what changed');
  await build((step, ms) => show.detail(`${step} ${ms === 0 ? 'unchanged' : 'built'}`));
  const stack = await startStack({ ...options, step: show.step });
  try {
    await run(stack, options);
  } finally {
    show.step('stop everything');
    await stack.stop();
    show.done();
  }
} catch (error) {
  show.done();
  console.error(
    `\n${error instanceof CommandFailed ? `${error.message}\n${error.output}` : error instanceof Error ? error.message : String(error)}`,
  );
  process.exitCode = 1;
}

async function run(stack: Stack, options: StartOptions): Promise<void> {
  const events = sampleEvents({ base: sampleBase(options.dataDir) });
  show.step(`send ${events.length} webhooks as Salesloft would`);
  const first = await send(stack, events);
  if (!options.exit) {
    show.done();
    announce(stack, first);
    await interrupted();
    return;
  }
  const rows = await countRows(stack);
  show.step('send every webhook again, shuffled');
  await send(stack, random(1).shuffle(events));
  const after = await countRows(stack);
  const total = (counts: Rows): number => counts.task + counts.email + counts.phonecall + counts.appointment;
  const { received, logged, skipped, parked } = first;
  const report = {
    imported: await countImported(stack.crm),
    events: { received, logged, skipped, parked },
    rows,
    replayed: { newRows: total(after) - total(rows) },
    seconds: Math.round((performance.now() - started) / 100) / 10,
  };
  show.done();
  console.log(JSON.stringify(report));
  if (report.replayed.newRows !== 0) throw new Error('the replay made new rows');
  if (received !== events.length) throw new Error(`${received} of ${events.length} events were received`);
  const empty = Object.entries(rows).filter(([, count]) => count === 0);
  if (empty.length > 0) throw new Error(`no rows in ${empty.map(([table]) => table).join(', ')}`);
}

async function send(stack: Stack, events: readonly SampleEvent[]): Promise<Awaited<ReturnType<typeof drained>>> {
  await sendEvents(`${stack.bridgeUrl}/sources/salesloft`, events, {
    callbackToken: stack.callbackToken,
    onSent: (count) => show.detail(`${count} of ${events.length} accepted`),
  });
  return drained(stack.adminUrl, {
    timeoutMs: drainMs,
    report: ({ pending }) => show.detail(`${pending} still to be written`),
  });
}

interface Rows {
  readonly task: number;
  readonly email: number;
  readonly phonecall: number;
  readonly appointment: number;
}

async function countRows({ crm }: Stack): Promise<Rows> {
  return {
    task: await crm.count('tasks'),
    email: await crm.count('emails'),
    phonecall: await crm.count('phonecalls'),
    appointment: await crm.count('appointments'),
  };
}

/** "Today" of the samples: the day on which this data folder was made, so that a second start sends the same events. */
function sampleBase(dataDir: string): number {
  const file = join(dataDir, 'samples.json');
  if (!existsSync(file)) writeFileSync(file, JSON.stringify({ base: Date.now() }));
  return (JSON.parse(readFileSync(file, 'utf8')) as { base: number }).base;
}

function announce(
  { dataverse, bridgeUrl, adminUrl }: Stack,
  counts: { logged: number; skipped: number; parked: number },
): void {
  console.log(`
  Activity Logging is running.

    App, contacts and timelines   ${dataverse.url}/
    Web API                       ${dataverse.url}/api/data/v9.2/
    Bridge                        ${bridgeUrl}/health/ready
    Bridge, administration        ${adminUrl}/status

  ${counts.logged} webhooks logged, ${counts.skipped} skipped by rule, ${counts.parked} parked (two people are unknown to the CRM on purpose).
  Ctrl-C stops everything; the data is kept.
`);
}

async function interrupted(): Promise<void> {
  // A timer holds the process; signals alone do not.
  const hold = setInterval(() => undefined, 1 << 30);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  clearInterval(hold);
}
