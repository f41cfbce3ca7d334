import { type Command, InvalidArgumentError } from 'commander';
import { say } from '../run.ts';

/** `forget ADDRESS` (SPEC L-30). */
export function registerForget(program: Command): void {
  program
    .command('forget')
    .description('erase a person from queue, samples, issues, attendees and interaction entries; activities stay')
    .argument('<address...>', 'e-mail address, and further addresses or telephone numbers of the same person', needle)
    .option('--yes', 'do it; without it is only said what would go')
    .action((needles: readonly string[], { yes = false }: { yes?: boolean }) =>
      say(async (connection, config) => {
        // Loaded when it is needed: `preview` and `--help` answer at once.
        const [{ adminPort }, { forgetPerson }] = await Promise.all([
          import('../admin-port.ts'),
          import('../forget.ts'),
        ]);
        return forgetPerson(connection, adminPort(config), needles, yes);
      }),
    );
}

function needle(text: string, before: readonly string[] = []): readonly string[] {
  const isAddress = /^[^\s@]+@[^\s@]+$/.test(text);
  const isNumber = /^[+\d\s().\/-]+$/.test(text) && text.replace(/\D/g, '').length >= 5;
  if (!isAddress && !isNumber) throw new InvalidArgumentError('must be an e-mail address or a telephone number');
  return [...before, text.trim().toLowerCase()];
}
