/** RetrieveAuditDetails, RetrieveRecordChangeHistory, RetrieveAttributeChangeHistory ([DOC] auditing/retrieve-audit-data). */
import { badRequest, notFound } from '../engine/errors.ts';
import type { TableModel } from '../engine/model/types.ts';
import { createSelectList, fillRow, lookupNames, show } from '../engine/query/rowset.ts';
import type { JsonRow } from '../engine/query/rowset.ts';
import { isMasked, requirePrivilege, requireRow } from '../engine/security/index.ts';
import type { SqlRow, SqlValue } from '../engine/storage/database.ts';
import type { RowRef } from '../engine/types.ts';
import { isObject } from '../engine/write/payload.ts';
import { loadRow } from '../engine/write/rows.ts';
import type { Expression } from '../odata/ast.ts';
import { parseOptions } from '../odata/options.ts';
import { applied, jsonResponse, readPreferences } from './headers.ts';
import type { RowKey, Segment } from './path.ts';
import { existingId, resolveReference } from './resolve.ts';
import type { ApiRequest, ApiResponse, Operation, Service } from './types.ts';

const NAMESPACE = 'Microsoft.Dynamics.CRM.';
const PAGE = 5000;
const HISTORY = ['RetrieveRecordChangeHistory', 'RetrieveAttributeChangeHistory'];

type Json = Readonly<Record<string, unknown>>;

/** `audits(id)/Microsoft.Dynamics.CRM.RetrieveAuditDetails` */
export function auditDetails(service: Service, request: ApiRequest, model: TableModel, key: RowKey): Operation {
  const run = (): { response: ApiResponse } => {
    requirePrivilege(service.core, request.caller, 'prvReadAuditSummary');
    const id = existingId(service.core, model, key);
    const row = loadRow(service.core, model, id);
    if (row === undefined) throw notFound(model.name, id);
    return answer(request, 'RetrieveAuditDetails', { AuditDetail: detailOf(service, request, row) });
  };
  return { kind: 'read', run };
}

/** The two functions without a row in the address. Undefined when the name is none of these. */
export function changeHistory(service: Service, request: ApiRequest, segment: Segment): Operation | undefined {
  const name = segment.name.replace(NAMESPACE, '');
  if (!HISTORY.includes(name)) return undefined;
  const run = (): { response: ApiResponse } => {
    const given = argumentsOf(request, segment);
    requirePrivilege(service.core, request.caller, 'prvReadRecordAuditHistory');
    const target = targetOf(service, request, name, given('Target'));
    const attribute = name === 'RetrieveAttributeChangeHistory' ? attributeOf(service, target, given) : undefined;
    const paging = given('PagingInfo');
    return answer(request, name, { AuditDetailCollection: page(service, request, target, attribute, paging) });
  };
  return { kind: 'read', run };
}

function answer(request: ApiRequest, name: string, body: Json): { response: ApiResponse } {
  const context = `${request.root}$metadata#${NAMESPACE}${name}Response`;
  return { response: jsonResponse(200, { '@odata.context': context, ...body }, applied(readPreferences(request))) };
}

function page(
  service: Service,
  request: ApiRequest,
  target: RowRef,
  attribute: string | undefined,
  paging: Expression | undefined,
): Json {
  const audits = service.core.models.of('audit');
  const rows = service.core.db
    .rows(
      `SELECT * FROM ${audits.sql} WHERE "objectid" = ? AND "objecttypecode" = ? ORDER BY "createdon" DESC, rowid DESC`,
      [target.id, target.table],
    )
    .filter((row) => attribute === undefined || changesOf(row).some((each) => each.name === attribute));
  const count = member(paging, 'Count') ?? PAGE;
  const number = member(paging, 'PageNumber') ?? 1;
  const from = (number - 1) * count;
  const more = rows.length > from + count;
  const wantsTotal = flag(paging, 'ReturnTotalRecordCount');
  return {
    MoreRecords: more,
    PagingCookie: more ? `<cookie page="${number}"></cookie>` : '',
    TotalRecordCount: wantsTotal ? rows.length : -1,
    AuditDetails: rows.slice(from, from + count).map((row) => detailOf(service, request, row, attribute)),
  };
}

