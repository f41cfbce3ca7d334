/** `Entities/<Schema>/`: one `<Entity>` with forms, views, charts and ribbon put into their places. */
import { checkControlBindings } from './control-bindings.ts';
import { componentTypes, type ComponentList } from './components.ts';
import {
  attributesOf,
  checkChartAliases,
  checkFetch,
  checkFormColumns,
  checkLayout,
  gridsOf,
  type GridUse,
  KnownColumns,
} from './references.ts';
import type { Source } from './source.ts';
import { child, children, childText, type Element } from './xml.ts';

/** What the entities of a folder are made of, and what is to be looked up when all of it is known. */
export interface Entities {
  readonly elements: readonly Element[];
  readonly columns: KnownColumns;
  /** Lists on forms. */
  readonly grids: readonly GridUse[];
}

/** All entities, in order of their folders. */
export function collectEntities(source: Source, components: ComponentList): Entities {
  const folders = [...new Set(source.paths('Entities').map((path) => path.split('/')[1] ?? ''))];
  const collector: Collector = { columns: new KnownColumns(), grids: [] };
  // A view may join any table of the folder: all columns are known before the first view is read.
  for (const folder of folders) {
    const entity = source.root(`Entities/${folder}/Entity.xml`, 'Entity');
    if (entity !== undefined) collector.columns.add(entity);
  }
  const elements = folders.flatMap((folder) => collectEntity(source, components, collector, `Entities/${folder}`));
  return { elements, ...collector };
}

interface Collector {
  readonly columns: KnownColumns;
  readonly grids: GridUse[];
}

function collectEntity(source: Source, components: ComponentList, collector: Collector, folder: string): Element[] {
  const file = `${folder}/Entity.xml`;
  const entity = source.has(file) ? source.xml(file) : undefined;
  if (entity === undefined || entity.nodeName !== 'Entity') return [];
  const name = childText(entity, 'Name');
  components.add(componentTypes.table, name, file, entity.lineNumber);
  checkColumns(source, entity, file);
  fillForms(source, components, collector, entity, folder);
  fillItems(source, components, entity, folder, views, (view, path) => {
    checkFetch(source, collector.columns, view, 'view', path);
    checkLayout(source, view, path);
  });
  fillItems(source, components, entity, folder, charts, (chart, path) => {
    checkFetch(source, collector.columns, chart, 'chart', path);
    checkChartAliases(source, chart, path);
  });
  const ribbon = `${folder}/RibbonDiff.xml`;
  if (source.has(ribbon)) {
    const root = source.root(ribbon, 'RibbonDiffXml');
    const place = placeFor(source, entity, 'RibbonDiffXml', ribbon);
    if (root !== undefined && place !== undefined) for (const part of children(root)) place.appendChild(part);
  }
  return [entity];
}

/** One `<forms type="main">` per folder, holding the forms of its files. */
function fillForms(
  source: Source,
  components: ComponentList,
  collector: Collector,
  entity: Element,
  folder: string,
): void {
  const table = childText(entity, 'Name') ?? '';
  const paths = source.paths(`${folder}/FormXml`);
  const types = new Set(paths.map((path) => path.split('/')[3] ?? ''));
  for (const type of types) {
    const own = paths.filter((path) => path.split('/')[3] === type);
    const place = placeFor(source, entity, 'FormXml', own[0] ?? folder);
    if (place === undefined) return;
    const forms = place.ownerDocument?.createElement('forms');
    if (forms === undefined) return;
    forms.setAttribute('type', type);
    place.appendChild(forms);
    for (const path of own) {
      const root = source.root(path, 'forms');
      for (const form of root === undefined ? [] : children(root, 'systemform')) {
        const id = childText(form, 'formid');
        components.add(componentTypes.form, id, path, form.lineNumber, false);
        checkFileName(source, path, id);
        checkFormColumns(source, collector.columns, table, form, path);
        collector.grids.push(...gridsOf(form, path));
        checkControlBindings(source, form, path);
        forms.appendChild(form);
      }
    }
  }
}

/** A sort of parts that are one file each: folder, element around them, element, component type. */
interface Sort {
  readonly place: string;
  readonly wrapper: string;
  readonly item: string;
  readonly type: number;
}
const views: Sort = {
  place: 'SavedQueries',
  wrapper: 'savedqueries',
  item: 'savedquery',
  type: componentTypes.view,
};
/** Charts stand in their place directly, views have an element around them. */
const charts: Sort = {
  place: 'Visualizations',
  wrapper: 'Visualizations',
  item: 'visualization',
  type: componentTypes.chart,
};

/** All files of a sort in one place. */
function fillItems(
  source: Source,
  components: ComponentList,
  entity: Element,
  folder: string,
  { place, wrapper, item, type }: Sort,
  check: (each: Element, path: string) => void,
): void {
  const paths = source.paths(`${folder}/${place}`);
  if (paths.length === 0) return;
  const target = placeFor(source, entity, place, paths[0] ?? folder);
  if (target === undefined) return;
  const list = wrapper === place ? target : target.ownerDocument?.createElement(wrapper);
  if (list === undefined) return;
  if (list !== target) target.appendChild(list);
  for (const path of paths) {
    const root = source.root(path, wrapper, item);
    const items = root === undefined ? [] : root.nodeName === item ? [root] : children(root, item);
    for (const each of items) {
      const id = childText(each, item === 'visualization' ? 'savedqueryvisualizationid' : `${item}id`);
      components.add(type, id, path, each.lineNumber, false);
      checkFileName(source, path, id);
      check(each, path);
      list.appendChild(each);
    }
  }
}

function placeFor(source: Source, entity: Element, name: string, file: string): Element | undefined {
  const place = child(entity, name);
  if (place === undefined) source.problems.add('no-place', file, `Entity.xml has no <${name} /> to put this into`);
  return place;
}

function checkFileName(source: Source, path: string, id: string | undefined): void {
  const fileName = (path.split('/').at(-1) ?? '').replace(/(_managed)?\.xml$/, '');
  if (id !== undefined && fileName.toLowerCase() !== id.toLowerCase()) {
    source.problems.add('wrong-file-name', path, `the file is named ${fileName} but its id is ${id}`);
  }
}

function checkColumns(source: Source, entity: Element, file: string): void {
  const seen = new Set<string>();
  for (const attribute of attributesOf(entity)) {
    const name = (attribute.getAttribute('PhysicalName') ?? '').toLowerCase();
    if (seen.has(name)) source.problems.add('duplicate', file, `column ${name} is listed twice`, attribute.lineNumber);
    seen.add(name);
  }
}
