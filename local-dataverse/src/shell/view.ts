/** savedquery (fetchxml + layoutxml) → what a grid draws. */
import type { ViewColumn, ViewModel } from './model.ts';
import { attribute, child, children, descendants, flag, integer, parseXml } from './xml.ts';
import type { XmlElement } from './xml.ts';

export interface ViewSource {
  readonly id: string;
  readonly name: string;
  readonly table: string;
  readonly isDefault: boolean;
  readonly fetchXml: string;
  readonly layoutXml: string;
}

/** Label of a column; undefined when the table or column does not exist. */
export type ColumnLabel = (table: string, column: string) => string | undefined;

/**
 * Reads a view. Layout cells of columns that do not exist are left out.
 * @throws XmlError
 */
export function readView(source: ViewSource, columnLabel: ColumnLabel): ViewModel {
  const entity = child(parseXml(source.fetchXml, `fetchxml of the view ${source.name} (${source.id})`), 'entity');
  const layout = parseXml(source.layoutXml, `layoutxml of the view ${source.name} (${source.id})`);
  const aliases = linkedTables(entity);
  const columns = children(child(layout, 'row'), 'cell').flatMap((cell): ViewColumn[] => {
    const name = attribute(cell, 'name');
    if (!name || flag(cell, 'ishidden', false)) return [];
    const [alias, linked] = name.split('.');
    const table = linked === undefined ? source.table : aliases.get(alias ?? '');
    const label = table ? columnLabel(table, linked ?? name) : undefined;
    if (label === undefined) return [];
    return [
      {
        name,
        label,
        width: integer(cell, 'width', 150),
        sortable: !flag(cell, 'disableSorting', false) && linked === undefined,
      },
    ];
  });
  return {
    id: source.id,
    name: source.name,
    table: source.table,
    isDefault: source.isDefault,
    columns,
    fetchXml: source.fetchXml,
    orders: children(entity, 'order').flatMap((order) => {
      const column = attribute(order, 'attribute');
      return column ? [{ column, descending: flag(order, 'descending', false) }] : [];
    }),
  };
}

/** Columns of a quick find view that the keyword is looked for in (filter/@isquickfindfields). */
export function quickFindColumns(fetchXml: string, what: string): string[] {
  const filters = descendants(parseXml(fetchXml, what), 'filter').filter((filter) =>
    flag(filter, 'isquickfindfields', false),
  );
  return filters.flatMap((filter) => children(filter, 'condition').flatMap((one) => attribute(one, 'attribute') ?? []));
}

function linkedTables(entity: XmlElement | undefined): Map<string, string> {
  return new Map(
    descendants(entity, 'link-entity').flatMap((link) => {
      const alias = attribute(link, 'alias');
      const name = attribute(link, 'name');
      return alias && name ? [[alias, name] as const] : [];
    }),
  );
}
