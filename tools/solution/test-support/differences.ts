/** What differs between two XML documents, element by element. */
import { children, type Element } from '../packer/xml.ts';

/** Path of the element, and what stands there on either side; `undefined` where the element or attribute is missing. */
export interface Difference {
  readonly path: string;
  readonly left: string | undefined;
  readonly right: string | undefined;
}

/** Every attribute, text and element that is not the same on both sides. Children are compared in their order. */
export function differencesOf(left: Element, right: Element, path = `/${left.nodeName}`): Difference[] {
  if (left.nodeName !== right.nodeName) return [{ path, left: left.nodeName, right: right.nodeName }];
  const found: Difference[] = [];
  const note = (where: string, one: string | undefined, other: string | undefined): void => {
    if (one !== other) found.push({ path: where, left: one, right: other });
  };
  const names = new Set([...left.attributes, ...right.attributes].map(({ name }) => name));
  for (const name of names)
    note(`${path}/@${name}`, left.getAttribute(name) ?? undefined, right.getAttribute(name) ?? undefined);
  note(`${path}/text()`, ownText(left), ownText(right));
  const [ours, theirs] = [children(left), children(right)];
  for (let at = 0; at < Math.max(ours.length, theirs.length); at += 1) {
    const [one, other] = [ours[at], theirs[at]];
    const name = (one ?? other)?.nodeName ?? '';
    const place = `${path}/${name}[${at + 1}]`;
    if (one === undefined || other === undefined) note(place, one?.nodeName, other?.nodeName);
    else found.push(...differencesOf(one, other, place));
  }
  return found;
}

/** Text that stands directly in the element; space between elements counts for nothing. */
function ownText(element: Element): string {
  const own = [...element.childNodes].filter(({ nodeType }) => nodeType === 3 || nodeType === 4);
  const text = own.map((node) => node.nodeValue ?? '').join('');
  return children(element).length > 0 ? text.trim() : text;
}
