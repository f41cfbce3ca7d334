import { z } from 'zod';
import type { BatchPart } from '../dataverse/batch.ts';
import type { DataverseClient } from '../dataverse/client.ts';
import { DataverseError, platformError } from '../dataverse/errors.ts';
import type { Metadata, TableInfo } from '../dataverse/metadata.ts';
import { chunksFor, inFilter } from '../dataverse/query.ts';
import { PassingFailure } from '../failures.ts';
import { reason } from '../reasons.ts';
import { TtlCache } from '../ttl-cache.ts';
import { addressColumns, type CrmRow, readRow, selectOf } from './crm-rows.ts';

/** Tables that are asked; `lead` and the like may be absent (DESIGN decision 8). */
const askedByAddress = ['contact', 'lead', 'systemuser'] as const;
export type AddressTable = (typeof askedByAddress)[number];

export interface CrmQuestion {
  readonly addresses: readonly string[];
  /** Ids by table. */
  readonly ids: Readonly<Partial<Record<'contact' | 'lead' | 'account', readonly string[]>>>;
}

export interface CrmAnswers {
  /** Rows of a table that carry the address, the one to take first. */
  byAddress(table: AddressTable, address: string): readonly CrmRow[];
  byId(table: 'contact' | 'lead' | 'account', id: string): CrmRow | undefined;
}

/** Rows of people and accounts in Dataverse, asked for in bulk and cached (DESIGN decision 4). */
export interface CrmDirectory {
  /** One request for everything that is not known yet. @throws PassingFailure, DataverseError */
  find(question: CrmQuestion): Promise<CrmAnswers>;
  /** Forgets what is cached: a person was created or changed. */
  forget(): void;
}

export interface CrmDirectoryOptions {
  readonly client: DataverseClient;
  readonly metadata: Metadata;
  /** Milliseconds a row that was found is believed. */
  readonly ttlMs?: number;
  /** Milliseconds an address that no row carries is believed to be unknown. */
  readonly missingTtlMs?: number;
}

const answer = z.object({ value: z.array(z.record(z.string(), z.unknown())) });

export function crmDirectory({
  client,
  metadata,
  ttlMs = 5 * 60_000,
  missingTtlMs = 15_000,
}: CrmDirectoryOptions): CrmDirectory {
  const cache = new TtlCache<readonly CrmRow[]>();
  const addressKey = (table: string, address: string): string => `${table}|@|${address}`;
  const idKey = (table: string, id: string): string => `${table}|#|${id.toLowerCase()}`;

  return {
    async find(question) {
      const known: Known = new Map();
      await load(question, known);
      // A person that was merged away leads to the row that survived.
      const masters = [...known.values()].flat().filter(({ masterId }) => masterId !== undefined);
      const idsOf = (table: string): string[] =>
        masters.flatMap((row) => (row.table === table ? (row.masterId ?? []) : []));
      if (masters.length > 0)
        await load({ addresses: [], ids: { contact: idsOf('contact'), lead: idsOf('lead') } }, known);
      const survivor = (row: CrmRow): CrmRow =>
        (row.masterId ? known.get(idKey(row.table, row.masterId))?.[0] : undefined) ?? row;
      return {
        byAddress: (table, address) => distinct((known.get(addressKey(table, address)) ?? []).map(survivor)),
        byId(table, id) {
          const row = known.get(idKey(table, id))?.[0];
          return row ? survivor(row) : undefined;
        },
      };
    },
    forget: () => cache.clear(),
  };

  /** Puts what the cache has into `known`. @returns the values that must be asked for. */
  function missingOf(values: readonly string[], keyOf: (value: string) => string, known: Known): string[] {
    return [...new Set(values)].filter((value) => {
      const rows = cache.get(keyOf(value));
      if (rows) known.set(keyOf(value), rows);
      return rows === undefined;
    });
  }

  /** Fills `known` with one request for all that the cache does not have. */
  async function load({ addresses, ids }: CrmQuestion, known: Known): Promise<void> {
    const queries: Query[] = [];
    const remember = (key: string, rows: readonly CrmRow[]): void => {
      known.set(key, rows);
      cache.set(key, rows, rows.length > 0 ? ttlMs : missingTtlMs);
    };
    for (const table of askedByAddress) {
      const missing = missingOf(addresses, (address) => addressKey(table, address), known);
      const info = missing.length > 0 ? await metadata.table(table) : undefined;
      if (!info) continue;
      const columns = addressColumns(info);
      for (const chunk of chunksFor(missing, columns.length)) {
        const filter = columns.map((column) => inFilter(column, chunk)).join('%20or%20');
        queries.push({
          info,
          filter,
          take(rows) {
            for (const address of chunk) {
              const found = rows.filter((row) => row.addresses.includes(address));
              remember(
                addressKey(table, address),
                found.sort((a, b) => byPreference(a, b, address)),
              );
            }
          },
        });
      }
    }
    for (const table of ['contact', 'lead', 'account'] as const) {
      const missing = missingOf(ids[table] ?? [], (id) => idKey(table, id), known);
      const info = missing.length > 0 ? await metadata.table(table) : undefined;
      if (!info) continue;
      for (const chunk of chunksFor(missing, 1)) {
        queries.push({
          info,
          filter: inFilter(info.primaryId, chunk),
          take(rows) {
            for (const id of chunk)
              remember(
                idKey(table, id),
                rows.filter((row) => row.id === id.toLowerCase()),
              );
          },
        });
      }
    }
    if (queries.length > 0) await ask(client, queries);
  }
}

type Known = Map<string, readonly CrmRow[]>;

interface Query {
  readonly info: TableInfo;
  /** Encoded. */
  readonly filter: string;
  readonly take: (rows: CrmRow[]) => void;
}

/** Runs the queries in one batch. */
async function ask(client: DataverseClient, queries: readonly Query[]): Promise<void> {
  const responses = await client.batch(queries.map(({ info, filter }) => query(info, filter)));
  queries.forEach(({ info, take }, index) => {
    const response = responses[index]?.[0];
    const error = response ? platformError(response) : undefined;
    if (!response || error?.failure === 'passing' || error?.failure === 'throttled') {
      throw new PassingFailure(reason('platform-unavailable', `query of ${info.table}`));
    }
    if (error) throw new DataverseError(error, `GET ${info.set}`);
    take(answer.parse(response.body).value.map((row) => readRow(info, row)));
  });
}

function query(info: TableInfo, filter: string): BatchPart {
  return {
    method: 'GET',
    path: `${info.set}?$select=${selectOf(info).join(',')}&$filter=${filter}`,
    headers: { Prefer: 'odata.include-annotations="Microsoft.Dynamics.CRM.lookuplogicalname"' },
  };
}

/** Active before inactive, then by the column the address stands in, the oldest row, the id: the choice never changes by chance. */
function byPreference(a: CrmRow, b: CrmRow, address: string): number {
  return (
    Number(b.active) - Number(a.active) ||
    a.addresses.indexOf(address) - b.addresses.indexOf(address) ||
    compareText(a.createdOn, b.createdOn) ||
    compareText(a.id, b.id)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function distinct(rows: readonly CrmRow[]): CrmRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
