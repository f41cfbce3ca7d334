/** Bodies of search requests. Names without regard to case: the two versions and clients write them differently. */
import { badRequest, notImplemented } from '../../engine/errors.ts';

export interface SearchQuery {
  readonly search: string;
  /** Undefined: all tables that are searched. */
  readonly entities: readonly string[] | undefined;
  readonly mode: 'any' | 'all';
  readonly count: boolean;
  readonly top: number | undefined;
  readonly skip: number;
}

/** Longest search term and most results ([DOC] search/legacy). */
const MOST_LETTERS = 100;
const MOST_RESULTS = 100;

/** Parameters that change nothing here. */
const WITHOUT_EFFECT = new Set(['propertybag', 'querycontext']);
const READ = new Set([
  'search',
  'entities',
  'searchmode',
  'searchtype',
  'returntotalrecordcount',
  'count',
  'top',
  'skip',
  'options',
  'orderby',
]);

/**
 * @param isOld version 1.0: lists are arrays; in 2.0 they are JSON texts
 * @throws DataverseError 400 for wrong values, 501 for filters, facets, orders, Lucene's syntax and fuzzy search
 */
export function readQuery(body: Readonly<Record<string, unknown>>, isOld: boolean): SearchQuery {
  const given = new Map(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]));
  for (const [name, value] of given) {
    const isEmpty =
      value === null ||
      value === '' ||
      value === false ||
      value === '[]' ||
      (Array.isArray(value) && value.length === 0);
    if (!READ.has(name) && !WITHOUT_EFFECT.has(name) && !isEmpty) throw notImplemented(`Dataverse search with ${name}`);
  }
  const search = given.get('search');
  if (typeof search !== 'string' || search.trim() === '') throw badRequest("The parameter 'search' is missing.");
  if (search.length > MOST_LETTERS) throw badRequest(`The search term may have ${MOST_LETTERS} characters.`);
  const options = objectIn(given.get('options'));
  const type = String(given.get('searchtype') ?? options.get('querytype') ?? 'simple').toLowerCase();
  if (type !== 'simple') throw notImplemented(`Dataverse search with the syntax '${type}'`);
  refuseOrder(given.get('orderby'));
  const mode = String(given.get('searchmode') ?? options.get('searchmode') ?? 'any').toLowerCase();
  if (mode !== 'any' && mode !== 'all') throw badRequest(`'${mode}' is no search mode.`);
  return {
    search,
    entities: entitiesIn(given.get('entities'), isOld),
    mode,
    count: given.get(isOld ? 'returntotalrecordcount' : 'count') === true,
    top: wholeNumber(given.get('top'), 'top', MOST_RESULTS),
    skip: wholeNumber(given.get('skip'), 'skip', Number.MAX_SAFE_INTEGER) ?? 0,
  };
}

function wholeNumber(value: unknown, name: string, most: number): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw badRequest(`The parameter '${name}' must be a number from 0 to ${most}.`);
}

/** Results come by score; other orders are left out. */
function refuseOrder(value: unknown): void {
  const list = listIn(value, 'orderby');
  if (list.some((each) => typeof each !== 'string' || !/^@?search\.score desc$/i.test(each)))
    throw notImplemented('Dataverse search with orderby');
}

function entitiesIn(value: unknown, isOld: boolean): string[] | undefined {
  if (isOld && typeof value === 'string') throw badRequest("The parameter 'entities' must be an array.");
  const list = listIn(value, 'entities');
  if (list.length === 0) return undefined;
  return list.map((each) => {
    if (typeof each === 'string') return each;
    if (typeof each !== 'object' || each === null || !('name' in each) || typeof each.name !== 'string')
      throw badRequest("The parameter 'entities' must name tables.");
    const further = Object.keys(each).find((name) => name !== 'name');
    if (further !== undefined) throw notImplemented(`Dataverse search with ${further} of a table`);
    return each.name;
  });
}

/** An array, or a JSON text of one. */
function listIn(value: unknown, name: string): readonly unknown[] {
  const list = json(value);
  if (list === undefined || list === null || list === '') return [];
  if (!Array.isArray(list)) throw badRequest(`The parameter '${name}' must be a list.`);
  return list;
}

function objectIn(value: unknown): ReadonlyMap<string, unknown> {
  const object = json(value);
  if (typeof object !== 'object' || object === null) return new Map();
  return new Map(Object.entries(object).map(([name, each]) => [name.toLowerCase(), each]));
}

function json(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
