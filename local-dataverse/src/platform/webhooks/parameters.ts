/** InputParameters and OutputParameters of a message, named and typed as the SDK's request classes have them. Pure. */
import type { MessageContext, RowRef } from '../../engine/types.ts';
import type { MetadataRegistry } from '../../metadata/types.ts';
import { isListOf, isPrincipalAccess, isRef, isRow, isRows } from './shapes.ts';
import type { GivenRow } from './shapes.ts';
import { EMPTY_ID, entityJson, optionJson, referenceJson, typeName } from './contracts.ts';
import type { EntityJson, Pair } from './contracts.ts';

/** First operation of a pipeline, whose context also carries the request's own options. */
const MAIN_OPERATION = 30;

/** Messages whose row is a parameter of another name than `Target`, or only its id. */
const ROW_PARAMETER: Readonly<Record<string, string>> = {
  SetState: 'EntityMoniker',
  SetStateDynamicEntity: 'EntityMoniker',
  QualifyLead: 'LeadId',
};
/** Parameters that are choices, by message. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  SetState: ['State', 'Status'],
  SetStateDynamicEntity: ['State', 'Status'],
  QualifyLead: ['Status'],
};
/** Names of the SDK for what the engine calls otherwise. */
const NAMES: Readonly<Record<string, string>> = { assignee: 'Assignee', state: 'State', status: 'Status' };
/** The row's id is not among the parameters, or is one of `input` already. */
const NO_ROW: ReadonlySet<string> = new Set([
  'RetrieveMultiple',
  'CreateMultiple',
  'UpdateMultiple',
  'DeliverPromote',
  'ExportToExcel',
]);

/**
 * Parameters that nothing here renames are passed on under their own name.
 * @param targets the rows as they go out, for messages that carry rows (Create, Update and their Multiple)
 */
export function inputParameters(
  context: MessageContext,
  targets: readonly EntityJson[] | undefined,
  metadata: MetadataRegistry,
  stage: number,
): Pair[] {
  const { message } = context;
  if (targets !== undefined && (message === 'Create' || message === 'Update')) {
    const rows = targets.map((target) => ({ key: 'Target', value: { __type: typeName('Entity'), ...target } }));
    const options = stage === MAIN_OPERATION ? [{ key: 'SuppressDuplicateDetection', value: false }] : [];
    return [...rows, ...options, ...others(context, metadata)];
  }
  if (targets !== undefined && message.endsWith('Multiple'))
    return [{ key: 'Targets', value: collectionJson(context.table ?? '', targets) }, ...others(context, metadata)];
  return [...rowParameter(context), ...others(context, metadata)];
}

function rowParameter({ message, table, id, input }: MessageContext): Pair[] {
  if (table === undefined || id === undefined || NO_ROW.has(message) || 'Target' in input) return [];
  if (message === 'Send') return [{ key: 'EmailId', value: id }];
  return [{ key: ROW_PARAMETER[message] ?? 'Target', value: referenceJson({ table, id }) }];
}

function others({ message, input }: MessageContext, metadata: MetadataRegistry): Pair[] {
  if (message === 'Associate' || message === 'Disassociate') return relationship(input);
  return Object.entries(input).flatMap(([given, value]) => {
    const key = NAMES[given] ?? given;
    if (value === undefined) return [];
    if (CHOICES[message]?.includes(key) === true)
      return typeof value === 'number' ? [{ key, value: optionJson(value) }] : [];
    return [{ key, value: json(value, metadata) }];
  });
}

/** Empty before the operation. */
export function outputParameters(context: MessageContext, metadata: MetadataRegistry, stage: number): Pair[] {
  if (stage < 40) return [];
  return Object.entries(context.output).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: json(value, metadata) }],
  );
}

function relationship({ relationship: name, related, ...rest }: MessageContext['input']): Pair[] {
  return [
    {
      key: 'Relationship',
      value: { __type: typeName('Relationship'), PrimaryEntityRole: null, SchemaName: name ?? null },
    },
    { key: 'RelatedEntities', value: isRef(related) ? [referenceJson(related)] : [] },
    ...Object.entries(rest).map(([key, value]) => ({ key, value })),
  ];
}

/** Rows and references among the parameters in the SDK's form; everything else as it is. */
function json(value: unknown, metadata: MetadataRegistry): unknown {
  if (isRows(value))
    return collectionJson(
      value.table,
      value.rows.map((row) => rowJson(row, metadata)),
    );
  if (isRow(value)) return { __type: typeName('Entity'), ...rowJson(value, metadata) };
  if (isRef(value)) return referenceJson(value);
  if (isPrincipalAccess(value))
    return {
      __type: typeName('PrincipalAccess'),
      AccessMask: value.AccessMask,
      Principal: referenceJson(value.Principal),
    };
  if (isListOf(value, isRef)) return value.map((ref: RowRef) => referenceJson(ref));
  return value;
}

function rowJson({ table, id, values }: GivenRow, metadata: MetadataRegistry): EntityJson {
  return entityJson(metadata, table, id ?? EMPTY_ID, values);
}

/** EntityCollection. */
function collectionJson(table: string, rows: readonly EntityJson[]): Readonly<Record<string, unknown>> {
  return {
    __type: typeName('EntityCollection'),
    Entities: rows,
    EntityName: table,
    MinActiveRowVersion: null,
    MoreRecords: false,
    PagingCookie: null,
    TotalRecordCount: -1,
    TotalRecordCountLimitExceeded: false,
  };
}
