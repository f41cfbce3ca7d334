import type { LoggingSettings, Ref } from '@activity-logging/activity-model';
import type { DataverseClient } from '../dataverse/client.ts';
import type { Metadata, TableInfo } from '../dataverse/metadata.ts';
import { readBatch } from '../dataverse/read-all.ts';
import { TtlCache } from '../ttl-cache.ts';
import { type By, type PersonTable, queriesOf, rankOf, type Want } from './crm-queries.ts';
import { type CrmRow, readRow } from './crm-rows.ts';
import { type AccountsByDomain, accountDomains } from './domains.ts';
import { lastActive } from './last-active.ts';
import { findOpportunities, type OpportunityQuestion } from './opportunities.ts';
import type { CountryCode } from './phones.ts';
import type { Match } from './policy.ts';

/** What was found so far, for the items of one claim. */
export interface CrmLookup {
  /** One request for everything that is not known yet, and one more for where merged or qualified rows lead. @throws PassingFailure, DataverseError */
  load(wants: readonly Want[]): Promise<void>;
  /** Rows with the value, of those that were loaded. */
  matches(want: Want): readonly Match[];
}

/** Rows of people, users and accounts in Dataverse, asked for in bulk and cached (DESIGN decision 4). */
export interface CrmDirectory {
  lookup(): CrmLookup;
  /** Accounts by the e-mail domains admins entered. @throws PassingFailure, DataverseError */
  domains(): Promise<AccountsByDomain>;
  /** Moment of the latest activity on each of the rows, by id; one request. @throws PassingFailure, DataverseError */
  lastActive(rows: readonly CrmRow[]): Promise<ReadonlyMap<string, string>>;
  /** The opportunity for each question; one request. @throws PassingFailure, DataverseError */
  opportunities(
    questions: readonly OpportunityQuestion[],
    policy: LoggingSettings['opportunityPolicy'],
  ): Promise<(Ref | undefined)[]>;
  /** Country whose national numbers are read. */
  readonly country: CountryCode | undefined;
  /** Forgets what is cached: a person was created or changed. */
  forget(): void;
}

export interface CrmDirectoryOptions {
  readonly client: DataverseClient;
  readonly metadata: Metadata;
  /** ISO 3166 alpha-2; without it only international numbers are read. */
  readonly defaultCountry?: CountryCode;
  /** Milliseconds a row that was found is believed. */
  readonly ttlMs?: number;
  /** Milliseconds a value that no row carries is believed to be unknown. */
  readonly missingTtlMs?: number;
}

/** Merges of merges are followed this far. */
const longestChain = 10;

export function crmDirectory({
  client,
  metadata,
  defaultCountry,
  ttlMs = 5 * 60_000,
  missingTtlMs = 15_000,
}: CrmDirectoryOptions): CrmDirectory {
  const cache = new TtlCache<readonly CrmRow[]>();
  const domains = accountDomains(client, metadata, ttlMs);

  return {
    lookup() {
      const known: Known = new Map();
      return {
        async load(wants) {
          await fill(known, wants);
          for (let step = 0; step < longestChain; step += 1) {
            const next = [...known.values()].flat().flatMap((row) => leadsTo(row).filter((want) => !has(known, want)));
            if (next.length === 0) break;
            await fill(known, next);
          }
        },
        matches: (want) =>
          (known.get(keyOf(want)) ?? []).map((found) => {
            const row = follow(known, found);
            return { row, direct: row === found, rank: rankOf(found, want) };
          }),
      };
    },
    domains: () => domains.read(),
    lastActive: (rows) => lastActive(client, metadata, rows),
    opportunities: (questions, policy) => findOpportunities(questions, policy, client, metadata),
    country: defaultCountry,
    forget() {
      cache.clear();
      domains.forget();
    },
  };

  /** Puts the rows of the wants into `known`, with one request for all that the cache does not have. */
  async function fill(known: Known, wants: readonly Want[]): Promise<void> {
    const missing = new Map<string, Want>();
    for (const want of wants) {
      const key = keyOf(want);
      const rows = known.get(key) ?? cache.get(key);
      if (rows) known.set(key, rows);
      else missing.set(key, want);
    }
    const groups = Map.groupBy(missing.values(), ({ table, by }) => `${table}|${by}`);
    const asked: { readonly wants: readonly Want[]; readonly info: TableInfo; readonly queries: number }[] = [];
    const queries = [];
    for (const group of groups.values()) {
      const { table, by }: { table: PersonTable; by: By } = group[0] ?? neverEmpty();
      const info = await metadata.table(table);
      // An organisation without Sales has no leads (DESIGN decision 8).
      if (!info) continue;
      const own = queriesOf(
        info,
        by,
        group.map(({ value }) => value),
        defaultCountry,
      );
      asked.push({ wants: group, info, queries: own.length });
      queries.push(...own);
    }
    const answers = await readBatch(client, queries);
    for (const { wants: group, info, queries: count } of asked) {
      const rows = new Map<string, CrmRow>();
      for (const row of answers.splice(0, count).flat()) {
        const read = readRow(info, row, defaultCountry);
        rows.set(read.id, read);
      }
      for (const want of group) {
        const found = [...rows.values()].filter((row) => rankOf(row, want) >= 0);
        known.set(keyOf(want), found);
        cache.set(keyOf(want), found, found.length > 0 ? ttlMs : missingTtlMs);
      }
    }
  }
}

type Known = Map<string, readonly CrmRow[]>;

function keyOf({ table, by, value }: Want): string {
  return `${table}|${by}|${value}`;
}

function has(known: Known, want: Want): boolean {
  return known.has(keyOf(want));
}

/** Where a row that is no longer used leads: a merged one to its master, a qualified lead to its contact (SPEC L-23). */
function leadsTo({ table, id, masterId, qualified, contactId }: CrmRow): Want[] {
  if (masterId !== undefined && isPersonTable(table)) return [{ table, by: 'id', value: masterId }];
  if (!qualified) return [];
  return contactId === undefined
    ? [{ table: 'contact', by: 'lead', value: id }]
    : [{ table: 'contact', by: 'id', value: contactId }];
}

/** The row at the end of the chain; a chain that is broken or goes round ends where it was last known. */
function follow(known: Known, row: CrmRow): CrmRow {
  const seen = new Set([row.id]);
  let current = row;
  for (;;) {
    const next = leadsTo(current).flatMap((want) => known.get(keyOf(want)) ?? [])[0];
    if (!next || seen.has(next.id)) return current;
    seen.add(next.id);
    current = next;
  }
}

function isPersonTable(table: string): table is PersonTable {
  return ['contact', 'lead', 'account', 'systemuser'].includes(table);
}

function neverEmpty(): never {
  throw new Error('A group has members.');
}
