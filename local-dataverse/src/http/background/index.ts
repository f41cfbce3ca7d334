/**
 * Background operations (`PAD:background-operations.md`): an action or function with `Prefer: respond-async` is answered 202 before its work,
 * which this server then asks of itself in the caller's name; `/api/backgroundoperation/<id>` tells how far it is and cancels it.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { badRequest, notFound } from '../../engine/errors.ts';
import type { RowEngine } from '../../engine/engine.ts';
import { requirePrivilege } from '../../engine/security/index.ts';
import type { Caller } from '../../engine/types.ts';
import { errorResponse } from '../errors.ts';
import { identityOf, PART_HEADER, PART_SECRET } from '../part.ts';
import { callbackOf, invocationOf, wantsBackground, withoutBackground } from './invocation.ts';
import { addRow, CANCEL, cancelGuard, changeRow, failInterrupted } from './rows.ts';
import { isCompleted, outputOf, readRow, statusOf, TABLE, TOO_LATE } from './rows.ts';
import { createRunner } from './runner.ts';
import type { Job, Runner } from './runner.ts';

/** Headers that mean something to the work itself. */
const PASSED = ['accept', 'content-type', 'mscrm.solutionuniquename', 'mscrm.mergelabels'];

type Authenticate = (request: FastifyRequest) => Promise<Caller>;

/** Call before any route of the Web API is registered: it looks at requests to all of them. */
export function installBackground(app: FastifyInstance, engine: RowEngine, authenticate: Authenticate): void {
  const runner = createRunner(engine, report);
  failInterrupted(engine);
  engine.listen(cancelGuard);
  app.addHook('preClose', () => runner.stop());
  // Not async: every request passes here, nearly none stays.
  app.addHook('preHandler', (request, reply, done) => {
    const { prefer, [PART_HEADER]: part } = request.headers;
    const isAsked = typeof prefer === 'string' && wantsBackground(prefer) && part !== PART_SECRET;
    if (!isAsked || !engine.core.behaviour.backgroundOperations) return done();
    accept(engine, runner, authenticate, request, reply, prefer).then((isAnswered) => {
      if (!isAnswered) done();
    }, done);
  });
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => parsed(null, body));
    scope.setErrorHandler((error, _request, reply) => {
      const { status, headers, body } = errorResponse(error, report);
      return reply.code(status).headers(headers).send(body);
    });
    monitor(scope, engine, authenticate);
    done();
  });
}

function report(error: unknown): void {
  console.error(error);
}

/** @returns false when the request calls no operation, so that it goes on as any other */
async function accept(
  engine: RowEngine,
  runner: Runner,
  authenticate: Authenticate,
  request: FastifyRequest,
  reply: FastifyReply,
  prefer: string,
): Promise<boolean> {
  const address = request.raw.url ?? '';
  const body = textOf(request.body);
  const method = request.method === 'GET' ? 'GET' : request.method === 'POST' ? 'POST' : undefined;
  const invocation = method === undefined ? undefined : invocationOf(address, parsed(body));
  if (method === undefined || invocation === undefined) return false;
  const caller = await authenticate(request);
  for (const verb of ['Read', 'Write']) requirePrivilege(engine, caller, `prv${verb}${TABLE}`);
  const callback = callbackOf(prefer);
  if (callback !== undefined && !/^https?:$/.test(URL.parse(callback)?.protocol ?? ''))
    throw badRequest(`'${callback.slice(0, 100)}' is no address that can be called back.`);
  const id = addRow(engine, caller, invocation);
  const location = `${request.protocol}://${request.host}/api/${TABLE}/${id}`;
  const url = `http://127.0.0.1:${request.socket.localPort ?? 0}${address}`;
  const headers = headersOf(request, prefer);
  const call: Job['call'] = { url, method, headers, body: method === 'POST' ? body : undefined };
  reply.raw.once('close', () => runner.start({ id, location, callback, call }));
  await reply
    .code(202)
    .headers({
      Location: location,
      'x-ms-dyn-backgroundoperationid': id,
      'Preference-Applied': callback === undefined ? 'respond-async' : 'callback',
    })
    .send();
  return true;
}

function headersOf(request: FastifyRequest, prefer: string): Record<string, string> {
  const rest = withoutBackground(prefer);
  const passed = PASSED.flatMap((name): [string, string][] => {
    const value = request.headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return {
    ...Object.fromEntries(passed),
    ...identityOf(request),
    ...(rest === '' ? {} : { prefer: rest }),
    [PART_HEADER]: PART_SECRET,
  };
}

/** Other parts of the server have read their JSON already. */
function textOf(body: unknown): string | undefined {
  if (typeof body === 'string') return body === '' ? undefined : body;
  return typeof body === 'object' && body !== null ? JSON.stringify(body) : undefined;
}

/** Undefined for what is no JSON: the work itself will say so. */
function parsed(body: string | undefined): unknown {
  if (body === undefined) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The status monitor resource: no part of the Web API, only GET and DELETE. */
function monitor(scope: FastifyInstance, engine: RowEngine, authenticate: Authenticate): void {
  type Asked = FastifyRequest<{ Params: { id: string } }>;
  scope.get(`/api/${TABLE}/:id`, async (request: Asked, reply) => {
    requirePrivilege(engine, await authenticate(request), `prvRead${TABLE}`);
    const row = readRow(engine, request.params.id);
    if (row === undefined) throw notFound(TABLE, request.params.id);
    return reply.send({ ...statusOf(row), ...outputOf(row) });
  });
  scope.delete(`/api/${TABLE}/:id`, async (request: Asked, reply) => {
    requirePrivilege(engine, await authenticate(request), `prvWrite${TABLE}`);
    const { id } = request.params;
    const row = readRow(engine, id);
    if (row === undefined) throw notFound(TABLE, id);
    if (isCompleted(row)) return reply.code(409).send({ message: TOO_LATE });
    changeRow(engine, id, CANCEL);
    return reply.send(statusOf({ ...row, ...CANCEL }));
  });
}
