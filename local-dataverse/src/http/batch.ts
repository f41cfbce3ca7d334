/** $batch: operations in order, change sets wholly or not at all (facts §4). */
import { randomUUID } from 'node:crypto';
import { DataverseError, badRequest } from '../engine/errors.ts';
import { transact, transactTogether } from '../engine/write/unit.ts';
import type { Unit } from '../engine/write/unit.ts';
import { readPreferences } from './headers.ts';
import { unwrapped } from './jsonText.ts';
import { boundaryOf, readParts, readRequest, writeMultipart, writeNested, writePart } from './multipart.ts';
import type { Part, PartRequest } from './multipart.ts';
import { planOperation } from './operations.ts';
import { stripRoot } from './resolve.ts';
import type { ApiRequest, ApiResponse, ReadOperation, Service } from './types.ts';

const MAX_OPERATIONS = 1000;

/** Units committed together; between groups other requests get their turn. */
const GROUP = 50;

export interface BatchHost {
  /** Carries out what is no row operation (actions of the platform's other parts). */
  delegate(request: ApiRequest): Promise<ApiResponse>;
  /** Runs one read, with its messages. */
  read(request: ApiRequest, operation: ReadOperation): Promise<ApiResponse>;
  toResponse(error: unknown): ApiResponse;
}

interface Single {
  readonly kind: 'single';
  readonly request: ApiRequest;
}

interface ChangeSet {
  readonly kind: 'changeset';
  readonly requests: readonly { contentId: string; request: PartRequest }[];
}

/** Answer of one item: written parts, and whether it failed. */
interface Answer {
  readonly text: string;
  readonly failed: boolean;
}

