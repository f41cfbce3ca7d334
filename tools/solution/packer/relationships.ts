/** `Other/Relationships.xml` names relationships in order; `Other/Relationships/*.xml` has their bodies. */
import { componentTypes, type ComponentList } from './components.ts';
import type { Source } from './source.ts';
import { children, type Element } from './xml.ts';

const index = 'Other/Relationships.xml';

/** Bodies in the order of the index; a name without body or a body without name is a problem. */
export function collectRelationships(source: Source, components: ComponentList): Element[] {
  const bodies = new Map<string, { readonly element: Element; readonly file: string }>();
  for (const file of source.paths('Other/Relationships')) {
    const root = source.root(file, 'EntityRelationships');
    for (const element of root === undefined ? [] : children(root, 'EntityRelationship')) {
      const name = element.getAttribute('Name') ?? '';
      components.add(componentTypes.relationship, name, file, element.lineNumber, false);
      if (!bodies.has(name)) bodies.set(name, { element, file });
    }
  }
  const listed = source.has(index) ? source.root(index, 'EntityRelationships') : undefined;
  const ordered: Element[] = [];
  const named = new Set<string>();
  for (const entry of listed === undefined ? [] : children(listed, 'EntityRelationship')) {
    const name = entry.getAttribute('Name') ?? '';
    const body = bodies.get(name);
    if (named.has(name))
      source.problems.add('duplicate', index, `relationship ${name} is listed twice`, entry.lineNumber);
    else if (body === undefined)
      source.problems.add('missing-source', index, `relationship ${name} has no body`, entry.lineNumber);
    else ordered.push(body.element);
    named.add(name);
  }
  for (const [name, { element, file }] of bodies) {
    if (!named.has(name)) {
      source.problems.add(
        'missing-root-component',
        file,
        `relationship ${name} is not in ${index}`,
        element.lineNumber,
      );
    }
  }
  return ordered;
}
