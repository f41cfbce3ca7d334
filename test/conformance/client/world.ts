import assert from 'node:assert/strict';
import type { DynamicsWebApi } from 'dynamics-web-api';

export type Row = Record<string, unknown>;

/** A client and a few rows that cases read; a case that writes makes its own. */
export interface World {
  readonly api: DynamicsWebApi;
  /** Another client: a batch changes the state of the one it is started on. */
  newClient(): DynamicsWebApi;
  readonly account: string;
  /** Four contacts of the account, last names Client 1 … Client 4. */
  readonly contacts: readonly string[];
}

export async function prepare(newClient: () => DynamicsWebApi): Promise<World> {
  const api = newClient();
  const account = await made(api, 'accounts', { name: 'Client account' });
  const contacts: string[] = [];
  for (const number of [1, 2, 3, 4]) {
    contacts.push(
      await made(api, 'contacts', {
        firstname: 'Cli',
        lastname: `Client ${number}`,
        'parentcustomerid_account@odata.bind': `/accounts(${account})`,
      }),
    );
  }
  return { api, newClient, account, contacts };
}

/** Creates a row; its id. */
export async function made(api: DynamicsWebApi, collection: string, data: Row): Promise<string> {
  const id = await api.create<Row, unknown>({ collection, data });
  assert.match(String(id), /^[0-9a-f-]{36}$/);
  return String(id);
}

export async function row(api: DynamicsWebApi, collection: string, key: string, select: string[]): Promise<Row> {
  return api.retrieve<Row>({ collection, key, select });
}

/** Runs something that the server must refuse, and checks status and code. */
export async function refused(work: () => Promise<unknown>, status: number, code?: string): Promise<void> {
  let answer: unknown;
  try {
    answer = await work();
  } catch (error) {
    const { status: got, code: gotCode, message } = error as { status?: unknown; code?: unknown; message?: unknown };
    assert.deepEqual(
      [got, code === undefined ? undefined : gotCode],
      [status, code],
      `${String(got)} ${String(gotCode)} ${String(message)}`,
    );
    return;
  }
  throw new Error(`was accepted: ${JSON.stringify(answer)}`);
}
