import { describe, expect, it } from '@jest/globals';
import { parseBatch, serializeBatch } from './batch.ts';

describe('$batch', () => {
  it('writes change sets with Content-IDs, inner lengths in bytes and CRLF', () => {
    const { contentType, body } = serializeBatch(
      [
        { method: 'GET', path: 'contacts?$top=1' },
        {
          operations: [
            { method: 'POST', path: 'tasks', body: { subject: 'Réunion' } },
            { method: 'PATCH', path: 'tasks(1)', headers: { 'If-Match': '*' }, body: { statecode: 1 } },
          ],
        },
      ],
      '/api/data/v9.2/',
    );
    const boundary = /boundary=(.*)$/.exec(contentType)?.[1] ?? '';
    const inner = /boundary=(changeset_[^\r]*)/.exec(body)?.[1] ?? '';
    expect(body.split('\r\n')).toEqual([
      `--${boundary}`,
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      '',
      'GET /api/data/v9.2/contacts?$top=1 HTTP/1.1',
      'Accept: application/json',
      '',
      '',
      `--${boundary}`,
      `Content-Type: multipart/mixed; boundary=${inner}`,
      '',
      `--${inner}`,
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      'Content-ID: 1',
      '',
      'POST /api/data/v9.2/tasks HTTP/1.1',
      'Accept: application/json',
      'Content-Type: application/json; charset=utf-8',
      'Content-Length: 22',
      '',
      '{"subject":"Réunion"}',
      `--${inner}`,
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      'Content-ID: 2',
      '',
      'PATCH /api/data/v9.2/tasks(1) HTTP/1.1',
      'Accept: application/json',
      'If-Match: *',
      'Content-Type: application/json; charset=utf-8',
      'Content-Length: 15',
      '',
      '{"statecode":1}',
      `--${inner}--`,
      `--${boundary}--`,
      '',
    ]);
  });

  it('reads single answers, change sets, and the one failure that undid a change set', () => {
    const answer = [
      '--batchresponse_1',
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      '',
      'HTTP/1.1 200 OK',
      'Content-Type: application/json',
      '',
      '{"value":[\r\n1]}',
      '--batchresponse_1',
      'Content-Type: multipart/mixed; boundary=changesetresponse_2',
      '',
      '--changesetresponse_2',
      'Content-Type: application/http',
      'Content-ID: 1',
      '',
      'HTTP/1.1 204 No Content',
      'OData-EntityId: https://o/tasks(1)',
      '',
      '',
      '--changesetresponse_2',
      'Content-Type: application/http',
      'Content-ID: 2',
      '',
      'HTTP/1.1 204 No Content',
      '',
      '',
      '--changesetresponse_2--',
      '',
      '--batchresponse_1',
      'Content-Type: application/http',
      '',
      'HTTP/1.1 412 Precondition Failed',
      'Content-Type: application/json',
      '',
      '{"error":{"code":"0x80040237","message":"there"}}',
      '--batchresponse_1--',
      '',
    ].join('\r\n');
    const parts = parseBatch('multipart/mixed; boundary=batchresponse_1', answer);
    expect(parts.map((part) => part.map(({ status }) => status))).toEqual([[200], [204, 204], [412]]);
    expect(parts[0]?.[0]?.body).toEqual({ value: [1] });
    expect(parts[1]?.[0]).toMatchObject({ headers: { 'odata-entityid': 'https://o/tasks(1)' }, body: undefined });
    // The same with bare line feeds.
    expect(parseBatch('multipart/mixed; boundary="batchresponse_1"', answer.replaceAll('\r\n', '\n'))).toHaveLength(3);
  });

  it('refuses an answer that is cut short', () => {
    expect(() =>
      parseBatch(
        'multipart/mixed; boundary=b',
        '--b\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{"a"',
      ),
    ).toThrow(/too early/);
    expect(() => parseBatch('multipart/mixed; boundary=b', '')).toThrow(/no parts/);
    expect(() => parseBatch('application/json', '{}')).toThrow(/no boundary/);
  });
});
