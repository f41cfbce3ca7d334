import { Option, type Command } from 'commander';
import { readConfig } from '../../config.ts';
import type { AdminPort } from '../admin-port.ts';
import { doneCount, listLines, parkedCount, showLines, statusLines } from '../queue.ts';

interface Json {
  readonly json?: boolean;
}
interface Which {
  readonly code?: string;
  readonly token?: string;
  readonly all?: boolean;
}

/** `queue status|list|show|replay|drop` (SPEC B-5, B-9). */
export function registerQueue(program: Command): void {
  const queue = program.command('queue').description('what the bridge has taken and what became of it');
  const json = ['--json', 'print JSON'] as const;
  queue
    .command('status')
    .description('counts by state and reason')
    .option(...json)
    .action((options: Json) => reading('/queue/status', statusLines, options));
  queue
    .command('list')
    .description('entries of the queue, in the order of their arrival')
    .addOption(new Option('--state <state>').choices(['pending', 'logged', 'skipped', 'parked']))
    .option('--reason <code>', 'only those with this reason')
    .option('--limit <number>', 'how many at most', '100')
    .option(...json)
    .action(({ json: asJson, ...filter }: Json & Readonly<Record<string, string | undefined>>) =>
      reading(`/queue?${query(filter)}`, listLines, asJson ? { json: true } : {}),
    );
  queue
    .command('show <id>')
    .description('one entry: where it came from, what became of it, the rows it was logged to')
    .option('--payload', 'also what the source sent, which is personal data')
    .option(...json)
    .action((id: string, { payload = false, ...options }: Json & { payload?: boolean }) =>
      reading(`/queue/entry?${query({ id, payload: String(payload) })}`, showLines, options),
    );
  queue
    .command('replay [id]')
    .description('put an entry, or parked entries, back')
    .option('--code <code>', 'parked entries with this reason')
    .option('--token <token>', 'entries that wait for this, e.g. address|someone@example.com')
    .option('--all', 'every parked entry')
    .option(...json)
    .action((id: string | undefined, options: Json & Which) => replay(filterOf(id, options), options));
  queue
    .command('drop [id]')
    .description('settle parked entries for good: they are never logged')
    .option('--code <code>', 'parked entries with this reason')
    .option('--yes', 'do not ask')
    .option(...json)
    .action((id: string | undefined, options: Json & Which & { yes?: boolean }) =>
      drop(filterOf(id, options), options),
    );
}

type Filter =
  { readonly entry: string } | { readonly code: string } | { readonly token: string } | { readonly all: true };

/** @throws Error unless exactly one thing is named */
function filterOf(entry: string | undefined, { code, token, all }: Which): Filter {
  const filters: Filter[] = [
    ...(entry === undefined ? [] : [{ entry }]),
    ...(code === undefined ? [] : [{ code }]),
    ...(token === undefined ? [] : [{ token }]),
    ...(all ? [{ all } as const] : []),
  ];
  const [only, ...others] = filters;
  if (!only || others.length > 0) throw new Error('Name one thing: an id, or one of the options.');
  return only;
}

async function reading(path: string, lines: (answer: unknown) => string[], { json }: Json): Promise<void> {
  // Loaded when it is needed: `preview` and `--help` answer at once.
  const { readingQueue } = await import('../admin-port.ts');
  await readingQueue(readConfig(process.env), async (port) => print(await port.get(path), lines, json));
}

async function replay(filter: Filter, { json }: Json): Promise<void> {
  const answer = await (await running()).post('/queue/replay', filter);
  print(answer, () => [`${count(doneCount(answer))} put back.`], json);
}

async function drop(filter: Filter, { json, yes = false }: Json & { yes?: boolean }): Promise<void> {
  const port = await running();
  if (!yes) {
    const { confirm } = await import('../confirm.ts');
    const number = 'code' in filter ? parkedCount(await port.get('/queue/status'), filter.code) : 1;
    if (!(await confirm(`${count(number)} will never be logged. Drop?`))) {
      process.stderr.write('Nothing was dropped.\n');
      return;
    }
  }
  const answer = await port.post('/queue/drop', filter);
  print(answer, () => [`${count(doneCount(answer))} dropped.`], json);
}

async function running(): Promise<AdminPort> {
  const { adminPort } = await import('../admin-port.ts');
  return adminPort(readConfig(process.env));
}

function print(answer: unknown, lines: (answer: unknown) => string[], json = false): void {
  const text = json ? JSON.stringify(answer, null, 2) : lines(answer).join('\n');
  process.stdout.write(`${text}\n`);
}

function query(values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return new URLSearchParams(Object.fromEntries(given)).toString();
}

function count(number: number): string {
  return `${number} ${number === 1 ? 'entry' : 'entries'}`;
}
