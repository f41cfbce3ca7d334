/** `local-dataverse --port N --data DIR --import ZIP…` */
import { parseArgs } from 'node:util';
import { parseSwitches } from './engine/switches.ts';
import type { Switches } from './engine/switches.ts';
import { parseProtection } from './protection/settings.ts';
import type { ProtectionOptions } from './protection/settings.ts';
import { startLocalDataverse } from './server.ts';

const USAGE = `Usage: local-dataverse [--port N] [--authority-port N] [--data DIR] [--import ZIP]... [--without-sales] [--protection WORDS] [--switch NAME=VALUE]...

  --port N            port on 127.0.0.1 (default 5555)
  --authority-port N  port of the token endpoint, TLS (default: any free one)
  --data DIR          folder that keeps rows and metadata (default .local-dataverse)
  --import ZIP        solution to import at start; may be given several times, in order
  --without-sales     no tables of Dynamics 365 Sales: lead, opportunity, marketing list; for a new data folder
  --protection WORDS  limits and slowness, words with commas between (default: none):
                      on = the platform's limits; window=300 requests=6000 execution=1200 (seconds) concurrency=52 dop=4;
                      scale=10 = window, requests and execution time divided by 10; latency=60 (ms);
                      costs = execution-time model; its figures in ms: request create createWithParties update putParties
                      delete read action (read=10)
  --switch NAME=VALUE behaviour that no document settles, and limits; README.md lists them; may be given several times
`;

const DEFAULT_PORT = 5555;

interface Arguments {
  readonly port: number;
  readonly authorityPort: number | undefined;
  readonly dataDir: string;
  readonly imports: readonly string[];
  readonly sales: boolean;
  readonly protection: ProtectionOptions | undefined;
  readonly switches: Switches;
}

/** @throws Error with a sentence for the user */
function readArguments(): Arguments | undefined {
  const { values, positionals } = parseArgs({
    options: {
      port: { type: 'string' },
      'authority-port': { type: 'string' },
      data: { type: 'string' },
      import: { type: 'string', multiple: true },
      'without-sales': { type: 'boolean', default: false },
      protection: { type: 'string' },
      switch: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
    },
    // `--import a.zip b.zip` is as good as naming the option twice.
    allowPositionals: true,
  });
  if (values.help) return undefined;
  if (positionals.length > 0 && values.import === undefined)
    throw new Error(`I do not know '${positionals[0] ?? ''}'.`);
  return {
    port: portNumber('--port', values.port) ?? DEFAULT_PORT,
    authorityPort: portNumber('--authority-port', values['authority-port']),
    dataDir: values.data ?? '.local-dataverse',
    imports: [...(values.import ?? []), ...positionals],
    sales: !values['without-sales'],
    protection: values.protection === undefined ? undefined : parseProtection(values.protection),
    switches: parseSwitches(values.switch ?? []),
  };
}

function portNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`${option} takes a port number, not '${text}'.`);
  return port;
}

async function main(): Promise<void> {
  const given = readArguments();
  if (given === undefined) {
    process.stdout.write(USAGE);
    return;
  }
  const { authorityPort, protection, switches, ...options } = given;
  const server = await startLocalDataverse({
    ...options,
    ...switches,
    ...(authorityPort === undefined ? {} : { authorityPort }),
    ...(protection === undefined ? {} : { protection }),
  });
  process.stdout.write(
    `Local Dataverse  ${server.url}\nWeb API          ${server.url}/api/data/v9.2/\nToken endpoint   ${server.authorityUrl}\nCertificate      ${server.caFile}\n`,
  );
  const stop = (): void => {
    process.removeAllListeners('SIGINT');
    process.removeAllListeners('SIGTERM');
    server.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
