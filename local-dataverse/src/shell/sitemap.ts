/** SiteMap XML → left navigation. Element names: reference/xsd/SiteMapType.xsd. */
import type { NavArea, NavGroup, NavItem } from './model.ts';
import { attribute, child, children, descendants, guid, labelOf, parseXml } from './xml.ts';
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
  const dashboard = dashboardOf(sub, url);
  if (dashboard !== undefined) return { ...common, label: title ?? 'Dashboards', dashboard };
  if (url) {
    const webResource = /^\$webresource:(.+)$/i.exec(url)?.[1];
    return { ...common, label: title ?? id, ...(webResource ? { webResource } : { url }) };
  }
  const label = table ? tableLabel(table) : undefined;
  return table && label !== undefined ? { ...common, label: title ?? label, table } : undefined;
}

/** Dashboards are named by an attribute, by the classic page of all dashboards, or by the page type in an address. */
function dashboardOf(sub: XmlElement, url: string | undefined): string | undefined {
  const named = attribute(sub, 'DefaultDashboard');
  if (named) return guid(named);
  if (!url) return undefined;
  if (/^\/workplace\/home_dashboards\.aspx/i.test(url)) return '';
  if (!/^\/?main\.aspx\?/i.test(url) || !/[?&]pagetype=dashboard(&|$)/i.test(url)) return undefined;
  return guid(decodeURIComponent(/[?&]id=([^&]*)/i.exec(url)?.[1] ?? ''));
}

function titleOf(element: XmlElement, languageId: number): string | undefined {
  const titles = children(child(element, 'Titles'), 'Title');
  const title = labelOf(titles, 'Title', 'LCID', languageId) ?? attribute(element, 'Title');
  return title === '' ? undefined : title;
}
