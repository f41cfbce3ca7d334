/** Addresses of rows → rows: keys of requests, `@odata.bind`, `@odata.id`, Content-ID references. */
import type { Core } from '../engine/core.ts';
import { badRequest, noRowWithKey, noSegment, notFound } from '../engine/errors.ts';
import type { Navigation, TableModel } from '../engine/model/types.ts';
import type { RowRef } from '../engine/types.ts';
import { identifier } from '../engine/storage/database.ts';
import type { SqlValue } from '../engine/storage/database.ts';
import { plainId } from '../engine/elastic.ts';
import { rowExists } from '../engine/write/rows.ts';
import { elasticKey } from './partitions.ts';
import { parsePath, readKey } from './path.ts';
import type { RowKey } from './path.ts';
import type { ApiRequest } from './types.ts';

/** @returns the id, or undefined when no row has the alternate key; ids are not looked up */
export function idOfKey(core: Core, model: TableModel, key: RowKey): string | undefined {
  if (key.kind === 'id') return key.id;
  if (!core.behaviour.specialCharactersInKeys) refuseSpecial(Object.values(key.values));
  const names = Object.keys(key.values);
  const where = names.map((name) => `${identifier(name)} = ?`).join(' AND ');
  const row = core.db.row(`SELECT ${model.id.sql} AS id FROM ${model.sql} WHERE ${where}`, Object.values(key.values));
  const id = row?.['id'];
  return typeof id === 'string' ? id : undefined;
}

/** Characters that addresses by alternate key do not work with ([DOC] define-alternate-keys-entity); the page names no error. */
const SPECIAL = /[/<>*%&:\\?+]/;

function refuseSpecial(values: readonly SqlValue[]): void {
  const wrong = values.find((value) => typeof value === 'string' && SPECIAL.test(value) && !DATE.test(value));
  if (wrong !== undefined)
    throw badRequest(
      `The key value '${String(wrong).slice(0, 100)}' holds a character that addresses by key cannot hold.`,
    );
}

/** Key columns may be dates; their colons are the server's own. */
const DATE = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?$/;

/** The id of an existing row. @throws DataverseError 0x80040217, 0x80060891 */
export function existingId(core: Core, model: TableModel, key: RowKey): string {
  const id = idOfKey(core, model, key);
  if (id === undefined) throw noRowWithKey(model.name);
  if (key.kind === 'id' && !rowExists(core, model, id)) throw notFound(model.name, id);
  return id;
}

/**
 * Finds the row that a reference in a body names: `/contacts(guid)`, a whole address, or `$1` in a change set.
 * @throws DataverseError when the text is no reference, the table or the row does not exist
 */
export function resolveReference(core: Core, request: ApiRequest, reference: string): RowRef {
  const path = relativePath(request, reference);
  const [segment, ...rest] = parsePath(path);
  if (segment === undefined || rest.length > 0) throw badRequest(`'${reference.slice(0, 200)}' does not name a row.`);
  const model = core.models.bySet(segment.name);
  if (model === undefined) throw noSegment(segment.name);
  if (segment.args === undefined) throw badRequest(`'${reference.slice(0, 200)}' does not name a row.`);
  const key = model.isElastic ? elasticKey(model, segment, undefined) : readKey(model, segment);
  return { table: model.name, id: plainId(existingId(core, model, key)) };
}

/** Name of the relationship that a navigation follows to the row. */
export function schemaName(navigation: Navigation, ref: RowRef): string {
  if (navigation.kind !== 'one') return navigation.relationship.schemaName;
  return navigation.relationships.get(ref.table)?.schemaName ?? navigation.name;
}

/** Strips the service address and puts in what a Content-ID stands for. */
export function relativePath(request: ApiRequest, reference: string): string {
  const text = reference.trim();
  const content = /^\/?\$([\w-]+)(?=\/|$)/.exec(text);
  if (content !== null && request.references !== undefined) {
    const name = `$${content[1] ?? ''}`;
    const target = request.references.get(name);
    if (target === undefined) throw unknownContentId(name);
    return `${target}${text.slice(content[0].length)}`;
  }
  if (content !== null) throw unknownContentId(`$${content[1] ?? ''}`);
  return stripRoot(text);
}

export function unknownContentId(name: string): Error {
  return badRequest(`Content-ID Reference: '${name}' does not exist in the batch context.`);
}

const ROOT = /^(?:https?:\/\/[^/]+)?\/?api\/data\/v9\.\d\//i;

/** A path below the service root, from an address in any of the forms clients use. */
export function stripRoot(address: string): string {
  const stripped = address.replace(ROOT, '');
  return stripped.startsWith('/') ? stripped.slice(1) : stripped;
}
