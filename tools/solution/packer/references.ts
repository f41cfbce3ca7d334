/** Columns, views and charts that forms, views, charts and dashboards name, compared with what the folder has. */
import { componentTypes, normalizeKey, type ComponentList } from './components.ts';
import type { Source } from './source.ts';
import { child, children, childText, descendants, type Element } from './xml.ts';

/**
 * Columns by table, for tables that are whole in the folder: their Entity.xml lists every column. Of Microsoft's tables
 * it lists only what is added, so nothing can be said of them.
 */
export class KnownColumns {
  readonly #tables = new Map<string, ReadonlySet<string>>();

  add(entity: Element): void {
    const attributes = attributesOf(entity);
    if (!attributes.some((attribute) => childText(attribute, 'Type') === 'primarykey')) return;
    const names = attributes.flatMap((attribute) => childText(attribute, 'LogicalName') ?? []);
    this.#tables.set((childText(entity, 'Name') ?? '').toLowerCase(), new Set(names));
  }

  isWhole(table: string): boolean {
    return this.#tables.has(table.toLowerCase());
  }

  /** True when the table is whole in the folder and has no such column. */
  lacks(table: string, column: string): boolean {
    return this.#tables.get(table.toLowerCase())?.has(column.toLowerCase()) === false;
  }
}

export function attributesOf(entity: Element): Element[] {
  const attributes = descendants(entity, 'attributes')[0];
  return attributes === undefined ? [] : children(attributes, 'attribute');
}

export function checkFormColumns(
  source: Source,
  columns: KnownColumns,
  table: string,
  form: Element,
  file: string,
): void {
  for (const control of descendants(form, 'control')) {
    const column = control.getAttribute('datafieldname');
    if (column === null || column === '' || !columns.lacks(table, column)) continue;
    const reason = `the form shows ${column}, which Entity.xml does not have`;
    source.problems.add('unknown-column', file, reason, control.lineNumber);
  }
}

/** FetchXML of a view or chart: attributes, orders, conditions and joins of each table it reads. */
export function checkFetch(source: Source, columns: KnownColumns, part: Element, what: string, file: string): void {
  for (const fetch of descendants(part, 'fetch')) {
    const root = child(fetch, 'entity');
    if (root === undefined) {
      source.problems.add('wrong-content', file, `the query of the ${what} names no table`, fetch.lineNumber);
      continue;
    }
    const aliases = new Map<string, string>();
    for (const link of descendants(root, 'link-entity')) {
      const alias = link.getAttribute('alias');
      if (alias !== null && alias !== '') aliases.set(alias, link.getAttribute('name') ?? '');
    }
    checkTable(root, root.getAttribute('name') ?? '', undefined);
    for (const element of descendants(root, 'link-entity')) {
      const outer = element.parentNode as Element;
      checkTable(element, element.getAttribute('name') ?? '', outer.getAttribute('name') ?? '');
    }

    function checkTable(at: Element, table: string, outer: string | undefined): void {
      const unknown = (name: string | null, of: string, line: number | undefined): void => {
        if (name === null || name === '' || !columns.lacks(of, name)) return;
        source.problems.add('unknown-column', file, `the ${what} asks for ${name}, which ${of} does not have`, line);
      };
      for (const attribute of children(at, 'attribute'))
        unknown(attribute.getAttribute('name'), table, attribute.lineNumber);
      for (const order of children(at, 'order')) unknown(order.getAttribute('attribute'), table, order.lineNumber);
      for (const filter of children(at, 'filter')) {
        for (const condition of descendants(filter, 'condition')) {
          const alias = condition.getAttribute('entityname');
          const of = alias === null || alias === '' ? table : (aliases.get(alias) ?? alias);
          unknown(condition.getAttribute('attribute'), of, condition.lineNumber);
        }
      }
      if (outer !== undefined) {
        unknown(at.getAttribute('from'), table, at.lineNumber);
        unknown(at.getAttribute('to'), outer, at.lineNumber);
      }
    }
  }
}

/** Columns of the grid that the query does not bring stay empty. Linked ones are named `alias.column`. */
export function checkLayout(source: Source, view: Element, file: string): void {
  const fetch = descendants(view, 'fetch')[0];
  const layout = child(view, 'layoutxml');
  const root = fetch === undefined ? undefined : child(fetch, 'entity');
  if (root === undefined || layout === undefined || child(root, 'all-attributes') !== undefined) return;
  const brought = new Set(children(root, 'attribute').map((attribute) => attribute.getAttribute('name') ?? ''));
  for (const link of descendants(root, 'link-entity')) {
    for (const attribute of children(link, 'attribute'))
      brought.add(`${link.getAttribute('alias') ?? ''}.${attribute.getAttribute('name') ?? ''}`);
  }
  for (const cell of descendants(layout, 'cell')) {
    const name = cell.getAttribute('name') ?? '';
    if (!brought.has(name))
      source.problems.add(
        'unknown-column',
        file,
        `the view shows ${name}, which its query does not bring`,
        cell.lineNumber,
      );
  }
}

/** Categories and measures of a chart are aliases of its query. */
export function checkChartAliases(source: Source, chart: Element, file: string): void {
  const data = child(chart, 'datadescription');
  if (data === undefined) return;
  const aliases = new Set(descendants(data, 'attribute').map((attribute) => attribute.getAttribute('alias') ?? ''));
  for (const use of [...descendants(data, 'category'), ...descendants(data, 'measure')]) {
    const alias = use.getAttribute('alias');
    if (alias === null || aliases.has(alias)) continue;
    const reason = `the chart draws ${alias}, which its query does not bring`;
    source.problems.add('wrong-content', file, reason, use.lineNumber);
  }
  if (descendants(data, 'measure').length === 0)
    source.problems.add('wrong-content', file, 'the chart measures nothing', chart.lineNumber);
}

/** A list or chart on a form or dashboard, whose view and chart must be there when its table is whole in the folder. */
export interface GridUse {
  readonly control: Element;
  readonly file: string;
}

export function gridsOf(part: Element, file: string): GridUse[] {
  return descendants(part, 'control')
    .filter((control) => descendants(control, 'TargetEntityType').length > 0)
    .map((control) => ({ control, file }));
}

/** Views and charts of Microsoft's tables, and of other solutions', cannot be known here: only whole tables are checked. */
export function checkGrids(
  source: Source,
  columns: KnownColumns,
  components: ComponentList,
  grids: readonly GridUse[],
): void {
  for (const { control, file } of grids) {
    const value = (name: string): string => descendants(control, name)[0]?.textContent?.trim() ?? '';
    const table = value('TargetEntityType');
    if (!columns.isWhole(table)) continue;
    const parts = [
      ['view', 'ViewId', componentTypes.view],
      ['chart', 'VisualizationId', componentTypes.chart],
    ] as const;
    for (const [what, name, type] of parts) {
      const id = value(name);
      if (id === '' || components.has(type, normalizeKey(id))) continue;
      const reason = `it shows the ${what} ${id} of ${table}, which is not in the folder`;
      source.problems.add('missing-source', file, reason, control.lineNumber);
    }
  }
}
