/**
 * ExportToExcel: a view's rows as a workbook. Parameters View, FetchXml, LayoutXml, QueryApi, QueryParameters and the answer's ExcelFile are
 * those its callers use (PowerDataOps calls it so [COMM]); no page of Microsoft describes it, and whether steps see it is a switch.
 */
import { invalidArgument, notFound, payloadError } from '../engine/errors.ts';
import type { FetchQuery } from '../engine/fetch/ast.ts';
import { parseFetch } from '../engine/fetch/parse.ts';
import { runFetch } from '../engine/fetch/run.ts';
import type { TableModel } from '../engine/model/types.ts';
import { FORMATTED, localLabel, readAnnotations } from '../engine/query/annotations.ts';
import type { JsonRow } from '../engine/query/rowset.ts';
import { requirePrivilege } from '../engine/security/index.ts';
import type { RowRef } from '../engine/types.ts';
import type { JsonObject } from '../engine/write/payload.ts';
import { loadRow } from '../engine/write/rows.ts';
import type { Unit } from '../engine/write/unit.ts';
import { attribute, children, parseXml } from '../import/read/xml.ts';
import { jsonResponse } from './headers.ts';
import { rowParameter } from './parameters.ts';
import type { ApiRequest, ApiResponse, Service } from './types.ts';
import { readBody } from './writes.ts';
import { workbook } from './xlsx.ts';
import type { Cell } from './xlsx.ts';

/** Rows a workbook can get (organization.maxrecordsforexporttoexcel of a new organisation). */
const MOST_ROWS = 10_000;
const PAGE = 5000;
const VIEWS = ['savedquery', 'userquery'];

/** @throws DataverseError 0x80040220 without prvExportToExcel or the right to read the table; 0x80040203 for wrong parameters */
export function exportToExcel(service: Service, request: ApiRequest, unit: Unit): ApiResponse {
  const { core } = service;
  const body = readBody(request, 'ExportToExcel');
  requirePrivilege(core, request.caller, 'prvExportToExcel');
  const view = rowParameter(service, request, body, 'View');
  if (view !== undefined && !VIEWS.includes(view.table))
    throw invalidArgument("The parameter 'View' of ExportToExcel must be a saved query or a user query.");
  const fetchXml = given(body, 'FetchXml') ?? ofView(service, view, 'fetchxml');
  const layoutXml = given(body, 'LayoutXml') ?? (view && ofView(service, view, 'layoutxml'));
  const query = parseFetch(fetchXml);
  const model = core.models.find(query.entity.name);
  if (model === undefined) throw invalidArgument(`There is no table '${query.entity.name}'.`);
  const names = layoutXml === undefined ? query.entity.attributes.map((each) => each.name) : cells(layoutXml);
  const sheet = [names.map((name) => heading(model, name)), ...rows(service, request, model, query, names)];
  const label = localLabel(model.table.displayCollectionName) ?? model.name;
  const ExcelFile = Buffer.from(workbook(label, sheet)).toString('base64');
  unit.emit({
    message: 'ExportToExcel',
    model,
    id: undefined,
    input: {
      View: view,
      FetchXml: fetchXml,
      LayoutXml: layoutXml ?? '',
      QueryApi: given(body, 'QueryApi') ?? '',
      QueryParameters: body['QueryParameters'] ?? null,
    },
    output: { ExcelFile },
  });
  const context = `${request.root}$metadata#Microsoft.Dynamics.CRM.ExportToExcelResponse`;
  return jsonResponse(200, { '@odata.context': context, ExcelFile });
}

function given(body: JsonObject, name: string): string | undefined {
  const value = body[name] ?? '';
  if (typeof value !== 'string') throw payloadError('ExportToExcel', `The parameter '${name}' must be a text.`);
  return value === '' ? undefined : value;
}

function ofView(service: Service, view: RowRef | undefined, column: string): string {
  if (view === undefined) throw invalidArgument("ExportToExcel needs the parameter 'View' or 'FetchXml'.");
  const row = loadRow(service.core, service.core.models.of(view.table), view.id);
  const text = row?.[column];
  if (typeof text !== 'string') throw notFound(view.table, view.id);
  return text;
}

function cells(layoutXml: string): string[] {
  const grid = parseXml('LayoutXml', layoutXml);
  return children(grid, 'row')
    .flatMap((row) => children(row, 'cell'))
    .filter((cell) => attribute(cell, 'ishidden') !== '1')
    .flatMap((cell) => attribute(cell, 'name') ?? []);
}

function heading(model: TableModel, name: string): string {
  const column = model.columns.get(name);
  return (column && localLabel(column.column.displayName)) ?? name;
}

function rows(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  query: FetchQuery,
  names: readonly string[],
): Cell[][] {
  const settings = {
    core: service.core,
    caller: request.caller,
    root: request.root,
    annotations: readAnnotations(FORMATTED),
  };
  const found: JsonRow[] = [];
  for (let page = 1, more = true; more && found.length < MOST_ROWS; page += 1) {
    const part = runFetch(settings, model, { ...query, page, count: PAGE, pagingCookie: undefined }, PAGE);
    found.push(...part.rows);
    more = part.more && query.top === undefined;
  }
  return found.slice(0, MOST_ROWS).map((row) => names.map((name) => shown(model, row, name)));
}

/** As a person reads it; columns of links are named `alias.column`. */
function shown(model: TableModel, row: JsonRow, name: string): Cell {
  const property = model.columns.get(name)?.property ?? name;
  const value = row[`${property}@${FORMATTED}`] ?? row[property] ?? null;
  if (value === null || typeof value === 'number' || typeof value === 'string') return value;
  return String(value);
}
