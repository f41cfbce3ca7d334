import { randomUUID } from 'node:crypto';

/** One operation as it stands in a `$batch`. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Relative to the service root, e.g. `tasks(…)`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** All or nothing. */
export interface ChangeSet {
  readonly operations: readonly Operation[];
}
export type BatchPart = Operation | ChangeSet;

export interface OperationResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; `undefined` without a body. */
  readonly body: unknown;
}
/** Answers of one part: as many as the part has operations, or the one failure that undid a change set. */
export type PartResponse = readonly OperationResponse[];

const newline = '\r\n';

/**
 * Writes the body of a `$batch` (facts §4). Every operation of a change set has a Content-ID, every body a Content-Length:
 * the platform refuses the first when absent, some versions the second.
 *
 * @param root path of the service root, e.g. `/api/data/v9.2/`.
 */
export function serializeBatch(parts: readonly BatchPart[], root: string): { contentType: string; body: string } {
  const boundary = `batch_${randomUUID()}`;
  const chunks: string[] = [];
  for (const part of parts) {
    chunks.push(`--${boundary}`, newline);
    if (!('operations' in part)) {
      chunks.push(serializeOperation(part, root));
      continue;
    }
    const inner = `changeset_${randomUUID()}`;
    chunks.push(`Content-Type: multipart/mixed; boundary=${inner}`, newline, newline);
    part.operations.forEach((operation, index) => {
      chunks.push(`--${inner}`, newline, serializeOperation(operation, root, index + 1));
    });
    chunks.push(`--${inner}--`, newline);
  }
  chunks.push(`--${boundary}--`, newline);
  return { contentType: `multipart/mixed; boundary=${boundary}`, body: chunks.join('') };
}

function serializeOperation(operation: Operation, root: string, contentId?: number): string {
  const body = operation.body === undefined ? '' : JSON.stringify(operation.body);
  const lines = ['Content-Type: application/http', 'Content-Transfer-Encoding: binary'];
  if (contentId !== undefined) lines.push(`Content-ID: ${contentId}`);
  lines.push('', `${operation.method} ${root}${operation.path} HTTP/1.1`, 'Accept: application/json');
  for (const [name, value] of Object.entries(operation.headers ?? {})) lines.push(`${name}: ${value}`);
  if (body) lines.push('Content-Type: application/json; charset=utf-8', `Content-Length: ${Buffer.byteLength(body)}`);
  lines.push('', body, '');
  return lines.join(newline);
}

/**
 * Reads the answer of a `$batch`: one entry a part, in order. When the platform stopped at a failure there are fewer.
 *
 * @throws when the text is not the multipart it says it is.
 */
export function parseBatch(contentType: string, body: string): PartResponse[] {
  return splitMultipart(contentType, body).map((part) => {
    const type = part.headers['content-type'] ?? '';
    if (!/^multipart\/mixed/i.test(type)) return [parseOperation(part.content)];
    return splitMultipart(type, part.content).map((inner) => parseOperation(inner.content));
  });
}

interface Part {
  readonly headers: Record<string, string>;
  readonly content: string;
}

function splitMultipart(contentType: string, body: string): Part[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) throw new Error('The answer of the batch names no boundary.');
  const delimiter = `--${boundary}`;
  const pieces: string[] = [];
  let from = body.indexOf(delimiter);
  while (from >= 0 && !body.startsWith('--', from + delimiter.length)) {
    const start = body.indexOf('\n', from) + 1;
    const next = body.indexOf(`\n${delimiter}`, start - 1);
    if (start === 0 || next < 0) throw new Error('The answer of the batch ends too early.');
    pieces.push(body.slice(start, next).replace(/\r$/, ''));
    from = next + 1;
  }
  if (from < 0) throw new Error('The answer of the batch has no parts.');
  return pieces.map(splitHead);
}

/** Header lines, an empty line, the rest. */
function splitHead(text: string): Part {
  const end = /\r?\n\r?\n/.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  const headers: Record<string, string> = {};
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { headers, content: end ? text.slice(end.index + end[0].length) : '' };
}

function parseOperation(text: string): OperationResponse {
  const status = /^HTTP\/\d\.\d (\d{3})/.exec(text)?.[1];
  if (!status) throw new Error('A part of the batch has no status line.');
  const { headers, content } = splitHead(text);
  const json = content.trim();
  return { status: Number(status), headers, body: json ? JSON.parse(json) : undefined };
}
