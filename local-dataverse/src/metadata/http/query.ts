/** `$select`, `$filter`, `$expand` of metadata requests. */
import { DataverseError, notImplemented } from '../../engine/errors.ts';
import { csdlData } from '../base/csdl-data.ts';
import { compileFilter, type Predicate } from './filter.ts';
import type { Json } from './json.ts';

export interface MetadataQuery {
  readonly select: readonly string[] | undefined;
  readonly filter: Predicate | undefined;
  readonly expand: ReadonlyMap<string, MetadataQuery>;
}

const KNOWN = new Set(['$select', '$filter', '$expand']);

/**
 * Reads the options of a metadata request.
 * @throws DataverseError 501 for options the local Dataverse leaves out here ($orderby …: the platform has none either)
 */
export function readQuery(options: Readonly<Record<string, string>>): MetadataQuery {
  for (const name of Object.keys(options)) {
    // Names without `$` are parameter aliases or cache busters: nothing to do.
    if (name.startsWith('$') && !KNOWN.has(name)) throw notImplemented(`The query option ${name} on metadata`);
  }
  const filter = options['$filter'];
  return {
    select: options['$select'] === undefined ? undefined : split(options['$select'], ','),
    filter: filter === undefined ? undefined : compileFilter(filter),
    expand: new Map(options['$expand'] === undefined ? [] : split(options['$expand'], ',').map(readExpand)),
  };
}

function readExpand(item: string): [string, MetadataQuery] {
  const open = item.indexOf('(');
  if (open === -1) return [item, readQuery({})];
  if (!item.endsWith(')')) throw new DataverseError(400, '0x80060888', `The $expand item '${item}' is not closed.`);
  const inner = split(item.slice(open + 1, -1), ';').map((option): [string, string] => {
    const at = option.indexOf('=');
    return [option.slice(0, at).trim(), option.slice(at + 1)];
  });
  return [item.slice(0, open).trim(), readQuery(Object.fromEntries(inner))];
}

/** Splits at the top level only: not inside parentheses or quotes. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const char = text[at];
    if (char === "'") quoted = !quoted;
    if (!quoted && char === '(') depth += 1;
    if (!quoted && char === ')') depth -= 1;
    if (at === text.length || (char === separator && depth === 0 && !quoted)) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return parts.filter((part) => part !== '');
}

/**
 * Keeps the selected properties (always MetadataId; navigations and annotations stay).
 * @throws DataverseError 400 for a property the type does not have, 501 for one that is not told here
 */
export function project(row: Json, query: MetadataQuery, metadataType: string): Json {
  if (query.select === undefined) return row;
  const kept: Record<string, unknown> = {};
  for (const name of Object.keys(row)) if (name.startsWith('@') || name === 'MetadataId') kept[name] = row[name];
  for (const name of query.select) {
    if (name in row) kept[name] = row[name];
    else throw unknownProperty(name, metadataType);
  }
  return kept;
}

function unknownProperty(name: string, metadataType: string): DataverseError {
  const types = csdlData().metadataTypes;
  const exists = (types[metadataType] ?? '').split(' ').includes(name);
  if (exists) return notImplemented(`The property ${name} of ${metadataType}`);
  return new DataverseError(
    400,
    '0x80060888',
    `Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${metadataType}'.`,
  );
}
