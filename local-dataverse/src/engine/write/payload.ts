/** JSON body of a create or update → column values, binds, parties, nested rows. Names and types checked against metadata. */
import type { Core } from '../core.ts';
import { deepUpdate, invalidProperty, payloadError, undeclaredNavigation } from '../errors.ts';
import type { ColumnModel, Navigation, TableModel, ToMany, ToOne } from '../model/types.ts';
import type { SqlRow } from '../storage/database.ts';
import type { RowRef } from '../types.ts';
import { toStore } from './values.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export interface Payload {
  /** SQL columns (with the `__type` companions of lookups) that the body sets. */
  readonly values: SqlRow;
  /** Rows to make first; this row then points to them. */
  readonly parents: readonly { navigation: ToOne; relationshipTable: string; body: JsonObject }[];
  /** Rows to make afterwards, pointing to this row. The party collection is one of them. */
  readonly children: readonly { navigation: ToMany; bodies: readonly JsonObject[] }[];
  /** Existing rows that shall point to this row afterwards. */
  readonly attached: readonly { navigation: ToMany; refs: readonly RowRef[] }[];
}

export interface PayloadContext {
  readonly mode: 'create' | 'update';
  /** Finds the row that a bind names. @throws DataverseError when it does not exist or the text is no reference */
  resolve(reference: string): RowRef;
}

interface Draft {
  values: SqlRow;
  parents: { navigation: ToOne; relationshipTable: string; body: JsonObject }[];
  children: { navigation: ToMany; bodies: JsonObject[] }[];
  attached: { navigation: ToMany; refs: RowRef[] }[];
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws DataverseError 0x80048d19 (unknown names, wrong types), 0x80060888 (nested rows in an update), value errors */
export function readPayload(core: Core, model: TableModel, body: JsonObject, context: PayloadContext): Payload {
  const draft: Draft = { values: {}, parents: [], children: [], attached: [] };
  for (const key in body) {
    const value = body[key];
    const at = key.indexOf('@');
    if (at === 0) continue;
    if (at > 0) readAnnotation(model, key.slice(0, at), key.slice(at + 1), value, context, draft);
    else readMember(core, model, key, value, context, draft);
  }
  return draft;
}

function readAnnotation(
  model: TableModel,
  name: string,
  annotation: string,
  value: unknown,
  context: PayloadContext,
  draft: Draft,
): void {
  if (annotation !== 'odata.bind') return; // others describe, they set nothing
  const navigation = model.navigations.get(name);
  if (navigation === undefined || navigation.kind === 'intersect') throw undeclaredNavigation(model.set, name);
  if (navigation.kind === 'many') return bindMany(model, navigation, value, context, draft);
  if (value === null) return setLookup(draft.values, navigation.column, undefined);
  if (typeof value !== 'string') throw payloadError(model.set, `The value of '${name}@odata.bind' must be a text.`);
  const ref = context.resolve(value);
  if (!navigation.relationships.has(ref.table)) throw wrongTarget(model, navigation, ref.table);
  setLookup(draft.values, navigation.column, ref);
}

function bindMany(model: TableModel, navigation: ToMany, value: unknown, context: PayloadContext, draft: Draft): void {
  if (context.mode === 'update') throw deepUpdate();
  if (!Array.isArray(value))
    throw payloadError(model.set, `The value of '${navigation.name}@odata.bind' must be an array.`);
  const refs = value.map((each: unknown) => {
    if (typeof each !== 'string') throw payloadError(model.set, `'${navigation.name}@odata.bind' must hold texts.`);
    const ref = context.resolve(each);
    const expected = navigation.relationship.referencingTable;
    if (ref.table !== expected)
      throw payloadError(model.set, `'${navigation.name}' holds rows of '${expected}', not of '${ref.table}'.`);
    return ref;
  });
  draft.attached.push({ navigation, refs });
}

function readMember(
  core: Core,
  model: TableModel,
  name: string,
  value: unknown,
  context: PayloadContext,
  draft: Draft,
): void {
  const column = model.columns.get(name);
  if (column !== undefined && column.store !== 'lookup') {
    setColumn(model, column, value, context, draft.values);
    return;
  }
  const navigation = model.navigations.get(name);
  if (navigation !== undefined) {
    readNavigation(core, model, navigation, value, context, draft);
    return;
  }
  if (model.properties.get(name)?.store === 'lookup') {
    throw payloadError(
      model.set,
      `CRM do not support direct update of Entity Reference properties, Use Navigation properties instead. ('${name}')`,
    );
  }
  throw invalidProperty(model.set, model.name, name);
}

function setColumn(
  model: TableModel,
  column: ColumnModel,
  value: unknown,
  context: PayloadContext,
  values: SqlRow,
): void {
  const stored = toStore(model, column, value);
  const { validForCreate, validForUpdate, type } = column.column;
  // Set by uploads only ([DOC] file-column-data).
  if (type === 'File') return;
  // Columns the caller may not set are checked for type and then left alone. State follows its own rules.
  const settable = context.mode === 'create' ? validForCreate || column === model.id : validForUpdate;
  if (settable || type === 'State' || type === 'Status') values[column.name] = stored;
}

function readNavigation(
  core: Core,
  model: TableModel,
  navigation: Navigation,
  value: unknown,
  context: PayloadContext,
  draft: Draft,
): void {
  if (context.mode === 'update' && value !== null) throw deepUpdate();
  if (navigation.kind === 'one') {
    if (value === null) return setLookup(draft.values, navigation.column, undefined);
    if (!isObject(value)) throw payloadError(model.set, `The value of '${navigation.name}' must be an object.`);
    draft.parents.push({ navigation, relationshipTable: nestedTable(core, model, navigation, value), body: value });
    return;
  }
  if (navigation.kind === 'intersect' || value === null) {
    throw payloadError(model.set, `Rows of '${navigation.name}' cannot be made together with this row.`);
  }
  if (!Array.isArray(value) || !value.every(isObject)) {
    throw payloadError(model.set, `The value of '${navigation.name}' must be an array of objects.`);
  }
  draft.children.push({ navigation, bodies: value });
}

/** Which table a nested single row belongs to: the only one, or the one its `@odata.type` names. */
function nestedTable(core: Core, model: TableModel, navigation: ToOne, body: JsonObject): string {
  const named = body['@odata.type'];
  if (typeof named === 'string') {
    const table = named.replace(/^#/, '').replace(/^Microsoft\.Dynamics\.CRM\./, '');
    if (!navigation.relationships.has(table) || core.models.find(table) === undefined)
      throw wrongTarget(model, navigation, table);
    return table;
  }
  const [only, ...rest] = navigation.relationships.keys();
  if (only === undefined || rest.length > 0)
    throw payloadError(model.set, `'${navigation.name}' needs '@odata.type' to tell its table.`);
  return only;
}

function wrongTarget(model: TableModel, navigation: ToOne, table: string): Error {
  const expected = [...navigation.relationships.keys()].join(', ');
  return payloadError(
    model.set,
    `The navigation property '${navigation.name}' takes rows of '${expected}', not of '${table}'.`,
  );
}

/** Sets a lookup and, for lookups to several tables, its companion. */
export function setLookup(values: SqlRow, column: ColumnModel, ref: RowRef | undefined): void {
  values[column.name] = ref?.id ?? null;
  if (column.typeName !== undefined) values[column.typeName] = ref?.table ?? null;
}
