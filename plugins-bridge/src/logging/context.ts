import type { ColumnDefinitions, Configuration, Limits } from '@activity-logging/activity-model';
import type { Logger } from 'pino';
import type { DataverseClient } from '../dataverse/client.ts';
import type { Metadata } from '../dataverse/metadata.ts';
import type { WritePool } from '../dataverse/write-pool.ts';
import type { CrmDirectory } from '../people/crm-directory.ts';
import type { Outcome, WrittenRow } from '../queue/types.ts';
import type { Source } from '../sources/types.ts';
import type { Tables } from './row-body.ts';

/** What items are processed with. */
export interface LoggingContext {
  readonly client: DataverseClient;
  /** Where rows are written. */
  readonly writes: WritePool;
  readonly metadata: Metadata;
  readonly crm: CrmDirectory;
  readonly sources: readonly Source[];
  readonly configuration: () => Configuration;
  /** Definitions of all tables that rows touch, and what texts are cut to. @throws PassingFailure, DataverseError */
  readonly tables: () => Promise<{ readonly tables: Tables; readonly limits: Limits }>;
  /** Columns that mappings of a table can write to. @throws PassingFailure, DataverseError */
  readonly columns: (table: string) => Promise<ColumnDefinitions>;
  /** UUID the rows' ids are derived under. */
  readonly namespace: string;
  /** systemuserid of the bridge. */
  readonly ownId: string;
  readonly log: Logger;
  readonly now: () => number;
}

/** What became of an item. */
export interface ItemResult {
  readonly outcome: Outcome;
  readonly rows: readonly WrittenRow[];
  /** Moment at which its row changes by itself, milliseconds since 1970. */
  readonly recheckAt?: number;
  /** Ids of the issues that are open for it now; absent: as before. */
  readonly issues?: readonly string[];
}
