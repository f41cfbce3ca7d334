/** Default and quick-find views of Microsoft's tables. */
import { stableId } from '../../metadata/stable-id.ts';
import type { MetadataRegistry, Table } from '../../metadata/types.ts';
import { STANDARD_TABLES, type StandardTable } from './standard-tables.ts';

export interface StandardView {
  readonly id: string;
  readonly name: string;
  readonly table: string;
  readonly queryType: number;
  readonly isDefault: boolean;
  readonly fetchXml: string;
  readonly layoutXml: string;
}

/** querytype of public views and of quick find. */
const PUBLIC = 0;
const QUICK_FIND = 4;

export function standardViews(registry: MetadataRegistry): StandardView[] {
  return STANDARD_TABLES.flatMap((standard) => {
    const table = registry.table(standard.table);
    if (table === undefined) return [];
    const shared = { table: standard.table, layoutXml: layoutXml(table, standard) };
    return [
      {
        ...shared,
        id: standard.viewId ?? stableId('view', standard.table, 'default'),
        name: standard.viewName,
        queryType: PUBLIC,
        isDefault: true,
        fetchXml: fetchXml(table, standard, openOnly(standard)),
      },
      {
        ...shared,
        id: stableId('view', standard.table, 'quickfind'),
        name: `Quick Find ${standard.viewName}`,
        queryType: QUICK_FIND,
        isDefault: true,
        fetchXml: fetchXml(table, standard, `${openOnly(standard)}${quickFind(standard)}`),
      },
    ];
  });
}

/** The views of people and deals show open or active rows; those of activities all. */
function openOnly(standard: StandardTable): string {
  return standard.viewName.startsWith('All ')
    ? ''
    : '<filter type="and"><condition attribute="statecode" operator="eq" value="0" /></filter>';
}

function quickFind(standard: StandardTable): string {
  const conditions = standard.find.map((name) => `<condition attribute="${name}" operator="like" value="{0}" />`);
  return `<filter type="or" isquickfindfields="1">${conditions.join('')}</filter>`;
}

function fetchXml(table: Table, standard: StandardTable, filters: string): string {
  const attributes = [table.primaryId, ...standard.view.map(([name]) => name)].map(
    (name) => `<attribute name="${name}" />`,
  );
  const descending = standard.order.startsWith('-');
  const order = `<order attribute="${standard.order.replace(/^-/, '')}" descending="${descending}" />`;
  return `<fetch version="1.0" mapping="logical"><entity name="${table.logicalName}">${attributes.join('')}${order}${filters}</entity></fetch>`;
}

function layoutXml(table: Table, standard: StandardTable): string {
  const cells = standard.view.map(([name, width]) => `<cell name="${name}" width="${width}" />`);
  return `<grid name="resultset" object="${table.objectTypeCode}" jump="${table.primaryName ?? ''}" select="1" icon="1" preview="1"><row name="result" id="${table.primaryId}">${cells.join('')}</row></grid>`;
}
