import type { Command } from 'commander';
import { previewFile, previewText } from '../preview.ts';

/** `preview`: the rows that events would be logged as (SPEC F-5). */
export function registerPreview(program: Command): void {
  program
    .command('preview')
    .description('print the rows that events would be logged as; needs no organisation and writes nothing')
    .requiredOption('--event <file>', 'JSON of one event, or of an array of them')
    .option('--config <file>', 'settings and mappings as `config export` writes them; without it as shipped')
    .option(
      '--as <source:event>',
      'a payload of salesloft, outreach, aircall or zoom, e.g. outreach:call.created; without it the canonical format',
    )
    .option('--json', 'print JSON')
    .action(({ json = false, ...options }: { event: string; config?: string; as?: string; json?: boolean }) => {
      const shown = previewFile({ ...options, now: new Date() });
      process.stdout.write(json ? `${JSON.stringify(shown, null, 2)}\n` : shown.map(previewText).join('\n'));
    });
}
