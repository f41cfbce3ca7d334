/**
 * Xrm.WebApi.online.execute: a request object with getMetadata() → one HTTP request of the Web API. Pure.
 * Source: learn.microsoft.com, "execute (Client API reference)".
 */
import type { Row } from '../api/webApi.ts';

/** What a request object's getMetadata() answers. */
export interface RequestMetadata {
  /** null or absent: unbound; `entity`: bound to a row; otherwise bound to a set of rows. */
  readonly boundParameter?: string | null;
  /** 0 action, 1 function, 2 create/retrieve/update/delete. */
  readonly operationType: number;
  readonly operationName: string;
  readonly parameterTypes?: Readonly<Record<string, ParameterType>>;
}
interface ParameterType {
  readonly typeName: string;
  /** 0 unknown, 1 primitive, 2 complex, 3 enumeration, 4 collection, 5 row. */
  readonly structuralProperty: number;
}
export interface PlainRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/api/data/v9.2/`. */
  readonly path: string;
  readonly body?: Row;
}
/** What the request needs to know of metadata. */
export interface Names {
  /** `contact` → `contacts`. */
  setName(table: string): Promise<string>;
  /** `task` → `activityid`. */
  primaryId(table: string): Promise<string>;
  /** Collection navigation of a relationship, by schema name, on the table. */
  collection(table: string, relationship: string): Promise<string>;
  /** `http://…/api/data/v9.2/` */
  readonly root: string;
}

const STRUCTURE = { enumeration: 3, collection: 4, row: 5 } as const;
type Request = Readonly<Record<string, unknown>>;

/** @throws TypeError when the object is no request */
export function metadataOf(request: object): RequestMetadata {
  const read: unknown = Reflect.get(request, 'getMetadata');
  if (typeof read !== 'function') throw new TypeError('The request has no getMetadata function.');
  const metadata: unknown = Reflect.apply(read, request, []);
  if (typeof metadata !== 'object' || metadata === null || typeof Reflect.get(metadata, 'operationName') !== 'string')
    throw new TypeError('getMetadata() of the request must answer an object with operationName.');
  return metadata as RequestMetadata;
}

/**
 * The HTTP requests to send, one after the other; the answer of the last one counts. Only Associate can need several.
 * @throws TypeError for requests that say too little
 */
export async function plainRequests(request: object, names: Names): Promise<readonly PlainRequest[]> {
  const metadata = metadataOf(request);
  const values = request as Request;
  if (metadata.operationType === 2) return crudRequests(metadata.operationName, values, names);
  const { boundParameter, parameterTypes = {} } = metadata;
  const bound = await boundPath(boundParameter, values, parameterTypes, names);
  const name =
    bound && !metadata.operationName.includes('.')
      ? `Microsoft.Dynamics.CRM.${metadata.operationName}`
      : metadata.operationName;
  const given = Object.keys(parameterTypes).filter((one) => one !== boundParameter && values[one] !== undefined);
  if (metadata.operationType === 0) {
    const body: Row = {};
    for (const one of given) body[one] = await bodyValue(values[one], parameterTypes[one], names);
    return [{ method: 'POST', path: `${bound}${name}`, body }];
  }
  const parts = await Promise.all(
    given.map(async (one, index) => ({
      call: `${one}=@p${index + 1}`,
      value: `@p${index + 1}=${encodeURIComponent(await urlValue(values[one], parameterTypes[one], names))}`,
    })),
  );
  const query = parts.length ? `?${parts.map((part) => part.value).join('&')}` : '';
  return [{ method: 'GET', path: `${bound}${name}(${parts.map((part) => part.call).join(',')})${query}` }];
}

async function boundPath(
  parameter: string | null | undefined,
  values: Request,
  types: Readonly<Record<string, ParameterType>>,
  names: Names,
): Promise<string> {
  if (parameter === null || parameter === undefined || parameter === '') return '';
  const target = values[parameter];
  if (isReference(target)) return `${await names.setName(target.entityType)}(${plainId(target.id)})/`;
  const table = /^(?:Collection\()?(?:mscrm|Microsoft\.Dynamics\.CRM)\.([a-z0-9_]+)\)?$/i.exec(
    types[parameter]?.typeName ?? '',
  )?.[1];
  if (!table) throw new TypeError(`The request's ${parameter} must be { entityType, id }.`);
  return `${await names.setName(table)}/`;
}

