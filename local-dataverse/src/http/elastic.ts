/** What is different for writes of elastic tables: session tokens, upserts that replace, bulk messages that partly succeed. */
import { idColumns, partitioned, plainId } from '../engine/elastic.ts';
import { payloadError } from '../engine/errors.ts';
import type { TableModel } from '../engine/model/types.ts';
import type { SqlRow } from '../engine/storage/database.ts';
import { createRow } from '../engine/write/create.ts';
import { readPayload } from '../engine/write/payload.ts';
import type { JsonObject } from '../engine/write/payload.ts';
import { deleteRow } from '../engine/write/remove.ts';
import { rowExists } from '../engine/write/rows.ts';
import type { Unit } from '../engine/write/unit.ts';
import { updateRow } from '../engine/write/update.ts';
import { readGuid } from '../engine/write/values.ts';
import { errorResponse } from './errors.ts';
import { emptyResponse, jsonResponse } from './headers.ts';
import { resolveReference } from './resolve.ts';
import type { ApiRequest, ApiResponse, Service } from './types.ts';

/** Every write but a delete tells the session token ("known issue"); reads here are always up to date, so it is not asked for. */
export function withSessionToken(service: Service, response: ApiResponse): ApiResponse {
  return {
    ...response,
    headers: { ...response.headers, 'x-ms-session-token': `240:8#${service.core.nextVersion()}#7=-1` },
  };
}

/** An upsert of an elastic row replaces it: columns the body does not bring become empty (use-elastic-tables, "Upsert"). */
export function replaced(model: TableModel, values: SqlRow): SqlRow {
  const full: SqlRow = {};
  for (const { name, column, typeName } of model.columns.values()) {
    if (!column.isCustom && name !== 'ttlinseconds') continue;
    full[name] = null;
    if (typeName !== undefined) full[typeName] = null;
  }
  return { ...full, ...values };
}

const MULTIPLE = ['CreateMultiple', 'UpdateMultiple', 'UpsertMultiple', 'DeleteMultiple'];

export function isElasticMultiple(name: string): boolean {
  return MULTIPLE.includes(name);
}

interface Outcome {
  readonly id: string;
  readonly error?: unknown;
}

/**
 * A bulk message: targets that fail do not undo the others (`PAD:bulk-operations.md`). With any failure the answer is that of the first;
 * asked for annotations it tells the outcome of each in BulkApiErrorDetails.
 */
export function runElasticMultiple(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  name: string,
  targets: readonly JsonObject[],
  unit: Unit,
): ApiResponse {
  const { db } = service.core;
  const outcomes = targets.map((target): Outcome => {
    db.run('SAVEPOINT "target"', []);
    try {
      const id = one(service, request, model, name, target, unit);
      return { id };
    } catch (error) {
      db.run('ROLLBACK TO "target"', []);
      return { id: String(target[model.id.name] ?? ''), error };
    } finally {
      db.run('RELEASE "target"', []);
    }
  });
  const failed = outcomes.find((outcome) => outcome.error !== undefined);
  if (failed !== undefined) return partly(request, outcomes, failed.error);
  if (name !== 'CreateMultiple') return emptyResponse(204);
  const context = `${request.root}$metadata#Microsoft.Dynamics.CRM.CreateMultipleResponse`;
  return jsonResponse(200, { '@odata.context': context, Ids: outcomes.map((outcome) => outcome.id) });
}

function one(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  name: string,
  target: JsonObject,
  unit: Unit,
): string {
  const { core } = service;
  const resolve = (reference: string): ReturnType<typeof resolveReference> =>
    resolveReference(core, request, reference);
  if (name === 'CreateMultiple') return createRow(core, unit, model, target, { resolve });
  const given = readGuid(target[model.id.name]);
  if (given === undefined) throw payloadError(model.set, `A target of ${name} needs '${model.id.name}'.`);
  const partition = target['partitionid'];
  const id = partitioned(given, typeof partition === 'string' ? partition : undefined);
  if (name === 'DeleteMultiple') deleteRow(core, unit, model, id);
  else if (name === 'UpsertMultiple' && !rowExists(core, model, id))
    createRow(core, unit, model, target, { resolve, fixed: idColumns(model, id) });
  else {
    const { values } = readPayload(core, model, target, { mode: 'update', resolve });
    updateRow(core, unit, model, id, name === 'UpsertMultiple' ? replaced(model, values) : values);
  }
  return plainId(id);
}

function partly(request: ApiRequest, outcomes: readonly Outcome[], error: unknown): ApiResponse {
  const report = (fault: unknown): void => console.error(fault);
  const first = errorResponse(error, report);
  if (!/include-annotations/i.test(request.header('prefer') ?? '')) return first;
  const details = outcomes.map((outcome, RequestIndex) => ({
    RequestIndex,
    Id: outcome.id,
    StatusCode: outcome.error === undefined ? 200 : errorResponse(outcome.error, report).status,
  }));
  const body = JSON.parse(first.body ?? '{}') as { error?: object };
  return jsonResponse(first.status, {
    error: {
      ...body.error,
      '@Microsoft.PowerApps.CDS.ErrorDetails.Plugin.BulkApiErrorDetails': JSON.stringify(details),
    },
  });
}
