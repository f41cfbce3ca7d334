import type { Command } from 'commander';

/** `doctor`: what is wrong around the bridge, and what to do (SPEC B-9). */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description(
      'check everything the bridge depends on, a line each: what was found and what to do; exit code 2 on a fault',
    )
    .option('--json', 'print JSON')
    .action(async ({ json = false }: { json?: boolean }) => {
      // Loaded when it is needed: `preview` and `--help` answer at once.
      const { examine, exitCodeOf, textOf } = await import('../../doctor/index.ts');
      const checks = await examine({ environment: process.env });
      const exitCode = exitCodeOf(checks);
      process.stdout.write(json ? `${JSON.stringify({ ok: exitCode === 0, checks }, null, 2)}\n` : textOf(checks));
      process.exitCode = exitCode;
    });
}
