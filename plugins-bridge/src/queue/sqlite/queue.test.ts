import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { queueContract } from '../contract.ts';
import type { QueueFixture } from '../contract-fixture.ts';
import { upkeepContract } from '../contract-upkeep.ts';
import type { ManagedQueue } from '../types.ts';
import { openSqliteQueue } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'al-queue-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newFile = (): string => join(folder, `${(files += 1)}.sqlite`);

async function openFixture(): Promise<QueueFixture> {
  const path = newFile();
  const others: ManagedQueue[] = [];
  let time = 1_000_000;
  let queue = openSqliteQueue(path, () => time);
  return {
    get queue() {
      return queue;
    },
    async advance(milliseconds) {
      time += milliseconds;
    },
    async reopen() {
      await queue.close();
      queue = openSqliteQueue(path, () => time);
    },
    async openOther() {
      const other = openSqliteQueue(newFile(), () => time);
      others.push(other);
      return other;
    },
    async close() {
      for (const one of [queue, ...others]) await one.close();
    },
  };
}
queueContract('sqlite', openFixture);
upkeepContract('sqlite', openFixture);

describe('sqlite queue', () => {
  it('is refused to a second process while one has it', async () => {
    const path = newFile();
    const queue = openSqliteQueue(path);
    expect(() => openSqliteQueue(path)).toThrow(/in use by another process/);
    await queue.close();
    await openSqliteQueue(path).close();
  });

  it('B-2 whatever was acknowledged survives kill -9, and open claims return', async () => {
    const path = newFile();
    const program = `
      const { openSqliteQueue } = await import(${JSON.stringify(fileURLToPath(new URL('index.ts', import.meta.url)))});
      const queue = openSqliteQueue(${JSON.stringify(path)});
      const one = async (number) => {
        const id = 'e' + number;
        const event = { source: 's', type: 'note', externalId: id, version: '1', key: 'k' + number, fields: {} };
        await queue.accept({ id, source: 's', name: 'n', raw: Buffer.from(id), receivedAt: 1 }, [{ name: '', key: event.key, work: { what: 'event', event } }]);
        process.stdout.write(id + '\\n');
      };
      for (let number = 0; ; number += 4) {
        await Promise.all([one(number), one(number + 1), one(number + 2), one(number + 3)]);
        await queue.claim(2);
      }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    await new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.stdout.on('data', (data: Buffer) => {
        output += data.toString();
        if (output.split('\n').length > 200) child.kill('SIGKILL');
      });
      child.on('close', () => resolve());
    });
    const acknowledged = output.split('\n').slice(0, -1);
    const queue = openSqliteQueue(path);
    const claimed = (await queue.claim(100_000)).flatMap(({ entries }) => entries.map(({ delivery }) => delivery));
    await queue.close();
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(acknowledged.filter((id) => !claimed.includes(id))).toEqual([]);
  });

  it('a write that fails does not take others of its group with it', async () => {
    const queue = openSqliteQueue(newFile());
    const raw = Buffer.from('{}');
    const good = { id: 'good', source: 's', name: 'n', raw, receivedAt: 1 };
    // NOT NULL is violated inside the common transaction.
    const bad = { ...good, id: 'bad', receivedAt: Number.NaN };
    const results = await Promise.allSettled([
      queue.accept(good, []),
      queue.accept(bad, []),
      queue.accept({ ...good, id: 'also good' }, []),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await queue.statistics()).deliveries.received).toBe(2);
    await queue.close();
  });
});