/** @throws DataverseError 0x80060888 when the batch itself is malformed: nothing was run then */
export async function runBatch(service: Service, host: BatchHost, batch: ApiRequest): Promise<ApiResponse> {
  const items = readBatch(service, batch);
  const goOn = readPreferences(batch).continueOnError;
  const answers: Answer[] = [];
  let at = 0;
  while (at < items.length && (goOn || !answers.at(-1)?.failed)) {
    const writes = writesFrom(items, at);
    if (writes.length === 0) {
      const item = items[at];
      if (item?.kind === 'single') answers.push(await runSingle(service, host, item.request));
      at += 1;
      continue;
    }
    const done = transactTogether(
      service.core,
      batch.caller,
      writes.map((item) => work(service, batch, item)),
      !goOn,
    );
    for (const [index, outcome] of done.entries()) {
      answers.push(outcome.ok ? outcome.value : failure(host, outcome.error));
      if (!outcome.ok) await keepElastic(service, batch, writes[index], outcome.error);
    }
    at += done.length;
    // Stopped early without a failure: a synchronous step wants to see the next unit, which then runs alone.
    const waiting = writes[done.length];
    if (waiting !== undefined && (goOn || !answers.at(-1)?.failed)) {
      answers.push(await runAlone(service, host, batch, waiting));
      at += 1;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  const boundary = `batchresponse_${randomUUID()}`;
  const failed = !goOn && answers.some((answer) => answer.failed);
  return {
    status: failed ? 400 : 200,
    headers: { 'Content-Type': `multipart/mixed; boundary=${boundary}`, 'OData-Version': '4.0' },
    body: writeMultipart(
      boundary,
      answers.map((answer) => answer.text),
    ),
  };
}

/** Writes next to each other share a commit; a GET sees what stands before it. */
function writesFrom(items: readonly (Single | ChangeSet)[], at: number): (Single | ChangeSet)[] {
  const group: (Single | ChangeSet)[] = [];
  for (let index = at; index < items.length && group.length < GROUP; index += 1) {
    const item = items[index];
    if (item === undefined || (item.kind === 'single' && !isRowWrite(item.request))) break;
    group.push(item);
  }
  return group;
}

/** Actions of other parts are POSTs too, but they may not run inside a transaction of rows. */
function isRowWrite(request: ApiRequest): boolean {
  const uninstalls = request.method === 'DELETE' && request.path.startsWith('solutions(');
  return request.method !== 'GET' && /^[a-z]/.test(request.path) && !uninstalls;
}

function work(service: Service, batch: ApiRequest, item: Single | ChangeSet): (unit: Unit) => Answer {
  if (item.kind === 'changeset') return (unit) => runChangeSet(service, batch, item, unit);
  return (unit) => ({ text: writePart(runWrite(service, item.request, unit)), failed: false });
}

async function runAlone(
  service: Service,
  host: BatchHost,
  batch: ApiRequest,
  item: Single | ChangeSet,
): Promise<Answer> {
  try {
    return await transact(service.core, batch.caller, work(service, batch, item));
  } catch (error) {
    return failure(host, error);
  }
}

async function runSingle(service: Service, host: BatchHost, request: ApiRequest): Promise<Answer> {
  try {
    const operation = planOperation(service, request);
    const response = operation?.kind === 'read' ? await host.read(request, operation) : await host.delegate(request);
    return { text: writePart(response), failed: response.status >= 400 };
  } catch (error) {
    return failure(host, error);
  }
}

function runWrite(service: Service, request: ApiRequest, unit: Unit): ApiResponse {
  const operation = planOperation(service, request);
  if (operation?.kind !== 'write')
    throw badRequest(`'${request.method} ${request.path.slice(0, 100)}' is not allowed here.`);
  return operation.run(unit);
}

/** An error of one operation in a change set, wrapped so that it keeps its Content-ID. */
class ChangeSetError extends Error {
  readonly contentId: string;
  readonly original: unknown;

  constructor(contentId: string, original: unknown) {
    super('change set failed');
    this.contentId = contentId;
    this.original = original;
  }
}

function runChangeSet(service: Service, batch: ApiRequest, set: ChangeSet, unit: Unit): Answer {
  const references = new Map<string, string>();
  const parts = set.requests.map(({ contentId, request }) => {
    try {
      const response = runWrite(service, partRequest(service, batch, request, references), unit);
      const made = response.headers['OData-EntityId'];
      if (made !== undefined) references.set(`$${contentId}`, stripRoot(made));
      return writePart(response, contentId);
    } catch (error) {
      throw new ChangeSetError(contentId, error);
    }
  });
  return { text: writeNested(`changesetresponse_${randomUUID()}`, parts), failed: false };
}

/**
 * Elastic tables have no transactions: what a change set wrote to them before it failed stays. "These operations succeed but aren't atomic"
 * (`PAD:elastic-tables.md`).
 */
async function keepElastic(
  service: Service,
  batch: ApiRequest,
  item: Single | ChangeSet | undefined,
  error: unknown,
): Promise<void> {
  if (item?.kind !== 'changeset' || !(error instanceof ChangeSetError)) return;
  for (const { contentId, request } of item.requests) {
    if (contentId === error.contentId) return;
    const part = partRequest(service, batch, request, undefined);
    const set = /^\w+/.exec(part.path)?.[0] ?? '';
    if (service.core.models.bySet(set)?.isElastic !== true) continue;
    try {
      await transact(service.core, batch.caller, (unit) => runWrite(service, part, unit));
    } catch (cause) {
      // It needs a row of the change set that was undone: it fails like that one, and the set's answer tells.
      if (!(cause instanceof DataverseError)) throw cause;
    }
  }
}

/** A failed change set answers with its one error. */
function failure(host: BatchHost, error: unknown): Answer {
  if (!(error instanceof ChangeSetError)) return { text: writePart(host.toResponse(error)), failed: true };
  const part = writePart(host.toResponse(error.original), error.contentId);
  return { text: writeNested(`changesetresponse_${randomUUID()}`, [part]), failed: true };
}

function readBatch(service: Service, batch: ApiRequest): (Single | ChangeSet)[] {
  const boundary = boundaryOf(batch.header('content-type'));
  if (boundary === undefined) throw badRequest("A batch must have the Content-Type 'multipart/mixed' with a boundary.");
  const text = service.core.behaviour.batchLineEnds === 'any' ? withCrlf(batch.body) : batch.body;
  let count = 0;
  const items = readParts(text, boundary).map((part): Single | ChangeSet => {
    const inner = boundaryOf(part.headers.get('content-type'));
    const item = inner === undefined ? readSingle(service, batch, part) : readChangeSet(part, inner);
    count += item.kind === 'single' ? 1 : item.requests.length;
    return item;
  });
  if (count > MAX_OPERATIONS)
    throw badRequest(`The number of operations in the batch (${count}) exceeds the limit of ${MAX_OPERATIONS}.`);
  return items;
}

/** Line ends of any kind → CRLF. */
function withCrlf(text: string): string {
  return text.replaceAll(/\r?\n/g, '\r\n');
}

function readSingle(service: Service, batch: ApiRequest, part: Part): Single {
  return { kind: 'single', request: partRequest(service, batch, checked(readRequest(part)), undefined) };
}

function readChangeSet(part: Part, boundary: string): ChangeSet {
  const seen = new Set<string>();
  const requests = readParts(part.body, boundary).map((each) => {
    const contentId = each.headers.get('content-id') ?? '';
    if (contentId === '') throw badRequest('Content-ID header not present');
    if (seen.has(contentId)) throw badRequest(`The Content-ID '${contentId}' is used more than once in a change set.`);
    seen.add(contentId);
    const request = checked(readRequest(each));
    if (request.method === 'GET') throw badRequest('GET requests are not allowed in a change set.');
    return { contentId, request };
  });
  return { kind: 'changeset', requests };
}

function checked(request: PartRequest): PartRequest {
  if (/(^|\/)\$batch(\?|$)/.test(request.address)) throw badRequest('A batch cannot contain another batch.');
  return request;
}

function partRequest(
  service: Service,
  batch: ApiRequest,
  part: PartRequest,
  references: ReadonlyMap<string, string> | undefined,
): ApiRequest {
  const address =
    part.address.startsWith('$') || part.address.startsWith('/$') ? part.address : stripRoot(part.address);
  const question = address.indexOf('?');
  return {
    method: part.method,
    path: question < 0 ? address : address.slice(0, question),
    query: question < 0 ? '' : address.slice(question + 1),
    header: (name) => part.headers.get(name),
    body: unwrapped(service.core, part.body),
    caller: batch.caller,
    root: batch.root,
    references,
  };
}
