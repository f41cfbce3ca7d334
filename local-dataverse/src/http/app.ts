/** The Web API's routes on a fastify server. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { request as fetchLocal } from 'undici';
import { DataverseError, noSegment } from '../engine/errors.ts';
import type { Core } from '../engine/core.ts';
import type { Caller } from '../engine/types.ts';
import { announceAfter, askSteps, isWanted } from '../engine/write/listeners.ts';
import { readUnit, transact } from '../engine/write/unit.ts';
import { runBatch } from './batch.ts';
import type { BatchHost } from './batch.ts';
import { errorResponse, withDetails } from './errors.ts';
import { unwrapped } from './jsonText.ts';
import { unknownSegment } from './messages.ts';
import { planOperation } from './operations.ts';
import { identityOf, PART_HEADER, PART_SECRET } from './part.ts';
import { parsePath } from './path.ts';
import { runSearch } from './search/search.ts';
import type { ApiRequest, ApiResponse, ReadOperation, Service } from './types.ts';
import { createUploads } from './uploads.ts';

/** Largest message of the platform: 116.85 MB (facts §4). */
export const BODY_LIMIT = 122_523_034;

export interface WebApiOptions {
  readonly organizationId: string;
  /** Puts a new row into the solution that the header MSCRM.SolutionUniqueName names; without it the header is ignored. */
  addToSolution?(solution: string, table: string, id: string): void;
  /** Who makes the request. @throws an error with `status` 401 when nobody does */
  authenticate(request: FastifyRequest): Promise<Caller>;
}

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;

const ROUTE = /^\/api\/data\/v9\.[0-2]\/?([^?]*)(?:\?(.*))?$/s;

/** Adds `/api/data/v9.0` to `v9.2`. More specific routes of other parts on the same app go first. */
export async function registerWebApi(app: FastifyInstance, core: Core, options: WebApiOptions): Promise<void> {
  const { organizationId, addToSolution } = options;
  const service: Service = {
    core,
    organizationId,
    uploads: createUploads(),
    ...(addToSolution === undefined ? {} : { addToSolution }),
  };
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
      done(null, body),
    );
    scope.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
      (_request, body, done) => done(null, body),
    );
    scope.setErrorHandler((error, _request, reply) => send(reply, errorResponse(error, report)));
    const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      try {
        const caller = await options.authenticate(request);
        return send(reply, await answer(service, apiRequest(service, request, caller), request));
      } catch (error) {
        const { prefer } = request.headers;
        return send(reply, withDetails(errorResponse(error, report), typeof prefer === 'string' ? prefer : undefined));
      }
    };
    scope.route({ method: [...METHODS], url: '/api/data/:version/*', handler });
    const search = async (
      request: FastifyRequest<{ Params: { version: string; operation: string } }>,
      reply: FastifyReply,
    ): Promise<FastifyReply> => {
      const caller = await options.authenticate(request);
      const body = typeof request.body === 'string' ? request.body : '';
      const root = `${request.protocol}://${request.host}/api/data/v9.2/`;
      return send(reply, runSearch(service, { ...request.params, body, caller, root }));
    };
    scope.post('/api/search/:version/:operation', search);
  });
}

/** A fault of this server: it belongs on stderr, with its stack, never swallowed. */
function report(error: unknown): void {
  console.error(error);
}

function send(reply: FastifyReply, response: ApiResponse): FastifyReply {
  reply.code(response.status).headers(response.headers);
  return reply.send(response.bytes ?? response.body ?? '');
}

function apiRequest(service: Service, request: FastifyRequest, caller: Caller): ApiRequest {
  const parts = ROUTE.exec(request.raw.url ?? '');
  if (parts === null) throw noSegment(request.raw.url ?? '');
  const { headers } = request;
  return {
    method: request.method,
    path: parts[1] ?? '',
    query: parts[2] ?? '',
    header(name) {
      const value = headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    body: typeof request.body === 'string' ? unwrapped(service.core, request.body) : '',
    ...(Buffer.isBuffer(request.body) ? { bytes: request.body } : {}),
    caller,
    root: `${request.protocol}://${request.host}/api/data/v9.2/`,
    references: undefined,
  };
}

async function answer(service: Service, request: ApiRequest, original: FastifyRequest): Promise<ApiResponse> {
  if (request.path === '$batch') {
    if (request.method !== 'POST') throw new DataverseError(405, '0x80060888', '$batch takes POST only.');
    return runBatch(service, batchHost(service, original), request);
  }
  const operation = planOperation(service, request);
  if (operation === undefined)
    throw unknownSegment(parsePath(request.path)[0] ?? { name: '', args: undefined, text: '' });
  if (operation.kind === 'read') return runRead(service, request, operation);
  if (operation.takesBytes !== true) checkMediaType(request);
  return transact(service.core, request.caller, (unit) => operation.run(unit));
}

function checkMediaType(request: ApiRequest): void {
  const type = request.header('content-type');
  if (request.method === 'DELETE' || (request.body === '' && request.bytes === undefined)) return;
  if (type === undefined || !/^application\/json\b/i.test(type)) {
    throw new DataverseError(
      415,
      '0x80060888',
      `The Content-Type '${type ?? ''}' is not supported; send application/json.`,
    );
  }
}

/** Runs a GET and tells listeners; synchronous steps on Retrieve and RetrieveMultiple are asked before the answer leaves. */
async function runRead(service: Service, request: ApiRequest, operation: ReadOperation): Promise<ApiResponse> {
  const { response, message } = operation.run();
  if (message === undefined || !isWanted(service.core, message)) return response;
  const messages = readUnit(service.core, request.caller, message);
  await askSteps(service.core, messages);
  announceAfter(service.core, messages);
  return response;
}

function batchHost(service: Service, original: FastifyRequest): BatchHost {
  return {
    read: (request, operation) => runRead(service, request, operation),
    toResponse: (error) => errorResponse(error, report),
    delegate: (request) => delegate(original, request),
  };
}

/** Sends a part of a batch to this server's own routes: actions and metadata are not operations on rows. */
async function delegate(original: FastifyRequest, request: ApiRequest): Promise<ApiResponse> {
  const method = METHODS.find((each) => each === request.method);
  // A path that climbs out of the service is no operation of it.
  if (
    method === undefined ||
    !/^\$?[A-Za-z]\w*(?![\w.]*\.\.)/.test(request.path) ||
    request.path.split('/').includes('..')
  )
    throw noSegment(request.path);
  const passed = ['prefer', 'mscrm.solutionuniquename', 'mscrm.mergelabels'].flatMap((name) => {
    const value = request.header(name);
    return value === undefined ? [] : [[name, value]];
  });
  const { statusCode, headers, body } = await fetchLocal(
    `http://127.0.0.1:${original.socket.localPort ?? 0}/api/data/v9.2/${request.path}${request.query === '' ? '' : `?${request.query}`}`,
    {
      method,
      headers: {
        ...identityOf(original),
        [PART_HEADER]: PART_SECRET,
        ...(request.body === '' ? {} : { 'content-type': request.header('content-type') ?? 'application/json' }),
        ...Object.fromEntries(passed),
      },
      ...(method === 'GET' || request.body === '' ? {} : { body: request.body }),
    },
  );
  const text = await body.text();
  const type = headers['content-type'];
  const made = headers['odata-entityid'];
  return {
    status: statusCode,
    headers: {
      ...(typeof type === 'string' ? { 'Content-Type': type } : {}),
      ...(typeof made === 'string' ? { 'OData-EntityId': made } : {}),
      'OData-Version': '4.0',
    },
    body: text === '' ? undefined : text,
  };
}
