/** A few readers over the XML document tree, so that the form, view and sitemap readers say what they look for and no more. */
import { DOMParser } from '@xmldom/xmldom';
import type { Element } from '@xmldom/xmldom';

export type XmlElement = Element;

/** The stored XML cannot be read; the message names what it was and where the fault is. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

/**
 * Parses XML and returns its root.
 * @param what named in the error, e.g. `systemform 1fed44d1-…`
 * @throws XmlError when the text is not well formed
 */
export function parseXml(text: string, what: string): XmlElement {
  let root: XmlElement | null;
  try {
    root = new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') throw new XmlError(message);
      },
    }).parseFromString(text.replace(/^\uFEFF/, ''), 'text/xml').documentElement;
  } catch (error) {
    // xmldom wraps what its error handler throws: the cause is the plain message.
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new XmlError(`${what} is not well-formed XML: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  if (!root) throw new XmlError(`${what} is empty`);
  return root;
}

/** Child elements, of one name when given. */
export function children(parent: XmlElement | undefined, name?: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = parent?.firstChild ?? null; node; node = node.nextSibling) {
    if (node.nodeType !== 1) continue;
    const element = node as XmlElement;
    if (!name || element.localName === name) found.push(element);
  }
  return found;
}

export function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return children(parent, name)[0];
}

/** Follows child names downwards; undefined as soon as one is missing. */
export function path(parent: XmlElement | undefined, ...names: string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>((at, name) => child(at, name), parent);
}

/** All elements of a name below the parent, in document order. */
export function descendants(parent: XmlElement | undefined, name: string): XmlElement[] {
  return children(parent).flatMap((element) => [
    ...(element.localName === name ? [element] : []),
    ...descendants(element, name),
  ]);
}

export function attribute(element: XmlElement | undefined, name: string): string | undefined {
  const value = element?.getAttribute(name);
  return value === null || value === undefined || value === '' ? undefined : value;
}

/** `true` and `1` are true, `false` and `0` false, anything else the default. */
export function flag(element: XmlElement | undefined, name: string, fallback: boolean): boolean {
  const value = attribute(element, name)?.toLowerCase();
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  return fallback;
}

export function integer(element: XmlElement | undefined, name: string, fallback: number): number {
  const value = Number.parseInt(attribute(element, name) ?? '', 10);
  return Number.isNaN(value) ? fallback : value;
}

export function text(element: XmlElement | undefined): string {
  return element?.textContent?.trim() ?? '';
}

/** The text of `<container><item attribute languagecode/></container>` in the wanted language, else in the base language, else the first. */
export function labelOf(
  items: readonly XmlElement[],
  textAttribute: string,
  languageAttribute: string,
  languageId: number,
): string | undefined {
  const byLanguage = (wanted: number) => items.find((item) => integer(item, languageAttribute, 0) === wanted);
  const item = byLanguage(languageId) ?? byLanguage(1033) ?? items[0];
  return item ? (item.getAttribute(textAttribute) ?? undefined) : undefined;
}

/** A guid without braces, lower case. */
export function guid(value: string | undefined): string {
  return (value ?? '').replace(/[{}]/g, '').toLowerCase();
}
