import {
  type ColumnDefinitions,
  type Decision,
  type FieldMapping,
  type FindRow,
  lookupQuestions,
  mappingDocument,
  type MappingInput,
  screen,
  type Target,
} from '@activity-logging/activity-model';
import type { TableInfo } from '../dataverse/metadata.ts';
import { findLookups } from '../people/lookups.ts';
import { type Resolved, resolvePeople } from '../people/resolve.ts';
import { resolveReferences, type Wanted } from '../people/wanted.ts';
import { reason } from '../reasons.ts';
import type { ItemResult, LoggingContext } from './context.ts';
import type { ItemWork } from './items.ts';
import { activityId } from './row-id.ts';
import { findTracked, type Tracked } from './tracked.ts';

/** An item that is to be logged. */
export interface Loggable {
  readonly work: ItemWork;
  readonly decision: Extract<Decision, { do: 'log' }>;
}

/** Everything an item's rows are built from. */
export interface Prepared extends Loggable {
  readonly wanted: Wanted;
  readonly resolved: Resolved;
  readonly tracked: Tracked | undefined;
  /** What its mappings read and write; absent without mappings. */
  readonly mapping?: MappingInput;
}

export interface Preparation {
  readonly items: readonly Prepared[];
  /** Items that the rules leave out once it is known who they are about. */
  readonly left: ReadonlyMap<string, ItemResult>;
  readonly find: FindRow;
  /** Definitions of the tables that mapped lookups point to (SPEC F-1). */
  readonly lookupTables: readonly TableInfo[];
}

/**
 * Finds out all that the items of one source refer to: people, rows of synchronisation, rows that mapped values name. Requests are
 * made for all items together, never for one. @throws PassingFailure, DataverseError
 */
export async function prepare(
  source: string,
  group: readonly Loggable[],
  context: LoggingContext,
): Promise<Preparation> {
  const { settings, mappings } = context.configuration();
  const directory = context.sources.find(({ name }) => name === source)?.directory;
  const references = await resolveReferences(
    group.map(({ work }) => work.state),
    directory,
  );
  const left = new Map<string, ItemResult>();
  const wanted = group.flatMap((loggable, index) => {
    const one = references[index];
    if (!one) return [];
    // What is logged already keeps its row, whatever the rules say now (SPEC L-9).
    const isLogged = loggable.work.stored?.rows.some(({ gone }) => !gone) ?? false;
    const why = isLogged ? undefined : screen(one.fields, one.user?.email, settings);
    if (why === undefined) return [{ ...loggable, wanted: one }];
    left.set(loggable.work.id, { outcome: { do: 'skip', reason: reason('by-rule', why) }, rows: [] });
    return [];
  });
  const columns = await columnsOf(wanted, mappings, context);
  const mapped = wanted.map((one) => mappingOf(one, mappings, columns, settings.headerOnly));
  const questions = mapped.flatMap((input) => (input ? lookupQuestions(input) : []));
  const owners = {
    ownId: context.ownId,
    ...(settings.defaultOwnerId ? { defaultOwnerId: settings.defaultOwnerId } : {}),
  };
  const [resolved, tracked, find, lookupTables] = await Promise.all([
    resolvePeople(
      wanted.map((one) => one.wanted),
      context.crm,
      owners,
      settings,
    ),
    findTracked(
      wanted.map((one) => one.wanted.item),
      ({ source, type, externalId }) => activityId(context.namespace, { source, type, externalId }),
      context.client,
      context.metadata,
    ),
    findLookups(questions, context.client, context.metadata),
    Promise.all([...new Set(questions.map(({ table }) => table))].map((table) => context.metadata.table(table))),
  ]);
  const items = wanted.flatMap((one, index): Prepared[] => {
    const people = resolved[index];
    const mapping = mapped[index];
    if (!people) return [];
    return [{ ...one, resolved: people, tracked: tracked[index], ...(mapping ? { mapping } : {}) }];
  });
  return { items, left, find, lookupTables: lookupTables.filter((info) => info !== undefined) };
}

/** Definitions of the columns of each table that a mapping of these items may write to. */
async function columnsOf(
  group: readonly Loggable[],
  mappings: readonly FieldMapping[],
  context: LoggingContext,
): Promise<ReadonlyMap<Target, ColumnDefinitions>> {
  const tables = new Set(group.map(({ decision }) => decision.target));
  const needed = [...tables].filter((target) => mappings.some(({ table }) => table === target));
  return new Map(await Promise.all(needed.map(async (target) => [target, await context.columns(target)] as const)));
}

function mappingOf(
  { work, decision, wanted }: Loggable & { readonly wanted: Wanted },
  mappings: readonly FieldMapping[],
  columns: ReadonlyMap<Target, ColumnDefinitions>,
  headerOnly: boolean,
): MappingInput | undefined {
  const own = columns.get(decision.target);
  if (!own || !mappings.some(({ kind, table }) => kind === decision.kind && table === decision.target))
    return undefined;
  const { kind, target: table } = decision;
  const { source } = work.state;
  return { mappings, kind, table, source, document: mappingDocument(wanted.item, headerOnly), columns: own };
}
