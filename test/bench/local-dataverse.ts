/** How fast the local Dataverse is, against a bare server on the same machine at the same time (docs/bench.md). */
import { randomUUID } from 'node:crypto';
import { durations, machine, median, percentile, rate, rounded } from './measure.ts';
import { API, type Bare, startBare, startTarget, type Target } from './target.ts';

const CONNECTIONS = 8;
const ROUNDS = 5;
const POSTS = 4000;
const BATCHES = 40;
const BATCH_SIZE = 100;
const CONTACTS = 500;
const PAGES = 300;

export const GOALS = { ratioSingle: 0.15, ratioBatch: 0.5, filteredPageP95Ms: 10 } as const;

export interface Report {
  readonly ratioSingle: number;
  readonly ratioBatch: number;
  readonly filteredPageP95Ms: number;
  readonly barePostsPerSecond: number;
  readonly singleCreatesPerSecond: number;
  readonly batchRowsPerSecond: number;
  readonly filterReadsPerSecond: number;
  readonly activities: number;
  readonly loadSeconds: number;
  readonly loadRowsPerSecond: number;
  /** Milliseconds of a page of 50, by query. */
  readonly pages: Readonly<Record<string, { readonly p50: number; readonly p95: number; readonly rows: number }>>;
  readonly rounds: readonly Round[];
  readonly machine: Readonly<Record<string, string | number>>;
  readonly met: boolean;
}

interface Round {
  readonly bare: number;
  readonly single: number;
  readonly batch: number;
}

export interface Settings {
  readonly activities: number;
  readonly step: (text: string) => void;
}

/** Runs the whole benchmark; about a minute. Everything it starts is stopped again. */
export async function benchLocalDataverse({ activities, step }: Settings): Promise<Report> {
  step('start both servers');
  const bare = await startBare(CONNECTIONS);
  try {
    const target = await startTarget(CONNECTIONS);
    try {
      step(`${ROUNDS} rounds of bare posts, single creates and batches`);
      const rounds = await writeRounds(bare, target);
      step(`load ${activities} activities`);
      const contacts = await createContacts(target);
      const loadSeconds = await load(target, contacts, activities);
      step('read pages');
      return await report(target, contacts, activities, rounds, loadSeconds);
    } finally {
      await target.stop();
    }
  } finally {
    await bare.stop();
  }
}

/** A task without parties, as integrations write them. */
const task = JSON.stringify({
  subject: 'Call back about the offer',
  description: 'Some text that describes the task in a sentence or two, as people write them.',
  scheduledend: '2026-01-01T10:00:00Z',
});

/** Interleaved, so that what else the machine does hits all three alike; one round before the first counts for nothing. */
async function writeRounds(bare: Bare, target: Target): Promise<Round[]> {
  const batch = batchOf(Array.from({ length: BATCH_SIZE }, () => task));
  const one = async (posts: number, batches: number): Promise<Round> => ({
    bare: await rate(posts, CONNECTIONS, () => bare.post(task)),
    single: await rate(posts, CONNECTIONS, () => expectStatus(target, 'tasks', task, 204)),
    batch: BATCH_SIZE * (await rate(batches, 2, () => sendBatch(target, batch, BATCH_SIZE))),
  });
  await one(POSTS / 2, BATCHES / 2);
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await one(POSTS, BATCHES));
  return rounds;
}

async function expectStatus(target: Target, path: string, body: string, status: number): Promise<void> {
  const answer = await target.send('POST', `${API}${path}`, body);
  if (answer.status !== status) throw new Error(`POST ${path} was answered ${answer.status}: ${answer.text}`);
}

function batchOf(rows: readonly string[]): string {
  const parts = rows.map(
    (row) =>
      `--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nPOST ${API}tasks HTTP/1.1\r\nContent-Type: application/json\r\n\r\n${row}\r\n`,
  );
  return `${parts.join('')}--b--\r\n`;
}

/** @throws Error unless every operation made its row */
async function sendBatch(target: Target, batch: string, size: number): Promise<void> {
  const answer = await target.send('POST', `${API}$batch`, batch, { 'content-type': 'multipart/mixed; boundary=b' });
  const made = answer.text.split('HTTP/1.1 204').length - 1;
  if (answer.status !== 200 || made !== size)
    throw new Error(`a batch was answered ${answer.status} with ${made} rows: ${answer.text.slice(0, 500)}`);
}

async function createContacts(target: Target): Promise<string[]> {
  const contacts: string[] = [];
  await rate(CONTACTS, CONNECTIONS, async (index) => {
    contacts.push(await target.create('contacts', { firstname: 'Contact', lastname: String(index) }));
  });
  return contacts;
}

/**
 * Tasks about contacts over `$batch`, by four callers. A fifth of the rows names its contact in al_contactid only, and one contact
 * has every fiftieth row, so that pages come out of long timelines too.
 * @returns seconds it took
 */
