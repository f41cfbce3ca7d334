/** Several bridges at one queue in PostgreSQL, under the platform's limits (docs/bench.md). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { signedEvents } from '@activity-logging/samples';
import { request } from 'undici';
import { type Postgres, startPostgres } from '../../plugins-bridge/src/test-support/postgres.ts';
import { drained } from '../../tools/start/bridge-status.ts';
import {
  type BridgePart,
  bridgePart,
  type DataversePart,
  eventSecret,
  startDataversePart,
} from '../support/processes.ts';
import { machine, rounded } from './measure.ts';
import { everySecond, meanPerSecond } from './phases.ts';

const WINDOW_SECONDS = 30;
/** Low enough that the platform binds and not two cores: a second of execution time a second, for each user. */
const PROTECTION = {
  limits: { windowSeconds: WINDOW_SECONDS, requests: 600, executionSeconds: 30 },
  latencyMs: 20,
  costs: true,
};
/** The allowance of a window is used up before the clock starts. */
const WARM_MS = 30_000;
const MEASURE_SECONDS = 120;
/** More than a user can have written in that time: a create with parties and a PATCH cost 75 ms. */
const EVENTS_PER_USER = 3300;
const PEOPLE = 500;
/** Every so manieth event is told again, in a second version. */
const UPDATE_EVERY = 5;
const EVENTS_PER_REQUEST = 100;
const SOURCE = 'scale';
const COUNTS = [1, 2, 4] as const;

export const GOALS = { ownUserAt2: 1.8, ownUserAt4: 3.2, sharedUserWithin: 0.1 } as const;

export interface Figures {
  readonly bridges: number;
  readonly activitiesPerSecond: number;
  /** Rows that stand at an older version than the last one told. */
  readonly outOfOrder: number;
  /** Events without a row in the end. */
  readonly lost: number;
  /** Rows beyond the first of an event. */
  readonly doubled: number;
  /** Requests answered 429, from the first event until the measuring ends. */
  readonly throttled: number;
}

export interface Report {
  /** An application user for each bridge. */
  readonly ownUser: readonly Figures[];
  /** One application user for all. */
  readonly sharedUser: readonly Figures[];
  /** To one bridge, at two and at four. */
  readonly ownUserFactors: readonly number[];
  readonly sharedUserFactors: readonly number[];
  readonly machine: Readonly<Record<string, string | number>>;
  readonly met: boolean;
}

/** About a quarter of an hour. Everything it starts is stopped again. @throws Error when there is no PostgreSQL to start */
export async function benchScale(step: (text: string) => void): Promise<Report> {
  const postgres = await startPostgres();
  try {
    const run = async (bridges: number, shared: boolean): Promise<Figures> => {
      step(`${bridges} bridge(s), ${shared ? 'one application user' : 'an application user each'}`);
      return runBridges(postgres, bridges, shared);
    };
    const ownUser: Figures[] = [];
    for (const count of COUNTS) ownUser.push(await run(count, false));
    // Side by side: what is compared is how often one is refused, and a machine that stands still for a moment must do so for all of them.
    const together = COUNTS.map((count) => run(count, true));
    // When one fails the others are waited for, so that no server is left running.
    await Promise.allSettled(together);
    const sharedUser = await Promise.all(together);
    const [ownUserFactors, sharedUserFactors] = [factors(ownUser), factors(sharedUser)];
    return {
      ownUser,
      sharedUser,
      ownUserFactors,
      sharedUserFactors,
      machine: machine(),
      met: meets(ownUser, sharedUser, ownUserFactors, sharedUserFactors),
    };
  } finally {
    await postgres.stop();
  }
}

function factors([one, ...more]: readonly Figures[]): number[] {
  return more.map(({ activitiesPerSecond }) => rounded(activitiesPerSecond / (one?.activitiesPerSecond ?? NaN), 2));
}

function meets(
  own: readonly Figures[],
  shared: readonly Figures[],
  [at2 = 0, at4 = 0]: readonly number[],
  together: readonly number[],
): boolean {
  const right = [...own, ...shared].every(({ outOfOrder, lost, doubled }) => outOfOrder + lost + doubled === 0);
  const alone = shared[0]?.throttled ?? 0;
  return (
    right &&
    at2 >= GOALS.ownUserAt2 &&
    at4 >= GOALS.ownUserAt4 &&
    together.every((factor) => Math.abs(factor - 1) <= GOALS.sharedUserWithin) &&
    shared.every(({ throttled }) => throttled <= alone)
  );
}

