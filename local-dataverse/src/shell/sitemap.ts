/** SiteMap XML → left navigation. Element names: reference/xsd/SiteMapType.xsd. */
import type { NavArea, NavGroup, NavItem } from './model.ts';
import { attribute, child, children, descendants, labelOf, parseXml } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** What the reader asks about tables: the plural label, or undefined when the table does not exist here. */
export type TableLabel = (logicalName: string) => string | undefined;

/**
 * Reads a site map. Sub areas of tables that do not exist are left out, as the platform does for tables the user cannot see.
 * @throws XmlError
 */
export function readSiteMap(xml: string, what: string, languageId: number, tableLabel: TableLabel): NavArea[] {
  return descendants(parseXml(`<root>${xml.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, '')}</root>`, what), 'Area')
    .map((area) => ({
      id: attribute(area, 'Id') ?? '',
      label: titleOf(area, languageId) ?? attribute(area, 'Id') ?? '',
      groups: children(area, 'Group')
        .map((group): NavGroup => ({
          id: attribute(group, 'Id') ?? '',
          label: titleOf(group, languageId) ?? '',
          items: children(group, 'SubArea').flatMap((sub) => itemOf(sub, languageId, tableLabel) ?? []),
        }))
        .filter((group) => group.items.length > 0),
    }))
    .filter((area) => area.groups.length > 0);
}

function itemOf(sub: XmlElement, languageId: number, tableLabel: TableLabel): NavItem | undefined {
  const id = attribute(sub, 'Id') ?? '';
  const table = attribute(sub, 'Entity')?.toLowerCase();
  const url = attribute(sub, 'Url');
  const icon = /^\$webresource:(.+)$/i.exec(attribute(sub, 'VectorIcon') ?? attribute(sub, 'Icon') ?? '')?.[1];
  const title = titleOf(sub, languageId);
  const common = { id, ...(icon ? { icon } : {}) };
  if (attribute(sub, 'DefaultDashboard')) {
    return { ...common, label: title ?? 'Dashboards', unsupported: 'Dashboards' };
  }
  if (url) {
    const name = /^\$webresource:(.+)$/i.exec(url)?.[1];
    return { ...common, label: title ?? id, url: name ? `/WebResources/${name}` : url };
  }
  const label = table ? tableLabel(table) : undefined;
  return table && label !== undefined ? { ...common, label: title ?? label, table } : undefined;
}

function titleOf(element: XmlElement, languageId: number): string | undefined {
  const titles = children(child(element, 'Titles'), 'Title');
  const title = labelOf(titles, 'Title', 'LCID', languageId) ?? attribute(element, 'Title');
  return title === '' ? undefined : title;
}
