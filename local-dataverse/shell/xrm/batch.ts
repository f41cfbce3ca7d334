/**
 * Xrm.WebApi.online.executeMultiple as one `$batch`: single requests as parts, arrays of requests as change sets. Pure.
 * Source: learn.microsoft.com, "executeMultiple (Client API reference)" and "Execute batch operations using the Web API".
 */
import type { PlainRequest } from './execute.ts';

/** What one item of executeMultiple became: the requests of a single one, or those of a change set, one list a request. */
export type BatchItem =
  | { readonly kind: 'single'; readonly requests: readonly PlainRequest[] }
  | { readonly kind: 'changeset'; readonly requests: readonly (readonly PlainRequest[])[] };

export interface BatchPart {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const END = '\r\n';

/** @param root path of the service, e.g. `/api/data/v9.2/` */
export function writeBatch(items: readonly BatchItem[], boundary: string, root: string): string {
  const parts = items.flatMap((item, index) => {
    if (item.kind === 'single') return item.requests.map((request) => part(request, root));
    const inner = `changeset_${index}`;
    const requests = item.requests.flat().map((request, position) => part(request, root, position + 1));
    return [`Content-Type: multipart/mixed; boundary=${inner}${END}${END}${joined(requests, inner)}`];
  });
  return joined(parts, boundary);
}

function joined(parts: readonly string[], boundary: string): string {
  return `${parts.map((one) => `--${boundary}${END}${one}${END}`).join('')}--${boundary}--${END}`;
}

function part({ method, path, body }: PlainRequest, root: string, contentId?: number): string {
  return [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    '',
    `${method} ${root}${path} HTTP/1.1`,
    'Content-Type: application/json',
    '',
    body === undefined ? '' : JSON.stringify(body),
  ].join(END);
}

/** The HTTP answers inside a batch's answer, those of change sets among them, in order. */
export function readBatch(text: string): BatchPart[] {
  // Every answer begins with its status line; what follows up to the next boundary is headers and body.
  return text
    .split(/\r?\n(?=HTTP\/1\.1 )/)
    .slice(1)
    .map((answer) => {
      const [line = '', ...rest] = answer.split(/\r?\n/);
      const blank = rest.indexOf('');
      const headers = rest.slice(0, blank).map((header): [string, string] => {
        const colon = header.indexOf(':');
        return [header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim()];
      });
      const lines = rest.slice(blank + 1);
      const boundary = lines.findIndex((each) => /^--(?:batch|changeset)response_/.test(each));
      const body = lines
        .slice(0, boundary < 0 ? undefined : boundary)
        .join('\n')
        .trim();
      return { status: Number(line.split(' ')[1]), headers: Object.fromEntries(headers), body };
    });
}

/** Answers by request of executeMultiple: of a request that became several, the last. */
export function answersOf(items: readonly BatchItem[], parts: readonly BatchPart[]): BatchPart[] {
  const counts = items.flatMap((item) =>
    item.kind === 'single' ? [item.requests.length] : item.requests.map((requests) => requests.length),
  );
  let at = 0;
  return counts.flatMap((count) => {
    at += count;
    const last = parts[at - 1];
    return last === undefined ? [] : [last];
  });
}
