/** What the cases of `dataverse-ify` work with. They run in Node and, bundled, inside a page: nothing of Node may be imported here. */
import { type DataverseClient, EntityReference, type IEntity } from 'dataverse-ify';
import { difference } from '../contract/match.ts';

export type Row = Record<string, unknown>;

export interface World {
  readonly client: DataverseClient;
  /** Below the client: rows as the server sends them. */
  readonly api: Xrm.WebApi;
  /** A name nobody has had before, on either half. */
  fresh(word: string): string;
}

export function world(client: DataverseClient, api: Xrm.WebApi, half: 'Node' | 'browser'): World {
  let count = 0;
  return { client, api, fresh: (word) => `${word} ${half} ${(count += 1)}` };
}

/** @throws Error that names the first member that differs; objects are compared by the members expected */
export function like(actual: unknown, expected: unknown): void {
  const found = difference(expected, actual);
  if (found !== undefined) throw new Error(found);
}

/** @throws Error when the work is done, or its failure does not say this */
export async function fails(work: Promise<unknown>, message: RegExp): Promise<void> {
  let answer: unknown;
  try {
    answer = await work;
  } catch (error) {
    like(error instanceof Error ? error.message : JSON.stringify(error), message);
    return;
  }
  throw new Error(`was accepted: ${JSON.stringify(answer)}`);
}

/** Creates a row with the client; a reference to it. */
export async function made(client: DataverseClient, table: string, values: Row): Promise<Made> {
  return new Made(table, await client.create({ logicalName: table, ...values }));
}

/** A reference whose id is there. */
export class Made extends EntityReference {
  declare readonly entityType: string;
  declare readonly id: string;

  constructor(table: string, id: string) {
    super(table, id);
    like(id, /^[0-9a-f-]{36}$/);
  }
}

/** Rows as the client gives them, members readable. */
export async function read(client: DataverseClient, row: Made, columns: string[]): Promise<IEntity> {
  return client.retrieve<IEntity>(row.entityType, row.id, columns);
}
