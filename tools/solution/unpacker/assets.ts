/** Components that bring files of their own: web resources, controls, assemblies, flows, canvas apps. */
import { child, children, childText, type Element } from '../packer/xml.ts';
import { UnpackError } from './errors.ts';
import type { Target } from './index.ts';

export function takeAssets(target: Target, customizations: Element): void {
  const items = (place: string, item: string): Element[] => {
    const list = child(customizations, place);
    return list === undefined ? [] : children(list, item);
  };
  for (const resource of items('WebResources', 'WebResource')) {
    const name = needed(resource, 'Name');
    target.bytes(`WebResources/${name}`, takeFile(target, needed(resource, 'FileName')));
    move(target, `WebResources/${name}.data.xml`, resource);
  }
  for (const control of items('CustomControls', 'CustomControl'))
    move(target, `Controls/${needed(control, 'Name')}/ControlManifest.xml.data.xml`, control);
  for (const assembly of items('SolutionPluginAssemblies', 'PluginAssembly')) {
    const file = needed(assembly, 'FileName').replace(/^\//, '');
    target.bytes(file, takeFile(target, file));
    move(target, `${file}.data.xml`, assembly);
  }
  for (const workflow of items('Workflows', 'Workflow')) {
    const file = childText(workflow, 'JsonFileName') ?? childText(workflow, 'XamlFileName');
    const name = file?.replace(/^\//, '') ?? `Workflows/${workflow.getAttribute('Name') ?? ''}`;
    move(target, `${name}.data.xml`, workflow);
  }
  for (const app of items('CanvasApps', 'CanvasApp')) move(target, `CanvasApps/${needed(app, 'Name')}.meta.xml`, app);
}

function takeFile(target: Target, fileName: string): Uint8Array {
  const path = fileName.replace(/^\//, '');
  const content = target.zip.get(path);
  if (content === undefined) throw new UnpackError(`customizations.xml names the file ${path}, which the zip lacks`);
  target.zip.delete(path);
  return content;
}

function needed(element: Element, name: string): string {
  const text = childText(element, name);
  if (text === undefined || text === '')
    throw new UnpackError(`customizations.xml:${element.lineNumber}: a <${element.nodeName}> without <${name}>`);
  return text;
}

function move(target: Target, file: string, element: Element): void {
  target.xml(file, element);
  element.parentNode?.removeChild(element);
}
