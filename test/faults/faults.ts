/** Rounds of events under disturbance; after each one every acknowledged event is in exactly one right row (SPEC B-2, B-3). */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Random, random } from '@activity-logging/samples';
import { drained } from '../../tools/start/bridge-status.ts';
import { startDataversePart } from '../support/processes.ts';
import { type Disturbance, disturb, disturbances } from './disturb.ts';
import { eventOf, type Item, mostVersions, newItem, type Person } from './items.ts';
import { type Line, type QueueKind, startLine } from './line.ts';
import { compareRows, type Differences } from './rows.ts';
import { deliver, type Parcel } from './sender.ts';

export interface Report {
  readonly rounds: number;
  /** Events the bridges acknowledged, what was sent twice counted twice. */
  readonly events: number;
  readonly lost: number;
  readonly doubled: number;
  /** Rows that do not say what their item says. */
  readonly wrong: number;
  /** Requests that had no answer and were sent again. */
  readonly sentAgain: number;
  readonly disturbances: Readonly<Record<string, number>>;
  readonly queues: readonly QueueKind[];
  readonly seconds: number;
  readonly seed: number;
  /** What was found, the first of it first, with what had been done to the processes. */
  readonly differences: readonly string[];
}

export interface Settings {
  readonly seconds: number;
  readonly seed: number;
  /** Rounds go to them by turns. */
  readonly queues: readonly QueueKind[];
  readonly step?: (text: string) => void;
}

const peopleCount = 24;
/** Nobody answers for this long: something hangs. */
const patienceMs = 240_000;

/** Starts everything in a temporary folder, and stops all of it again. Ends at the first difference. */
export async function runFaults({ seconds, seed, queues, step = () => undefined }: Settings): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'al-faults-'));
  const clockFile = join(folder, 'clock');
  writeFileSync(clockFile, '0');
  const undo: (() => Promise<void>)[] = [];
  let isRight = false;
  try {
    step('start the local Dataverse');
    const dataverse = await startDataversePart(folder);
    undo.push(() => dataverse.stop());
    const people = await createPeople(dataverse.crm);
    const app = await dataverse.bridgeUser('bridge');
    const lines: Line[] = [];
    for (const queue of queues) {
      step(`start what logs by the queue in ${queue}`);
      const line = await startLine({ queue, folder, clockFile, address: dataverse.address, app });
      undo.push(() => line.stop());
      lines.push(line);
    }
    const dice = random(seed);
    const counts = new Map<Disturbance, number>();
    const tally = { rounds: 0, events: 0, sentAgain: 0, lost: 0, doubled: 0, wrong: 0 };
    const differences: string[] = [];
    const compare = (found: Differences, story: readonly string[]): void => {
      tally.lost += found.lost;
      tally.doubled += found.doubled;
      tally.wrong += found.wrong;
      if (found.all.length > 0) differences.push(...found.all, ...story);
    };
    const begun = performance.now();
    const told = lines.map((): Told => ({ rounds: 0, items: [] }));
    while (performance.now() - begun < seconds * 1000 && differences.length === 0) {
      const at = tally.rounds % lines.length;
      const [line, before] = [lines[at], told[at]];
      if (!line || !before) break;
      const prefix = `${line.queue}-${before.rounds}-`;
      const { parcels, touched } = plan(before, prefix, people, dice);
      const round = disturb({ dataverse, ...line.victims, clockFile }, dice, before.rounds, (what) =>
        counts.set(what, (counts.get(what) ?? 0) + 1),
      );
      const targets = line.bridges.map(({ url }) => url);
      const sender = random(dice.whole(0, 1e9));
      const sending = deliver(parcels, {
        target: () => sender.pick(targets),
        now: () => Date.now() + round.ahead(),
        dice: sender,
        timeoutMs: patienceMs,
      });
      const [sent] = await Promise.all([sending, round.over.then(() => round.heal())]);
      tally.events += sent.acknowledged;
      tally.sentAgain += sent.again;
      // What is not settled in time is looked at as it stands: it is lost, for all anybody knows.
      const stuck: string[] = [];
      for (const { adminUrl } of line.bridges)
        await drained(adminUrl, { timeoutMs: patienceMs }).catch((error: unknown) => stuck.push(String(error)));
      differences.push(...stuck);
      const prefixes = [...new Set(touched.map(({ id }) => id.replace(/[^-]+$/, '')))];
      const of = before.items.filter(({ id }) => prefixes.some((start) => id.startsWith(start)));
      compare(await compareRows(dataverse.crm, of, prefixes), [
        `round ${tally.rounds + 1}, queue in ${line.queue}`,
        ...round.story,
        ...(await line.complaints()),
      ]);
      tally.rounds += 1;
      before.rounds += 1;
      step(`round ${tally.rounds} (${line.queue}): ${sent.acknowledged} events; ${round.story.join('; ')}`);
    }
    if (differences.length === 0)
      for (const [at, { queue }] of lines.entries())
        compare(await compareRows(dataverse.crm, told[at]?.items ?? [], [`${queue}-`]), ['after the last round']);
    isRight = differences.length === 0;
    return {
      ...tally,
      disturbances: Object.fromEntries(disturbances.map((what) => [what, counts.get(what) ?? 0])),
      queues,
      seconds: Math.round((performance.now() - begun) / 1000),
      seed,
      differences,
    };
  } finally {
    for (const stop of undo.reverse()) await stop();
    if (isRight) rmSync(folder, { recursive: true, force: true });
    else step(`logs and data are kept in ${folder}`);
  }
}

