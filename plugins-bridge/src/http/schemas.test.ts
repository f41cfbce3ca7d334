import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { configurationSchema, configurationToJson, defaultSettings } from '@activity-logging/activity-model';
import Fastify from 'fastify';
import { z } from 'zod';
import { registerSchemas } from './schemas.ts';

const server = Fastify();
let url: string;
beforeAll(async () => {
  registerSchemas(server);
  url = await server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close());

describe('GET /schemas/', () => {
  it('lists a schema a kind, each served with its type and for an hour', async () => {
    const index = await fetch(`${url}/schemas/`);
    expect([index.status, index.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    const { schemas } = (await index.json()) as { schemas: { kind: string; href: string; cloudEventType: string }[] };
    expect(schemas).toHaveLength(9);
    for (const { kind, href, cloudEventType } of schemas) {
      const answer = await fetch(new URL(href, url));
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
        200,
        'application/schema+json; charset=utf-8',
        'public, max-age=3600',
      ]);
      expect(await answer.json()).toMatchObject({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        examples: [{ kind }],
      });
      expect(cloudEventType).toBe(`com.activity-logging.${kind}.v1`);
    }
    expect((await fetch(`${url}/schemas`)).status).toBe(200);
    expect((await fetch(`${url}/schemas/planet/v1.json`)).status).toBe(404);
  });

  it('F-7 serves the schema of a configuration, and the index names it', async () => {
    const index = (await (await fetch(`${url}/schemas/`)).json()) as { configuration: { href: string } };
    expect(index.configuration).toMatchObject({ version: 'v1', href: '/schemas/configuration/v1.json' });
    const answer = await fetch(new URL(index.configuration.href, url));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'application/schema+json; charset=utf-8',
    ]);
    const schema: unknown = await answer.json();
    expect(schema).toEqual(configurationSchema);
    const document = configurationToJson({ settings: defaultSettings, mappings: [] });
    // As somebody else's validator reads it.
    const validator = z.fromJSONSchema(JSON.parse(JSON.stringify(schema)));
    expect(validator.safeParse(document).error).toBeUndefined();
    expect(validator.safeParse({ ...document, mappings: [{}] }).success).toBe(false);
  });
});
