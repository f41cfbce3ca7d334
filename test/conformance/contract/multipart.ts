/** Texts of `$batch` requests, with the line ends the platform insists on. */

/** An operation as a part: its headers, request line and body. */
export function operation(method: string, path: string, body?: object): string {
  return [
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    '',
    `${method} ${path.startsWith('$') && path !== '$batch' ? path : `/api/data/v9.2/${path}`} HTTP/1.1`,
    'Content-Type: application/json',
    '',
    body === undefined ? '' : JSON.stringify(body),
  ].join('\r\n');
}

/** The operations as one change set, numbered from 1 by Content-ID. */
export function changeSet(...operations: readonly string[]): string {
  const numbered = operations.map((each, index) =>
    each.replace('binary\r\n', `binary\r\nContent-ID: ${index + 1}\r\n`),
  );
  return `Content-Type: multipart/mixed; boundary=changeset_x\r\n\r\n${multipart('changeset_x', numbered)}`;
}

export function multipart(boundary: string, parts: readonly string[]): string {
  return `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`;
}
