/** Puts the local Dataverse together: store, metadata, Web API, the platform's other parts, shell. */
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Behaviour } from './engine/behaviour.ts';
import { movableClock } from './control/clock.ts';
import { installRequestLog, registerControl } from './control/routes.ts';
import { createSnapshots } from './control/snapshots.ts';
import { createEngine } from './engine/engine.ts';
import type { Engine } from './engine/types.ts';
import type { Limits } from './engine/limits.ts';
import { hasMultiple } from './engine/write/multiple.ts';
import { BODY_LIMIT, registerWebApi } from './http/app.ts';
import { installBackground } from './http/background/index.ts';
import { guardHost } from './http/host.ts';
import { addRowToSolution } from './import/row-components.ts';
import { createRegistry, declareBaseTables } from './metadata/index.ts';
import { registerPlatform } from './platform/index.ts';
import { ORGANIZATION_ID } from './platform/wellknown.ts';
import { installProtection } from './protection/hooks.ts';
import type { ProtectionOptions } from './protection/settings.ts';
import { createSessions, registerShell } from './shell/index.ts';

export interface LocalDataverseOptions {
  /** Default 0: any free one. */
  readonly port?: number;
  /** Port of the token endpoint (TLS); default any free one. */
  readonly authorityPort?: number;
  /** Kept between starts: rows, declared metadata, keys, certificate. */
  readonly dataDir: string;
  /** Solution zips to import at start. */
  readonly imports?: readonly string[];
  /** With the tables of Dynamics 365 Sales: lead, opportunity, marketing list and its members; default true. */
  readonly sales?: boolean;
  /** Switches for behaviour that no document settles. */
  readonly behaviour?: Partial<Behaviour>;
  /** Sizes at which queries are refused. */
  readonly limits?: Partial<Limits>;
  /** Milliseconds since 1970; default the machine's clock. */
  readonly clock?: () => number;
  /** Limits, latency and execution-time model; all off by default. */
  readonly protection?: ProtectionOptions;
  /** Milliseconds of the clock the limits' windows slide by; it never goes back. Default performance.now. */
  readonly protectionClock?: () => number;
}

export interface LocalDataverse {
  /** `http://127.0.0.1:…`, without a slash at its end. */
  readonly url: string;
  /** `https://127.0.0.1:…`, the authorityHost of @azure/identity. */
  readonly authorityUrl: string;
  /** Certificate to trust for the authority (NODE_EXTRA_CA_CERTS). */
  readonly caFile: string;
  close(): Promise<void>;
}

/**
 * Starts the server on 127.0.0.1.
 * @throws Error when the port is taken or a solution cannot be imported; nothing keeps running then
 */
export async function startLocalDataverse(options: LocalDataverseOptions): Promise<LocalDataverse> {
  mkdirSync(options.dataDir, { recursive: true });
  const metadata = createRegistry();
  declareBaseTables(metadata, { sales: options.sales ?? true });
  const clock = movableClock(options.clock ?? Date.now);
  const engine = createEngine({
    file: join(options.dataDir, 'dataverse.sqlite'),
    metadata,
    ...(options.behaviour === undefined ? {} : { behaviour: options.behaviour }),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    clock: () => clock.now(),
  });
  // Addresses with FetchXML are long; the platform takes 32 KB.
  const app = fastify({ bodyLimit: BODY_LIMIT, http: { maxHeaderSize: 65_536 }, forceCloseConnections: true });
  try {
    if (options.sales === false) refuseWithSales(engine, options.dataDir);
    guardHost(app);
    const log = installRequestLog(app);
    const protection = installProtection(app, options.protection ?? {}, {
      authenticate: (request) => platform.authenticate(request),
      ...(options.protectionClock === undefined ? {} : { clock: options.protectionClock }),
    });
    installBackground(app, engine, (request) => platform.authenticate(request));
    const sessions = createSessions();
    const platform = await registerPlatform(app, engine, {
      dataDir: options.dataDir,
      clock: () => clock.now(),
      sessions,
      elasticTables: engine.core.behaviour.elasticTables,
      keysOnActivities: engine.core.behaviour.keysOnActivities,
      messages: {
        multiple: (table) => hasMultiple(engine.core.behaviour, table),
        exportToExcel: engine.core.behaviour.exportToExcelSteps,
        retrieve: engine.core.behaviour.retrieveSteps,
      },
      ...(options.authorityPort === undefined ? {} : { authorityPort: options.authorityPort }),
    });
    app.addHook('onClose', () => platform.close());
    await registerWebApi(app, engine.core, {
      organizationId: ORGANIZATION_ID,
      authenticate: (request) => platform.authenticate(request),
      addToSolution: (solution, table, id) => addRowToSolution(engine, solution, table, id),
    });
    await registerControl(app, {
      log,
      protection,
      clock,
      snapshots: createSnapshots(engine.core, join(options.dataDir, 'snapshots')),
      refresh: () => platform.refresh(),
    });
    registerShell(app, engine, { sessions });
    for (const file of options.imports ?? []) await platform.importSolution(await readFile(file));
    const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
    return { url, authorityUrl: platform.authorityUrl, caFile: platform.caFile, close: () => stop(app, engine) };
  } catch (error) {
    await stop(app, engine);
    throw error;
  }
}

/** Sales can be added to an organisation that did without, by starting it with its tables; it cannot be taken away. */
function refuseWithSales(engine: Engine, folder: string): void {
  if (engine.system.find('systemform', { objecttypecode: 'lead' }, ['formid']).length > 0)
    throw new Error(`The organisation in ${folder} has the tables of Sales; without them take another folder.`);
}

async function stop(app: FastifyInstance, engine: Engine): Promise<void> {
  try {
    await app.close();
  } finally {
    engine.close();
  }
}
