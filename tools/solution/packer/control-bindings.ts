/** What a form gives a code component, compared with what the component's manifest declares. */
import type { Source } from './source.ts';
import { child, children, descendants, type Element } from './xml.ts';

/**
 * Notes properties that the manifest does not declare and required ones that the form leaves out. Components that are
 * not in this folder (Microsoft's, those of another solution) are passed over.
 */
export function checkControlBindings(source: Source, form: Element, file: string): void {
  for (const control of descendants(form, 'customControl')) {
    const name = control.getAttribute('name');
    const manifestFile = `Controls/${name ?? ''}/ControlManifest.xml`;
    if (name === null || name === '' || !source.has(manifestFile)) continue;
    const manifest = source.xml(manifestFile);
    if (manifest === undefined) continue;
    const declared = new Map(
      descendants(manifest, 'property').map((property) => [property.getAttribute('name') ?? '', property]),
    );
    const parameters = child(control, 'parameters');
    // A data set is bound by an element of its own.
    const given = (parameters === undefined ? [] : children(parameters)).filter((each) => each.nodeName !== 'data-set');
    for (const parameter of given) {
      if (declared.has(parameter.nodeName)) continue;
      const reason = `${name} has no property ${parameter.nodeName}`;
      source.problems.add('control-mismatch', file, reason, parameter.lineNumber);
    }
    for (const [property, declaration] of declared) {
      const required =
        declaration.getAttribute('required') === 'true' && declaration.getAttribute('usage') !== 'output';
      if (!required || given.some((each) => each.nodeName === property)) continue;
      source.problems.add('control-mismatch', file, `${name} requires its property ${property}`, control.lineNumber);
    }
  }
}
