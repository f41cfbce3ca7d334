import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { inRoot, root } from '../paths.ts';

/** A long-running part of the stack in a process of its own, its output in a log file. */
export interface Child {
  readonly name: string;
  readonly process: ChildProcess;
  readonly logFile: string;
  /** Asks it to end, and ends it after ten seconds. */
  stop(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

/**
 * Starts a TypeScript program of this checkout and waits until `ready` says so.
 *
 * @throws Error with the end of its log when it ends before it is ready, or is not ready within `timeoutMs`.
 */
export async function startChild(options: {
  name: string;
  script: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  logFile: string;
  ready: () => Promise<boolean>;
  timeoutMs?: number;
}): Promise<Child> {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = createWriteStream(options.logFile, { flags: 'a' });
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', inRoot(options.script), ...options.args],
    {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C reaches us alone, and we stop the parts in order.
      detached: process.platform !== 'win32',
    },
  );
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const part: Child = {
    name: options.name,
    process: child,
    logFile: options.logFile,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
  const deadline = Date.now() + (options.timeoutMs ?? 30_000);
  while (!(await options.ready())) {
    const over = child.exitCode !== null || child.signalCode !== null;
    if (over || Date.now() > deadline) {
      await part.stop();
      throw new Error(
        `${options.name} ${over ? 'ended before it was ready' : 'was not ready in time'}; its log (${options.logFile}) ends:\n${tail(options.logFile)}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return part;
}

/** True when the address answers 2xx. */
export async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false; // Not listening yet: the caller asks again until its deadline.
  }
}

function tail(file: string): string {
  return readFileSync(file, 'utf8').split('\n').slice(-30).join('\n');
}

/** Below the ports that systems give to outgoing connections: one of those may take a port between its choice and its use. */
const [lowestPort, portCount] = [12_000, 18_000];
const chosen = new Set<number>();

/**
 * A port of this machine that is free now: the given one, or any that was not chosen here before.
 *
 * @throws Error when something listens on the given port already.
 */
export async function freePort(wanted?: number): Promise<number> {
  if (wanted !== undefined) {
    if (await isFree(wanted)) return wanted;
    throw new Error(`port ${wanted} is in use; stop what listens there, or choose others with --port`);
  }
  for (;;) {
    const port = lowestPort + randomInt(portCount);
    if (chosen.has(port) || !(await isFree(port))) continue;
    chosen.add(port);
    return port;
  }
}

/** @throws Error when it cannot be told: the port may not be listened on by this user, say. */
async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
  await new Promise((resolve) => server.close(resolve));
  return true;
}
