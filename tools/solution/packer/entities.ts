/** `Entities/<Schema>/`: one `<Entity>` with forms, views, charts and ribbon put into their places. */
import { checkControlBindings } from './control-bindings.ts';
import { componentTypes, type ComponentList } from './components.ts';
import type { Source } from './source.ts';
import { child, children, childText, descendants, type Element } from './xml.ts';

/** All entities, in order of their folders. */
export function collectEntities(source: Source, components: ComponentList): Element[] {
  const folders = new Set(source.paths('Entities').map((path) => path.split('/')[1] ?? ''));
  return [...folders].flatMap((folder) => collectEntity(source, components, `Entities/${folder}`));
}

function collectEntity(source: Source, components: ComponentList, folder: string): Element[] {
  const file = `${folder}/Entity.xml`;
  const entity = source.root(file, 'Entity');
  if (entity === undefined) return [];
  const name = childText(entity, 'Name');
  components.add(componentTypes.table, name, file, entity.lineNumber);
  checkColumns(source, entity, file);
  fillForms(source, components, entity, folder);
  fillViews(source, components, entity, folder, 'SavedQueries', 'savedqueries', 'savedquery', componentTypes.view);
  fillViews(
    source,
    components,
    entity,
    folder,
    'Visualizations',
    'Visualizations',
    'visualization',
    componentTypes.chart,
  );
  const ribbon = `${folder}/RibbonDiff.xml`;
  if (source.has(ribbon)) {
    const root = source.root(ribbon, 'RibbonDiffXml');
    const place = placeFor(source, entity, 'RibbonDiffXml', ribbon);
    if (root !== undefined && place !== undefined) for (const part of children(root)) place.appendChild(part);
  }
  return [entity];
}

/** One `<forms type="main">` per folder, holding the forms of its files. */
function fillForms(source: Source, components: ComponentList, entity: Element, folder: string): void {
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
        checkFormColumns(source, entity, form, path);
        checkControlBindings(source, form, path);
        forms.appendChild(form);
      }
    }
  }
}

/** One `<savedqueries>` with the views of all files. */
function fillViews(
  source: Source,
  components: ComponentList,
  entity: Element,
  folder: string,
  place: string,
  wrapper: string,
  item: string,
  type: number,
): void {
  const paths = source.paths(`${folder}/${place}`);
  if (paths.length === 0) return;
  const target = placeFor(source, entity, place, paths[0] ?? folder);
  if (target === undefined) return;
  // Charts stand in their place directly, views have an element around them.
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

function attributesOf(entity: Element): Element[] {
  const attributes = descendants(entity, 'attributes')[0];
  return attributes === undefined ? [] : children(attributes, 'attribute');
}

function checkColumns(source: Source, entity: Element, file: string): void {
  const seen = new Set<string>();
  for (const attribute of attributesOf(entity)) {
    const name = (attribute.getAttribute('PhysicalName') ?? '').toLowerCase();
    if (seen.has(name)) source.problems.add('duplicate', file, `column ${name} is listed twice`, attribute.lineNumber);
    seen.add(name);
  }
}

/** A table that is whole in the folder lists every column a form can show; one of Microsoft's lists only what is added. */
function checkFormColumns(source: Source, entity: Element, form: Element, file: string): void {
  const attributes = attributesOf(entity);
  if (!attributes.some((attribute) => childText(attribute, 'Type') === 'primarykey')) return;
  const columns = new Set(attributes.map((attribute) => childText(attribute, 'LogicalName')));
  for (const control of descendants(form, 'control')) {
    const column = control.getAttribute('datafieldname');
    if (column === null || column === '' || columns.has(column)) continue;
    const reason = `the form shows ${column}, which Entity.xml does not have`;
    source.problems.add('unknown-column', file, reason, control.lineNumber);
  }
}
