import type { Command } from 'commander';
import { readConfig } from '../../config.ts';
import { createLogger } from '../../log.ts';

/** `bridge`: the service itself. */
export function registerBridge(program: Command): void {
  program.command('bridge').description('run the service').action(runBridge);
}

async function runBridge(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLogger(config.logLevel);
  // Loaded when it is needed: `preview` and `--help` answer at once.
  const { startBridge } = await import('../../bridge.ts');
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
