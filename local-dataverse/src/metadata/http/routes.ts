/** Fastify routes of `$metadata`, EntityDefinitions and their like. */
import type { FastifyInstance } from 'fastify';
import { notImplemented } from '../../engine/errors.ts';
import type { MetadataRegistry } from '../types.ts';
import { csdlDocument } from './csdl.ts';
import { answerMetadata } from './handler.ts';

const JSON_TYPE = 'application/json; odata.metadata=minimal';

/**
 * Adds the metadata routes below `/api/data/<version>/`. Errors are thrown as DataverseError; the scope's error handler words them.
 */
export function registerMetadataRoutes(app: FastifyInstance, registry: MetadataRegistry): void {
  app.get('/api/data/:version/$metadata', async (request, reply) => {
    const query = optionsOf(request.query);
    const asked = /odata\.include-annotations/i.test(String(request.headers.prefer ?? ''));
    if (query['annotations'] === 'true' || asked) throw notImplemented('$metadata with annotations');
    return reply.header('odata-version', '4.0').type('application/xml; charset=utf-8').send(csdlDocument(registry));
  });
  for (const start of [
    'EntityDefinitions',
    'GlobalOptionSetDefinitions',
    'RelationshipDefinitions',
    'ManagedPropertyDefinitions',
  ]) {
    app.get<{ Params: { version: string } }>(`/api/data/:version/${start}*`, async (request, reply) => {
      const { version } = request.params;
      const path = decodeURIComponent(request.url.split('?')[0] ?? '').replace(/^\/api\/data\/[^/]+\//, '');
      const root = `${request.protocol}://${request.host}/api/data/${version}/`;
      return reply
        .header('odata-version', '4.0')
        .type(JSON_TYPE)
        .send(answerMetadata(registry, path, optionsOf(request.query), root));
    });
    app.route({
      method: ['POST', 'PUT', 'PATCH', 'DELETE'],
      url: `/api/data/:version/${start}*`,
      handler: () => {
        throw notImplemented(`Writing ${start}`);
      },
    });
  }
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
