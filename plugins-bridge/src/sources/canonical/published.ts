import { type Kind, kinds } from '@activity-logging/activity-model';
import { z } from 'zod';
import { canonicalExamples } from './examples.ts';
import { cloudEventPrefix, descriptions, formatVersion, schemas } from './schemas.ts';

/** A kind's JSON Schema (draft 2020-12) with what the index of them says. */
export interface PublishedSchema {
  readonly kind: Kind;
  readonly version: string;
  readonly cloudEventType: string;
  readonly description: string;
  /** Path at the bridge. */
  readonly href: string;
  readonly schema: object;
}

/** Made from the schemas that read the events, so that the two cannot differ; each with a description and an example. */
export function publishedSchemas(): PublishedSchema[] {
  return kinds.map((kind) => ({
    kind,
    version: formatVersion,
    cloudEventType: `${cloudEventPrefix}${kind}.${formatVersion}`,
    description: descriptions[kind],
    href: `/schemas/${kind}/${formatVersion}.json`,
    schema: schemaOf(kind),
  }));
}

function schemaOf(kind: Kind): object {
  const { $schema, ...rest } = z.toJSONSchema(schemas[kind], { target: 'draft-2020-12', io: 'input' });
  return {
    $schema,
    $id: `urn:activity-logging:${kind}:${formatVersion}`,
    title: `${kind} ${formatVersion}`,
    description: descriptions[kind],
    ...rest,
    examples: [canonicalExamples[kind]],
  };
}
