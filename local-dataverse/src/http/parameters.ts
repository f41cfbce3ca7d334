/** Rows as parameters of actions and functions. */
import { badRequest, invalidArgument } from '../engine/errors.ts';
import type { RowRef } from '../engine/types.ts';
import { isObject } from '../engine/write/payload.ts';
import type { JsonObject } from '../engine/write/payload.ts';
import { readGuid } from '../engine/write/values.ts';
import { parseOptions } from '../odata/options.ts';
import type { Segment } from './path.ts';
import { existingId, resolveReference } from './resolve.ts';
import type { ApiRequest, Service } from './types.ts';

/**
 * A row in a parameter: `@odata.id`, or `@odata.type` with the primary key column.
 * @returns undefined when the parameter is absent or null
 */
export function rowParameter(
  service: Service,
  request: ApiRequest,
  body: JsonObject,
  name: string,
): RowRef | undefined {
  const given = body[name] ?? null;
  if (given === null) return undefined;
  if (!isObject(given)) throw invalidArgument(`The parameter '${name}' must be a row.`);
  const address = given['@odata.id'];
  if (typeof address === 'string') return resolveReference(service.core, request, address);
  const type = given['@odata.type'];
  const table = typeof type === 'string' ? type.replace(/^#/, '').replace(/^Microsoft\.Dynamics\.CRM\./, '') : '';
  const model = service.core.models.find(table);
  // Users and teams derive from principal, whose key is ownerid.
  const id = model && (readGuid(given[model.id.name]) ?? (isPrincipal(table) ? readGuid(given['ownerid']) : undefined));
  if (model === undefined || id === undefined)
    throw invalidArgument(`The parameter '${name}' needs '@odata.id', or '@odata.type' and the primary key.`);
  return { table: model.name, id: existingId(service.core, model, { kind: 'id', id }) };
}

function isPrincipal(table: string): boolean {
  return table === 'systemuser' || table === 'team';
}

/**
 * A row as an argument of a function: `Name(Target=@t)?@t={'@odata.id':'accounts(…)'}`, or the object in place of the alias.
 * @throws DataverseError 0x80060888 when it is missing or names no row
 */
export function rowArgument(service: Service, request: ApiRequest, segment: Segment, name: string): RowRef {
  const given = segment.args?.named.get(name);
  const value = given?.kind === 'alias' ? parseOptions(request.query).aliases.get(given.name) : given;
  if (value === undefined) throw badRequest(`The parameter '${name}' of ${segment.name} is missing.`);
  const address = value.kind === 'object' ? value.members.get('@odata.id') : undefined;
  if (address?.kind !== 'literal' || typeof address.value !== 'string')
    throw badRequest(`The parameter '${name}' must be an object with '@odata.id'.`);
  return resolveReference(service.core, request, address.value);
}
