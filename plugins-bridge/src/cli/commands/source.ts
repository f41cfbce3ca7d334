import type { Command } from 'commander';
import { readConfig } from '../../config.ts';
import type { ConnectOptions } from '../source.ts';

/** `source connect|check|disconnect NAME`: sign-in and webhook subscriptions at a source (SPEC B-1). */
export function registerSource(program: Command): void {
  const source = program.command('source').description('sign in to a source and keep its webhook subscriptions');
  source
    .command('connect <name>')
    .description(
      'sign in (salesloft, outreach) and make the subscriptions; for aircall and zoom: say what to enter where',
    )
    .option('--code <address>', 'end a sign-in: the address the browser ended at')
    .option('--sign-in', 'sign in anew although there is a sign-in')
    .action((name: string, options: ConnectOptions) =>
      run(async ({ connectSource }, config) => connectSource(name, config, options, print)),
    );
  source
    .command('check <name>')
    .description('say of each subscription whether it is on; exit code 1 when one is not')
    .action((name: string) => run(async ({ checkSource }, config) => checkSource(name, config, print)));
  source
    .command('disconnect <name>')
    .description('remove the subscriptions of this bridge, no others, and its sign-in')
    .action((name: string) => run(async ({ disconnectSource }, config) => disconnectSource(name, config, print)));
}

async function run(
  command: (commands: typeof import('../source.ts'), config: ReturnType<typeof readConfig>) => Promise<number>,
): Promise<void> {
  const config = readConfig(process.env);
  // Loaded when it is needed: `preview` and `--help` answer at once.
  process.exitCode = await command(await import('../source.ts'), config);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
