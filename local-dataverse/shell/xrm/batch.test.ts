import { describe, expect, it } from '@jest/globals';
import { answersOf, readBatch, writeBatch } from './batch.ts';
import type { BatchItem } from './batch.ts';

const items: readonly BatchItem[] = [
  {
    kind: 'changeset',
    requests: [
      [{ method: 'POST', path: 'accounts', body: { name: 'a' } }],
      [
        { method: 'POST', path: 'accounts(1)/x/$ref', body: {} },
        { method: 'POST', path: 'accounts(1)/x/$ref', body: {} },
      ],
    ],
  },
  { kind: 'single', requests: [{ method: 'GET', path: 'WhoAmI()' }] },
];

const ANSWER = [
  '--batchresponse_1',
  'Content-Type: multipart/mixed; boundary=changesetresponse_1',
  '',
  ...['1', '2', '3'].flatMap((id) => [
    '--changesetresponse_1',
    'Content-Type: application/http',
    `Content-ID: ${id}`,
    '',
    'HTTP/1.1 204 No Content',
    `OData-EntityId: http://host/accounts(${id})`,
    '',
    '',
  ]),
  '--changesetresponse_1--',
  '--batchresponse_1',
  'Content-Type: application/http',
  '',
  'HTTP/1.1 200 OK',
  'Content-Type: application/json',
  '',
  '{"UserId":"u"}',
  '--batchresponse_1--',
  '',
].join('\r\n');

describe('executeMultiple as a batch', () => {
  it('arrays become change sets with Content-IDs, lines end with CRLF', () => {
    const text = writeBatch(items, 'batch_1', '/api/data/v9.2/');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(text.match(/Content-ID: \d/g)).toEqual(['Content-ID: 1', 'Content-ID: 2', 'Content-ID: 3']);
    expect(text).toContain(
      'POST /api/data/v9.2/accounts HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{"name":"a"}\r\n',
    );
    expect(text.trimEnd().endsWith('--batch_1--')).toBe(true);
  });

  it('answers are read with headers and body, one a request', () => {
    const parts = readBatch(ANSWER);
    expect(parts.map((part) => part.status)).toEqual([204, 204, 204, 200]);
    expect(answersOf(items, parts)).toEqual([
      { status: 204, headers: { 'odata-entityid': 'http://host/accounts(1)' }, body: '' },
      { status: 204, headers: { 'odata-entityid': 'http://host/accounts(3)' }, body: '' },
      { status: 200, headers: { 'content-type': 'application/json' }, body: '{"UserId":"u"}' },
    ]);
  });

  it('what is no batch holds no answers', () => {
    expect(readBatch('')).toEqual([]);
    expect(readBatch('{"error":{}}')).toEqual([]);
  });
});
