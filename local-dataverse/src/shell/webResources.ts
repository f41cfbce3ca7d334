/** Web resources: content and media type of the rows in `webresource`. */
import { createHash } from 'node:crypto';
import type { Engine } from '../engine/types.ts';
import { numberOf, textOf } from './rows.ts';

export interface WebResource {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
  readonly etag: string;
}

/** webresourcetype → media type. */
const BY_TYPE: Readonly<Record<number, string>> = {
  1: 'text/html; charset=utf-8',
  2: 'text/css; charset=utf-8',
  3: 'text/javascript; charset=utf-8',
  4: 'application/xml; charset=utf-8',
  5: 'image/png',
  6: 'image/jpeg',
  7: 'image/gif',
  9: 'application/xml; charset=utf-8',
  10: 'image/x-icon',
  11: 'image/svg+xml',
  12: 'application/xml; charset=utf-8',
};
const BY_ENDING: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
  resx: 'application/xml; charset=utf-8',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  woff: 'font/woff',
  woff2: 'font/woff2',
  xml: 'application/xml; charset=utf-8',
};

/** Media type by file ending; binary when unknown. */
export function mediaTypeOf(fileName: string): string {
  return BY_ENDING[/\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

/** The web resource of that exact name. */
export function webResource(engine: Engine, name: string): WebResource | undefined {
  const row = engine.system.find('webresource', { name })[0];
  if (!row) return undefined;
  const content = Buffer.from(textOf(row, 'content'), 'base64');
  return {
    name,
    content,
    mediaType: BY_TYPE[numberOf(row, 'webresourcetype') ?? 0] ?? mediaTypeOf(name),
    etag: `"${createHash('sha256').update(content).digest('base64url')}"`,
  };
}
