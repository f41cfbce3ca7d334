import type { Command } from 'commander';
import { connectSteps, disconnectSteps, webhookUrl } from '../../platform/steps.ts';
import { withClient } from '../run.ts';

/** `connect|disconnect`: the messages of the platform that the bridge is told of (SPEC B-10). */
export function registerConnect(program: Command): void {
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
        const url = webhookUrl(publicUrl);
        return connectSteps(client, { url, secret: webhookSecret, audit, enforceDispositions });
      }),
    );
  program
    .command('disconnect')
    .description('remove the webhook of the bridge from Dataverse')
    .action(() => withClient(disconnectSteps));
}
