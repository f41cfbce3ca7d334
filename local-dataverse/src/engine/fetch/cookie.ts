/** FetchXML's paging cookie, in the platform's form: first and last row of a page by the columns of its order. */
import { badRequest } from '../errors.ts';
import type { OrderTerm } from '../query/order.ts';
import type { SqlValue } from '../storage/database.ts';
import { readGuid } from '../write/values.ts';
import { children, parseXml } from './parse.ts';

/** A term of the order, with what the cookie says about it. */
export interface FetchTerm extends OrderTerm {
  /** Column name: the element in the cookie. */
  readonly name: string;
  readonly kind: 'text' | 'number' | 'guid';
}

/** Text of the annotation `fetchxmlpagingcookie`: the cookie itself is URL-encoded twice. */
export function wrapCookie(page: number, cookie: string): string {
  const inner = encodeURIComponent(encodeURIComponent(cookie));
  return `<cookie pagenumber="${page + 1}" pagingcookie="${inner}" istracking="False" />`;
}

export function writeFetchCookie(
  page: number,
  terms: readonly FetchTerm[],
  first: readonly SqlValue[],
  last: readonly SqlValue[],
): string {
  const parts = terms.map(
    (term, index) =>
      `<${term.name}${side('last', term, last[index] ?? null)}${side('first', term, first[index] ?? null)} />`,
  );
  return `<cookie page="${page}">${parts.join('')}</cookie>`;
}

function side(name: string, term: FetchTerm, value: SqlValue): string {
  if (value === null) return ` ${name}null="1"`;
  const text = term.kind === 'guid' ? `{${String(value).toUpperCase()}}` : String(value);
  return ` ${name}="${escape(text)}"`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[\u0000-\u001f]/g, (each) => `&#${each.charCodeAt(0)};`);
}

/**
 * Values of the last row before the wanted page; undefined when the cookie is of another page or order,
 * because the platform ignores it then.
 * @throws DataverseError 0x80060888 for a text that is no cookie
 */
export function readFetchCookie(text: string, page: number, terms: readonly FetchTerm[]): SqlValue[] | undefined {
  let root;
  try {
    root = parseXml(text);
  } catch {
    throw badRequest('Malformed XML in the Paging Cookie');
  }
  if (root.nodeName !== 'cookie') throw badRequest('Malformed XML in the Paging Cookie');
  const parts = children(root);
  const fits = terms.every((term, index) => parts[index]?.nodeName === term.name);
  if (!fits || parts.length !== terms.length || Number(root.getAttribute('page')) !== page - 1) return undefined;
  return terms.map((term, index) => valueOf(term, parts[index]?.getAttribute('last') ?? null));
}

function valueOf(term: FetchTerm, written: string | null): SqlValue {
  if (written === null) return null;
  if (term.kind === 'guid') return readGuid(written) ?? written;
  if (term.kind === 'text') return written;
  const number = Number(written);
  if (Number.isNaN(number)) throw badRequest('Malformed XML in the Paging Cookie');
  return number;
}
