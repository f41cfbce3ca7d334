/** `Dashboards/{id}.xml`. */
import { idOf, type Dashboard, type Tile } from '../../../solution/model/index.ts';
import { ModelError } from '../model-error.ts';
import { braced, descriptions, introduced, labelList, localizedNames } from './common.ts';
import { element, rootAttributes, text, type Element } from './element.ts';
import { gridClassId, gridParameters } from './grid.ts';
import type { PartCatalogue } from './parts.ts';

export function dashboardId(dashboard: Dashboard): string {
  return idOf('dashboard', dashboard.name);
}

/** Rows the designer gives a tile. */
const standardHeight = 12;

/** @throws ModelError when a tile shows a view or chart that is not in the model, or does not fit */
export function dashboardFile(dashboard: Dashboard, parts: PartCatalogue): Element {
  const where = `dashboard ${dashboard.name}`;
  const id = (...path: readonly string[]): string => braced(idOf('dashboard', dashboard.name, ...path));
  const rows = rowsOf(dashboard, where).flatMap((tiles) => {
    const height = Math.max(...tiles.map((tile) => tile.height ?? standardHeight));
    const cells = tiles.map((tile) => cellOf(tile, parts, where, id));
    return [element('row', {}, cells), ...Array.from({ length: height - 1 }, () => element('row'))];
  });
  const section = element(
    'section',
    { showlabel: false, showbar: false, columns: '1'.repeat(dashboard.columns), id: id('section') },
    [labelList(dashboard.label), element('rows', {}, rows)],
  );
  const tab = element('tab', { showlabel: false, verticallayout: true, id: id('tab') }, [
    labelList(dashboard.label),
    element('columns', {}, [element('column', { width: '100%' }, [element('sections', {}, [section])])]),
  ]);
  return element('Dashboard', rootAttributes, [
    localizedNames(dashboard.label),
    descriptions(dashboard.description),
    text('FormId', braced(dashboardId(dashboard))),
    text('IsCustomizable', true),
    text('IsDefault', false),
    text('CanBeDeleted', true),
    element('FormXml', {}, [
      element('forms', { type: 'dashboard' }, [element('form', {}, [element('tabs', {}, [tab])])]),
    ]),
    introduced,
    text('IsTabletEnabled', true),
  ]);
}

/** Tiles in rows, as many in each as fit beside one another. */
function rowsOf({ columns, tiles }: Dashboard, where: string): Tile[][] {
  const rows: Tile[][] = [];
  let used = columns as number;
  const names = new Set<string>();
  for (const tile of tiles) {
    const width = tile.width ?? 1;
    if (width > columns) throw new ModelError(where, `tile ${tile.name} is wider than the dashboard`);
    if (names.has(tile.name)) throw new ModelError(where, `tile ${tile.name} is there twice`);
    names.add(tile.name);
    if (used + width > columns) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)?.push(tile);
    used += width;
  }
  return rows;
}

function cellOf(tile: Tile, parts: PartCatalogue, where: string, id: (...path: readonly string[]) => string): Element {
  const parameters = gridParameters({
    table: tile.table,
    viewId: braced(parts.view(tile.table, tile.view, where)),
    ...(tile.chart === undefined ? {} : { chartId: braced(parts.chart(tile.table, tile.chart, where)) }),
    rowsPerPage: tile.rowsPerPage ?? 10,
    canSearch: tile.canSearch === true,
    canChangeView: tile.canChangeView === true,
    canChangeChart: tile.canChangeChart === true,
  });
  const attributes = {
    colspan: tile.width ?? 1,
    rowspan: tile.height ?? standardHeight,
    showlabel: true,
    id: id('cell', tile.name),
    auto: false,
  };
  const control = {
    id: tile.name,
    classid: gridClassId,
    indicationOfSubgrid: true,
    uniqueid: id('control', tile.name),
  };
  return element('cell', attributes, [
    labelList(tile.label),
    element('control', control, [element('parameters', {}, parameters)]),
  ]);
}
