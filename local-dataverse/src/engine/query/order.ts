/** $orderby, and going on after the last row of a page. */
import type { OrderItem } from '../../odata/ast.ts';
import { badRequest } from '../errors.ts';
import type { SqlValue } from '../storage/database.ts';
import { resolvePath } from './scope.ts';
import type { Builder, ColumnRef, Scope } from './scope.ts';

export interface OrderTerm {
  readonly sql: string;
  readonly descending: boolean;
}

/** Terms of the order; the row's id comes last, so that the order is total and pages neither lose nor repeat rows. */
export function orderTerms(scope: Scope, items: readonly OrderItem[]): OrderTerm[] {
  const terms = items.map((item): OrderTerm => ({
    sql: termSql(scope, resolvePath(scope, item.path)),
    descending: item.descending,
  }));
  const id = `${scope.alias}.${scope.model.id.sql}`;
  if (!terms.some((term) => term.sql === id)) terms.push({ sql: id, descending: false });
  return terms;
}

/** Lookups sort by the name of the row they point to, as on the platform. */
export function termSql(scope: Scope, ref: ColumnRef): string {
  const { column } = ref;
  if (column.store !== 'lookup') return ref.sql;
  const names = column.targets.flatMap((target) => {
    const model = scope.builder.core.models.find(target);
    const name = model?.table.primaryName === undefined ? undefined : model.columns.get(model.table.primaryName);
    return model && name ? [`(SELECT ${name.sql} FROM ${model.sql} WHERE ${model.id.sql} = ${ref.sql})`] : [];
  });
  if (names.length === 0) return ref.sql;
  const sql = names.length === 1 ? (names[0] ?? ref.sql) : `coalesce(${names.join(', ')})`;
  return `${sql} COLLATE NOCASE`;
}

export function orderClause(terms: readonly OrderTerm[]): string {
  return terms.map((term) => (term.descending ? `${term.sql} DESC` : term.sql)).join(', ');
}

/**
 * The condition that a row comes after the one with these values. Empty values sort first, as in SQL Server.
 * @throws DataverseError 0x80060888 when the token does not belong to this order
 */
export function afterSql(builder: Builder, terms: readonly OrderTerm[], last: readonly SqlValue[]): string {
  if (last.length !== terms.length) throw badRequest('The paging cookie does not fit the query.');
  const alternatives = terms.map((_term, position) => {
    const same = terms.slice(0, position).map((term, index) => {
      builder.params.push(last[index] ?? null);
      return `${term.sql} IS ?`;
    });
    return [...same, beyondSql(builder, terms[position], last[position] ?? null)].join(' AND ');
  });
  return `(${alternatives.map((each) => `(${each})`).join(' OR ')})`;
}

function beyondSql(builder: Builder, term: OrderTerm | undefined, value: SqlValue): string {
  if (term === undefined) return '0';
  if (value === null) return term.descending ? '0' : `${term.sql} IS NOT NULL`;
  builder.params.push(value);
  return term.descending ? `(${term.sql} < ? OR ${term.sql} IS NULL)` : `${term.sql} > ?`;
}
