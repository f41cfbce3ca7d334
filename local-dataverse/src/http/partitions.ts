/** Partitions of elastic tables in addresses (`PAD:use-elastic-tables.md`). */
import { partitioned } from '../engine/elastic.ts';
import { badRequest } from '../engine/errors.ts';
import type { TableModel } from '../engine/model/types.ts';
import { isObject } from '../engine/write/payload.ts';
import { readGuid } from '../engine/write/values.ts';
import { readKey } from './path.ts';
import type { RowKey, Segment } from './path.ts';
import type { ApiRequest } from './types.ts';

/**
 * The row an address names: by id and the query option `partitionId` (GET and DELETE), by the alternate key of id and `partitionid`,
 * or by id alone, with the `partitionid` of a PATCH's body.
 */
export function elasticKey(model: TableModel, segment: Segment, request: ApiRequest | undefined): RowKey {
  const named = segment.args?.named ?? new Map();
  const id = named.get(model.id.name);
  const partition = named.get('partitionid') ?? named.get('partitionId');
  if (id !== undefined && partition !== undefined && named.size === 2) {
    const given = id.kind === 'literal' ? readGuid(id.value) : undefined;
    if (given === undefined || partition.kind !== 'literal' || typeof partition.value !== 'string')
      throw badRequest(`The key of '${model.name}' takes an id and a text.`);
    return { kind: 'id', id: partitioned(given, partition.value) };
  }
  const key = readKey(model, segment);
  if (key.kind !== 'id') return key;
  return { kind: 'id', id: partitioned(key.id, request === undefined ? undefined : partitionOf(request)) };
}

function partitionOf(request: ApiRequest): string | undefined {
  if (request.method === 'GET' || request.method === 'DELETE') return partitionOption(request);
  if (request.method !== 'PATCH') return undefined;
  try {
    const body: unknown = JSON.parse(request.body);
    const given = isObject(body) ? body['partitionid'] : undefined;
    return typeof given === 'string' && given !== '' ? given : undefined;
  } catch {
    // The write itself refuses the body.
    return undefined;
  }
}

/** `partitionId=x` or `partitionId='x'`; the capital I is the platform's. */
function partitionOption(request: ApiRequest): string | undefined {
  const given = new URLSearchParams(request.query).get('partitionId');
  if (given === null || given === '') return undefined;
  return /^(['"]).*\1$/.test(given) ? given.slice(1, -1) : given;
}

/** GET of a set with `partitionId` asks for the rows of that partition only. */
export function inPartition(request: ApiRequest): ApiRequest {
  const partition = partitionOption(request);
  if (partition === undefined) return request;
  const condition = `partitionid eq '${partition.replaceAll("'", "''")}'`;
  const parts = request.query.split('&').filter((part) => part !== '');
  const filter = parts.find((part) => /^(\$|%24)filter=/i.test(part));
  const joined =
    filter === undefined
      ? condition
      : `${condition} and (${decodeURIComponent(filter.replace(/^[^=]*=/, '').replaceAll('+', ' '))})`;
  const others = parts.filter((part) => part !== filter && !/^partitionId=/.test(part));
  return { ...request, query: [...others, `$filter=${encodeURIComponent(joined)}`].join('&') };
}
