import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';

const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));

/** A process needs long to start on a machine that is busy. */
const startMs = 60_000;

/** A bridge in a process of its own. */
export interface BridgeProcess {
  readonly url: string;
  readonly adminUrl: string;
  /** What it has written so far. */
  log(): string;
  signal(name: NodeJS.Signals): void;
  /** Exit code; `null` when a signal ended it. */
  readonly exited: Promise<number | null>;
}

/** Starts `activity-logging bridge` and waits until it listens. @throws with its log when it does not. */
export async function startBridgeProcess(environment: Readonly<Record<string, string>>): Promise<BridgeProcess> {
  const child = spawn(process.execPath, [main, 'bridge'], {
    // Nothing of the surroundings: a variable of the machine must not change what is tested.
    env: { PATH: process.env['PATH'] ?? '', BRIDGE_PORT: '0', BRIDGE_ADMIN_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const exited = once(child, 'exit').then(([code]): number | null => (typeof code === 'number' ? code : null));
  try {
    await eventually(
      async () => addresses(log) !== undefined || ended(child),
      async () => log,
      startMs,
    );
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  const found = addresses(log);
  if (!found) throw new Error(`the bridge ended: ${log}`);
  return { ...found, log: () => log, signal: (name) => child.kill(name), exited };
}

function ended({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function addresses(log: string): { url: string; adminUrl: string } | undefined {
  const line = log.split('\n').find((text) => text.includes('"the bridge is running"'));
  return line === undefined ? undefined : (JSON.parse(line) as { url: string; adminUrl: string });
}