/** A fresh organisation and an empty queue, a backlog that does not end, and everything read back once it is logged. */
async function runBridges(postgres: Postgres, count: number, shared: boolean): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-scale-'));
  const undo: (() => Promise<unknown>)[] = [() => Promise.resolve(rmSync(folder, { recursive: true, force: true }))];
  try {
    const dataverse = await startDataversePart(folder);
    undo.push(() => dataverse.stop());
    for (let index = 0; index < PEOPLE; index += 1)
      await dataverse.crm.call('POST', 'contacts', { lastname: `${index}`, emailaddress1: addressOf(index) });
    const env = { BRIDGE_QUEUE_URL: await postgres.createDatabase() };
    const bridges: BridgePart[] = [];
    let app = await dataverse.bridgeUser('bridge-1');
    for (let at = 1; at <= count; at += 1) {
      if (at > 1 && !shared) app = await dataverse.bridgeUser(`bridge-${at}`);
      const bridge = await bridgePart({ folder, name: `bridge-${at}`, address: dataverse.address, app, env });
      await bridge.start();
      undo.push(() => bridge.stop());
      bridges.push(bridge);
    }
    await dataverse.control('PUT', 'protection', PROTECTION);
    await dataverse.control('DELETE', 'requests');
    const events = EVENTS_PER_USER * (shared ? 1 : count);
    await feed(bridges, versionsOf(events, 1));
    await delay(WARM_MS);
    const looks = await everySecond(MEASURE_SECONDS + WINDOW_SECONDS - 1, async () => {
      const at = performance.now();
      return { at, count: await closed(dataverse) };
    });
    const throttled = await throttledRequests(dataverse);
    // Some of these stand already, some are under way in another bridge, some wait: it would be luck what they cost meanwhile.
    await feed(bridges.toReversed(), versionsOf(events, 2));
    // Everything acknowledged must stand in the end; without limits the rest takes no time.
    await dataverse.control('PUT', 'protection', {});
    for (const { adminUrl } of bridges) await drained(adminUrl, { timeoutMs: 300_000 });
    const activitiesPerSecond = rounded(meanPerSecond(looks, MEASURE_SECONDS), 2);
    return { bridges: count, activitiesPerSecond, ...(await tally(dataverse, lastVersions(events))), throttled };
  } finally {
    for (const stop of undo.reverse()) await stop();
  }
}

const addressOf = (person: number): string => `person${person}@alder.example`;

/** Calls of all people in turn: all of them, or those that are told again. */
function versionsOf(events: number, version: 1 | 2): object[] {
  const numbers = Array.from({ length: events }, (_, number) => number);
  return numbers
    .filter((number) => version === 1 || number % UPDATE_EVERY === 0)
    .map((number) => callOf(number, version));
}

function lastVersions(events: number): Map<string, number> {
  return new Map(Array.from({ length: events }, (_, number) => [idOf(number), number % UPDATE_EVERY === 0 ? 2 : 1]));
}

async function feed(bridges: readonly BridgePart[], all: readonly object[]): Promise<void> {
  for (let start = 0, at = 0; start < all.length; start += EVENTS_PER_REQUEST, at += 1) {
    const bridge = bridges[at % bridges.length];
    if (!bridge) throw new Error('there is no bridge');
    const { raw, headers } = signedEvents(all.slice(start, start + EVENTS_PER_REQUEST), eventSecret);
    const answer = await request(new URL('/events', bridge.url), { method: 'POST', headers, body: raw });
    const text = await answer.body.text();
    if (answer.statusCode !== 202 || text.includes('"accepted":false'))
      throw new Error(`events were answered ${answer.statusCode}: ${text.slice(0, 500)}`);
  }
}

const idOf = (number: number): string => `call-${number}`;

function callOf(number: number, version: number): object {
  return {
    kind: 'call',
    id: idOf(number),
    version: String(version),
    source: SOURCE,
    occurredOn: new Date(Date.UTC(2026, 0, 5) + number * 60_000).toISOString(),
    people: [{ emails: [addressOf(number % PEOPLE)] }],
    user: { email: 'robin@northwind.example', name: 'Robin Castellan' },
    direction: 'outgoing',
    durationSeconds: 60,
    body: `Call ${number} as of version ${version}`,
  };
}

async function closed({ crm }: DataversePart): Promise<number> {
  const query = `$apply=${encodeURIComponent('filter(statecode eq 1)/aggregate($count as n)')}`;
  const { value } = (await crm.call('GET', `phonecalls?${query}`)) as { value: { n: number }[] };
  return value[0]?.n ?? 0;
}

async function throttledRequests(dataverse: DataversePart): Promise<number> {
  const { requests } = (await dataverse.control('GET', 'requests')) as {
    requests: { status: number; count: number }[];
  };
  return requests.filter(({ status }) => status === 429).reduce((sum, { count }) => sum + count, 0);
}

async function tally(
  { crm }: DataversePart,
  told: ReadonlyMap<string, number>,
): Promise<Pick<Figures, 'outOfOrder' | 'lost' | 'doubled'>> {
  const rows = new Map<string, string[]>();
  let path: string | undefined =
    `phonecalls?$select=al_sourceid,al_sourceversion&$filter=al_sourcesystem eq '${SOURCE}'`;
  while (path !== undefined) {
    const page = (await crm.call('GET', path)) as {
      value: { al_sourceid: string; al_sourceversion: string }[];
      '@odata.nextLink'?: string;
    };
    for (const { al_sourceid: id, al_sourceversion: version } of page.value)
      rows.set(id, [...(rows.get(id) ?? []), version]);
    path = page['@odata.nextLink']?.replace(/^.*\/api\/data\/v9\.2\//, '');
  }
  let [outOfOrder, lost, doubled] = [0, 0, 0];
  for (const [id, version] of told) {
    const versions = rows.get(id) ?? [];
    if (versions.length === 0) lost += 1;
    else if (versions.length > 1) doubled += versions.length - 1;
    else if (versions[0] !== String(version)) outOfOrder += 1;
  }
  return { outOfOrder, lost, doubled };
}
