/** Retrieve and RetrieveMultiple as steps see them. Everything is made only when a step looks at it. */
import type { Core } from '../engine/core.ts';
import type { TableModel } from '../engine/model/types.ts';
import type { Values } from '../engine/types.ts';
import { toValues } from '../engine/write/messages.ts';
import type { MessageDraft } from '../engine/write/messages.ts';
import { loadRow } from '../engine/write/rows.ts';
import { columnNames, columnSet } from './sdkQuery.ts';

/** @param select Web API properties that were asked for; absent: all */
export function retrieveMessage(
  core: Core,
  model: TableModel,
  id: string,
  select: readonly string[] | undefined,
): MessageDraft {
  return {
    message: 'Retrieve',
    model,
    id,
    get input() {
      return { ColumnSet: columnSet(model, select), RelatedEntitiesQuery: null, ReturnNotifications: false };
    },
    get output() {
      return { BusinessEntity: entity(core, model, id, wanted(model, select)) };
    },
  };
}

/**
 * @param query makes the value of `Query`
 * @param columns logical names of the columns that were asked for; absent: all
 */
export function multipleMessage(
  core: Core,
  model: TableModel,
  query: () => unknown,
  ids: readonly string[],
  columns?: readonly string[],
): MessageDraft {
  return {
    message: 'RetrieveMultiple',
    model,
    id: undefined,
    get input() {
      return { Query: query() };
    },
    get output() {
      const rows = ids.map((id) => entity(core, model, id, columns));
      return { BusinessEntityCollection: { table: model.name, rows } };
    },
  };
}

/** Logical names of what was selected; undefined for all. */
export function wanted(model: TableModel, select: readonly string[] | undefined): readonly string[] | undefined {
  return select === undefined || select.includes('*') ? undefined : columnNames(model, select);
}

function entity(
  core: Core,
  model: TableModel,
  id: string,
  columns: readonly string[] | undefined,
): { readonly table: string; readonly id: string; readonly values: Values } {
  const row = toValues(model, loadRow(core, model, id) ?? {});
  const shown = Object.entries(row).filter(
    ([name, value]) => value !== null && (columns === undefined || name === model.id.name || columns.includes(name)),
  );
  return { table: model.name, id, values: Object.fromEntries(shown) };
}
