import type { ColumnDefinitions } from '@activity-logging/activity-model';
import type { DataverseClient } from '../dataverse/client.ts';
import { readColumnDefinitions } from '../dataverse/column-definitions.ts';
import type { Metadata } from '../dataverse/metadata.ts';
import { readTables } from './tables.ts';

/** Table definitions are read anew after this time: a solution may have been imported, a column made. Milliseconds. */
const definitionsMs = 10 * 60_000;
/** Columns of mappings sooner: an admin who just made a column maps it next. */
const columnsMs = 60_000;

/** What the bridge must know of tables to write their rows, read when needed and kept for a while. */
export interface Definitions {
  /** @throws PassingFailure, DataverseError */
  readonly tables: () => ReturnType<typeof readTables>;
  /** Columns that mappings of a table can write to. @throws PassingFailure, DataverseError */
  readonly columns: (table: string) => Promise<ColumnDefinitions>;
}

export function definitionsOf(client: DataverseClient, metadata: Metadata, now: () => number): Definitions {
  const tables = kept(definitionsMs, now, () => {
    metadata.refresh();
    return readTables(metadata);
  });
  const columns = kept(columnsMs, now, async (table) => {
    const [found, known] = await Promise.all([readColumnDefinitions(client, table), metadata.table(table)]);
    // A lookup made since is written by its navigation property, which the older definitions do not have.
    if (known && [...found.keys()].some((name) => !known.columns.has(name))) tables.forget('');
    return found;
  });
  return { tables: () => tables.read(''), columns: columns.read };
}

interface Kept<T> {
  read(name: string): Promise<T>;
  forget(name: string): void;
}

/** Reads once a name and keeps the answer; what could not be read is asked for again. */
function kept<T>(forMs: number, now: () => number, read: (name: string) => Promise<T>): Kept<T> {
  const answers = new Map<string, { readonly at: number; readonly value: Promise<T> }>();
  return {
    read(name) {
      const known = answers.get(name);
      if (known && known.at > now() - forMs) return known.value;
      const value = read(name);
      answers.set(name, { at: now(), value });
      value.catch(() => answers.delete(name));
      return value;
    },
    forget: (name) => void answers.delete(name),
  };
}
