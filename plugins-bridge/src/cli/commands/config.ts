import type { Command } from 'commander';
import { diffConfiguration, exportConfiguration, importConfiguration } from '../config.ts';
import { readConfigurationFile } from '../files.ts';
import { say } from '../run.ts';

/** `config export|import|diff` (SPEC F-7). */
export function registerConfig(program: Command): void {
  const configuration = program.command('config').description('settings and field mappings as one JSON file');
  configuration
    .command('export')
    .description('write the configuration of the organisation to a file')
    .requiredOption('--file <file>', 'file to write')
    .action(({ file }: { file: string }) => say((connection) => exportConfiguration(connection, file)));
  configuration
    .command('import')
    .description('make the configuration of the organisation the one of a file: all of it or nothing')
    .requiredOption('--file <file>', 'file that `config export` wrote')
    .option('--dry-run', 'print what would change, one line each, and write nothing')
    .action(({ file, dryRun = false }: { file: string; dryRun?: boolean }) => {
      const content = readConfigurationFile(file);
      return say((connection) => importConfiguration(connection, content, dryRun));
    });
  configuration
    .command('diff')
    .description('print what an import would change, one line each; exit code 1 when anything')
    .requiredOption('--file <file>', 'file that `config export` wrote')
    .action(({ file }: { file: string }) => {
      const content = readConfigurationFile(file);
      return say((connection) => diffConfiguration(connection, content));
    });
}
