/** `SavedQueries/{id}.xml`. */
import { idOf, type View } from '../../../solution/model/index.ts';
import type { ColumnCatalogue } from './columns.ts';
import { braced, descriptions, introduced, localizedNames } from './common.ts';
import { element, rootAttributes, text, type Element } from './element.ts';

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
  const where = `view ${context.table}/${view.name}`;
  const used = [
    ...view.columns.map(({ name }) => name),
    ...view.order.map(({ column }) => column),
    ...(view.filter ?? []).map(({ column }) => column),
    ...(view.find ?? []),
  ];
  for (const name of used) context.columns.get(context.table, name, where);
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

function layout(view: View, context: ViewContext): Element {
  const grid = {
    name: 'resultset',
    object: context.objectTypeCode,
    jump: context.primaryName,
    select: 1,
    icon: 1,
    preview: 1,
  };
  const cells = view.columns.map(({ name, width }) => element('cell', { name, width }));
  return element('layoutxml', {}, [
    element('grid', grid, [element('row', { name: 'result', id: context.primaryId }, cells)]),
  ]);
}

function fetchOf(view: View, context: ViewContext): Element {
  const names = [...new Set([context.primaryId, ...view.columns.map(({ name }) => name)])];
  const conditions = (view.filter ?? []).map(({ column, operator, value }) =>
    element('condition', { attribute: column, operator, value }),
  );
  const active =
    view.filter === undefined && context.objectTypeCode === undefined
      ? [element('condition', { attribute: 'statecode', operator: 'eq', value: 0 })]
      : [];
  const filters = [...active, ...conditions];
  return element('fetch', { version: '1.0', mapping: 'logical' }, [
    element('entity', { name: context.table }, [
      ...names.map((name) => element('attribute', { name })),
      ...view.order.map(({ column, descending }) =>
        element('order', { attribute: column, descending: descending === true }),
      ),
      filters.length === 0 ? undefined : element('filter', { type: 'and' }, filters),
      view.find === undefined ? undefined : quickFindFilter(view.find),
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
