/** FetchXML with aggregate="true" ([DOC] fetchxml/aggregate-data.md). */
import { notImplemented } from '../errors.ts';
import { aggregate, countRows, groupBy, groupByPart } from '../query/aggregate.ts';
import type { AggregatePlan, DatePart } from '../query/aggregate.ts';
import { termSql } from '../query/order.ts';
import type { OrderTerm } from '../query/order.ts';
import { columnRef } from '../query/scope.ts';
import type { Scope } from '../query/scope.ts';
import type { FetchAttribute, FetchEntity, FetchOrder } from './ast.ts';
import { invalidFetch } from './parse.ts';

const PARTS: readonly DatePart[] = ['day', 'week', 'month', 'quarter', 'year'];

/** Adds the attributes of the root or of a link. */
export function addAggregates(plan: AggregatePlan, scope: Scope, entity: FetchEntity): void {
  if (entity.allAttributes) throw invalidFetch("'all-attributes' cannot stand in an aggregating query");
  for (const attribute of entity.attributes) addAggregate(plan, scope, attribute);
}

function addAggregate(plan: AggregatePlan, scope: Scope, attribute: FetchAttribute): void {
  const { alias } = attribute;
  if (alias === undefined) throw invalidFetch(`'${attribute.name}' needs an alias in an aggregating query`);
  const ref = columnRef(scope, attribute.name);
  if (attribute.groupBy) {
    if (attribute.aggregate !== undefined) throw invalidFetch(`'${alias}' is either grouped or aggregated`);
    if (attribute.dateGrouping === undefined)
      return groupBy(plan, ref, alias, ref.column.store === 'lookup' ? termSql(scope, ref) : ref.sql);
    return groupByPart(plan, ref, datePart(attribute.dateGrouping), alias);
  }
  switch (attribute.aggregate) {
    case 'count':
      return countRows(plan, alias);
    case 'countcolumn':
      return aggregate(plan, ref, attribute.distinct ? 'countdistinct' : 'countcolumn', alias);
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
      return aggregate(plan, ref, attribute.aggregate, alias);
    case undefined:
      throw invalidFetch(`'${alias}' is neither grouped nor aggregated`);
    default:
      throw invalidFetch(`'${attribute.aggregate}' is no aggregate function`);
  }
}

function datePart(written: string): DatePart {
  if (written === 'fiscal-period' || written === 'fiscal-year')
    throw notImplemented(`FetchXML dategrouping '${written}'`);
  const part = PARTS.find((each) => each === written);
  if (part === undefined) throw invalidFetch(`'${written}' is no dategrouping`);
  return part;
}

/** Aggregating queries sort by alias only. */
export function aggregateOrder(plan: AggregatePlan, order: FetchOrder): OrderTerm {
  if (order.alias === undefined) throw invalidFetch("an aggregating query sorts by 'alias', not by 'attribute'");
  const sql = plan.sorts.get(order.alias);
  if (sql === undefined) throw invalidFetch(`there is no alias '${order.alias}'`);
  return { sql, descending: order.descending };
}
