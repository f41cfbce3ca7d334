/** Apps and their site maps. */
import { idOf, languages, type App, type Label, type Solution, type SubArea } from '../../../solution/model/index.ts';
import { braced, descriptions, introduced, introducedVersion, localizedNames } from './common.ts';
import { element, rootAttributes, text, type Element } from './element.ts';
import type { PartCatalogue } from './parts.ts';

/** Icon every organisation has. */
const stockIcon = '953b9fac-1e5e-e611-80d6-00155ded156f';

/** @throws ModelError when the app names a view, chart, dashboard or icon that is not in the model */
export function appFile(app: App, solution: Solution, parts: PartCatalogue): Element {
  const where = `app ${app.name}`;
  const subAreas = app.area.groups.flatMap((group) => group.subAreas);
  const dashboards = [...new Set(subAreas.flatMap(({ dashboard }) => dashboard ?? []))];
  const tables = tablesOf(subAreas, dashboards, solution);
  const forms = [
    ...solution.extensions.flatMap(({ table, forms: own }) => own.map((form) => [table.name, form.name] as const)),
    ...solution.tables.flatMap((table) => table.forms.map((form) => [table.name, form.name] as const)),
  ].filter(([table]) => tables.includes(table));
  const ids = [
    ...(app.views ?? []).map(({ table, name }) => [26, parts.view(table, name, where)] as const),
    ...(app.charts ?? []).map(({ table, name }) => [59, parts.chart(table, name, where)] as const),
    ...forms.map(([table, form]) => [60, idOf('form', table, form)] as const),
    ...dashboards.map((name) => [60, parts.dashboard(name, where)] as const),
  ];
  return element('AppModule', rootAttributes, [
    text('UniqueName', app.name),
    introduced,
    text('WebResourceId', app.icon === undefined ? stockIcon : parts.webResource(app.icon, where)),
    text('OptimizedFor', ''),
    text('statecode', 0),
    text('statuscode', 1),
    text('FormFactor', 1),
    text('ClientType', 4),
    text('NavigationType', 0),
    element('AppModuleComponents', {}, [
      ...tables.map((schemaName) => element('AppModuleComponent', { type: 1, schemaName })),
      ...ids.map(([type, id]) => element('AppModuleComponent', { type, id: braced(id) })),
      element('AppModuleComponent', { type: 62, schemaName: app.name }),
    ]),
    element(
      'AppModuleRoleMaps',
      {},
      app.roles.map((role) => element('Role', { id: braced(idOf('role', role.name)) })),
    ),
    localizedNames(app.label),
    descriptions(app.description),
  ]);
}

/** Tables of the navigation, and those whose rows the dashboards show: without them the tiles stay empty. */
function tablesOf(subAreas: readonly SubArea[], dashboards: readonly string[], solution: Solution): string[] {
  const shown = [...solution.dependsOn, solution]
    .flatMap((each) => each.dashboards ?? [])
    .filter(({ name }) => dashboards.includes(name))
    .flatMap(({ tiles }) => tiles.map(({ table }) => table));
  return [...new Set([...subAreas.flatMap(({ table }) => table ?? []), ...shown])].sort();
}

/** @throws ModelError when it leads to a dashboard or icon that is not in the model */
export function siteMapFile(app: App, parts: PartCatalogue): Element {
  const { area } = app;
  const where = `site map ${app.name}`;
  const groups = area.groups.map((group) =>
    element('Group', { Id: group.id, IntroducedVersion: introducedVersion, IsProfile: false }, [
      titles(group.label),
      ...group.subAreas.map((subArea) => subAreaElement(subArea, parts, where)),
    ]),
  );
  return element('AppModuleSiteMap', rootAttributes, [
    text('SiteMapUniqueName', app.name),
    text('EnableCollapsibleGroups', 'False'),
    text('ShowHome', 'True'),
    text('ShowPinned', 'True'),
    text('ShowRecents', 'True'),
    element('SiteMap', { IntroducedVersion: introducedVersion }, [
      element('Area', { Id: area.id, ShowGroups: true, IntroducedVersion: introducedVersion }, [
        titles(area.label),
        ...groups,
      ]),
    ]),
    localizedNames(app.label),
  ]);
}

const everywhere = {
  Client: 'All,Outlook,OutlookLaptopClient,OutlookWorkstationClient,Web',
  AvailableOffline: true,
  PassParams: false,
  Sku: 'All,OnPremise,Live,SPLA',
};

function subAreaElement(subArea: SubArea, parts: PartCatalogue, where: string): Element {
  const { id, icon, label } = subArea;
  if (icon !== undefined) parts.webResource(icon, where);
  const target =
    subArea.table !== undefined
      ? { Entity: subArea.table }
      : subArea.dashboard !== undefined
        ? {
            // The page of all dashboards, opened with this one (as the app designer writes it).
            Url: '/workplace/home_dashboards.aspx',
            DefaultDashboard: braced(parts.dashboard(subArea.dashboard, where)),
          }
        : { Url: subArea.url };
  const attributes = {
    Id: id,
    Icon: '/_imgs/imagestrips/transparent_spacer.gif',
    VectorIcon: icon === undefined ? undefined : `$webresource:${icon}`,
    ...target,
    ...everywhere,
    IntroducedVersion: introducedVersion,
  };
  return element('SubArea', attributes, label === undefined ? [] : [titles(label)]);
}

function titles(label: Label): Element {
  return element(
    'Titles',
    {},
    languages.map((language) => element('Title', { LCID: language, Title: label[language] })),
  );
}
