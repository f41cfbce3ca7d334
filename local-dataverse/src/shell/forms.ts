/** Forms and views of a table, from the rows systemform and savedquery. */
import type { Engine, Values } from '../engine/types.ts';
import { appComponents, COMPONENT } from './apps.ts';
import { formOrder, readForm } from './formXml.ts';
import type { FormSource } from './formXml.ts';
import type { FormModel, FormSummary, ViewColumn, ViewList, ViewModel } from './model.ts';
import { idOf, isTrue, numberOf, textOf } from './rows.ts';
import { localized } from './tableModel.ts';
import { quickFindColumns, readView } from './view.ts';
import type { ColumnLabel, ViewSource } from './view.ts';
import { parseXml } from './xml.ts';

const QUERY = { publicView: 0, quickFind: 4, lookup: 64 } as const;

/**
 * Active forms of a table, in the platform's order: those of the app when it names some, by DisplayConditions order,
 * then the default form, then by name.
 */
export function listForms(engine: Engine, table: string, type: number, appId: string | undefined): FormSummary[] {
  const allowed = appId ? appComponents(engine, appId, COMPONENT.form) : new Set<string>();
  const rows = engine.system
    .find('systemform', { objecttypecode: table })
    .filter((row) => numberOf(row, 'type') === type && numberOf(row, 'formactivationstate') !== 0);
  const inApp = rows.filter((row) => allowed.has(idOf(row, 'formid')));
  return (inApp.length ? inApp : rows)
    .map((row) => ({ row, summary: formSummary(row) }))
    .sort(
      (a, b) =>
        a.summary.order - b.summary.order ||
        Number(isTrue(b.row, 'isdefault')) - Number(isTrue(a.row, 'isdefault')) ||
        a.summary.name.localeCompare(b.summary.name),
    )
    .map(({ summary }) => summary);
}

/** @throws XmlError */
export function formById(engine: Engine, id: string, languageId: number): FormModel | undefined {
  const row = engine.system.get('systemform', id.toLowerCase());
  return row ? readForm(formSource(row), languageId) : undefined;
}

function formSummary(row: Values): FormSummary {
  const { id, name, table, type, formXml } = formSource(row);
  return { id, name, table, type, order: formOrder(parseXml(formXml, `the form ${name} (${id})`)) };
}

function formSource(row: Values): FormSource {
  return {
    id: idOf(row, 'formid'),
    name: textOf(row, 'name'),
    table: textOf(row, 'objecttypecode'),
    type: numberOf(row, 'type') ?? 2,
    formXml: textOf(row, 'formxml'),
  };
}

/**
 * Public views of a table, those of the app when it names some, default view first; and what its keyword box searches.
 * @throws XmlError
 */
export function listViews(engine: Engine, table: string, languageId: number, appId: string | undefined): ViewList {
  const rows = engine.system.find('savedquery', { returnedtypecode: table });
  const columnLabel = columnLabels(engine, languageId);
  const publicViews = rows.filter(
    (row) => numberOf(row, 'querytype') === QUERY.publicView && numberOf(row, 'statecode') !== 1,
  );
  const allowed = appId ? appComponents(engine, appId, COMPONENT.view) : new Set<string>();
  const inApp = publicViews.filter((row) => allowed.has(idOf(row, 'savedqueryid')));
  const views = (inApp.length ? inApp : publicViews)
    .map((row) => readView(viewSource(row, table), columnLabel))
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.name.localeCompare(b.name));
  return {
    views: views.length ? views : allRowsView(engine, table, languageId),
    searchColumns: searchColumns(engine, table, rows),
  };
}

/** Any view by its id, also those that lists do not offer (associated and subgrid views). @throws XmlError */
export function viewById(engine: Engine, id: string, languageId: number): ViewModel | undefined {
  const row = engine.system.get('savedquery', id.toLowerCase());
  return row && readView(viewSource(row, textOf(row, 'returnedtypecode')), columnLabels(engine, languageId));
}

/** Columns of a table's lookup view; none when it has no such view. @throws XmlError */
export function lookupColumns(engine: Engine, table: string, languageId: number): readonly ViewColumn[] {
  const rows = engine.system.find('savedquery', { returnedtypecode: table, querytype: QUERY.lookup });
  const row = rows.find((one) => isTrue(one, 'isdefault')) ?? rows[0];
  return row ? readView(viewSource(row, table), columnLabels(engine, languageId)).columns : [];
}

function columnLabels(engine: Engine, languageId: number): ColumnLabel {
  return (owner, column) => {
    const found = engine.metadata.table(owner)?.columns.get(column);
    return found ? localized(found.displayName, languageId, column) : undefined;
  };
}

function searchColumns(engine: Engine, table: string, rows: readonly Values[]): string[] {
  const quickFind = rows.find((row) => numberOf(row, 'querytype') === QUERY.quickFind);
  const names = quickFind ? quickFindColumns(textOf(quickFind, 'fetchxml'), `quick find of ${table}`) : [];
  const primaryName = engine.metadata.table(table)?.primaryName;
  return names.length ? names : primaryName ? [primaryName] : [];
}

function viewSource(row: Values, table: string): ViewSource {
  return {
    id: idOf(row, 'savedqueryid'),
    name: textOf(row, 'name'),
    table,
    isDefault: isTrue(row, 'isdefault'),
    fetchXml: textOf(row, 'fetchxml'),
    layoutXml: textOf(row, 'layoutxml'),
  };
}

/** A table without any view still has rows to show: name, owner and creation time. */
function allRowsView(engine: Engine, name: string, languageId: number): ViewModel[] {
  const table = engine.metadata.table(name);
  if (!table?.primaryName) return [];
  const columns = [table.primaryName, 'createdon', 'modifiedon'].flatMap((column) => table.columns.get(column) ?? []);
  const attributes = [table.primaryId, ...columns.map((column) => column.logicalName)];
  return [
    {
      id: '',
      name: `All ${localized(table.displayCollectionName, languageId, name)}`,
      table: name,
      isDefault: true,
      columns: columns.map((column) => ({
        name: column.logicalName,
        label: localized(column.displayName, languageId, column.logicalName),
        width: 250,
        sortable: true,
      })),
      fetchXml: `<fetch><entity name="${name}">${attributes.map((one) => `<attribute name="${one}"/>`).join('')}</entity></fetch>`,
      orders: [],
    },
  ];
}
