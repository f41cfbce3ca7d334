/** POST, PUT and DELETE of EntityDefinitions, RelationshipDefinitions and GlobalOptionSetDefinitions. */
import { DataverseError, notImplemented } from '../../engine/errors.ts';
import type { Engine } from '../../engine/types.ts';
import { declarations } from '../../import/declarations.ts';
import { undoable } from '../../import/uninstall.ts';
import { seedPrivileges } from '../../platform/privileges.ts';
import { segments, tableOf, type Segment } from '../http/handler.ts';
import { isBody, type Body } from './body.ts';
import { createChoice, deleteChoice, updateChoice } from './choices.ts';
import { createColumn, deleteColumn, updateColumn } from './columns.ts';
import { solutionOf, type WriteContext } from './context.ts';
import { invalidDefinition } from './errors.ts';
import { createKey, deleteKey } from './keys.ts';
import { createRelationship, deleteRelationship, updateRelationship } from './relationships.ts';
import { createTable, deleteTable, updateTable } from './tables.ts';

export interface MetadataWrite {
  readonly method: string;
  /** Below `/api/data/v9.2/`, decoded, without query. */
  readonly path: string;
  /** The parsed JSON; undefined without a body. */
  readonly body: unknown;
  /** Address of the service root with a final slash. */
  readonly root: string;
  readonly solutionName: string | undefined;
  readonly mergeLabels: boolean;
  readonly elasticTables: boolean;
}

export interface MetadataAnswer {
  /** CreateEntity, UpdateAttribute … */
  readonly message: string;
  /** OData-EntityId of what was made. */
  readonly entityId: string | undefined;
}

/** What a request asks for, found before anything runs: the privilege it needs is known then. */
export interface PlannedWrite {
  /** e.g. prvCreateEntity */
  readonly privilege: string;
  /**
   * Carries it out wholly or not at all, and makes storage, privileges and messages follow.
   * @param seed makes the rows that hang on tables, in the same transaction
   */
  run(seed: () => void): MetadataAnswer;
}

type Work = (context: WriteContext) => { message: string; address?: string };

/** @throws DataverseError 404, 405, 501 for paths and methods that make no sense */
export function planMetadataWrite(engine: Engine, write: MetadataWrite): PlannedWrite {
  const [first, second, third, ...more] = segments(write.path);
  if (first === undefined || more.length > 0) throw notImplemented(`Writing ${write.path}`);
  const [privilege, work] = find(engine, write, first, second, third);
  return {
    privilege,
    run: (seed) => {
      const { message, address } = carryOut(engine, write, work, seed);
      return { message, entityId: address === undefined ? undefined : `${write.root}${address}` };
    },
  };
}

function carryOut(engine: Engine, write: MetadataWrite, work: Work, seed: () => void): ReturnType<Work> {
  try {
    return undoable(engine, () => {
      const answer = work({
        engine,
        declare: declarations(engine),
        solution: solutionOf(engine, write.solutionName),
        mergeLabels: write.mergeLabels,
        elasticTables: write.elasticTables,
      });
      engine.syncSchema();
      seedPrivileges(engine);
      seed();
      return answer;
    });
  } catch (error) {
    throw isNotUnique(error)
      ? invalidDefinition('The key cannot be made: rows have the same values in its columns already.')
      : error;
  }
}

/** By shape, not by class: under a test runner SQLite's errors belong to another realm. */
function isNotUnique(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === 2067;
}

