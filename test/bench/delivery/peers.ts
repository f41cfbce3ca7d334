/** The peer: DynamicsWebApi 2.5 written the way its users do, plainly and with its own batching (facts/measured.md §1). */
import { setTimeout as delay } from 'node:timers/promises';
import { DynamicsWebApi } from 'dynamics-web-api';
import type { Organisation } from './organisation.ts';
import { type BenchEvent, eventAt, type PeerRow, peerRowOf, sourceIdOf } from './stream.ts';

const PLAIN_CONCURRENCY = 32;
/** Activities of one change set: its default is one for all that a batch writes. */
const BATCH = 100;
const BATCH_CONCURRENCY = 8;

export interface PeerRun {
  /** Takes nothing more from the stream; resolves when what was begun has ended. */
  stop(): Promise<void>;
  /** Source ids of good events it says it has written. */
  readonly said: ReadonlySet<string>;
}

/**
 * `plain`: row by row. `batch`: in batches; one that fails is written row by row. `halving`: in batches; one that fails is halved
 * until the row that spoils it stands alone.
 */
export type PeerStyle = 'plain' | 'batch' | 'halving';

/** Begins to write the stream and goes on until it is stopped. */
export async function startPeer(organisation: Organisation, style: PeerStyle, badEvery: number): Promise<PeerRun> {
  const { target, userId } = organisation;
  const { token } = await target.register('peer', ['System Administrator']);
  const client = (): DynamicsWebApi =>
    new DynamicsWebApi({
      serverUrl: target.url,
      dataApi: { version: '9.2' },
      onTokenRefresh: () => Promise.resolve(token),
    });
  const said = new Set<string>();
  const stopping = new AbortController();
  let next = 0;
  const take = (): BenchEvent => eventAt(next++, badEvery);
  const plain = client();

  async function writePlainly(event: BenchEvent): Promise<void> {
    try {
      const contact = await patiently(() => contactOf(plain, event));
      const { collection, data, close, attendee } = peerRowOf(event, contact, userId);
      const id = await patiently(() => plain.create<object, string>({ collection, data }));
      if (attendee) await patiently(() => plain.upsert(attendee));
      await patiently(() => plain.update({ collection, key: id, data: close }));
      said.add(sourceIdOf(event));
    } catch (error) {
      if (!event.bad) throw error;
    }
  }

  /** One query for the addresses, one batch for the rows. */
  async function writeBatch(events: readonly BenchEvent[]): Promise<void> {
    const contacts = await patiently(() => contactsOf(plain, events));
    await writeChangeSet(
      events.map((event) => ({ event, row: peerRowOf(event, contacts.get(event.address) ?? '', userId) })),
    );
  }

  async function writeChangeSet(rows: readonly { readonly event: BenchEvent; readonly row: PeerRow }[]): Promise<void> {
    try {
      await patiently(() => {
        const api = client();
        api.startBatch();
        rows.forEach(({ row: { collection, data, close, attendee } }, index) => {
          const contentId = String(index + 1);
          void api.create({ collection, data, contentId });
          if (attendee) void api.upsert(attendee);
          void api.update({ collection: `$${contentId}`, data: close });
        });
        return api.executeBatch();
      });
      for (const { event } of rows) said.add(sourceIdOf(event));
    } catch (error) {
      if (!rows.some(({ event }) => event.bad)) throw error;
      if (style === 'batch') for (const { event } of rows) await writePlainly(event);
      else if (rows.length > 1) {
        const middle = Math.ceil(rows.length / 2);
        await writeChangeSet(rows.slice(0, middle));
        await writeChangeSet(rows.slice(middle));
      }
    }
  }

  const lanes = Array.from({ length: style === 'plain' ? PLAIN_CONCURRENCY : BATCH_CONCURRENCY }, async () => {
    while (!stopping.signal.aborted) {
      if (style === 'plain') await writePlainly(take());
      else await writeBatch(Array.from({ length: BATCH }, take));
    }
  });
  const ended = Promise.all(lanes);
  // A failure is told by `stop`; until then it must not end the process.
  ended.catch(() => stopping.abort());
  return {
    said,
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** Waits out Retry-After, as often as the platform says it. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const seconds = retryAfterOf(error);
      if (seconds === undefined) throw error;
      await delay(seconds * 1000);
    }
  }
}

function retryAfterOf(error: unknown): number | undefined {
  for (const one of Array.isArray(error) ? (error as unknown[]) : [error]) {
    const { status, headers } = one as { status?: number; headers?: Record<string, string> };
    if (status === 429) return Number(headers?.['retry-after'] ?? 1);
  }
  return undefined;
}

interface Found {
  readonly value: readonly { readonly contactid: string; readonly emailaddress1: string }[];
}

async function contactOf(api: DynamicsWebApi, { address }: BenchEvent): Promise<string> {
  const filter = `emailaddress1 eq '${address}'`;
  const { value } = (await api.retrieveMultiple({
    collection: 'contacts',
    select: ['contactid', 'emailaddress1'],
    filter,
    top: 1,
  })) as unknown as Found;
  const id = value[0]?.contactid;
  if (id === undefined) throw new Error(`nobody has the address ${address}`);
  return id;
}

async function contactsOf(api: DynamicsWebApi, events: readonly BenchEvent[]): Promise<ReadonlyMap<string, string>> {
  const addresses = JSON.stringify([...new Set(events.map(({ address }) => address))]);
  const filter = `Microsoft.Dynamics.CRM.In(PropertyName='emailaddress1',PropertyValues=${addresses})`;
  const { value } = (await api.retrieveMultiple({
    collection: 'contacts',
    select: ['contactid', 'emailaddress1'],
    filter,
  })) as unknown as Found;
  return new Map(value.map(({ contactid, emailaddress1 }) => [emailaddress1, contactid]));
}
