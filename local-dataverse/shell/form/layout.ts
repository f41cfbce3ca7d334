/** Which columns a form needs. Pure. */
import type { CellModel, FormModel, TableModel } from '../../src/shell/model.ts';
import { propertyOf } from './values.ts';

/** All cells of a form: tabs, header, footer. */
export function cellsOf(form: FormModel): CellModel[] {
  const body = form.tabs.flatMap((tab) =>
    tab.columns.flatMap((column) => column.sections.flatMap((section) => section.rows.flat())),
  );
  return [...form.header, ...body, ...form.footer];
}

/** Columns placed on the form, hidden or not, and those that code components are bound to. */
export function columnsOfForm(form: FormModel, table: TableModel): string[] {
  const names = cellsOf(form).flatMap(({ control }) => {
    if (!control) return [];
    const bound = Object.values(control.custom?.parameters ?? {}).filter((one) => !one.isStatic);
    return [...(control.column ? [control.column] : []), ...bound.map((one) => one.value.toLowerCase())];
  });
  return [...new Set(names)].filter((name) => table.columns[name]);
}

/** `$select` (and `$expand` of parties) that reads a row for the form. */
export function rowQuery(form: FormModel, table: TableModel): string {
  const always = [table.primaryId, table.primaryName, 'statecode', 'statuscode'].filter(
    (name) => name && table.columns[name],
  );
  const columns = new Set([...always, ...columnsOfForm(form, table)]);
  const properties = [...columns].flatMap((name) => {
    const column = name ? table.columns[name] : undefined;
    return (column && propertyOf(column)) ?? [];
  });
  const needsParties = [...columns].some((name) => name && table.columns[name]?.type === 'PartyList');
  const expand =
    needsParties && table.partyNavigation
      ? `&$expand=${table.partyNavigation}($select=participationtypemask,addressused,_partyid_value)`
      : '';
  return `?$select=${[...new Set(properties)].join(',')}${expand}`;
}

/** Whether a section has anything to draw. */
export function hasContent(rows: readonly (readonly CellModel[])[]): boolean {
  return rows.some((row) => row.some((cell) => cell.control));
}