function find(
  engine: Engine,
  write: MetadataWrite,
  first: Segment,
  second: Segment | undefined,
  third: Segment | undefined,
): [privilege: string, work: Work] {
  // A cast behind the address says only of what kind the component is.
  const part = isCast(second) ? undefined : second;
  if (part !== undefined && first.name !== 'EntityDefinitions') throw notImplemented(`Writing ${write.path}`);
  switch (first.name) {
    case 'EntityDefinitions':
      return part === undefined ? ofTable(engine, write, first) : ofPart(engine, write, first, part, third);
    case 'RelationshipDefinitions':
      return pick(write, first, {
        create: () => [
          'prvCreateRelationship',
          (context) => made(createRelationship(context, bodyOf(write)), first.name),
        ],
        update: (key) => [
          'prvWriteRelationship',
          (context) => (updateRelationship(context, key, bodyOf(write)), { message: 'UpdateRelationship' }),
        ],
        remove: (key) => [
          'prvDeleteRelationship',
          (context) => (deleteRelationship(context, key), { message: 'DeleteRelationship' }),
        ],
      });
    case 'GlobalOptionSetDefinitions':
      return pick(write, first, {
        create: () => [
          'prvCreateOptionSet',
          (context) => made({ id: createChoice(context, bodyOf(write)), message: 'CreateOptionSet' }, first.name),
        ],
        update: (key) => [
          'prvWriteOptionSet',
          (context) => (updateChoice(context, key, bodyOf(write)), { message: 'UpdateOptionSet' }),
        ],
        remove: (key) => [
          'prvDeleteOptionSet',
          (context) => (deleteChoice(context, key), { message: 'DeleteOptionSet' }),
        ],
      });
    default:
      throw notImplemented(`Writing ${first.name}`);
  }
}

function ofTable(engine: Engine, write: MetadataWrite, first: Segment): [string, Work] {
  const table = (key: string): ReturnType<typeof tableOf> => tableOf(engine.metadata, key);
  return pick(write, first, {
    create: () => [
      'prvCreateEntity',
      (context) => made({ id: createTable(context, bodyOf(write)), message: 'CreateEntity' }, first.name),
    ],
    update: (key) => [
      'prvWriteEntity',
      (context) => (updateTable(context, table(key), bodyOf(write)), { message: 'UpdateEntity' }),
    ],
    remove: (key) => ['prvDeleteEntity', (context) => (deleteTable(context, table(key)), { message: 'DeleteEntity' })],
  });
}

/** Attributes and Keys of a table. */
function ofPart(
  engine: Engine,
  write: MetadataWrite,
  first: Segment,
  part: Segment,
  third: Segment | undefined,
): [string, Work] {
  if (first.key === undefined || (third !== undefined && !isCast(third))) throw notImplemented(`Writing ${write.path}`);
  const table = tableOf(engine.metadata, first.key);
  const address = write.path.split('/').slice(0, 2).join('/');
  if (part.name === 'Attributes')
    return pick(write, part, {
      create: () => [
        'prvCreateAttribute',
        (context) => made({ id: createColumn(context, table, bodyOf(write)), message: 'CreateAttribute' }, address),
      ],
      update: (key) => [
        'prvWriteAttribute',
        (context) => (updateColumn(context, table, key, bodyOf(write)), { message: 'UpdateAttribute' }),
      ],
      remove: (key) => [
        'prvDeleteAttribute',
        (context) => (deleteColumn(context, table, key), { message: 'DeleteAttribute' }),
      ],
    });
  if (part.name === 'Keys')
    return pick(write, part, {
      create: () => [
        'prvCreateEntityKey',
        (context) => made({ id: createKey(context, table, bodyOf(write)), message: 'CreateEntityKey' }, address),
      ],
      remove: (key) => [
        'prvDeleteEntityKey',
        (context) => (deleteKey(context, table, key), { message: 'DeleteEntityKey' }),
      ],
    });
  throw notImplemented(`Writing EntityDefinitions/${part.name}`);
}

interface Choices {
  create(): [string, Work];
  update?(key: string): [string, Work];
  remove(key: string): [string, Work];
}

/** POST belongs to the collection, PUT and DELETE to one component; PATCH to none ("You can't use the PATCH method"). */
function pick(write: MetadataWrite, segment: Segment, choices: Choices): [string, Work] {
  const { key } = segment;
  if (write.method === 'POST' && key === undefined) return choices.create();
  if (write.method === 'DELETE' && key !== undefined) return choices.remove(key);
  if (write.method === 'PUT' && key !== undefined && choices.update !== undefined) return choices.update(key);
  throw new DataverseError(405, '0x80060888', `The requested resource does not support http method '${write.method}'.`);
}

function made({ id, message }: { id: string; message: string }, collection: string): ReturnType<Work> {
  return { message, address: `${collection}(${id})` };
}

function isCast(segment: Segment | undefined): boolean {
  return segment?.name.startsWith('Microsoft.Dynamics.CRM.') === true;
}

function bodyOf(write: MetadataWrite): Body {
  if (!isBody(write.body)) throw invalidDefinition('The body must be a JSON object that holds the definition.');
  return write.body;
}
