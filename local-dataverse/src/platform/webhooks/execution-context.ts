/** A message → RemoteExecutionContext, the body of a webhook. Pure. Source: facts §6, the sample of Microsoft's page use-webhooks. */
import type { MessageContext, Values } from '../../engine/types.ts';
import type { MetadataRegistry } from '../../metadata/types.ts';
import { EMPTY_ID, dateJson, entityJson, plainReference } from './contracts.ts';
import type { EntityJson, Pair, ReferenceJson } from './contracts.ts';
import { inputParameters, outputParameters } from './parameters.ts';
import type { Step } from './steps.ts';

export interface RemoteExecutionContext {
  readonly BusinessUnitId: string;
  readonly CorrelationId: string;
  readonly Depth: number;
  readonly InitiatingUserId: string;
  readonly InputParameters: readonly Pair[];
  readonly IsExecutingOffline: boolean;
  readonly IsInTransaction: boolean;
  readonly IsOfflinePlayback: boolean;
  readonly IsolationMode: number;
  readonly MessageName: string;
  /** 0 synchronous, 1 asynchronous. */
  readonly Mode: number;
  readonly OperationCreatedOn: string;
  readonly OperationId: string;
  readonly OrganizationId: string;
  readonly OrganizationName: string;
  readonly OutputParameters: readonly Pair[];
  readonly OwningExtension: ReferenceJson;
  readonly ParentContext: RemoteExecutionContext | null;
  readonly PostEntityImages: readonly Pair[];
  readonly PreEntityImages: readonly Pair[];
  readonly PrimaryEntityId: string;
  readonly PrimaryEntityName: string;
  readonly RequestId: string | null;
  readonly SecondaryEntityName: string;
  readonly SharedVariables: readonly Pair[];
  readonly Stage: number;
  readonly UserId: string;
}

/** What the message itself does not know. */
export interface Surroundings {
  readonly metadata: MetadataRegistry;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly businessUnitId: string;
  /** Asynchronous: id of the step's system job. Synchronous: id of the operation. */
  readonly operationId: string;
}

/** Stage of the operation itself, whose context is the parent of a post-operation step's. */
const MAIN_OPERATION = 30;
const SANDBOX = 1;

export function executionContext(context: MessageContext, step: Step, around: Surroundings): RemoteExecutionContext {
  const { stage } = step;
  const own = contextAt(context, step, around, stage);
  return {
    ...own,
    ParentContext: stage === 40 ? contextAt(context, step, around, MAIN_OPERATION) : null,
    PostEntityImages:
      stage === 40 && context.message !== 'Delete'
        ? [...primaryName(context, step, around), ...images(context, step, around, 'post')]
        : [],
    PreEntityImages: context.message === 'Create' ? [] : images(context, step, around, 'pre'),
  };
}

function contextAt(context: MessageContext, step: Step, around: Surroundings, stage: number): RemoteExecutionContext {
  const asynchronous = step.mode === 'asynchronous';
  return {
    BusinessUnitId: around.businessUnitId,
    CorrelationId: context.correlationId,
    Depth: context.depth,
    InitiatingUserId: context.caller.initiatingUserId,
    InputParameters: inputParameters(context, targetsAt(context, around.metadata, stage), around.metadata, stage),
    IsExecutingOffline: false,
    IsInTransaction: !asynchronous,
    IsOfflinePlayback: false,
    IsolationMode: SANDBOX,
    MessageName: context.message,
    Mode: asynchronous ? 1 : 0,
    OperationCreatedOn: dateJson(context.createdOn),
    OperationId: around.operationId,
    OrganizationId: around.organizationId,
    OrganizationName: around.organizationName,
    OutputParameters: outputParameters(context, around.metadata, stage),
    OwningExtension: plainReference('sdkmessageprocessingstep', step.id, null),
    ParentContext: null,
    PostEntityImages: [],
    PreEntityImages: [],
    PrimaryEntityId: context.id ?? EMPTY_ID,
    PrimaryEntityName: context.table ?? 'none',
    RequestId: asynchronous ? null : context.requestId,
    SecondaryEntityName: 'none',
    SharedVariables: [],
    Stage: stage,
    UserId: step.runAs ?? context.caller.userId,
  };
}

/** The row or rows a message carries; undefined when it carries none. */
function targetsAt(
  context: MessageContext,
  metadata: MetadataRegistry,
  stage: number,
): readonly EntityJson[] | undefined {
  if (context.parts !== undefined) return context.parts.flatMap((part) => targetAt(part, metadata, stage) ?? []);
  const target = targetAt(context, metadata, stage);
  return target === undefined ? undefined : [target];
}

/** Up to the operation the columns the caller sent; after it also those the platform set (modifiedon, fullname …). */
function targetAt(context: MessageContext, metadata: MetadataRegistry, stage: number): EntityJson | undefined {
  const { table, id, target, pre, post } = context;
  if (table === undefined || id === undefined || target === undefined) return undefined;
  if (stage < 40 || post === undefined) return entityJson(metadata, table, id, target);
  const values: Record<string, Values[string]> = {};
  for (const name of Object.keys(target)) values[name] = post[name] ?? null;
  for (const [name, value] of Object.entries(post)) {
    if (name !== 'versionnumber' && !same(value, pre?.[name] ?? null)) values[name] = value;
  }
  return entityJson(metadata, table, id, values);
}

function same(one: Values[string], other: Values[string]): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** An asynchronous step gets the row's primary name and id without asking ([DOC] the sample of use-webhooks). */
function primaryName(context: MessageContext, step: Step, around: Surroundings): Pair[] {
  const { table, id, post } = context;
  const name = table === undefined ? undefined : around.metadata.table(table)?.primaryName;
  if (step.mode !== 'asynchronous' || table === undefined || id === undefined || name === undefined) return [];
  if (post === undefined || (context.message !== 'Create' && context.message !== 'Update')) return [];
  const primaryId = around.metadata.table(table)?.primaryId ?? '';
  const value = entityJson(around.metadata, table, id, { [name]: post[name] ?? null, [primaryId]: id });
  return [{ key: 'AsynchronousStepPrimaryName', value }];
}

/** Images hold the filled columns only; the row's id is always among them. */
function images(context: MessageContext, step: Step, around: Surroundings, when: 'pre' | 'post'): Pair[] {
  const { table, id } = context;
  const row = context[when];
  if (table === undefined || id === undefined || row === undefined) return [];
  const primaryId = around.metadata.table(table)?.primaryId;
  return step.images
    .filter((image) => image.when === when || image.when === 'both')
    .map(({ alias, columns }) => {
      const kept = Object.entries(row).filter(
        ([name, value]) => value !== null && (columns === undefined || name === primaryId || columns.includes(name)),
      );
      return { key: alias, value: entityJson(around.metadata, table, id, Object.fromEntries(kept)) };
    });
}
