/** `SavedQueries/{id}.xml`. */
import { idOf, type Filter, type View } from '../../../solution/model/index.ts';
import type { ColumnCatalogue } from './columns.ts';
import { braced, descriptions, introduced, localizedNames } from './common.ts';
import { element, rootAttributes, text, type Element } from './element.ts';
import { aliasesOf, checkFilter, conditionsOf, filterElement, linkElements, linksOf, tableOf } from './fetch.ts';

export interface ViewContext {
  readonly table: string;
  readonly primaryId: string;
  readonly primaryName: string;
  /** Microsoft's tables have a fixed code; ours get theirs on import, so it is left out. */
  readonly objectTypeCode?: number;
  readonly columns: ColumnCatalogue;
}

/** `querytype` of the platform. */
const queryTypes: Readonly<Record<View['type'], number>> = {
  public: 0,
  advancedFind: 1,
  associated: 2,
  quickFind: 4,
  lookup: 64,
};

/** @throws ModelError when the view names a column that the model does not have. */
export function viewFile(view: View, context: ViewContext): Element {
  check(view, context);
  return element('savedqueries', rootAttributes, [
    element('savedquery', {}, [
      text('IsCustomizable', true),
      text('CanBeDeleted', view.type === 'public' && view.isDefault !== true),
      text('isquickfindquery', view.type === 'quickFind'),
      text('isprivate', false),
      text('isdefault', view.isDefault === true),
      text('savedqueryid', braced(idOf('view', context.table, view.name))),
      layout(view, context),
      text('querytype', queryTypes[view.type]),
      element('fetchxml', {}, [fetchOf(view, context)]),
      introduced,
      localizedNames(view.label),
      view.description === undefined ? undefined : descriptions(view.description),
    ]),
  ]);
}

function check(view: View, { table, columns }: ViewContext): void {
  const where = `view ${table}/${view.name}`;
  const aliases = aliasesOf(table, view.links, columns, where);
  for (const { name, link } of view.columns) columns.get(tableOf(link, aliases, where), name, where);
  for (const { column } of view.order) columns.get(table, column, where);
  for (const column of view.find ?? []) columns.get(table, column, where);
  checkFilter(view.filter, undefined, aliases, columns, where);
  for (const link of linksOf(view.links)) checkFilter(link.filter, link.alias, aliases, columns, where);
}

/** Columns of the view's own table that its query names, as other solutions may bring them. */
export function ownColumnsOf(view: View): string[] {
  return [
    ...view.columns.flatMap(({ name, link }) => (link === undefined ? [name] : [])),
    ...view.order.map(({ column }) => column),
    ...conditionsOf(view.filter).flatMap(({ column, link }) => (link === undefined ? [column] : [])),
    ...(view.find ?? []),
  ];
}

function layout(view: View, context: ViewContext): Element {
  const grid = {
    name: 'resultset',
    object: context.objectTypeCode,
    jump: context.primaryName,
    select: 1,
    icon: 1,
    preview: 1,
  };
  const cells = view.columns.map(({ name, width, link }) =>
    // A column of a linked table is named with its alias and cannot be sorted by.
    link === undefined
      ? element('cell', { name, width })
      : element('cell', { name: `${link}.${name}`, width, disableSorting: 1 }),
  );
  return element('layoutxml', {}, [
    element('grid', grid, [element('row', { name: 'result', id: context.primaryId }, cells)]),
  ]);
}

function fetchOf(view: View, context: ViewContext): Element {
  const own = view.columns.flatMap(({ name, link }) => (link === undefined ? [name] : []));
  const active: Filter[] =
    view.filter === undefined && context.objectTypeCode === undefined
      ? [{ column: 'statecode', operator: 'eq', value: '0' }]
      : [];
  const linked = (alias: string): Element[] =>
    view.columns.flatMap(({ name, link }) => (link === alias ? [element('attribute', { name })] : []));
  return element('fetch', { version: '1.0', mapping: 'logical', distinct: view.distinct }, [
    element('entity', { name: context.table }, [
      ...[...new Set([context.primaryId, ...own])].map((name) => element('attribute', { name })),
      ...view.order.map(({ column, descending }) =>
        element('order', { attribute: column, descending: descending === true }),
      ),
      filterElement([...active, ...(view.filter ?? [])]),
      view.find === undefined ? undefined : quickFindFilter(view.find),
      ...linkElements(view.links, linked),
    ]),
  ]);
}

/** The text a user types takes the place of `{0}`. */
function quickFindFilter(find: readonly string[]): Element {
  return element(
    'filter',
    { type: 'or', isquickfindfields: 1 },
    find.map((column) => element('condition', { attribute: column, operator: 'like', value: '{0}' })),
  );
}
