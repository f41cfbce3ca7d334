import { describe, expect, it } from '@jest/globals';
import { kinds } from '@activity-logging/activity-model';
import { z } from 'zod';
import { readEvent } from './parse.ts';
import { publishedSchemas } from './published.ts';

const document = z.object({
  $schema: z.literal('https://json-schema.org/draft/2020-12/schema'),
  $id: z.string(),
  description: z.string().min(1),
  type: z.literal('object'),
  properties: z.record(z.string(), z.looseObject({})),
  required: z.array(z.string()),
  additionalProperties: z.literal(false),
  examples: z.array(z.record(z.string(), z.unknown())).min(1),
});
/** The published text read back into a validator, as a sender would use it. */
const published = publishedSchemas().map(({ kind, href, schema }) => {
  const text = JSON.stringify(schema);
  return { kind, href, schema: document.parse(JSON.parse(text)), validator: z.fromJSONSchema(JSON.parse(text)) };
});

describe('published schemas', () => {
  it('one a kind, each with what identifies an event as required', () => {
    expect(published.map(({ kind }) => kind)).toEqual(kinds);
    for (const { kind, href, schema } of published) {
      expect(href).toBe(`/schemas/${kind}/v1.json`);
      expect([...schema.required].sort()).toEqual(['id', 'kind', 'source', 'version']);
      expect(schema.properties['kind']).toMatchObject({ const: kind });
    }
    expect(new Set(published.map(({ schema }) => schema.$id)).size).toBe(kinds.length);
  });

  it('every example is valid by its schema and is read; a wrong one is neither', () => {
    for (const { schema, validator } of published) {
      for (const example of schema.examples) {
        expect(validator.safeParse(example).error).toBeUndefined();
        expect(readEvent(example).ok).toBe(true);
        for (const wrong of [
          { source: 'Notes App' },
          { version: null },
          { people: 'ann' },
          { kind: 'other' },
          { more: 1 },
        ]) {
          expect([wrong, validator.safeParse({ ...example, ...wrong }).success]).toEqual([wrong, false]);
          expect(readEvent({ ...example, ...wrong }).ok).toBe(false);
        }
      }
    }
  });
});
