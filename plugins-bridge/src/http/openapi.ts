import { kinds } from '@activity-logging/activity-model';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { publishedSchemas } from '../sources/canonical/index.ts';
import { secretHeader } from '../platform/secret-header.ts';

interface Answer {
  readonly text: string;
  readonly schema?: object;
  readonly type?: string;
}
interface Operation {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly object[];
  readonly body?: Readonly<Record<string, object>>;
  readonly answers: Readonly<Record<string, Answer>>;
}

const schemaOf = (schema: z.ZodType): object => {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12' });
  return rest;
};
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const error = (text: string): Answer => ({ text, schema: ref('Error') });

const components = {
  Error: schemaOf(z.object({ error: z.object({ code: z.string(), message: z.string() }) })),
  Readiness: schemaOf(
    z.object({ ready: z.boolean(), why: z.string().optional(), warnings: z.array(z.string()).optional() }),
  ),
  Delivery: schemaOf(z.object({ delivery: z.string().describe('Id of the delivery.'), repeated: z.boolean() })),
  EventAnswers: schemaOf(
    z.object({
      events: z.array(
        z.object({
          id: z.string().nullable(),
          accepted: z.boolean(),
          repeated: z.boolean(),
          delivery: z.string(),
          problems: z
            .array(z.object({ field: z.string(), value: z.string().optional(), rule: z.string() }))
            .optional()
            .describe('Why it was kept and parked.'),
        }),
      ),
    }),
  ),
  CloudEvent: schemaOf(
    z
      .looseObject({
        specversion: z.literal('1.0'),
        id: z.string(),
        source: z.string(),
        type: z.string(),
        data: z.unknown(),
      })
      .describe('CloudEvents 1.0; `data` is an event of the own format.'),
  ),
};

const stored = {
  '413': error('The payload is larger than BRIDGE_MAX_BODY_BYTES.'),
  '429': error('Too many requests; Retry-After says when to come again.'),
  '503': error('Not stored; send it again after Retry-After.'),
};
const health: Operation[] = [
  {
    method: 'get',
    path: '/health/live',
    id: 'live',
    summary: 'The process answers.',
    answers: { '200': { text: 'It does.', schema: schemaOf(z.object({ live: z.literal(true) })) } },
  },
  {
    method: 'get',
    path: '/health/ready',
    id: 'ready',
    summary: 'Whether payloads are logged now. They are taken all the same.',
    answers: {
      '200': { text: 'They are.', schema: ref('Readiness') },
      '503': { text: 'They wait; why says for what.', schema: ref('Readiness') },
    },
  },
];

function receiving(): Operation[] {
  const event = { anyOf: [...kinds.map((kind) => ref(kind)), ref('CloudEvent')] };
  return [
    {
      method: 'post',
      path: '/sources/{source}',
      id: 'receiveWebhook',
      summary: 'A webhook as the source sends it, signed in the way of the source.',
      parameters: [
        {
          name: 'source',
          in: 'path',
          required: true,
          schema: { type: 'string' },
          description: 'Name of a source that is switched on.',
        },
      ],
      body: { 'application/json': {} },
      answers: {
        '202': { text: 'It is on disk.', schema: ref('Delivery') },
        '400': error('The payload is no JSON, or its event is not named.'),
        '401': error('The signature is missing or wrong; nothing was stored.'),
        '404': error('There is no such source.'),
        ...stored,
      },
    },
    {
      method: 'post',
      path: '/events',
      id: 'receiveEvents',
      summary: 'Events of the own format or CloudEvents 1.0 (structured, binary, batch), signed by Standard Webhooks.',
      security: [{ standardWebhooks: [] }],
      parameters: ['webhook-id', 'webhook-timestamp'].map((name) => ({
        name,
        in: 'header',
        required: true,
        schema: { type: 'string' },
      })),
      body: {
        'application/json': { anyOf: [event, { type: 'array', items: event, maxItems: 1000 }] },
        'application/cloudevents+json': ref('CloudEvent'),
        'application/cloudevents-batch+json': { type: 'array', items: ref('CloudEvent'), maxItems: 1000 },
      },
      answers: {
        '202': {
          text: 'They are on disk, those that cannot be read as well; one answer an event, in order.',
          schema: ref('EventAnswers'),
        },
        '400': error('The body holds no events.'),
        '401': error('The signature is missing, wrong or older than five minutes; nothing was stored.'),
        '404': error('BRIDGE_EVENT_SECRETS is not set.'),
        ...stored,
      },
    },
    {
      method: 'post',
      path: '/platform/webhook',
      id: 'platformWebhook',
      summary: 'Messages of Dataverse, as its service endpoint posts them.',
      security: [{ platformSecret: [] }],
      body: { 'application/json': { type: 'object', description: 'A remote execution context.' } },
      answers: {
        '200': {
          text: 'Taken, or allowed.',
          schema: schemaOf(z.union([z.object({ repeated: z.boolean() }), z.object({ refused: z.literal(false) })])),
        },
        '400': error('The body is no execution context.'),
        '401': error('The secret is missing or wrong.'),
        '403': error('The message is of another organisation.'),
        '413': stored['413'],
        '422': error('The operation is refused by a rule; the platform rolls it back.'),
        '503': error('Dataverse has not been reached yet, or the message could not be worked off.'),
      },
    },
  ];
}

function documents(): Operation[] {
  const json = (path: string, id: string, summary: string, type = 'application/json'): Operation => ({
    method: 'get',
    path,
    id,
    summary,
    answers: { '200': { text: 'The document.', schema: { type: 'object' }, type } },
  });
  return [
    json('/openapi.json', 'openapi', 'This document.'),
    json('/schemas', 'schemas', 'Lists the schemas.'),
    json('/schemas/', 'schemasFolder', 'Lists the schemas.'),
    ...publishedSchemas().map(({ href, kind, description }) =>
      json(href, `schema_${kind}`, description, 'application/schema+json'),
    ),
    json(
      '/schemas/configuration/v1.json',
      'schema_configuration',
      'Schema of a configuration as a file.',
      'application/schema+json',
    ),
  ];
}

/** What the public port takes and answers, OpenAPI 3.1 (SPEC B-9). */
export function openApiDocument(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of [...receiving(), ...health, ...documents()]) {
    (paths[operation.path] ??= {})[operation.method] = describe(operation);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Activity Logging bridge', version: 'v1', license: { name: 'MIT', identifier: 'MIT' } },
    paths,
    components: {
      schemas: { ...components, ...Object.fromEntries(publishedSchemas().map(({ kind, schema }) => [kind, schema])) },
      securitySchemes: {
        standardWebhooks: {
          type: 'apiKey',
          in: 'header',
          name: 'webhook-signature',
          description: 'HMAC-SHA256 by Standard Webhooks over id, timestamp and body.',
        },
        platformSecret: { type: 'apiKey', in: 'header', name: secretHeader },
      },
    },
  };
}

function describe({ id, summary, security, parameters, body, answers }: Operation): object {
  const content = Object.entries(body ?? {}).map(([type, schema]) => [type, { schema }]);
  return {
    operationId: id,
    summary,
    ...(security ? { security } : {}),
    ...(parameters ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: Object.fromEntries(content) } } : {}),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, { text, schema, type = 'application/json' }]) => [
        status,
        { description: text, ...(schema ? { content: { [type]: { schema } } } : {}) },
      ]),
    ),
  };
}

/** `GET /openapi.json`. */
export function registerOpenApi(app: FastifyInstance): void {
  const text = JSON.stringify(openApiDocument(), null, 2);
  app.get('/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(text));
}
