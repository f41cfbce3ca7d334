/** Paging tokens: opaque to clients, in the platform's wrapping. */
import { badRequest } from '../errors.ts';
import type { SqlValue } from '../storage/database.ts';

export interface PageCookie {
  /** Number of the page it leads to, from 2. */
  readonly page: number;
  /** Values of the order's terms in the last row given. */
  readonly last: readonly SqlValue[];
}

/** Text of `$skiptoken`, not yet encoded for a URL. */
export function writeCookie(cookie: PageCookie): string {
  const inner = Buffer.from(JSON.stringify(cookie.last)).toString('base64url');
  return `<cookie pagenumber="${cookie.page}" pagingcookie="${inner}" istracking="False" />`;
}

/** @throws DataverseError 0x80060888 for a token that this server did not make */
export function readCookie(text: string): PageCookie {
  const parts = /^<cookie pagenumber="(\d{1,9})" pagingcookie="([\w-]*)" istracking="False" \/>$/.exec(text.trim());
  const values = parts?.[2] === undefined ? undefined : readValues(parts[2]);
  if (parts?.[1] === undefined || values === undefined) throw badRequest('Malformed XML in the Paging Cookie');
  return { page: Number(parts[1]), last: values };
}

function readValues(encoded: string): SqlValue[] | undefined {
  try {
    const values: unknown = JSON.parse(Buffer.from(encoded, 'base64url').toString());
    return Array.isArray(values) && values.every(isSqlValue) ? values : undefined;
  } catch {
    return undefined;
  }
}

function isSqlValue(value: unknown): value is SqlValue {
  return value === null || typeof value === 'string' || typeof value === 'number';
}
