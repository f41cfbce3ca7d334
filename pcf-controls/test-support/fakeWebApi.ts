import type { Row } from './activityRows';

export interface FakeRequest {
  readonly table: string;
  readonly options: string;
  readonly pageSize: number | undefined;
}

export interface FakeWebApi extends ComponentFramework.WebApi {
  readonly requests: FakeRequest[];
  /** Tables that answer with this error instead of rows. */
  readonly failing: Map<string, unknown>;
}

/**
 * The platform's Web API over rows in memory, for the queries the controls send: conditions `column eq|ne value` joined by `and`,
 * one group of `or`, one descending order with empty values last, pages with a next link. Anything else is an error.
 */
export function fakeWebApi(tables: Readonly<Record<string, readonly Row[]>>): FakeWebApi {
  const requests: FakeRequest[] = [];
  const failing = new Map<string, unknown>();
  const lists = new Map<string, readonly Row[]>();
  const list = (table: string, filter: string, order: string): readonly Row[] => {
    const key = `${table} ${filter} ${order}`;
    const known =
      lists.get(key) ??
      (tables[table] ?? [])
        .filter(conditionOf(filter))
        .sort((a, b) => compare(String(b[order] ?? ''), String(a[order] ?? '')));
    lists.set(key, known);
    return known;
  };
  const refuse = (): Promise<never> => Promise.reject(new Error('The controls do not write.'));
  return {
    requests,
    failing,
    createRecord: refuse,
    updateRecord: refuse,
    deleteRecord: refuse,
    async retrieveMultipleRecords(table, options = '', pageSize = 5000) {
      requests.push({ table, options, pageSize });
      await Promise.resolve();
      if (failing.has(table)) throw failing.get(table);
      const query = new URLSearchParams(options);
      const start = Number(query.get('$skiptoken') ?? 0);
      const order = (query.get('$orderby') ?? '').split(' ')[0] ?? '';
      const ordered = list(table, query.get('$filter') ?? '', order);
      const page = ordered.slice(start, start + pageSize);
      query.set('$skiptoken', String(start + pageSize));
      return {
        entities: page,
        nextLink:
          start + pageSize < ordered.length ? `https://org.example/api/data/v9.2/${table}s?${query.toString()}` : '',
      };
    },
    async retrieveRecord(table, id, options = '') {
      requests.push({ table, options, pageSize: undefined });
      await Promise.resolve();
      if (failing.has(table)) throw failing.get(table);
      const row = (tables[table] ?? []).find((candidate) => Object.values(candidate).includes(id));
      if (!row) throw { errorCode: 0x80040217, message: `${table} With Id = ${id} Does Not Exist` };
      return row;
    },
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function conditionOf(filter: string): (row: Row) => boolean {
  if (filter === '') return () => true;
  const parts = filter.split(' and ').map((part) => {
    const either = part.replace(/[()]/g, '').split(' or ').map(comparison);
    return (row: Row): boolean => either.some((test) => test(row));
  });
  return (row) => parts.every((test) => test(row));
}

function comparison(text: string): (row: Row) => boolean {
  const match = /^(\w+) (eq|ne) (\S+)$/.exec(text.trim());
  if (!match) throw new Error(`The fake Web API does not understand: ${text}`);
  const [, column = '', operator, value] = match;
  const wanted = value === 'null' ? null : value;
  return (row) => ((row[column] ?? null) === wanted) === (operator === 'eq');
}