/** What happened, as the type that fits. AuditRecord is not filled, as the documents say of the platform. */
function detailOf(service: Service, request: ApiRequest, row: SqlRow, attribute?: string): Json {
  const data = dataOf(row);
  const type = (name: string): Json => ({ '@odata.type': `#${NAMESPACE}${name}` });
  if (typeof data['relationshipName'] === 'string') {
    const records = Array.isArray(data['targetRecords'])
      ? data['targetRecords'].flatMap((each) => recordOf(service, each))
      : [];
    return { ...type('RelationshipAuditDetail'), RelationshipName: data['relationshipName'], TargetRecords: records };
  }
  if (isObject(data['share'])) {
    const { Principal, AccessMask } = data['share'];
    const none = { OldPrivileges: 'None', NewPrivileges: AccessMask === 0 ? 'None' : AccessMask };
    return { ...type('ShareAuditDetail'), ...none, Principal: recordOf(service, Principal)[0] ?? null };
  }
  if (row['operation'] === 4)
    return { ...type('UserAccessAuditDetail'), Interval: data['interval'] ?? 0, AccessTime: row['createdon'] ?? null };
  const changes = changesOf(row).filter((each) => attribute === undefined || each.name === attribute);
  const model = service.core.models.find(String(row['objecttypecode']));
  const side = (which: 'before' | 'after'): Json =>
    model === undefined ? {} : { ...type(model.name), ...values(service, request, model, changes, which) };
  return {
    ...type('AttributeAuditDetail'),
    // Columns that are gone since.
    InvalidNewValueAttributes: changes.map((each) => each.name).filter((name) => model?.columns.has(name) !== true),
    LocLabelLanguageCode: 0,
    DeletedAttributes: { Count: 0, Keys: [], Values: [] },
    OldValue: side('before'),
    NewValue: side('after'),
  };
}

interface Change {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

function changesOf(row: SqlRow): readonly Change[] {
  const list = dataOf(row)['changedAttributes'];
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).map((each) => ({
    name: String(each['logicalName']),
    before: typeof each['oldValue'] === 'string' ? each['oldValue'] : null,
    after: typeof each['newValue'] === 'string' ? each['newValue'] : null,
  }));
}

function dataOf(row: SqlRow): Json {
  const data: unknown = JSON.parse(String(row['changedata'] ?? '{}'));
  return isObject(data) ? data : {};
}

/** Old or new values as a row of the Web API shows them; empty ones and those the caller may not see are left out. */
function values(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  changes: readonly Change[],
  side: 'before' | 'after',
): JsonRow {
  const { core } = service;
  const rights = core.security.rightsFor(request.caller);
  const list = createSelectList();
  const tuple: SqlValue[] = [];
  for (const change of changes) {
    const column = model.columns.get(change.name);
    const text = change[side];
    if (column === undefined || text === null || isMasked(rights, model.name, column.name)) continue;
    show(list, 't', model, column);
    const shown = list.shown.at(-1);
    if (shown === undefined) continue;
    const [table = '', id = ''] = column.store === 'lookup' ? text.split(',') : [];
    tuple[shown.at] = column.store === 'lookup' ? id : stored(column.store, text);
    if (shown.typeAt >= 0) tuple[shown.typeAt] = table;
  }
  const row: JsonRow = {};
  const { annotations } = readPreferences(request);
  fillRow(core, list, tuple, row, annotations, annotations.any ? lookupNames(core, list, [tuple]) : new Map());
  return row;
}

function stored(store: string, text: string): SqlValue {
  if (store === 'boolean') return text === 'true' ? 1 : 0;
  return store === 'integer' || store === 'real' ? Number(text) : text;
}

function recordOf(service: Service, given: unknown): Json[] {
  if (!isObject(given) || typeof given['table'] !== 'string' || typeof given['id'] !== 'string') return [];
  const model = service.core.models.find(given['table']);
  return model === undefined ? [] : [{ '@odata.type': `#${NAMESPACE}${model.name}`, [model.id.name]: given['id'] }];
}

function argumentsOf(request: ApiRequest, segment: Segment): (name: string) => Expression | undefined {
  const { aliases } = parseOptions(request.query);
  return (name) => {
    const given = segment.args?.named.get(name);
    return given?.kind === 'alias' ? aliases.get(given.name) : given;
  };
}

function targetOf(service: Service, request: ApiRequest, name: string, given: Expression | undefined): RowRef {
  const address = given?.kind === 'object' ? given.members.get('@odata.id') : undefined;
  if (address?.kind !== 'literal' || typeof address.value !== 'string')
    throw badRequest(`The parameter 'Target' of ${name} must be an object with '@odata.id'.`);
  const target = resolveReference(service.core, request, address.value);
  requireRow(service.core, request.caller, service.core.models.of(target.table), 'Read', target.id);
  return target;
}

function attributeOf(service: Service, target: RowRef, given: (name: string) => Expression | undefined): string {
  const name = given('AttributeLogicalName');
  const text = name?.kind === 'literal' && typeof name.value === 'string' ? name.value : '';
  if (!service.core.models.of(target.table).columns.has(text))
    throw badRequest(`'${text}' is no column of '${target.table}'.`);
  return text;
}

function member(given: Expression | undefined, name: string): number | undefined {
  const value = given?.kind === 'object' ? given.members.get(name) : undefined;
  return value?.kind === 'literal' && typeof value.value === 'number' && value.value > 0 ? value.value : undefined;
}

function flag(given: Expression | undefined, name: string): boolean {
  const value = given?.kind === 'object' ? given.members.get(name) : undefined;
  return value?.kind === 'literal' && value.value === true;
}