/** Operation type 2: rows and links between them, under the names the page gives their parameters. */
async function crudRequests(name: string, values: Request, names: Names): Promise<readonly PlainRequest[]> {
  if (name === 'Associate' || name === 'Disassociate') return linkRequests(name, values, names);
  const payload = values['payload'];
  const target = isReference(values['entityReference']) ? values['entityReference'] : undefined;
  const set = await names.setName(target?.entityType ?? String(values['etn'] ?? ''));
  const id = plainId(target?.id ?? String(values['id'] ?? ''));
  const body = typeof payload === 'object' && payload !== null ? { ...payload } : {};
  if (name === 'Create') return [{ method: 'POST', path: set, body }];
  if (name === 'Update') return [{ method: 'PATCH', path: `${set}(${id})`, body }];
  if (name === 'Retrieve') return [{ method: 'GET', path: `${set}(${id})` }];
  if (name === 'Delete') return [{ method: 'DELETE', path: `${set}(${id})` }];
  throw new TypeError(`Requests of operation type 2 cannot be named ${name}.`);
}

async function linkRequests(name: string, values: Request, names: Names): Promise<readonly PlainRequest[]> {
  const { target, relatedEntities, relationship, relatedEntityId } = values;
  if (!isReference(target)) throw new TypeError(`${name} needs target { entityType, id }.`);
  const collection = await names.collection(target.entityType, String(relationship));
  const path = `${await names.setName(target.entityType)}(${plainId(target.id)})/${collection}`;
  if (name === 'Disassociate') {
    const id = typeof relatedEntityId === 'string' ? `(${plainId(relatedEntityId)})` : '';
    return [{ method: 'DELETE', path: `${path}${id}/$ref` }];
  }
  const related: readonly unknown[] = Array.isArray(relatedEntities) ? relatedEntities : [];
  if (!related.length || !related.every(isReference))
    throw new TypeError('Associate needs relatedEntities [{ entityType, id }].');
  return Promise.all(
    related.map(async ({ entityType, id }): Promise<PlainRequest> => {
      const address = `${names.root}${await names.setName(entityType)}(${plainId(id)})`;
      return { method: 'POST', path: `${path}/$ref`, body: { '@odata.id': address } };
    }),
  );
}

async function bodyValue(value: unknown, type: ParameterType | undefined, names: Names): Promise<unknown> {
  const row = async (one: unknown): Promise<unknown> => {
    if (!isReference(one)) return one;
    const { entityType, id, ...rest } = one;
    return {
      ...rest,
      '@odata.type': `Microsoft.Dynamics.CRM.${entityType}`,
      [await names.primaryId(entityType)]: plainId(id),
    };
  };
  if (type?.structuralProperty === STRUCTURE.row) return row(value);
  if (type?.structuralProperty === STRUCTURE.collection && Array.isArray(value)) return Promise.all(value.map(row));
  return value;
}

async function urlValue(value: unknown, type: ParameterType | undefined, names: Names): Promise<string> {
  if (type?.structuralProperty === STRUCTURE.row && isReference(value))
    return JSON.stringify({ '@odata.id': `${await names.setName(value.entityType)}(${plainId(value.id)})` });
  if (type?.structuralProperty === STRUCTURE.enumeration && typeof value !== 'object')
    return `${type.typeName}'${String(value)}'`;
  if (typeof value === 'string') {
    const isPlain = type?.typeName === 'Edm.Guid' || type?.typeName === 'Edm.DateTimeOffset';
    return isPlain ? value.replace(/[{}]/g, '') : `'${value.replace(/'/g, "''")}'`;
  }
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

interface Reference {
  readonly entityType: string;
  readonly id: string;
}
function isReference(value: unknown): value is Reference {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'entityType') === 'string' &&
    typeof Reflect.get(value, 'id') === 'string'
  );
}
function plainId(id: string): string {
  return id.replace(/[{}]/g, '').toLowerCase();
}
