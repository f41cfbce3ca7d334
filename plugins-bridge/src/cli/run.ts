import { type Config, ConfigError, readConfig } from '../config.ts';
import type { DataverseClient } from '../dataverse/client.ts';
import type { Connection } from '../dataverse/connect.ts';
import type { Said } from './config.ts';

/** Runs a command against Dataverse and prints its result as JSON. */
export function withClient(run: (client: DataverseClient, config: Config) => Promise<unknown>): Promise<void> {
  return connected(async ({ client }, config) => {
    process.stdout.write(`${JSON.stringify(await run(client, config), null, 2)}\n`);
  });
}

/** Runs a command against Dataverse and prints what it says, line by line. */
export function say(run: (connection: Connection, config: Config) => Promise<Said>): Promise<void> {
  return connected(async (connection, config) => {
    const { lines, notes, exitCode } = await run(connection, config);
    for (const line of lines) process.stdout.write(`${line}\n`);
    for (const note of notes) process.stderr.write(`${note}\n`);
    process.exitCode = exitCode;
  });
}

/** Runs a command with the configured organisation; the connection is closed after it. */
export async function connected(run: (connection: Connection, config: Config) => Promise<void>): Promise<void> {
  const config = readConfig(process.env);
  // Loaded when it is needed: `preview` and `--help` answer at once.
  const { connectDataverse } = await import('../dataverse/connect.ts');
  const connection = connectDataverse(config);
  try {
    await run(connection, config);
  } finally {
    await connection.http.close();
  }
}

/** What a person is told of a failure, and the exit code: 2 for a configuration that is not usable. */
export function failed(error: unknown): { readonly text: string; readonly exitCode: number } {
  if (error instanceof ConfigError) return { text: error.message, exitCode: 2 };
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return { text: `${error instanceof Error ? error.message : String(error)}${cause}`, exitCode: 1 };
}
