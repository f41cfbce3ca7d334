#!/usr/bin/env node
import { join } from 'node:path';
import { Command } from 'commander';
import { type Config, ConfigError, readConfig } from '../config.ts';
import type { Connection } from '../dataverse/connect.ts';
import type { DataverseClient } from '../dataverse/client.ts';
import { createLogger } from '../log.ts';
import { changeForms, listForms } from '../platform/forms.ts';
import { connectSteps, disconnectSteps } from '../platform/steps.ts';
import { diffConfiguration, exportConfiguration, importConfiguration, type Said } from './config.ts';
import { readConfigurationFile } from './files.ts';
import { previewFile, previewText } from './preview.ts';

const program = new Command('activity-logging')
  .description('Activity Logging for Dataverse. Configuration: environment variables, see docs/operator.')
  .showHelpAfterError();

program.command('bridge').description('run the service').action(runBridge);

const forms = program.command('forms').description('the timeline on live forms');
for (const action of ['add', 'remove'] as const) {
  forms
    .command(action)
    .description(
      action === 'add'
        ? 'put the timeline tab on main forms and publish'
        : 'take the timeline tab off main forms and publish',
    )
    .requiredOption('--table <name>', 'logical name, e.g. contact')
    .option('--form <id>', 'one form only')
    .action(({ table, form }: { table: string; form?: string }) =>
      withClient((client, config) =>
        changeForms(client, action, {
          table,
          backupFolder: join(config.dataFolder, 'backups'),
          ...(form ? { formId: form } : {}),
        }),
      ),
    );
}
forms
  .command('list')
  .description('main forms of a table and whether they have the timeline')
  .requiredOption('--table <name>', 'logical name, e.g. contact')
  .action(({ table }: { table: string }) => withClient((client) => listForms(client, table)));

program
  .command('connect')
  .description('register the webhook of the bridge in Dataverse and the messages it is told of')
  .option(
    '--audit',
    'also the messages of the audit log, for every table (this version takes them, but keeps no audit log)',
  )
  .option(
    '--enforce-dispositions',
    'refuse completed outbound phone calls without disposition (saving a phone call then depends on the bridge)',
  )
  .action(({ audit = false, enforceDispositions = false }: { audit?: boolean; enforceDispositions?: boolean }) =>
    withClient((client, { publicUrl, webhookSecret }) => {
      if (!publicUrl || !webhookSecret)
        throw new Error('BRIDGE_PUBLIC_URL and BRIDGE_WEBHOOK_SECRET are needed to connect.');
      const url = new URL('/platform/webhook', publicUrl).href;
      return connectSteps(client, { url, secret: webhookSecret, audit, enforceDispositions });
    }),
  );
program
  .command('disconnect')
  .description('remove the webhook of the bridge from Dataverse')
  .action(() => withClient(disconnectSteps));

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

program
  .command('preview')
  .description('print the rows that events would be logged as; needs no organisation and writes nothing')
  .requiredOption('--event <file>', 'JSON of one event, or of an array of them')
  .option('--config <file>', 'settings and mappings as `config export` writes them; without it as shipped')
  .option('--as <source:event>', 'a payload of a source, e.g. salesloft:call_updated; without it the canonical format')
  .option('--json', 'print JSON')
  .action(({ json = false, ...options }: { event: string; config?: string; as?: string; json?: boolean }) => {
    const shown = previewFile({ ...options, now: new Date() });
    process.stdout.write(json ? `${JSON.stringify(shown, null, 2)}\n` : shown.map(previewText).join('\n'));
  });

async function runBridge(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLogger(config.logLevel);
  // Loaded when it is needed, like the sign-in: `preview` and `--help` answer at once.
  const { startBridge } = await import('../bridge.ts');
  const bridge = await startBridge(config, log);
  log.info({ url: bridge.url, adminUrl: bridge.adminUrl }, 'the bridge is running');
  let closing = false;
  const stop = (signal: string): void => {
    if (closing) return;
    closing = true;
    log.info({ signal }, 'stopping');
    bridge.close().then(
      () => log.info('stopped'),
      (error: unknown) => {
        log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'stopping failed');
        process.exitCode = 1;
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

/** Runs a command against Dataverse and prints its result as JSON. */
function withClient(run: (client: DataverseClient, config: Config) => Promise<unknown>): Promise<void> {
  return connected(async ({ client }, config) => {
    process.stdout.write(`${JSON.stringify(await run(client, config), null, 2)}\n`);
  });
}

/** Runs a command against Dataverse and prints what it says, line by line. */
function say(run: (connection: Connection) => Promise<Said>): Promise<void> {
  return connected(async (connection) => {
    const { lines, notes, exitCode } = await run(connection);
    for (const line of lines) process.stdout.write(`${line}\n`);
    for (const note of notes) process.stderr.write(`${note}\n`);
    process.exitCode = exitCode;
  });
}

async function connected(run: (connection: Connection, config: Config) => Promise<void>): Promise<void> {
  const config = readConfig(process.env);
  const { connectDataverse } = await import('../dataverse/connect.ts');
  const connection = connectDataverse(config);
  try {
    await run(connection, config);
  } finally {
    await connection.http.close();
  }
}

try {
  await program.parseAsync();
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}${error instanceof ConfigError ? '' : cause}\n`,
  );
  process.exitCode = error instanceof ConfigError ? 2 : 1;
}