async function load(target: Target, contacts: readonly string[], activities: number): Promise<number> {
  const start = Date.parse('2024-01-01T00:00:00Z');
  const rowOf = (index: number): string => {
    const contact = contacts[index % 50 === 0 ? 0 : (index * 7919) % contacts.length] ?? '';
    const occurred = new Date(start + ((index * 104_729) % 63_072_000) * 1000).toISOString();
    return JSON.stringify({
      subject: `Activity ${index}`,
      description: 'Some text that describes the task in a sentence or two, as people write them.',
      scheduledend: occurred,
      al_occurredon: occurred,
      al_sourcesystem: 'bench',
      al_sourceid: randomUUID(),
      'al_contactid_task@odata.bind': `/contacts(${contact})`,
      ...(index % 5 === 0 ? {} : { 'regardingobjectid_contact_task@odata.bind': `/contacts(${contact})` }),
    });
  };
  const before = performance.now();
  await rate(Math.ceil(activities / BATCH_SIZE), 4, async (index) => {
    const size = Math.min(BATCH_SIZE, activities - index * BATCH_SIZE);
    const rows = Array.from({ length: size }, (_, at) => rowOf(index * BATCH_SIZE + at));
    await sendBatch(target, batchOf(rows), size);
  });
  return (performance.now() - before) / 1000;
}

const SELECT = '$select=subject,statecode,statuscode,createdon,scheduledend,al_occurredon,_regardingobjectid_value';

/** Pages that people and programs ask for; `contact` is one of the loaded ones. */
const QUERIES: Readonly<Record<string, (contact: string) => string>> = {
  timeline: (contact) =>
    `tasks?${SELECT}&$filter=_regardingobjectid_value eq ${contact} or _al_contactid_value eq ${contact}&$orderby=al_occurredon desc`,
  newestOpen: () =>
    `tasks?${SELECT}&$filter=statecode eq 0 and createdon ge 2020-01-01T00:00:00Z&$orderby=createdon desc`,
  allActivities: (contact) =>
    `activitypointers?$select=subject,activitytypecode,createdon&$filter=_regardingobjectid_value eq ${contact}&$orderby=createdon desc`,
};

async function report(
  target: Target,
  contacts: readonly string[],
  activities: number,
  rounds: readonly Round[],
  loadSeconds: number,
): Promise<Report> {
  const contactAt = (index: number): string => contacts[index % 10 === 0 ? 0 : (index * 31) % contacts.length] ?? '';
  const read = async (query: (contact: string) => string, index: number): Promise<number> => {
    const path = `${API}${query(contactAt(index))}`.replaceAll(' ', '%20');
    const answer = await target.send('GET', path, undefined, { prefer: 'odata.maxpagesize=50' });
    if (answer.status !== 200) throw new Error(`GET ${path} was answered ${answer.status}: ${answer.text}`);
    return answer.text.split('"@odata.etag"').length - 1;
  };
  const pages: Record<string, { p50: number; p95: number; rows: number }> = {};
  for (const [name, query] of Object.entries(QUERIES)) {
    for (let index = 0; index < 50; index += 1) await read(query, index);
    let rows = 0;
    const taken = await durations(PAGES, async (index) => {
      rows += await read(query, index);
    });
    const [p50, p95] = [percentile(taken, 0.5), percentile(taken, 0.95)];
    pages[name] = { p50: rounded(p50, 2), p95: rounded(p95, 2), rows: rounded(rows / PAGES, 1) };
  }
  const timeline = QUERIES['timeline'];
  if (timeline === undefined) throw new Error('the timeline query is missing');
  const reads = await rate(2000, CONNECTIONS, async (index) => void (await read(timeline, index)));
  const numbers = {
    ratioSingle: rounded(median(rounds.map((each) => each.single / each.bare)), 3),
    ratioBatch: rounded(median(rounds.map((each) => each.batch / each.bare)), 3),
    filteredPageP95Ms: Math.max(...Object.values(pages).map((page) => page.p95)),
  };
  return {
    ...numbers,
    barePostsPerSecond: rounded(median(rounds.map((each) => each.bare))),
    singleCreatesPerSecond: rounded(median(rounds.map((each) => each.single))),
    batchRowsPerSecond: rounded(median(rounds.map((each) => each.batch))),
    filterReadsPerSecond: rounded(reads),
    activities,
    loadSeconds: rounded(loadSeconds, 1),
    loadRowsPerSecond: rounded(activities / loadSeconds),
    pages,
    rounds: rounds.map((each) => ({
      bare: rounded(each.bare),
      single: rounded(each.single),
      batch: rounded(each.batch),
    })),
    machine: machine(),
    met:
      numbers.ratioSingle >= GOALS.ratioSingle &&
      numbers.ratioBatch >= GOALS.ratioBatch &&
      numbers.filteredPageP95Ms <= GOALS.filteredPageP95Ms,
  };
}
