/** `<Entity>` → `Entities/<Schema>/` with a file for each form, view, chart and the ribbon. */
import { child, children, childText, type Element } from '../packer/xml.ts';
import { UnpackError } from './errors.ts';
import type { Target } from './index.ts';

export function unpackEntities(target: Target, customizations: Element): void {
  const list = child(customizations, 'Entities');
  for (const entity of list === undefined ? [] : children(list, 'Entity')) {
    const name = childText(entity, 'Name');
    if (name === undefined || name === '')
      throw new UnpackError(`customizations.xml:${entity.lineNumber}: an <Entity> without <Name>`);
    const folder = `Entities/${name}`;
    takeForms(target, entity, folder);
    takeItems(target, entity, folder, 'SavedQueries', 'savedquery', 'savedqueries');
    takeItems(target, entity, folder, 'Visualizations', 'visualization', undefined);
    takeRibbon(target, entity, folder);
    target.xml(`${folder}/Entity.xml`, entity);
    entity.parentNode?.removeChild(entity);
  }
}

function takeForms(target: Target, entity: Element, folder: string): void {
  const place = child(entity, 'FormXml');
  for (const forms of place === undefined ? [] : children(place, 'forms')) {
    const type = forms.getAttribute('type') ?? 'main';
    for (const form of children(forms, 'systemform'))
      target.xml(`${folder}/FormXml/${type}/${idOf(form, 'formid')}.xml`, wrapped(form, 'forms'));
    forms.parentNode?.removeChild(forms);
  }
}

function takeItems(
  target: Target,
  entity: Element,
  folder: string,
  place: string,
  item: string,
  wrapper: string | undefined,
): void {
  const at = child(entity, place);
  if (at === undefined) return;
  const list = wrapper === undefined ? at : child(at, wrapper);
  for (const each of list === undefined ? [] : children(list, item)) {
    const id = idOf(each, item === 'visualization' ? 'savedqueryvisualizationid' : `${item}id`);
    each.parentNode?.removeChild(each);
    target.xml(`${folder}/${place}/${id}.xml`, wrapper === undefined ? each : wrapped(each, wrapper));
  }
  if (list !== undefined && list !== at && children(list).length === 0) at.removeChild(list);
}

function takeRibbon(target: Target, entity: Element, folder: string): void {
  const ribbon = child(entity, 'RibbonDiffXml');
  if (ribbon === undefined || children(ribbon).length === 0) return;
  const empty = ribbon.cloneNode(false);
  ribbon.parentNode?.replaceChild(empty, ribbon);
  target.xml(`${folder}/RibbonDiff.xml`, ribbon);
}

/** The element alone below a new root, as the packager writes files of one form or view. */
function wrapped(element: Element, root: string): Element {
  const document = element.ownerDocument;
  if (document === null) throw new Error('unreachable: a parsed element has a document');
  const parent = document.createElement(root);
  parent.appendChild(element);
  return parent;
}

function idOf(element: Element, name: string): string {
  const id = childText(element, name);
  if (id === undefined || id === '')
    throw new UnpackError(`customizations.xml:${element.lineNumber}: a <${element.nodeName}> without <${name}>`);
  return id;
}
