/** `$apply`: the subset that the platform takes ([DOC] webapi/query/aggregate-data.md). */
import type { Aggregation, ApplyStep } from '../../odata/apply.ts';
import type { QueryOptions } from '../../odata/ast.ts';
import { badRequest, notImplemented } from '../errors.ts';
import type { TableModel } from '../model/types.ts';
import { aggregate, countRows, createAggregatePlan, groupBy, runAggregate } from './aggregate.ts';
import type { AggregateFunction, AggregatePlan } from './aggregate.ts';
import { filterSql } from './filter.ts';
import { termSql } from './order.ts';
import type { OrderTerm } from './order.ts';
import { conditionsOf, contextOf, MAX_PAGE } from './read.ts';
import type { Parent, ReadSettings } from './read.ts';
import type { JsonRow } from './rowset.ts';
import { resolvePath, rootScope } from './scope.ts';
import type { Scope } from './scope.ts';

/**
 * Rows of `filter(…)/groupby((…),aggregate(…))`, each part optional.
 * @throws DataverseError 0x80060888, 0x8004e023, 501 for other pipelines
 */
export function readApply(
  settings: ReadSettings,
  model: TableModel,
  options: QueryOptions,
  steps: readonly ApplyStep[],
  parent?: Parent,
): JsonRow[] {
  refuseBeside(options);
  const scope = rootScope(contextOf(settings, options).newBuilder(), model);
  const conditions = conditionsOf(scope, options, parent);
  const plan = createAggregatePlan();
  const aliases = new Set<string>();
  let done = false;
  for (const step of steps) {
    if (step.kind === 'other') throw notImplemented(`The transformation '${step.name}' of $apply`);
    if (done) throw notImplemented(`$apply with '${step.kind}' after grouping or aggregating`);
    if (step.kind === 'filter') {
      conditions.push(filterSql(scope, step.condition));
      continue;
    }
    done = true;
    if (step.kind === 'groupby') for (const path of step.paths) addGroup(plan, scope, path);
    for (const aggregation of step.aggregations) {
      addAggregation(plan, scope, aggregation);
      aliases.add(aggregation.alias);
    }
  }
  if (!done) throw notImplemented('$apply with filter alone');
  const order = options.orderBy.map((item): OrderTerm => {
    const name = item.path.join('/');
    if (aliases.has(name)) throw badRequest('The query node SingleValueOpenPropertyAccess is not supported');
    const sql = plan.sorts.get(name);
    if (sql === undefined) throw badRequest(`'${name}' in $orderby is not among the grouped properties.`);
    return { sql, descending: item.descending };
  });
  const { rows, more } = runAggregate(plan, {
    core: settings.core,
    scope,
    conditions,
    order,
    limit: MAX_PAGE,
    offset: 0,
    rowLimit: settings.core.limits.aggregateRows,
    annotations: settings.annotations,
  });
  if (more) throw notImplemented(`$apply with more than ${MAX_PAGE} groups`);
  return rows;
}

/** The platform's documents show none of these beside $apply. */
function refuseBeside(options: QueryOptions): void {
  if (options.select !== undefined) throw notImplemented('$select beside $apply');
  if (options.filter !== undefined) throw notImplemented('$filter beside $apply (put filter(…)/ into $apply)');
  if (options.expand.length > 0) throw notImplemented('$expand beside $apply');
  if (options.top !== undefined) throw notImplemented('$top beside $apply');
  if (options.count) throw notImplemented('$count beside $apply');
}

/** A column of a related table is named `contact_fullname` in the answer. */
function addGroup(plan: AggregatePlan, scope: Scope, path: readonly string[]): void {
  const ref = resolvePath(scope, path);
  const { column, model } = ref;
  if (column.store === 'datetime' || column.store === 'date')
    throw badRequest(`groupby with datetime values is not supported: '${column.property}'.`);
  const name = path.length === 1 ? column.property : `${model.name}_${column.name}`;
  groupBy(plan, ref, name, column.store === 'lookup' ? termSql(scope, ref) : ref.sql);
}

const METHODS: Readonly<Record<Exclude<Aggregation['method'], '$count'>, AggregateFunction>> = {
  sum: 'sum',
  average: 'avg',
  min: 'min',
  max: 'max',
  countdistinct: 'countdistinct',
};

function addAggregation(plan: AggregatePlan, scope: Scope, aggregation: Aggregation): void {
  const { method, path, alias } = aggregation;
  if (scope.model.properties.has(alias))
    throw badRequest(`The alias '${alias}' is a property of '${scope.model.name}' already.`);
  if (method === '$count' || path === undefined) countRows(plan, alias);
  else aggregate(plan, resolvePath(scope, path), METHODS[method], alias);
}
