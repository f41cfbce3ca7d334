import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

/** JSON of a file; `undefined` when there is none. @throws when it cannot be read or is no JSON. */
export function readSecretFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch {
    // The message of the parser could quote the secret.
    throw new Error(
      `${path} is damaged. Remove it; a sign-in that was in it is made anew by the command source connect.`,
    );
  }
}

/** Replaces a file that only its owner can read, whole or not at all, and on the disk when it returns. */
export function writeSecretFile(path: string, value: unknown): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const next = `${path}.${process.pid}.new`;
  rmSync(next, { force: true });
  const file = openSync(next, 'wx', 0o600);
  try {
    writeSync(file, `${JSON.stringify(value)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(next, path);
  // The new name is part of the folder: without this a power cut could bring the old file back.
  const parent = openSync(folder, 'r');
  try {
    fsyncSync(parent);
  } finally {
    closeSync(parent);
  }
}

export function removeSecretFile(path: string): void {
  rmSync(path, { force: true });
}

/** Longest time another process may hold the lock: it asks the source meanwhile. */
const patienceMs = 60_000;

/**
 * Runs `work` while no other process that uses the folder does: the bridge and a command may renew the same token. The lock is the
 * system's own on a file, so that it ends with the process, however that ends.
 *
 * @throws when another process holds it for more than a minute.
 */
export async function alone<T>(folder: string, name: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(folder, `${name}.lock`), { timeout: 0 });
  try {
    const deadline = Date.now() + patienceMs;
    while (!tryLock(lock)) {
      if (Date.now() > deadline) throw new Error(`Another process is connecting ${name}.`);
      await delay(50);
    }
    return await work();
  } finally {
    lock.close();
  }
}

function tryLock(lock: DatabaseSync): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (/database is locked|busy/i.test(String(error))) return false;
    throw error;
  }
}

/** Errors of the system carry a code. */
function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
