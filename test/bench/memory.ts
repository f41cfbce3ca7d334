/** Memory of the bridge's process with a long queue, at rest and while it works it off (docs/bench.md). */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { signedEvents } from '@activity-logging/samples';
import { Pool } from 'undici';
import { inRoot } from '../../tools/paths.ts';
import { queueCounts } from '../../tools/start/bridge-status.ts';
import {
  type BridgePart,
  bridgePart,
  type DataversePart,
  eventSecret,
  startDataversePart,
} from '../support/processes.ts';
import { eventAt } from './ingest/event.ts';
import { machine, rounded } from './measure.ts';

const EVENTS = 100_000;
const EVENTS_PER_REQUEST = 100;
const PEOPLE = 200;
const REST_MS = 10_000;
const DRAIN_MS = 30_000;

export const GOALS = { rssMb: 250 } as const;

export interface Report {
  /** Most there was with all events queued, over ten seconds of rest. */
  readonly rssMb: number;
  readonly queued: number;
  /** Most there was while the events came in. */
  readonly fillingMb: number;
  /** Most there was in half a minute of logging. */
  readonly drainingMb: number;
  /** Events logged in that time. */
  readonly drained: number;
  /** After the start, before the first event. */
  readonly emptyMb: number;
  /** What the queue's files take on the disk, by event. */
  readonly diskBytesPerEvent: number;
  readonly nodeOptions: string;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly met: boolean;
}

/** About two minutes. Everything it starts is stopped again. */
export async function benchMemory(step: (text: string) => void): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-memory-'));
  const undo: (() => Promise<unknown>)[] = [() => Promise.resolve(rmSync(folder, { recursive: true, force: true }))];
  try {
    step('start the local Dataverse and the bridge, then take Dataverse away');
    const dataverse = await startDataversePart(folder);
    undo.push(() => dataverse.stop());
    await createPeople(dataverse);
    const app = await dataverse.bridgeUser('bridge');
    await dataverse.stop();
    const nodeOptions = deployedOptions();
    const env = { NODE_OPTIONS: nodeOptions };
    const bridge = await bridgePart({ folder, name: 'bridge', address: dataverse.address, app, env, alone: true });
    await bridge.start();
    undo.push(() => bridge.stop());
    const emptyMb = rss(bridge);

    step(`send ${EVENTS} events`);
    const fillingMb = await mostDuring(bridge, fill(bridge));
    const { pending } = await queueCounts(bridge.adminUrl);
    if (pending !== EVENTS) throw new Error(`${EVENTS} events were sent, ${pending} are pending`);
    step('let the bridge rest');
    const rssMb = await mostDuring(bridge, delay(REST_MS));
    const diskBytesPerEvent = rounded(bytesOf(join(folder, 'bridge')) / EVENTS);
    step('bring Dataverse back');
    await dataverse.start();
    const drainingMb = await mostDuring(bridge, delay(DRAIN_MS));
    const { logged } = await queueCounts(bridge.adminUrl);
    if (logged === 0) throw new Error('nothing was logged');
    return {
      rssMb,
      queued: pending,
      fillingMb,
      drainingMb,
      drained: logged,
      emptyMb,
      diskBytesPerEvent,
      nodeOptions,
      machine: machine(),
      met: rssMb <= GOALS.rssMb && drainingMb <= GOALS.rssMb,
    };
  } finally {
    for (const stop of undo.reverse()) await stop();
  }
}

/** What the image starts Node with: the bench measures what is deployed. @throws Error when the Dockerfile says nothing of it */
function deployedOptions(): string {
  const options = /^ENV NODE_OPTIONS="(.*)"$/m.exec(readFileSync(inRoot('deploy/Dockerfile'), 'utf8'))?.[1];
  if (options === undefined) throw new Error('deploy/Dockerfile sets no NODE_OPTIONS');
  return options;
}

function bytesOf(folder: string): number {
  return readdirSync(folder)
    .filter((name) => name.startsWith('queue.'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

async function createPeople({ crm }: DataversePart): Promise<void> {
  for (let index = 0; index < PEOPLE; index += 1)
    await crm.call('POST', 'contacts', { lastname: String(index), emailaddress1: `person${index}@alder.example` });
}

async function fill(bridge: BridgePart): Promise<void> {
  const pool = new Pool(bridge.url, { connections: 4 });
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let first = next; first < EVENTS; first = next) {
      next += EVENTS_PER_REQUEST;
      const events = Array.from({ length: EVENTS_PER_REQUEST }, (_, at) => eventAt(first + at, PEOPLE));
      const { raw, headers } = signedEvents(events, eventSecret);
      const answer = await pool.request({ path: '/events', method: 'POST', headers, body: raw });
      await answer.body.dump();
      if (answer.statusCode !== 202) throw new Error(`events were answered ${answer.statusCode}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: 4 }, lane));
  } finally {
    await pool.close();
  }
}

/** Most memory the process had, looked at four times a second. */
async function mostDuring(bridge: BridgePart, work: Promise<unknown>): Promise<number> {
  let most = rss(bridge);
  const timer = setInterval(() => (most = Math.max(most, rss(bridge))), 250);
  try {
    await work;
  } finally {
    clearInterval(timer);
  }
  return Math.max(most, rss(bridge));
}

/** Resident memory in MB (10⁶ bytes), as the system counts it. */
function rss(bridge: BridgePart): number {
  const kib = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(bridge.pid())], { encoding: 'utf8' }));
  return rounded((kib * 1024) / 1e6);
}
