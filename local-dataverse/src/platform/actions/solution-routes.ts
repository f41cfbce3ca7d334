/** Routes of the messages on solutions: import, staging, upgrade, uninstall and what keeps from it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { badRequest, notFound } from '../../engine/errors.ts';
import { requirePrivilege } from '../../engine/security/index.ts';
import type { Caller, Engine, Values } from '../../engine/types.ts';
import { parsePath, type Segment } from '../../http/path.ts';
import type { ImportMode, ImportResult } from '../../import/import-solution.ts';
import { forgetStaged, stagedSolution, stageSolution } from '../../import/stage.ts';
import { uninstallDependencies, uninstallSolution } from '../../import/uninstall.ts';
import { deleteAndPromote } from '../../import/upgrade.ts';
import { parseOptions } from '../../odata/options.ts';
import { dependencyRow } from './dependency-row.ts';
import { readImportParameters, readTextParameter, readZipParameter, type ImportParameters } from './import-solution.ts';
import { createSolutionJobs, type OPERATION_TYPES } from './solution-jobs.ts';

/** About which row a message is. */
export interface About {
  readonly table: string;
  readonly id: string;
  readonly pre: Values;
}

export interface SolutionRouteOptions {
  callerOf(request: FastifyRequest): Promise<Caller>;
  runImport(
    caller: Caller,
    bytes: Uint8Array,
    importJobId: string,
    mode: ImportMode,
    overwrite: boolean,
  ): Promise<ImportResult>;
  announce(message: string, caller: Caller, input: Readonly<Record<string, unknown>>, about?: About): Promise<void>;
  /** Called when rows went without messages of their own. */
  refresh(): void;
  /** ISO UTC. */
  now(): string;
  readonly bodyLimit: number;
}

const IMPORT = 'prvImportCustomization';
const DELETE = 'prvDeleteSolution';
const CONTEXT = 'Microsoft.Dynamics.CRM.';

export function registerSolutionRoutes(app: FastifyInstance, engine: Engine, options: SolutionRouteOptions): void {
  const jobs = createSolutionJobs(engine, options.now);
  app.addHook('onClose', () => jobs.close());

  const importAs = async (
    caller: Caller,
    { source, importJobId, mode, overwrite }: ImportParameters,
  ): Promise<ImportResult> => {
    const bytes = 'uploadId' in source ? stagedSolution(engine, source.uploadId) : source;
    const result = await options.runImport(caller, bytes, importJobId, mode, overwrite);
    if ('uploadId' in source) forgetStaged(engine, source.uploadId);
    return result;
  };
  const uninstall = async (caller: Caller, id: string): Promise<void> => {
    const pre = uninstallSolution(engine, id);
    options.refresh();
    await options.announce('Delete', caller, {}, { table: 'solution', id, pre });
  };
  const promote = async (caller: Caller, body: unknown): Promise<string> => {
    const UniqueName = readTextParameter(body, 'UniqueName');
    const id = deleteAndPromote(engine, UniqueName);
    options.refresh();
    await options.announce('DeleteAndPromote', caller, { UniqueName });
    return id;
  };
  const idOf = (uniqueName: string): string => {
    const row = engine.system.find('solution', { uniquename: uniqueName }, ['solutionid'])[0];
    if (row === undefined) throw notFound('solution', uniqueName);
    return String(row['solutionid']);
  };

  const action = (
    name: string,
    privilege: string,
    run: (body: unknown, caller: Caller) => Promise<Record<string, unknown> | undefined> | Record<string, unknown>,
  ): void => {
    app.post(`/api/data/:version/${name}`, { bodyLimit: options.bodyLimit }, async (request, reply) => {
      const caller = await options.callerOf(request);
      requirePrivilege(engine, caller, privilege);
      return answer(request, reply, `${CONTEXT}${name}Response`, await run(request.body, caller));
    });
  };
  const later = (name: keyof typeof OPERATION_TYPES, caller: Caller, work: () => Promise<unknown>): string =>
    jobs.start(name, caller, async () => void (await work()));

  action('ImportSolution', IMPORT, async (body, caller) => {
    await importAs(caller, readImportParameters(body));
    return undefined;
  });
  action('StageAndUpgrade', IMPORT, async (body, caller) => {
    const { solutionId } = await importAs(caller, readImportParameters(body, 'StageAndUpgrade'));
    return { SolutionId: solutionId };
  });
  for (const name of ['ImportSolutionAsync', 'StageAndUpgradeAsync'] as const)
    action(name, IMPORT, (body, caller) => {
      const parameters = readImportParameters(body, name);
      const AsyncOperationId = later(name, caller, () => importAs(caller, parameters));
      return { ImportJobKey: parameters.importJobId, AsyncOperationId };
    });
  action('StageSolution', IMPORT, (body) => ({ StageSolutionResults: stageSolution(engine, readZipParameter(body)) }));
  action('DeleteAndPromote', IMPORT, async (body, caller) => ({ SolutionId: await promote(caller, body) }));
  action('DeleteAndPromoteAsync', IMPORT, (body, caller) => ({
    AsyncOperationId: later('DeleteAndPromoteAsync', caller, () => promote(caller, body)),
  }));
  action('UninstallSolutionAsync', DELETE, (body, caller) => {
    const id = idOf(readTextParameter(body, 'SolutionUniqueName'));
    return { AsyncOperationId: later('UninstallSolutionAsync', caller, () => uninstall(caller, id)) };
  });

  app.delete('/api/data/:version/solutions*', async (request, reply) => {
    const caller = await options.callerOf(request);
    requirePrivilege(engine, caller, DELETE);
    const segment = segmentOf(request);
    await uninstall(caller, solutionId(segment));
    return answer(request, reply, '', undefined);
  });
  app.get('/api/data/:version/RetrieveDependenciesForUninstall*', async (request, reply) => {
    await options.callerOf(request);
    const name = textArgument(request, segmentOf(request), 'SolutionUniqueName');
    const value = uninstallDependencies(engine, name).map((each) => dependencyRow(engine, each));
    return answer(request, reply, 'dependencies', { value });
  });
}

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  context: string,
  body: Record<string, unknown> | undefined,
): FastifyReply {
  void reply.header('odata-version', '4.0');
  if (body === undefined) return reply.code(204).send();
  const root = `${request.protocol}://${request.host}/api/data/v9.2/`;
  return reply
    .type('application/json; odata.metadata=minimal')
    .send({ '@odata.context': `${root}$metadata#${context}`, ...body });
}

function segmentOf(request: FastifyRequest): Segment {
  const [first, ...more] = parsePath((request.url.split('?')[0] ?? '').replace(/^\/api\/data\/[^/]+\//, ''));
  if (first === undefined || more.length > 0) throw badRequest('The address names more than one resource.');
  return first;
}

/** `solutions(id)`: a solution has no alternate key. */
function solutionId({ name, args, text }: Segment): string {
  const key = args?.positional[0];
  if (name !== 'solutions' || key?.kind !== 'literal' || key.type !== 'guid')
    throw badRequest(`Bad Request - Error in query syntax: '${text.slice(0, 100)}' has no valid id of 'solution'.`);
  return String(key.value);
}

function textArgument(request: FastifyRequest, { args }: Segment, name: string): string {
  const given = args?.named.get(name);
  const value = given?.kind === 'alias' ? parseOptions(request.url.split('?')[1] ?? '').aliases.get(given.name) : given;
  if (value?.kind !== 'literal' || typeof value.value !== 'string')
    throw badRequest(`The parameter '${name}' must be a text.`);
  return value.value;
}