/** What one line was told so far. */
interface Told {
  rounds: number;
  readonly items: Item[];
}

/** New items with up to three versions, and further versions of earlier ones; out of order, some of it twice, some given up. */
function plan(
  told: Told,
  prefix: string,
  people: readonly Person[],
  dice: Random,
): { parcels: Parcel[]; touched: readonly Item[] } {
  const base = Date.parse('2026-11-20T00:00:00Z');
  const fresh = Array.from({ length: dice.whole(12, 30) }, (_, index) =>
    newItem(`${prefix}${index}`, people, base, dice),
  );
  const earlier = dice
    .shuffle(told.items.filter(({ versions, unsure }) => versions < mostVersions && !unsure).slice(-100))
    .slice(0, 6);
  const events = [...fresh, ...earlier].flatMap((item) =>
    Array.from({ length: dice.whole(1, 2) }, () => eventOf(item, (item.versions += 1))),
  );
  const twice = events.filter(() => dice.next() < 0.15);
  const parcels: Parcel[] = [];
  const shuffled = dice.shuffle([...events, ...twice]);
  while (shuffled.length > 0) parcels.push({ events: shuffled.splice(0, dice.whole(1, 8)) });

  const abandoned = Array.from({ length: dice.whole(0, 3) }, (_, index) =>
    newItem(`${prefix}x${index}`, people, base, dice),
  );
  for (const item of abandoned) {
    item.versions = 1;
    parcels.push({ events: [eventOf(item, 1)], once: true, givenUp: () => (item.unsure = true) });
  }
  told.items.push(...fresh, ...abandoned);
  return { parcels: dice.shuffle(parcels), touched: [...fresh, ...earlier, ...abandoned] };
}

async function createPeople(crm: { createOnce(path: string, row: object): Promise<void> }): Promise<Person[]> {
  const people: Person[] = [];
  for (let index = 0; index < peopleCount; index += 1) {
    const contactId = randomUUID();
    const [first, last] = ['Person', String(index + 1)];
    const email = `person${index + 1}@alder.example`;
    await crm.createOnce(`contacts(${contactId})`, { firstname: first, lastname: last, emailaddress1: email });
    people.push({ email, name: `${first} ${last}`, contactId });
  }
  return people;
}
