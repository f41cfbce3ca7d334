#!/usr/bin/env node
import { join } from 'node:path';
import { Command } from 'commander';
import { startBridge } from '../bridge.ts';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { connectDataverse } from '../dataverse/connect.ts';
import type { DataverseClient } from '../dataverse/client.ts';
import { createLogger } from '../log.ts';
import { changeForms, listForms } from '../platform/forms.ts';
import { connectSteps, disconnectSteps } from '../platform/steps.ts';

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
  .description('register the webhook of the bridge in Dataverse')
  .action(() =>
    withClient((client, { publicUrl, webhookSecret }) => {
      if (!publicUrl || !webhookSecret)
        throw new Error('BRIDGE_PUBLIC_URL and BRIDGE_WEBHOOK_SECRET are needed to connect.');
      return connectSteps(client, { url: new URL('/platform/webhook', publicUrl).href, secret: webhookSecret });
    }),
  );
program
  .command('disconnect')
  .description('remove the webhook of the bridge from Dataverse')
  .action(() => withClient(disconnectSteps));

async function runBridge(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLogger(config.logLevel);
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
async function withClient(run: (client: DataverseClient, config: Config) => Promise<unknown>): Promise<void> {
  const config = readConfig(process.env);
  const { client, http } = connectDataverse(config);
  try {
    process.stdout.write(`${JSON.stringify(await run(client, config), null, 2)}\n`);
  } finally {
    await http.close();
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
