/** What the organisation does besides rows: sign-in, metadata, solution import, publishing, webhooks, and the rows it starts with. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requirePrivilege } from '../engine/security/index.ts';
import type { Caller, Engine } from '../engine/types.ts';
import { restoreDeclarations } from '../import/declarations.ts';
import { importSolution, type ImportMode, type ImportResult } from '../import/import-solution.ts';
import { registerMetadataRoutes } from '../metadata/http/routes.ts';
import { publishAll, publishXml } from './actions/publish.ts';
import { registerSolutionRoutes, type About } from './actions/solution-routes.ts';
import { metadataWriter } from './actions/write-metadata.ts';
import { activityKeyGuard } from './activity-keys.ts';
import { createAudit } from './audit/index.ts';
import { createAuthentication, type SessionReader } from './authenticate.ts';
import { endpointFlags } from './endpoint-flags.ts';
import { sendProblems } from './problems.ts';
import { seed } from './seed/index.ts';
import { seedMessages, type MessageSwitches } from './seed/messages.ts';
import { createTokens } from './tokens/index.ts';
import { createWebhooks } from './webhooks/index.ts';
import { ADMIN_USER_ID } from './wellknown.ts';

export interface PlatformOptions {
  /** Folder of certificate, signing key and registrations. */
  readonly dataDir: string;
  /** The shell's sessions; without them only tokens sign in. */
  readonly sessions?: SessionReader;
  /** Port of the token endpoint; default any free one. */
  readonly authorityPort?: number;
  /** Which messages exist where no document says. */
  readonly messages?: MessageSwitches;
  /** Milliseconds since 1970; default the machine's clock. */
  readonly clock?: () => number;
  /** Tables of type Elastic can be created; default true. */
  readonly elasticTables?: boolean;
  /** Activity tables can have alternate keys; default true. */
  readonly keysOnActivities?: boolean;
}

export interface Platform {
  /** `https://127.0.0.1:…`, the authorityHost of @azure/identity. */
  readonly authorityUrl: string;
  /** Certificate to trust for it (NODE_EXTRA_CA_CERTS). */
  readonly caFile: string;
  /** @throws DataverseError 401, 403 */
  authenticate(request: FastifyRequest): Promise<Caller>;
  /** Imports a zip as the administrator. @throws DataverseError naming file and reason */
  importSolution(zip: Uint8Array): Promise<ImportResult>;
  /** Reads webhook registrations anew: for rows that changed without a message. */
  refresh(): void;
  close(): Promise<void>;
}

/** A solution zip in base64 is far below it; the platform itself takes 116.85 MB. */
const BODY_LIMIT = 122_523_034;

/** Restores imported metadata, seeds rows, adds the routes and the webhooks. Call before the Web API's own routes. */
export async function registerPlatform(
  app: FastifyInstance,
  engine: Engine,
  options: PlatformOptions,
): Promise<Platform> {
  const clock = options.clock ?? Date.now;
  const now = (): string => new Date(clock()).toISOString();
  const switches = options.messages ?? {};
  restoreDeclarations(engine);
  seed(engine, switches, now());
  const tokens = await createTokens({
    engine,
    dataDir: options.dataDir,
    ...(options.authorityPort === undefined ? {} : { port: options.authorityPort }),
  });
  const webhooks = createWebhooks(engine);
  engine.listen(webhooks);
  engine.listen(endpointFlags(engine));
  const audit = createAudit(engine, clock);
  engine.listen(audit);
  const checkKeys = activityKeyGuard(engine.metadata, options.keysOnActivities ?? true);
  const whoIsIt = createAuthentication(engine, tokens, options.sessions);
  const authenticate = async (request: FastifyRequest): Promise<Caller> => {
    const caller = await whoIsIt(request);
    audit.access(caller, request.headers.authorization === undefined);
    return caller;
  };

  const announce = (
    message: string,
    caller: Caller,
    input: Readonly<Record<string, unknown>>,
    about?: About,
  ): Promise<void> =>
    engine.announce({
      message,
      table: about?.table,
      id: about?.id,
      caller,
      target: undefined,
      pre: about?.pre,
      post: undefined,
      input,
      output: {},
      correlationId: randomUUID(),
      requestId: randomUUID(),
      operationId: randomUUID(),
      depth: 1,
      createdOn: now(),
    });
  const runImport = async (
    caller: Caller,
    bytes: Uint8Array,
    importJobId: string,
    mode: ImportMode = 'update',
    overwrite = false,
  ): Promise<ImportResult> => {
    const result = importSolution(engine, {
      bytes,
      mode,
      overwrite,
      importJobId,
      userId: caller.userId,
      now: now(),
      declared: () => {
        checkKeys();
        seedMessages(engine, switches);
      },
    });
    await announce('ImportSolution', caller, { ImportJobId: importJobId });
    return result;
  };

  await app.register(async (scope) => {
    sendProblems(scope);
    tokens.registerRoutes(scope);
  });
  await app.register(async (scope) => {
    sendProblems(scope);
    const callers = new WeakMap<FastifyRequest, Caller>();
    scope.addHook('preHandler', async (request) => void callers.set(request, await authenticate(request)));
    registerMetadataRoutes(
      scope,
      engine.metadata,
      metadataWriter(engine, {
        callerOf: async (request) => callers.get(request) ?? (await authenticate(request)),
        announce,
        seed: () => {
          checkKeys();
          seedMessages(engine, switches);
        },
        elasticTables: options.elasticTables ?? true,
      }),
    );
    const action = (name: string, run: (body: unknown, caller: Caller) => Promise<void>): void => {
      scope.post(`/api/data/:version/${name}`, { bodyLimit: BODY_LIMIT }, async (request, reply) => {
        await run(request.body, callers.get(request) ?? (await authenticate(request)));
        return reply.code(204).header('odata-version', '4.0').send();
      });
    };
    registerSolutionRoutes(scope, engine, {
      callerOf: async (request) => callers.get(request) ?? (await authenticate(request)),
      runImport,
      announce,
      refresh: () => webhooks.refresh(),
      now,
      bodyLimit: BODY_LIMIT,
    });
    action('PublishXml', async (body, caller) => {
      const parameterXml =
        typeof body === 'object' && body !== null && 'ParameterXml' in body ? body.ParameterXml : undefined;
      requirePrivilege(engine, caller, 'prvPublishCustomization');
      publishXml(engine, parameterXml, now());
      await announce('PublishXml', caller, { ParameterXml: parameterXml });
    });
    action('PublishAllXml', async (_body, caller) => {
      requirePrivilege(engine, caller, 'prvPublishCustomization');
      publishAll(engine, now());
      await announce('PublishAllXml', caller, {});
    });
  });

  const admin: Caller = { userId: ADMIN_USER_ID, initiatingUserId: ADMIN_USER_ID };
  return {
    authorityUrl: tokens.authorityUrl,
    caFile: tokens.caFile,
    authenticate,
    refresh: () => {
      webhooks.refresh();
      audit.refresh();
    },
    importSolution: (zip) => runImport(admin, zip, randomUUID()),
    async close() {
      await webhooks.close();
      await tokens.close();
    },
  };
}
