/** Fastify routes of `$metadata`, EntityDefinitions and their like. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { badRequest, notImplemented } from '../../engine/errors.ts';
import type { MetadataRegistry } from '../types.ts';
import type { MetadataAnswer, MetadataWrite } from '../write/handler.ts';
import { csdlDocument } from './csdl.ts';
import { answerMetadata } from './handler.ts';

const JSON_TYPE = 'application/json; odata.metadata=minimal';

/** Carries a write out for whoever made the request. */
export type WriteMetadata = (
  request: FastifyRequest,
  write: Pick<MetadataWrite, 'method' | 'path' | 'body' | 'root'>,
) => Promise<MetadataAnswer>;

/**
 * Adds the metadata routes below `/api/data/<version>/`. Errors are thrown as DataverseError; the scope's error handler words them.
 */
export function registerMetadataRoutes(app: FastifyInstance, registry: MetadataRegistry, write?: WriteMetadata): void {
  app.get('/api/data/:version/$metadata', async (request, reply) => {
    const query = optionsOf(request.query);
    const asked = /odata\.include-annotations/i.test(String(request.headers.prefer ?? ''));
    const annotated = query['annotations'] === 'true' || asked;
    return reply
      .header('odata-version', '4.0')
      .type('application/xml; charset=utf-8')
      .send(csdlDocument(registry, annotated));
  });
  void app.register(async (scope) => {
    readJson(scope);
    for (const start of [
      'EntityDefinitions',
      'GlobalOptionSetDefinitions',
      'RelationshipDefinitions',
      'ManagedPropertyDefinitions',
    ]) {
      scope.get<{ Params: { version: string } }>(`/api/data/:version/${start}*`, async (request, reply) => {
        return reply
          .header('odata-version', '4.0')
          .type(JSON_TYPE)
          .send(answerMetadata(registry, pathOf(request), optionsOf(request.query), rootOf(request)));
      });
      scope.route<{ Params: { version: string } }>({
        method: ['POST', 'PUT', 'PATCH', 'DELETE'],
        url: `/api/data/:version/${start}*`,
        handler: async (request, reply) => {
          if (write === undefined) throw notImplemented(`Writing ${start}`);
          const { entityId } = await write(request, {
            method: request.method,
            path: pathOf(request),
            body: request.body,
            root: rootOf(request),
          });
          const location = entityId === undefined ? {} : { 'odata-entityid': entityId, location: entityId };
          return reply.code(204).header('odata-version', '4.0').headers(location).send();
        },
      });
    }
  });
}

/** A DELETE may name the type of a body it does not have. */
function readJson(scope: FastifyInstance): void {
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    const text = String(body);
    if (text.trim() === '') return done(null, undefined);
    try {
      done(null, JSON.parse(text));
    } catch (error) {
      done(badRequest(`The body is not valid JSON: ${error instanceof Error ? error.message : ''}`));
    }
  });
}

function pathOf(request: FastifyRequest): string {
  try {
    return decodeURIComponent(request.url.split('?')[0] ?? '').replace(/^\/api\/data\/[^/]+\//, '');
  } catch {
    throw badRequest('The address holds a broken percent sequence.');
  }
}

function rootOf(request: FastifyRequest<{ Params: { version: string } }>): string {
  return `${request.protocol}://${request.host}/api/data/${request.params.version}/`;
}

/** A repeated option counts once, the last time. */
function optionsOf(query: unknown): Record<string, string> {
  if (typeof query !== 'object' || query === null) return {};
  return Object.fromEntries(
    Object.entries(query).map(([name, value]): [string, string] => [
      name,
      String(Array.isArray(value) ? value.at(-1) : value),
    ]),
  );
}
