import { kinds, targets } from './kinds.ts';
import { fieldMappingMaxLengths as lengths } from './metadata/field-mapping.ts';

/** The part of JSON Schema (draft 2020-12) that describes a configuration; `checkSchema` knows exactly these words. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'boolean' | 'integer';
  readonly const?: string | number | boolean;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | JsonSchema;
  readonly items?: JsonSchema;
  readonly uniqueItems?: true;
  readonly anyOf?: readonly JsonSchema[];
  readonly maxLength?: number;
  readonly pattern?: string;
}

const flag: JsonSchema = { type: 'boolean' };
const guid: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' };
/** Addresses or domains, as the settings row lists them: lower case, no separators. */
const addresses: JsonSchema = {
  type: 'array',
  uniqueItems: true,
  items: { type: 'string', pattern: '^[^\\s,;@A-Z][^\\s,;A-Z]*$', maxLength: 320 },
};
/** Platform texts: not blank, not longer than the column. */
const text = (maxLength: number, description?: string): JsonSchema => ({
  type: 'string',
  pattern: '\\S',
  maxLength,
  ...(description === undefined ? {} : { description }),
});
/** Names and paths, which are read without blanks around them. */
const trimmed = (maxLength: number, description?: string): JsonSchema => ({
  ...text(maxLength, description),
  pattern: '^\\S(.*\\S)?$',
});

/** JSON Schema of an exported configuration, version 1 (SPEC F-7). */
export const configurationSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:activity-logging:configuration:1',
  title: 'Activity logging configuration',
  type: 'object',
  required: ['schemaVersion', 'settings', 'mappings'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    schemaVersion: { const: 1 },
    defaultOwnerEmail: {
      type: 'string',
      pattern: '^\\S+@\\S+$',
      maxLength: 320,
      description:
        'Address of the default owner, who has another id in every organisation; it counts more than defaultOwnerId.',
    },
    settings: {
      type: 'object',
      description: 'Logging rules; what is absent has its default.',
      additionalProperties: false,
      properties: {
        log: {
          type: 'object',
          description: 'Which kinds are logged.',
          additionalProperties: false,
          properties: Object.fromEntries(kinds.map((kind) => [kind, flag])),
        },
        emailTarget: { enum: ['task', 'email'] },
        callTarget: { enum: ['task', 'phonecall'] },
        meetingTarget: { enum: ['task', 'appointment'] },
        followMeetingChanges: flag,
        prefixAppointments: flag,
        defaultOwnerId: guid,
        mirrorDeletions: flag,
        ownDomains: addresses,
        excludedAddresses: addresses,
        skipAutomated: flag,
        opportunityPolicy: { enum: ['none', 'mostRecent'] },
        ambiguityPolicy: { enum: ['firstByNumber', 'mostRecentlyActive', 'park'] },
        headerOnly: flag,
        optedOutUsers: addresses,
      },
    },
    mappings: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'name', 'kind', 'table', 'column', 'whenEmpty'],
        additionalProperties: false,
        anyOf: [{ required: ['path'] }, { required: ['constant'] }],
        properties: {
          id: guid,
          name: text(lengths.al_name),
          kind: { enum: kinds },
          table: { enum: targets },
          source: trimmed(lengths.al_sourcesystem, 'Absent: every source.'),
          path: trimmed(lengths.al_sourcepath, 'Where the value stands in the payload, e.g. data.custom["Deal Size"].'),
          column: trimmed(lengths.al_targetcolumn, 'Logical name.'),
          constant: text(lengths.al_constantvalue),
          whenEmpty: { enum: ['skip', 'clear', 'default'] },
          defaultValue: text(lengths.al_defaultvalue),
          valueMap: {
            type: 'object',
            description: 'Value of the source to label or number of the option.',
            additionalProperties: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
          },
          placeholder: text(lengths.al_placeholder),
          lookupBy: trimmed(lengths.al_lookupby, "Column of an alternate key; absent: the row's e-mail address."),
          disabled: { const: true },
        },
      },
    },
  },
};
