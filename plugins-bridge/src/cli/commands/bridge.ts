import type { Command } from 'commander';
import type { Logger } from 'pino';
import { readConfig } from '../../config.ts';
import { createLogger, safeError } from '../../log.ts';

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
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) {
      log.warn({ signal }, 'stopped at once');
      process.exit(1);
    }
    stopping = true;
    log.info({ signal }, 'stopping');
    const limitMs = config.shutdownSeconds * 1000;
    // Ctrl-C is a person's: no load balancer has to look elsewhere first.
    const drainMs = signal === 'SIGTERM' ? config.drainSeconds * 1000 : 0;
    // Whatever hangs: what was taken is on disk, and claims end with the process.
    setTimeout(() => leave(log, 1, 'not stopped in time'), limitMs + 1000).unref();
    bridge.close({ drainMs, limitMs }).then(
      () => leave(log, 0, 'stopped'),
      (error: unknown) => leave(log, 1, 'stopping failed', { error: safeError(error) }),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** Also with requests under way that nobody waits for any more. */
function leave(log: Logger, code: number, text: string, more: object = {}): void {
  if (code === 0) log.info(more, text);
  else log.error(more, text);
  process.exit(code);
}
