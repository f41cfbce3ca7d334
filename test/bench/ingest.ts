/** Accepted events a second with durable commit, against a bare server on the same machine at the same time (docs/bench.md). */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inRoot } from '../../tools/paths.ts';
import { queueCounts } from '../../tools/start/bridge-status.ts';
import { answers, type Child, freePort, startChild } from '../../tools/start/child.ts';
import { type BridgePart, bridgePart } from '../support/processes.ts';
import type { Measured, Order } from './ingest/load.ts';
import { machine, median, rounded } from './measure.ts';
import { nowhere } from './nowhere.ts';

const CONNECTIONS = 64;
const RUNS = 5;
const REQUESTS = 10_000;

export const GOALS = { ratioToBare: 0.35, p99Ms: 50 } as const;

export interface Report {
  readonly acceptedPerSecond: number;
  readonly ratioToBare: number;
  /** At half of `acceptedPerSecond`. */
  readonly p99Ms: number;
  readonly p50Ms: number;
  readonly barePerSecond: number;
  /** To the bare server with a key that is made once: no goal, the strictest yardstick there is. */
  readonly ratioToPrepared: number;
  readonly preparedPerSecond: number;
  readonly runs: readonly Run[];
  readonly connections: number;
  readonly events: number;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly met: boolean;
}

/** Requests a second. */
interface Run {
  readonly bare: number;
  readonly prepared: number;
  readonly bridge: number;
}

/** About half a minute. Everything it starts is stopped again. @throws Error when the bridge has not kept what it accepted */
export async function benchIngest(step: (text: string) => void): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-ingest-'));
  const undo: (() => Promise<unknown>)[] = [];
  try {
    step('start the bridge, the bare server and the load');
    const bridge = await bridgePart({ folder, name: 'bridge', ...(await nowhere()), alone: true });
    await bridge.start();
    undo.push(() => bridge.stop());
    const bare = await startBare(folder, undo);
    const prepared = await startBare(folder, undo, ['prepared']);
    const load = startLoad();
    undo.push(() => load.stop());
    return await measure({ bridge, bare, prepared, load, step });
  } finally {
    for (const stop of undo.reverse()) await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure({
  bridge,
  bare,
  prepared,
  load,
  step,
}: {
  readonly bridge: BridgePart;
  readonly bare: string;
  readonly prepared: string;
  readonly load: Load;
  readonly step: (text: string) => void;
}): Promise<Report> {
  let first = 0;
  const run = async (url: string, requests: number, perSecond?: number): Promise<Measured> => {
    const order = { url, requests, connections: CONNECTIONS, first, ...(perSecond === undefined ? {} : { perSecond }) };
    if (url === bridge.url) first += requests;
    return load.run(order);
  };
  step('one run of each that counts for nothing');
  const one = async (): Promise<Run> => ({
    bare: (await run(bare, REQUESTS)).perSecond,
    prepared: (await run(prepared, REQUESTS)).perSecond,
    bridge: (await run(bridge.url, REQUESTS)).perSecond,
  });
  await one();
  const runs: Run[] = [];
  for (let at = 1; at <= RUNS; at += 1) {
    step(`run ${at} of ${RUNS}`);
    runs.push(await one());
  }
  const acceptedPerSecond = rounded(median(runs.map((each) => each.bridge)));
  step('half of that rate');
  const half = await run(bridge.url, REQUESTS, acceptedPerSecond / 2);
  const { received } = await queueCounts(bridge.adminUrl);
  if (received !== first) throw new Error(`${first} events were accepted, the queue has ${received}`);
  const figures = {
    acceptedPerSecond,
    ratioToBare: rounded(median(runs.map((each) => each.bridge / each.bare)), 3),
    p99Ms: rounded(half.p99Ms, 1),
  };
  return {
    ...figures,
    p50Ms: rounded(half.p50Ms, 1),
    barePerSecond: rounded(median(runs.map((each) => each.bare))),
    ratioToPrepared: rounded(median(runs.map((each) => each.bridge / each.prepared)), 3),
    preparedPerSecond: rounded(median(runs.map((each) => each.prepared))),
    runs: runs.map((each) => ({
      bare: rounded(each.bare),
      prepared: rounded(each.prepared),
      bridge: rounded(each.bridge),
    })),
    connections: CONNECTIONS,
    events: first,
    machine: machine(),
    met: figures.ratioToBare >= GOALS.ratioToBare && figures.p99Ms <= GOALS.p99Ms,
  };
}

async function startBare(
  folder: string,
  undo: (() => Promise<unknown>)[],
  words: readonly string[] = [],
): Promise<string> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child: Child = await startChild({
    name: 'bare server',
    script: 'test/bench/ingest/bare.ts',
    args: [String(port), ...words],
    logFile: join(folder, 'logs', 'bare.log'),
    ready: () => answers(url),
  });
  undo.push(() => child.stop());
  return url;
}

interface Load {
  run(order: Order): Promise<Measured>;
  stop(): Promise<void>;
}

function startLoad(): Load {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', inRoot('test/bench/ingest/load.ts')],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  if (!child.stdin || !child.stdout) throw new Error('the load has no pipes');
  const { stdin } = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async run(order) {
      stdin.write(`${JSON.stringify(order)}\n`);
      const line = await lines.next();
      if (line.done) throw new Error('the load ended before it had measured');
      return JSON.parse(line.value) as Measured;
    },
    async stop() {
      stdin.end();
      await ended;
    },
  };
}
