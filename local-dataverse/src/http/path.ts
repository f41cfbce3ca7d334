/** Resource paths: `accounts(guid)/Account_Tasks`, `tasks(new_key='a')/subject/$value`. */
import { badRequest, noSegment } from '../engine/errors.ts';
import type { TableModel } from '../engine/model/types.ts';
import { converted } from '../engine/query/functions.ts';
import type { AlternateKey } from '../metadata/types.ts';
import { parseExpression } from '../odata/expressions.ts';
import type { Expression } from '../odata/ast.ts';
import type { SqlRow } from '../engine/storage/database.ts';

export interface Segment {
  readonly name: string;
  /** Undefined without parentheses. */
  readonly args:
    { readonly positional: readonly Expression[]; readonly named: ReadonlyMap<string, Expression> } | undefined;
  /** As written, decoded. */
  readonly text: string;
}

/** @throws DataverseError 404 (empty), ODataSyntaxError */
export function parsePath(path: string): Segment[] {
  const segments = splitPath(decodePath(path)).map(parseSegment);
  if (segments.length === 0) throw noSegment('');
  return segments;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw badRequest('The address holds a broken percent sequence.');
  }
}

/** Cuts at slashes that are not inside a quoted text. */
function splitPath(path: string): string[] {
  if (!path.includes("'")) return path.split('/').filter((part) => part !== '');
  const parts: string[] = [];
  let quoted = false;
  let current = '';
  for (const letter of path) {
    if (letter === "'") quoted = !quoted;
    if (letter === '/' && !quoted) {
      parts.push(current);
      current = '';
    } else current += letter;
  }
  parts.push(current);
  return parts.filter((part) => part !== '');
}

const PLAIN_ID = /^([\w.$]+)\(([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)$/i;

function parseSegment(text: string): Segment {
  const plain = PLAIN_ID.exec(text);
  if (plain?.[1] !== undefined && plain[2] !== undefined) {
    const positional: Expression[] = [{ kind: 'literal', type: 'guid', value: plain[2].toLowerCase(), at: 0 }];
    return { name: plain[1], args: { positional, named: new Map() }, text };
  }
  const open = text.indexOf('(');
  if (open < 0) return { name: text, args: undefined, text };
  if (!text.endsWith(')')) throw badRequest(`Bad Request - Error in query syntax at '${text.slice(0, 100)}'.`);
  const call = parseExpression(`key${text.slice(open)}`);
  if (call.kind !== 'call') throw badRequest(`Bad Request - Error in query syntax at '${text.slice(0, 100)}'.`);
  return { name: text.slice(0, open), args: { positional: call.args, named: call.named }, text };
}

export type RowKey =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'key'; readonly key: AlternateKey; readonly values: SqlRow };

/**
 * Reads the key of a segment.
 * @throws DataverseError 0x80060888 when it names neither the id nor an alternate key
 */
export function readKey(model: TableModel, segment: Segment, aliases?: ReadonlyMap<string, Expression>): RowKey {
  const { positional = [], named = new Map<string, Expression>() } = segment.args ?? {};
  const [only, ...rest] = positional;
  if (only !== undefined && rest.length === 0 && named.size === 0)
    return { kind: 'id', id: readId(model, only, segment) };
  const ownId = named.get(model.id.name);
  if (ownId !== undefined && named.size === 1) return { kind: 'id', id: readId(model, ownId, segment) };
  const names = [...named.keys()].map((name) => /^_(.+)_value$/.exec(name)?.[1] ?? name);
  const key = model.keys.find(
    (each) => each.columns.length === names.length && each.columns.every((column) => names.includes(column)),
  );
  if (key === undefined) {
    throw badRequest(
      `The specified key properties ['${names.join("', '")}'] in type 'Microsoft.Dynamics.CRM.${model.name}' do not form a key.`,
    );
  }
  const values: SqlRow = {};
  for (const [written, given] of named) {
    const name = /^_(.+)_value$/.exec(written)?.[1] ?? written;
    const column = model.columns.get(name);
    const value = given.kind === 'alias' ? aliases?.get(given.name) : given;
    if (column === undefined || value?.kind !== 'literal' || value.value === null)
      throw badRequest(`The key value of '${name}' is not valid.`);
    values[name] = converted({ model, column, sql: column.sql, alias: '' }, value.value);
  }
  return { kind: 'key', key, values };
}

function readId(model: TableModel, expression: Expression, segment: Segment): string {
  if (expression.kind === 'literal' && expression.type === 'guid' && typeof expression.value === 'string')
    return expression.value;
  throw badRequest(
    `Bad Request - Error in query syntax: '${segment.text.slice(0, 100)}' has no valid id of '${model.name}'.`,
  );
}
