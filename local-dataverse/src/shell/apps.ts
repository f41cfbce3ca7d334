/** Model-driven apps and their navigation, from the rows appmodule, appmodulecomponent and sitemap. */
import type { Engine, Values } from '../engine/types.ts';
import type { AppModel, AppSummary, NavArea, NavItem } from './model.ts';
import { idOf, numberOf, textOf } from './rows.ts';
import { readSiteMap } from './sitemap.ts';
import { localized } from './tableModel.ts';

/** appmodulecomponent.componenttype values. */
export const COMPONENT = { view: 26, chart: 59, form: 60, siteMap: 62 } as const;

/** All imported apps, by name. */
export function listApps(engine: Engine): AppSummary[] {
  return engine.system
    .find('appmodule', {})
    .map(summaryOf)
    .sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * An app with its navigation.
 * @param key app id or unique name
 * @throws XmlError when the site map cannot be read
 */
export function readApp(engine: Engine, key: string, languageId: number): AppModel | undefined {
  const wanted = key.toLowerCase();
  const row = engine.system
    .find('appmodule', {})
    .find((app) => idOf(app, 'appmoduleid') === wanted || textOf(app, 'uniquename').toLowerCase() === wanted);
  if (!row) return undefined;
  const summary = summaryOf(row);
  const siteMap = siteMapOf(engine, row);
  const tableLabel = (name: string): string | undefined => {
    const table = engine.metadata.table(name);
    return table ? localized(table.displayCollectionName, languageId, name) : undefined;
  };
  const areas = siteMap
    ? readSiteMap(textOf(siteMap, 'sitemapxml'), `the site map of ${summary.uniqueName}`, languageId, tableLabel)
    : [];
  return { ...summary, areas: areas.map((area) => withIcons(area, engine)) };
}

/** An entry without an icon of its own shows its table's. */
function withIcons(area: NavArea, { metadata }: Engine): NavArea {
  const iconOf = ({ table }: NavItem): string | undefined => table && metadata.table(table)?.iconVectorName;
  const shown = (item: NavItem): NavItem => {
    const icon = item.icon ?? iconOf(item);
    return icon ? { ...item, icon } : item;
  };
  return { ...area, groups: area.groups.map((group) => ({ ...group, items: group.items.map(shown) })) };
}

/** Ids of an app's components of one type; empty means the app does not restrict them. */
export function appComponents(engine: Engine, appId: string, type: number): Set<string> {
  const app = engine.system.get('appmodule', appId);
  if (!app) return new Set();
  return new Set(
    componentsOf(engine, app)
      .filter((one) => numberOf(one, 'componenttype') === type)
      .map((one) => idOf(one, 'objectid')),
  );
}

function componentsOf(engine: Engine, app: Values): Values[] {
  if (!engine.metadata.table('appmodulecomponent')) return [];
  const ids = new Set([idOf(app, 'appmoduleidunique'), idOf(app, 'appmoduleid')].filter(Boolean));
  return engine.system.find('appmodulecomponent', {}).filter((one) => ids.has(idOf(one, 'appmoduleidunique')));
}

function siteMapOf(engine: Engine, app: Values): Values | undefined {
  const siteMaps = engine.system.find('sitemap', {});
  const ids = new Set(
    componentsOf(engine, app)
      .filter((one) => numberOf(one, 'componenttype') === COMPONENT.siteMap)
      .map((one) => idOf(one, 'objectid')),
  );
  return (
    siteMaps.find((one) => ids.has(idOf(one, 'sitemapid'))) ??
    // The designer names an app's site map like the app; that holds for solutions whose components were not listed.
    siteMaps.find((one) => textOf(one, 'sitemapnameunique') === textOf(app, 'uniquename'))
  );
}

function summaryOf(row: Values): AppSummary {
  return {
    id: idOf(row, 'appmoduleid'),
    uniqueName: textOf(row, 'uniquename'),
    name: textOf(row, 'name') || textOf(row, 'uniquename'),
    description: textOf(row, 'description'),
  };
}
