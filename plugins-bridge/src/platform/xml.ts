/** Where an element stands in a text of XML, in UTF-16 code units. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly start: number;
  /** Behind the start tag. */
  readonly contentStart: number;
  /** Before the end tag; equal to `contentStart` for `<a/>`. */
  readonly contentEnd: number;
  readonly end: number;
  readonly selfClosing: boolean;
  readonly parent?: Element;
}

const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<![^>]*>|<(\/?)([^\s/>]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;

/**
 * The elements of a well-formed document with their places, in the order of their start tags. A form is changed by splicing its
 * text, so that everything that is not ours stays as it was, to the byte.
 *
 * @throws when tags do not match.
 */
export function elementsOf(xml: string): Element[] {
  const found: { -readonly [Key in keyof Element]: Element[Key] }[] = [];
  const open: typeof found = [];
  for (const match of xml.matchAll(token)) {
    const [text, slash, name, attributes, empty] = match;
    if (name === undefined) continue;
    const end = match.index + text.length;
    if (slash) {
      const element = open.pop();
      if (element?.name !== name) throw new Error(`The XML is not well-formed: </${name}> does not match.`);
      element.contentEnd = match.index;
      element.end = end;
      continue;
    }
    const parent = open.at(-1);
    const element = {
      name,
      attributes: readAttributes(attributes ?? ''),
      start: match.index,
      contentStart: end,
      contentEnd: end,
      end,
      selfClosing: empty === '/',
      ...(parent ? { parent } : {}),
    };
    found.push(element);
    if (!element.selfClosing) open.push(element);
  }
  if (open.length > 0 || found.length === 0) throw new Error('The XML is not well-formed: an element is not closed.');
  return found;
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name, double, single] of text.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (name) attributes[name] = double ?? single ?? '';
  }
  return attributes;
}

/** `text` with the range replaced. */
export function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}
