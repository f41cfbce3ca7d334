import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { DataverseClient } from '../dataverse/client.ts';
import type { Metadata } from '../dataverse/metadata.ts';
import { chunksFor, inFilter } from '../dataverse/query.ts';
import { safeError } from '../log.ts';
import type { CrmDirectory } from '../people/crm-directory.ts';
import { addressColumns } from '../people/crm-rows.ts';
import { type CountryCode, phoneColumns } from '../people/phones.ts';
import { tokensOf } from '../people/tokens.ts';
import type { EventQueue } from '../queue/types.ts';

export interface PeopleWatch {
  /** A person was created or changed: what waits for one of its addresses or numbers is taken up again (SPEC B-8). @throws PassingFailure, DataverseError */
  changed(table: string, id: string): Promise<void>;
  stop(): void;
}

export interface PeopleWatchOptions {
  readonly client: Pick<DataverseClient, 'read'>;
  readonly metadata: Pick<Metadata, 'table'>;
  readonly crm: Pick<CrmDirectory, 'forget'>;
  readonly queue: Pick<EventQueue, 'replay'>;
  readonly log: Logger;
  /** Country whose national numbers are read. */
  readonly defaultCountry?: CountryCode;
  /** Milliseconds in which changes gather, so that an import of thousands of people costs few requests. */
  readonly gatherMs?: number;
  /** Milliseconds after which it is waked again: an event looked up just before may have been parked just after. */
  readonly againMs?: number;
}

const answer = z.object({ value: z.array(z.record(z.string(), z.unknown())) });

export function peopleWatch(options: PeopleWatchOptions): PeopleWatch {
  const { client, metadata, crm, queue, log, defaultCountry, gatherMs = 200, againMs = 20_000 } = options;
  const timers = new Set<NodeJS.Timeout>();
  let gathering: { readonly ids: Map<string, Set<string>>; readonly done: Promise<void> } | undefined;

  function gather(): NonNullable<typeof gathering> {
    const ids = new Map<string, Set<string>>();
    const done = delay(gatherMs).then(async () => {
      gathering = undefined;
      await wake([...ids]);
    });
    return { ids, done };
  }

  async function wake(ids: readonly (readonly [string, ReadonlySet<string>])[]): Promise<void> {
    const tokens = new Set<string>();
    for (const [table, changed] of ids) for (const token of await tokensFor(table, [...changed])) tokens.add(token);
    crm.forget();
    if (tokens.size === 0) return;
    await replay(tokens);
    const timer = setTimeout(() => {
      timers.delete(timer);
      replay(tokens).catch((error: unknown) => log.error({ error: safeError(error) }, 'parked events were not waked'));
    }, againMs);
    timer.unref();
    timers.add(timer);
  }

  /** The message's own data is not believed (SPEC B-10): the rows are read. */
  async function tokensFor(table: string, ids: readonly string[]): Promise<string[]> {
    const info = await metadata.table(table);
    if (!info) return [];
    const columns = [info.primaryId, ...addressColumns(info), ...phoneColumns(info)].join(',');
    const found: string[] = [];
    for (const chunk of chunksFor(ids, 1)) {
      const path = `${info.set}?$select=${columns}&$filter=${inFilter(info.primaryId, chunk)}`;
      const rows = answer.parse(await client.read(path)).value;
      found.push(...rows.flatMap((row) => tokensOf(info, row, defaultCountry)));
    }
    return found;
  }

  async function replay(tokens: ReadonlySet<string>): Promise<void> {
    const counts = await Promise.all([...tokens].map((token) => queue.replay({ token })));
    const replayed = counts.reduce((sum, count) => sum + count, 0);
    if (replayed > 0) log.info({ replayed }, 'a person appeared; parked events are taken up again');
  }

  return {
    changed(table, id) {
      gathering ??= gather();
      const ids = gathering.ids.get(table) ?? new Set();
      gathering.ids.set(table, ids.add(id));
      return gathering.done;
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
