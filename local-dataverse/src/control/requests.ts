/** What was called: counts by method, shape of the path and status. */

export interface CountedRequest {
  readonly method: string;
  /** Below the service root: `contacts({id})/Contact_Tasks`. */
  readonly path: string;
  readonly status: number;
  readonly count: number;
}

/** An operation that a batch asked for; whether it ran is in no count. */
export type CountedOperation = Omit<CountedRequest, 'status'>;

export interface RequestLog {
  /** @param batch text of the batch's body */
  note(method: string, path: string, status: number, batch?: string): void;
  requests(): readonly CountedRequest[];
  operations(): readonly CountedOperation[];
  clear(): void;
}

/** Distinct lines kept; what comes after goes into one line each, so that no client can fill the memory. */
const MOST_LINES = 2000;
const OTHERS = '(others)';

export function createRequestLog(): RequestLog {
  const requests = createCounter();
  const operations = createCounter();
  return {
    note(method, path, status, batch) {
      requests.add(method, shapeOf(path), status);
      if (batch === undefined) return;
      for (const { method: verb, address } of operationsIn(batch)) operations.add(verb, shapeOf(address), 0);
    },
    requests: () => requests.lines(),
    operations: () => operations.lines().map(({ method, path, count }) => ({ method, path, count })),
    clear() {
      requests.clear();
      operations.clear();
    },
  };
}

interface Counter {
  add(method: string, path: string, status: number): void;
  lines(): readonly CountedRequest[];
  clear(): void;
}

function createCounter(): Counter {
  const lines = new Map<string, { method: string; path: string; status: number; count: number }>();
  const key = (method: string, path: string, status: number): string => `${method} ${status} ${path}`;
  return {
    add(method, path, status) {
      const known = lines.get(key(method, path, status));
      const kept = known !== undefined || lines.size < MOST_LINES ? path : OTHERS;
      const line = known ?? lines.get(key(method, kept, status));
      if (line === undefined) lines.set(key(method, kept, status), { method, path: kept, status, count: 1 });
      else line.count += 1;
    },
    lines: () => [...lines.values()].map((line) => ({ ...line })),
    clear: () => lines.clear(),
  };
}

const REQUEST_LINE = /^([A-Z]+) (\S+) HTTP\/1\.[01]\r?$/gm;

function operationsIn(batch: string): { method: string; address: string }[] {
  return [...batch.matchAll(REQUEST_LINE)].map(([, method = '', address = '']) => ({ method, address }));
}

const SERVICE = /^(?:https?:\/\/[^/]+)?(?:\/api\/data\/v9\.\d)?\/?/;

/** Two adjacent quoted texts are one with an escaped quote. */
const ARGUMENTS = /\(((?:'[^']*'|[^()'])*)\)/g;
const NAME = /(\w+)=(?:'[^']*'|[^,'])*/g;

/** The address without query and without what differs from row to row: ids and key values. */
export function shapeOf(address: string): string {
  const question = address.indexOf('?');
  const path = decoded(question < 0 ? address : address.slice(0, question)).replace(SERVICE, '');
  const shape = path.replace(ARGUMENTS, (_all, inner: string) => {
    if (inner === '') return '()';
    const names = [...inner.matchAll(NAME)].map(([, name = '']) => `${name}={}`);
    return names.length === 0 ? '({id})' : `(${names.join(',')})`;
  });
  return shape.slice(0, 200);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
