/** RetrieveTotalRecordCount. The platform answers from a snapshot of the last day; here the count is of now. */
import { DataverseError, badRequest } from '../engine/errors.ts';
import { readSource } from '../engine/security/index.ts';
import { parseOptions } from '../odata/options.ts';
import type { Expression } from '../odata/ast.ts';
import type { Segment } from './path.ts';
import type { ApiRequest, Service } from './types.ts';

/** `RetrieveTotalRecordCount(EntityNames=['account','contact'])`: how many rows of each table the caller may read. */
export function totalRecordCount(service: Service, request: ApiRequest, segment: Segment): Record<string, unknown> {
  const Keys = readNames(request, segment);
  const Values = Keys.map((name) => countOf(service, request, name));
  return { EntityRecordCountCollection: { Count: Keys.length, IsReadOnly: false, Keys, Values } };
}

function countOf(service: Service, request: ApiRequest, name: string): number {
  const { core } = service;
  const model = core.models.find(name);
  if (model === undefined || model.table.isPrivate === true)
    throw new DataverseError(
      400,
      '0x80041102',
      `The entity with a name = '${name}' with namemapping = 'Logical' was not found in the MetadataCache.`,
    );
  const rows = core.db.tuples(`SELECT count(*) FROM ${readSource(core, request.caller, model)}`, []);
  return Number(rows[0]?.[0] ?? 0);
}

function readNames(request: ApiRequest, segment: Segment): string[] {
  const given = segment.args?.named.get('EntityNames');
  const value = given?.kind === 'alias' ? parseOptions(request.query).aliases.get(given.name) : given;
  const names = value?.kind === 'list' ? value.items.map(readName) : [];
  if (names.length === 0 || names.includes(undefined))
    throw badRequest("The parameter 'EntityNames' of RetrieveTotalRecordCount must be a list of logical names.");
  return names.filter((name) => name !== undefined);
}

function readName(item: Expression): string | undefined {
  return item.kind === 'literal' && typeof item.value === 'string' ? item.value : undefined;
}
