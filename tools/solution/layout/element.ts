/** XML as the generator makes it: elements, attributes and text, written with two spaces of indentation. */

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly children: readonly Element[] | string;
}

type Value = string | number | boolean;

/** An element with child elements. Absent attributes are left out; booleans become `true`/`false`. */
export function element(
  name: string,
  attributes: Readonly<Record<string, Value | undefined>> = {},
  children: readonly (Element | undefined)[] = [],
): Element {
  const present = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)] as const],
  );
  return { name, attributes: Object.fromEntries(present), children: children.filter((child) => child !== undefined) };
}

/** An element with text. Flags are 0 and 1, as solution files write them. */
export function text(name: string, value: Value, attributes: Readonly<Record<string, Value>> = {}): Element {
  const content = typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
  return { ...element(name, attributes), children: content };
}

/** Solution files name the instance namespace on their root whether they use it or not. */
export const rootAttributes = { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' } as const;

/** A whole file: declaration and root. */
export function document(root: Element): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${serialize(root)}`;
}

/** One element, with a line break at its end. */
export function serialize(root: Element, depth = 0): string {
  const indent = '  '.repeat(depth);
  const attributes = Object.entries(root.attributes)
    .map(([name, value]) => ` ${name}="${escapeAttribute(value ?? '')}"`)
    .join('');
  const open = `${indent}<${root.name}${attributes}`;
  if (typeof root.children === 'string') return `${open}>${escapeText(root.children)}</${root.name}>\n`;
  if (root.children.length === 0) return `${open} />\n`;
  return `${open}>\n${root.children.map((child) => serialize(child, depth + 1)).join('')}${indent}</${root.name}>\n`;
}

export function escapeText(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Line breaks and tabs are escaped too, since a parser would read them back as spaces. */
export function escapeAttribute(value: string): string {
  return escapeText(value)
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#x9;')
    .replaceAll('\n', '&#xA;')
    .replaceAll('\r', '&#xD;');
}
