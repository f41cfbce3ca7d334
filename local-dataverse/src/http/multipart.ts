/** multipart/mixed of batch requests and responses. Text in, text out; no HTTP server inside. */
import { badRequest } from '../engine/errors.ts';
import type { ApiResponse } from './types.ts';

export interface Part {
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** One HTTP request written inside a part. */
export interface PartRequest {
  readonly method: string;
  readonly address: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** The boundary of a multipart content type; undefined for other types. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  if (contentType === undefined || !/^multipart\/mixed\s*;/i.test(contentType.trim())) return undefined;
  const found = /;\s*boundary=(?:"([^"]+)"|([^\s;,]+))/i.exec(contentType);
  return found?.[1] ?? found?.[2];
}

/**
 * Cuts a multipart body. Line ends must be CRLF: the platform does not read others ([DOC] batch page).
 * @throws DataverseError 0x80060888 when boundaries or line ends are missing
 */
export function readParts(text: string, boundary: string): Part[] {
  const delimiter = `--${boundary}`;
  const parts: Part[] = [];
  let at = text.startsWith(delimiter) ? 0 : text.indexOf(`\r\n${delimiter}`) + 2;
  if (at < 2 && !text.startsWith(delimiter))
    throw badRequest(`The batch has no part with the boundary '${boundary}' and CRLF line ends.`);
  for (;;) {
    const start = at + delimiter.length;
    if (text.startsWith('--', start)) return parts;
    const line = text.indexOf('\n', start);
    if (line < 0 || text.charAt(line - 1) !== '\r')
      throw badRequest('Stream was not readable: the lines of a batch end with CRLF.');
    const next = text.indexOf(`\r\n${delimiter}`, line - 1);
    if (next < 0) throw badRequest(`The batch does not end with the boundary '--${boundary}--'.`);
    parts.push(readPart(text.slice(line + 1, Math.max(line + 1, next))));
    at = next + 2;
  }
}

function readPart(text: string): Part {
  const { headers, rest } = readHeaders(text);
  return { headers, body: rest };
}

function readHeaders(text: string): { headers: Map<string, string>; rest: string } {
  const headers = new Map<string, string>();
  let at = 0;
  for (;;) {
    const end = text.indexOf('\n', at);
    const line = (end < 0 ? text.slice(at) : text.slice(at, end)).replace(/\r$/, '');
    if (line === '') return { headers, rest: end < 0 ? '' : text.slice(end + 1) };
    const colon = line.indexOf(':');
    if (colon <= 0) throw badRequest(`The message header '${line.slice(0, 100)}' is invalid.`);
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
    if (end < 0) return { headers, rest: '' };
    at = end + 1;
  }
}

const REQUEST_LINE = /^([A-Z]+) (\S+) HTTP\/\d(?:\.\d)?\r?$/;

/** @throws DataverseError 0x80060888 when the part holds no HTTP request */
export function readRequest(part: Part): PartRequest {
  if (!/^application\/http\b/i.test(part.headers.get('content-type') ?? '')) {
    throw badRequest("A part of a batch must have the Content-Type 'application/http' or 'multipart/mixed'.");
  }
  const text = part.body.replace(/^(\r?\n)+/, '');
  const end = text.indexOf('\n');
  const line = end < 0 ? text : text.slice(0, end);
  const parts = REQUEST_LINE.exec(line);
  if (parts?.[1] === undefined || parts[2] === undefined)
    throw badRequest(`'${line.slice(0, 100)}' is no HTTP request line.`);
  const { headers, rest } = readHeaders(end < 0 ? '' : text.slice(end + 1));
  return { method: parts[1], address: parts[2], headers, body: rest.trim() };
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  412: 'Precondition Failed',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
};

const HTTP_PART = 'Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n';

/** One answer as a part, with the Content-ID it answers in a change set. */
export function writePart(response: ApiResponse, contentId?: string): string {
  const id = contentId === undefined ? '' : `Content-ID: ${contentId}\r\n`;
  let head = '';
  for (const name in response.headers) head += `${name}: ${response.headers[name] ?? ''}\r\n`;
  const status = `HTTP/1.1 ${response.status} ${REASONS[response.status] ?? 'Status'}\r\n`;
  return `${HTTP_PART}${id}\r\n${status}${head}\r\n${response.body ?? ''}\r\n`;
}

/** The answers of a change set as one part. */
export function writeNested(boundary: string, parts: readonly string[]): string {
  return `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${writeMultipart(boundary, parts)}`;
}

export function writeMultipart(boundary: string, parts: readonly string[]): string {
  let text = '';
  for (const part of parts) text += `--${boundary}\r\n${part}`;
  return `${text}--${boundary}--\r\n`;
}
