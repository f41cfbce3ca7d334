/** What a subgrid lists: its settings in the form, and its view's FetchXML narrowed to one row's related rows. Pure. */
import type { RelationshipModel } from '../../src/shell/model.ts';

/** Parameters of a subgrid (FormXml.xsd, `ControlParametersType`), or of a code component's data set in its place. */
export interface SubgridSettings {
  readonly table: string;
  readonly viewId: string;
  /** Empty: rows are not narrowed ("All Record Types"). */
  readonly relationship: string;
  readonly pageSize: number;
  /** Views the selector offers; empty: no selector. */
  readonly viewIds: readonly string[];
  readonly hasQuickFind: boolean;
  readonly chartMode: 'Grid' | 'Chart' | 'All';
  readonly chartId: string;
}

/** The platform's own defaults: four rows a page. */
export function subgridSettings(parameters: Readonly<Record<string, string>>): SubgridSettings {
  const text = (name: string): string => (parameters[name] ?? '').trim();
  const id = (value: string): string => value.replace(/[{}\s]/g, '').toLowerCase();
  const viewIds = text('ViewIds').split(',').map(id).filter(Boolean);
  const mode = text('ChartGridMode');
  const viewId = id(text('ViewId'));
  return {
    table: text('TargetEntityType').toLowerCase(),
    viewId,
    relationship: text('RelationshipName'),
    pageSize: Math.min(250, Math.max(1, Number.parseInt(text('RecordsPerPage'), 10) || 4)),
    viewIds:
      text('EnableViewPicker').toLowerCase() === 'true' ? [...new Set([viewId, ...viewIds].filter(Boolean))] : [],
    hasQuickFind: text('EnableQuickFind').toLowerCase() === 'true',
    chartMode: mode === 'Chart' || mode === 'All' ? mode : 'Grid',
    chartId: id(text('VisualizationId')),
  };
}

/**
 * Narrows a parsed query to the rows related to one row. Changes the document.
 * @param primaryId key column of the listed table
 * @throws Error when the document is not FetchXML
 */
export function narrowToRelated(
  fetch: Document,
  relationship: RelationshipModel,
  parentId: string,
  primaryId: string,
): void {
  const entity = fetch.getElementsByTagName('entity')[0];
  if (!entity) throw new Error('The view has no entity in its FetchXML.');
  const add = (parent: Element, name: string, attributes: Readonly<Record<string, string>>): Element => {
    const element = fetch.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    parent.appendChild(element);
    return element;
  };
  if (relationship.kind === 'oneToMany') {
    const filter = add(entity, 'filter', { type: 'and' });
    add(filter, 'condition', { attribute: relationship.column, operator: 'eq', value: parentId });
    return;
  }
  const link = add(entity, 'link-entity', {
    name: relationship.intersectTable,
    from: relationship.otherColumn,
    to: primaryId,
    intersect: 'true',
  });
  const filter = add(link, 'filter', { type: 'and' });
  add(filter, 'condition', { attribute: relationship.ownColumn, operator: 'eq', value: parentId });
}
