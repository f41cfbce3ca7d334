/** Which operations a request carried out: itself, or the parts of a batch that were answered. */
import { boundaryOf, readParts, readRequest } from '../http/multipart.ts';
import { costOf } from './costs.ts';
import type { Costs, WorkItem } from './costs.ts';

export interface Exchange {
  readonly method: string;
  /** With or without query, below the service root. */
  readonly path: string;
  readonly contentType: string | undefined;
  readonly body: string;
  readonly answerType: string | undefined;
  readonly answer: string;
}

/** Milliseconds the modelled platform worked on a request. A batch stopped by an error costs what ran until then. */
export function executionTime(costs: Costs, exchange: Exchange): number {
  return workOf(exchange).reduce((sum, item) => sum + costOf(costs, item), costs.request);
}

/** Milliseconds a request takes when all that it asks for runs; known as soon as it is there. */
export function askedTime(costs: Costs, asked: Omit<Exchange, 'answerType' | 'answer'>): number {
  return askedOf(asked).reduce((sum, item) => sum + costOf(costs, item), costs.request);
}

function askedOf({ method, path, contentType, body }: Omit<Exchange, 'answerType' | 'answer'>): readonly WorkItem[] {
  const plain = withoutQuery(path);
  if (plain !== '$batch') return [{ method, path: plain, body }];
  const sent = boundaryOf(contentType);
  if (sent === undefined) return [];
  return readParts(body, sent).flatMap((part) => {
    const inner = boundaryOf(part.headers.get('content-type'));
    const operations = inner === undefined ? [part] : readParts(part.body, inner);
    return operations.map((each) => workItem(readRequest(each)));
  });
}

export function workOf(exchange: Exchange): readonly WorkItem[] {
  const path = withoutQuery(exchange.path);
  if (path !== '$batch') return [{ method: exchange.method, path, body: exchange.body }];
  const answered = boundaryOf(exchange.answerType);
  const sent = boundaryOf(exchange.contentType);
  // A malformed batch is answered as a whole, before anything ran.
  if (answered === undefined || sent === undefined) return [];
  const items = readParts(exchange.body, sent);
  return readParts(exchange.answer, answered).flatMap((answer, index) => {
    const item = items[index];
    if (item === undefined) return [];
    const inner = boundaryOf(item.headers.get('content-type'));
    if (inner === undefined) return [workItem(readRequest(item))];
    const operations = readParts(item.body, inner);
    return operations.slice(0, ranOf(operations, answer)).map((each) => workItem(readRequest(each)));
  });
}

type Part = ReturnType<typeof readParts>[number];

/** A failed change set answers with its one error; what stands behind that operation did not run. */
function ranOf(operations: readonly Part[], answer: Part): number {
  const boundary = boundaryOf(answer.headers.get('content-type'));
  const [only, ...more] = boundary === undefined ? [] : readParts(answer.body, boundary);
  if (only === undefined || more.length > 0) return operations.length;
  const failed = operations.findIndex((each) => each.headers.get('content-id') === only.headers.get('content-id'));
  return failed < 0 ? operations.length : failed + 1;
}

function workItem(request: { method: string; address: string; body: string }): WorkItem {
  const path = request.address.replace(/^(?:https?:\/\/[^/]+)?\/api\/data\/v9\.\d\//, '').replace(/^\/(?!\$\d)/, '');
  return { method: request.method, path: withoutQuery(path), body: request.body };
}

function withoutQuery(path: string): string {
  const question = path.indexOf('?');
  return question < 0 ? path : path.slice(0, question);
}
