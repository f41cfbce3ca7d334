import { type Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../../config.ts';

interface Options {
  readonly source?: string;
  readonly kind?: string;
  readonly map: ReadonlyMap<string, string>;
  readonly ahead: number;
  readonly url?: string;
}

/** `backfill FILE` (SPEC B-9). */
export function registerBackfill(program: Command): void {
  program
    .command('backfill <file>')
    .description(
      'log past events out of a file: one JSON event a line, or a .csv with a header row; can be started again',
    )
    .option('--source <name>', 'name of the system they come from, where an event does not say it')
    .option('--kind <kind>', 'kind of the events, where one does not say it')
    .option('--map <column=field>', 'a CSV column and the field it stands for; any number of times', mapped, new Map())
    .option('--ahead <number>', 'events that may wait at the bridge at most', wholeNumber, 2000)
    .option('--url <url>', 'where the bridge takes events, when it is behind another address')
    .action(async (file: string, options: Options) => {
      // Loaded when it is needed: `preview` and `--help` answer at once.
      const { runBackfill } = await import('../backfill.ts');
      process.exitCode = await runBackfill({ file, ...options }, readConfig(process.env));
    });
}

function mapped(text: string, before: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  // A column may have any name; a path has no equals sign.
  const at = text.lastIndexOf('=');
  if (at < 1 || at === text.length - 1) throw new InvalidArgumentError('must be COLUMN=FIELD');
  return new Map([...before, [text.slice(0, at), text.slice(at + 1)]]);
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('must be a whole number from 1');
  return number;
}
