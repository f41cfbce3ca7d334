import { configurationSchema } from '@activity-logging/activity-model';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { publishedSchemas } from '../sources/canonical/index.ts';

/** Schema of the file that `config export` writes (SPEC F-7). */
const configurationHref = '/schemas/configuration/v1.json';

/** `GET /schemas/`, one JSON Schema a kind and the one of a configuration, made once at start. They are public: they tell nothing of the organisation. */
export function registerSchemas(app: FastifyInstance): void {
  const send = (reply: FastifyReply, type: string, body: string): FastifyReply =>
    reply.header('content-type', type).header('cache-control', 'public, max-age=3600').send(body);

  const published = publishedSchemas();
  const { title: description } = configurationSchema;
  const index = {
    schemas: published.map(({ schema: _schema, ...listed }) => listed),
    configuration: { version: 'v1', description, href: configurationHref },
  };
  for (const path of ['/schemas', '/schemas/']) {
    app.get(path, (_request, reply) => send(reply, 'application/json; charset=utf-8', JSON.stringify(index, null, 2)));
  }
  for (const { href, schema } of [...published, { href: configurationHref, schema: configurationSchema }]) {
    const text = JSON.stringify(schema, null, 2);
    app.get(href, (_request, reply) => send(reply, 'application/schema+json; charset=utf-8', text));
  }
}
