import { join } from 'node:path';
import type { Command } from 'commander';
import { changeForms, listForms } from '../../platform/forms.ts';
import { withClient } from '../run.ts';

/** `forms add|remove|list`: the timeline on forms that are in use. */
export function registerForms(program: Command): void {
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
}
