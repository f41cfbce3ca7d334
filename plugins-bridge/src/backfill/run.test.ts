import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import type { Progress } from './checkpoint.ts';
import { type Feed, httpFeed } from './feed.ts';
import { backfill, rejectedFile } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'al-backfill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const line = (id: number): string =>
  JSON.stringify({ kind: 'note', id, source: 'crm', occurredOn: '2020-01-02T03:04:05Z' });

/** 450 events with a bad line after each hundred. */
function newFile(): string {
  const file = join(folder, `${(files += 1)}.ndjson`);
  const lines = Array.from({ length: 450 }, (_, id) => (id % 100 === 99 ? [line(id), 'bad'] : [line(id)])).flat();
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

const idOf = (event: string): number => (JSON.parse(event) as { id: number }).id;
const rejectedOf = (file: string): number[] =>
  readFileSync(rejectedFile(file), 'utf8')
    .trim()
    .split('\n')
    .map((text) => (JSON.parse(text) as { line: number }).line);

function run(file: string, feed: Feed, signal = new AbortController().signal): Promise<Progress> {
  const reading = { file, defaults: {}, longest: 100_000 };
  return backfill({ reading, feed, told: () => undefined, signal });
}

describe('backfill', () => {
  it('B-9 what dies in the middle goes on there: no event is left out, no bad line told twice', async () => {
    const file = newFile();
    const taken: number[] = [];
    const dying: Feed = {
      room: async () => undefined,
      async send(events) {
        if (taken.length > 0) throw new Error('died');
        taken.push(...events.map(idOf));
        return events.map(() => ({ accepted: true, repeated: false }));
      },
    };
    await expect(run(file, dying)).rejects.toThrow('died');
    // What a killed process wrote after its last checkpoint.
    writeFileSync(rejectedFile(file), `${readFileSync(rejectedFile(file), 'utf8')}{"line":1`, 'utf8');
    const whole: Feed = {
      room: async () => undefined,
      async send(events) {
        taken.push(...events.map(idOf));
        return events.map(() => ({ accepted: true, repeated: true }));
      },
    };
    const progress = await run(file, whole);
    expect(taken).toEqual(Array.from({ length: 450 }, (_, id) => id));
    expect(progress).toMatchObject({ sent: 450, rejected: 4 });
    expect(rejectedOf(file)).toEqual([101, 202, 303, 404]);
    expect(existsSync(`${file}.checkpoint.json`)).toBe(false);
  });

  it('B-9 goes on in a file that grew, and refuses one that was changed', async () => {
    const file = newFile();
    let batches = 0;
    const feed: Feed = {
      room: async () => undefined,
      async send(events) {
        if ((batches += 1) === 2) throw new Error('died');
        return events.map(() => ({ accepted: true, repeated: false }));
      },
    };
    await expect(run(file, feed)).rejects.toThrow('died');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('"id":5', '"id":6'));
    await expect(run(file, feed)).rejects.toThrow('was changed since it was begun');
    writeFileSync(file, `${text}${line(450)}\n`);
    expect(await run(file, feed)).toMatchObject({ sent: 451, rejected: 4 });
  });

  it('B-9 stopped by a person it ends after the batch, and an event that the bridge parks is told', async () => {
    const file = newFile();
    const stopping = new AbortController();
    const problems = [{ field: 'body', rule: 'must be text' }];
    const feed: Feed = {
      room: async () => undefined,
      async send(events) {
        stopping.abort();
        return events.map((_, index) => ({ accepted: index > 0, repeated: false, ...(index > 0 ? {} : { problems }) }));
      },
    };
    const { sent, rejected } = await run(file, feed, stopping.signal);
    expect([sent, rejected, rejectedOf(file)[0]]).toEqual([198, 2, 1]);
    expect(existsSync(`${file}.checkpoint.json`)).toBe(true);
  });
});

describe('the feed of a bridge', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.close();
  });

  it('B-5, B-9 keeps Retry-After, signs, and stays within what may wait at the bridge', async () => {
    const statuses = [503, 429, 202];
    const at: number[] = [];
    const headers: unknown[] = [];
    server = createServer((request, response) => {
      at.push(performance.now());
      headers.push(request.headers['webhook-signature']);
      request.resume().on('end', () => {
        const status = statuses.shift() ?? 500;
        response.writeHead(status, status === 202 ? {} : { 'retry-after': '1' });
        response.end(JSON.stringify({ events: [{ accepted: true, repeated: false }] }));
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const waiting = [5, 4, 1];
    const looked: number[] = [];
    const said: (string | undefined)[] = [];
    const feed = httpFeed({
      url: `http://127.0.0.1:${port}`,
      secret: `whsec_${Buffer.alloc(32).toString('base64')}`,
      ahead: 5,
      waiting: (why) => said.push(why),
      async pending() {
        const count = waiting.shift() ?? 0;
        looked.push(count);
        return count;
      },
    });
    const { signal } = new AbortController();
    await feed.room(2, signal);
    expect(looked).toEqual([5, 4, 1]);
    expect(await feed.send([line(1)], signal)).toEqual([{ accepted: true, repeated: false }]);
    expect(headers.every((value) => typeof value === 'string' && value.startsWith('v1,'))).toBe(true);
    expect(at).toHaveLength(3);
    expect((at[2] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(1900);
    expect(said.filter((why) => why === '5 events wait at the bridge')).toHaveLength(1);
    // Nothing is asked while there is room by its own count.
    await feed.room(3, signal);
    expect(looked).toHaveLength(3);
  });
});
