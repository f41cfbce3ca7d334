/** A subgrid as scripts see it. Source: learn.microsoft.com, "Grids and subgrids in model-driven apps (Client API reference)". */
import type { Row } from '../api/webApi.ts';
import type { Handler } from '../form/handlers.ts';
import type { Subgrid } from '../form/subgrid.ts';
import { formatted } from '../api/webApi.ts';
import { collection } from './collection.ts';

/** Members that a subgrid's control has beside those of every control. */
export function gridMembers(grid: Subgrid): object {
  const view = (): object | null =>
    grid.view ? { id: `{${grid.view.id.toUpperCase()}}`, name: grid.view.name, entityType: 'savedquery' } : null;
  return {
    getGrid: () => gridObject(grid),
    getEntityName: () => grid.settings.table,
    getFetchXml: () => grid.view?.fetchXml ?? '',
    getGridType: () => 2,
    getRelationship: () => relationshipObject(grid),
    getUrl: () => '',
    getViewSelector: () => ({
      getCurrentView: view,
      isVisible: () => grid.views.length > 1,
      setCurrentView: (reference: { readonly id: string }) =>
        void grid.selectView(reference.id.replace(/[{}]/g, '').toLowerCase()),
    }),
    addOnLoad: (handler: Handler) => {
      if (!grid.loadHandlers.includes(handler)) grid.loadHandlers.push(handler);
    },
    removeOnLoad: (handler: Handler) => {
      const at = grid.loadHandlers.indexOf(handler);
      if (at >= 0) grid.loadHandlers.splice(at, 1);
    },
    openRelatedGrid: () => undefined,
    refresh: () => void grid.refresh(),
    refreshRibbon: () => grid.refreshCommands(),
  };
}

function gridObject(grid: Subgrid): object {
  const rows = (list: readonly Row[]): Map<string, object> =>
    new Map(list.map((row) => [grid.idOf(row), rowObject(grid, row)]));
  return {
    getRows: () => collection(() => rows(grid.rows)),
    getSelectedRows: () => collection(() => rows(grid.selectedRows)),
    getTotalRecordCount: () => grid.total ?? grid.rows.length,
  };
}

function rowObject(grid: Subgrid, row: Row): object {
  const id = `{${grid.idOf(row).toUpperCase()}}`;
  const table = grid.settings.table;
  const entity = {
    attributes: collection(
      () => new Map((grid.view?.columns ?? []).map(({ name }) => [name, cellObject(row, name)] as const)),
    ),
    getEntityName: () => table,
    getEntityReference: () => ({ id, name: grid.nameOf(row), entityType: table }),
    getId: () => id,
    getPrimaryAttributeValue: () => grid.nameOf(row),
  };
  const data = { entity, getEntity: () => entity };
  return { data, getData: () => data };
}

function cellObject(row: Row, name: string): object {
  const value = row[name] ?? row[`_${name}_value`] ?? null;
  return { getKey: () => name, getName: () => name, getValue: () => formatted(row, name) ?? value };
}

function relationshipObject({ relationship, parent, settings }: Subgrid): object | null {
  if (!relationship) return null;
  return {
    name: relationship.name,
    attributeName: relationship.kind === 'oneToMany' ? relationship.column : relationship.otherColumn,
    navigationPropertyName: relationship.collection,
    // 0 one to many, 1 many to many; 1 referencing (the parent is what is referred to).
    relationshipType: relationship.kind === 'oneToMany' ? 0 : 1,
    roleType: 1,
    parentEntityName: parent.table.name,
    entityName: settings.table,
  };
}
