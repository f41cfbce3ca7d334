/** Reading and writing XML documents for the packer: positions are kept for messages, layout is made anew. */
import { DOMParser, type Document, type Element, type Node } from '@xmldom/xmldom';

import { escapeAttribute, escapeText } from '../layout/element.ts';

export type { Document, Element, Node };

export class XmlError extends Error {
  override readonly name = 'XmlError';
  readonly line: number | undefined;

  constructor(message: string, line: number | undefined) {
    super(message);
    this.line = line;
  }
}

/** @throws XmlError with the line when the text is not one well-formed document. */
export function parseXml(text: string): Document {
  let failure: { readonly message: string; readonly line: number | undefined } | undefined;
  const parser = new DOMParser({
    // Warnings too: an unquoted attribute or a stray entity is an error to every other reader.
    onError: (_level, message, context: unknown) => {
      failure ??= { message: firstLine(message), line: lineIn(context) };
    },
  });
  let document: Document | undefined;
  try {
    document = parser.parseFromString(text.replace(/^\uFEFF/, ''), 'text/xml');
  } catch (error) {
    failure ??= { message: firstLine(error instanceof Error ? error.message : String(error)), line: lineIn(error) };
  }
  if (failure !== undefined) throw new XmlError(failure.message, failure.line);
  const root = document?.documentElement;
  if (document === undefined || root === undefined || root === null) throw new XmlError('no root element', undefined);
  return document;
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}

function lineIn(context: unknown): number | undefined {
  if (typeof context !== 'object' || context === null || !('locator' in context)) return undefined;
  const { locator } = context;
  if (typeof locator !== 'object' || locator === null || !('lineNumber' in locator)) return undefined;
  return typeof locator.lineNumber === 'number' ? locator.lineNumber : undefined;
}

export function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}

export function children(parent: Element, name?: string): Element[] {
  return [...parent.childNodes].filter(isElement).filter((child) => name === undefined || child.nodeName === name);
}

export function child(parent: Element, name: string): Element | undefined {
  return children(parent, name)[0];
}

/** Text of a child element, trimmed; undefined when there is no such child. */
export function childText(parent: Element, name: string): string | undefined {
  return child(parent, name)?.textContent?.trim();
}

/** All elements of that name below, in document order. */
export function descendants(parent: Element, name: string): Element[] {
  return [...parent.getElementsByTagName(name)];
}

/** Writes an element with two spaces of indentation. Where elements and text mix, nothing is moved. */
export function writeXml(root: Element): string {
  return `${pretty(root, '')}\n`;
}

function pretty(element: Element, indent: string): string {
  const nodes = [...element.childNodes];
  const hasElements = nodes.some(isElement);
  const hasText = nodes.some(
    (node) => (node.nodeType === 3 && (node.nodeValue ?? '').trim() !== '') || node.nodeType === 4,
  );
  if (!hasElements || hasText) return indent + verbatim(element);
  const inner = nodes
    .filter((node) => node.nodeType !== 3)
    .map((node) => (isElement(node) ? pretty(node, `${indent}  `) : `${indent}  ${verbatim(node)}`))
    .join('\n');
  return `${indent}<${tag(element)}>\n${inner}\n${indent}</${element.nodeName}>`;
}

function verbatim(node: Node): string {
  if (isElement(node)) {
    const inner = [...node.childNodes].map(verbatim).join('');
    return inner === '' ? `<${tag(node)} />` : `<${tag(node)}>${inner}</${node.nodeName}>`;
  }
  const value = node.nodeValue ?? '';
  switch (node.nodeType) {
    case 3:
      return escapeText(value);
    case 4:
      return `<![CDATA[${value}]]>`;
    case 8:
      return `<!--${value}-->`;
    default:
      return '';
  }
}

function tag(element: Element): string {
  const attributes = [...element.attributes].map(({ name, value }) => ` ${name}="${escapeAttribute(value)}"`);
  return element.nodeName + attributes.join('');
}
