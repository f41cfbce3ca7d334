/** Small readers over @xmldom/xmldom for solution files. */
import { DOMParser, XMLSerializer, type Element } from '@xmldom/xmldom';
import { ENGLISH } from '../../metadata/labels.ts';
import type { Label } from '../../metadata/types.ts';
import { invalidXml, notWellFormed } from '../errors.ts';

export type { Element } from '@xmldom/xmldom';

/** Parses a document. @throws DataverseError 0x80048013 with file and position */
export function parseXml(file: string, text: string): Element {
  if (/<!DOCTYPE/i.test(text)) throw notWellFormed(file, 'a document type is not allowed');
  try {
    const parser = new DOMParser({
      onError(level, message) {
        if (level !== 'warning') throw new Error(message);
      },
    });
    const root = parser.parseFromString(text, 'text/xml').documentElement;
    if (root !== null) return root;
  } catch (error) {
    throw notWellFormed(file, error instanceof Error ? error.message : String(error));
  }
  throw notWellFormed(file, 'there is no root element');
}

export function children(parent: Element | undefined, name?: string): Element[] {
  if (parent === undefined) return [];
  return [...parent.childNodes].filter(
    (node): node is Element => node.nodeType === 1 && (name === undefined || node.nodeName === name),
  );
}

export function child(parent: Element | undefined, name: string): Element | undefined {
  return children(parent, name)[0];
}

/** Text of a child element; undefined when absent, empty or xsi:nil. */
export function text(parent: Element | undefined, name: string): string | undefined {
  const found = child(parent, name);
  const content = found?.textContent?.trim();
  return content === undefined || content === '' ? undefined : content;
}

export function attribute(element: Element | undefined, name: string): string | undefined {
  const value = element?.getAttribute(name);
  return value === null || value === undefined || value === '' ? undefined : value;
}

/** @throws DataverseError 0x8004802c when the child is missing or empty */
export function needText(file: string, parent: Element, name: string): string {
  return text(parent, name) ?? fail(file, parent, `the element ${name} is missing or empty`);
}

/** @throws DataverseError 0x8004802c when the attribute is missing or empty */
export function needAttribute(file: string, element: Element, name: string): string {
  return attribute(element, name) ?? fail(file, element, `the attribute ${name} is missing or empty`);
}

/** Refuses a document with the line of the element at fault. */
export function fail(file: string, element: Element, reason: string): never {
  throw invalidXml(file, `line ${element.lineNumber ?? '?'}, <${element.nodeName}>: ${reason}`);
}

/** A GUID without braces, lower case. @throws DataverseError 0x8004802c */
export function guid(file: string, element: Element, value: string): string {
  const plain = value.replace(/[{}]/g, '').trim().toLowerCase();
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(plain)
    ? plain
    : fail(file, element, `'${value}' is no GUID`);
}

/** `<displaynames><displayname description languagecode/></displaynames>` and its like → label. */
export function labels(parent: Element | undefined, name: string): Label {
  const found: Record<number, string> = {};
  for (const each of children(child(parent, name))) {
    const code = Number(attribute(each, 'languagecode'));
    const description = attribute(each, 'description');
    if (Number.isInteger(code) && description !== undefined) found[code] = description;
  }
  return found;
}

/** The text of a label that a row in the organisation's language keeps. */
export function baseText(label: Label): string | undefined {
  return label[ENGLISH] ?? Object.values(label)[0];
}

/** `1`/`true` → true; absent → undefined. */
export function flag(parent: Element | undefined, name: string): boolean | undefined {
  const value = text(parent, name)?.toLowerCase();
  return value === undefined ? undefined : value === '1' || value === 'true';
}

/** @throws DataverseError 0x8004802c when the child is there and no number */
export function number(file: string, parent: Element, name: string): number | undefined {
  const value = text(parent, name);
  if (value === undefined) return undefined;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : fail(file, parent, `${name} is '${value}', not a number`);
}

/** An element as XML text. */
export function serialize(element: Element): string {
  return new XMLSerializer().serializeToString(element);
}
