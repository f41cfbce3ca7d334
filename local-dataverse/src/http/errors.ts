/** Whatever was thrown → the answer a caller gets. */
import { randomUUID } from 'node:crypto';
import { DataverseError } from '../engine/errors.ts';
import { ODataSyntaxError } from '../odata/errors.ts';
import { jsonResponse } from './headers.ts';
import type { ApiResponse } from './types.ts';

/** Header `Prefer` by which callers ask for more than code and message. */
const WANTS_DETAILS = /odata\.include-annotations\s*=\s*"?(?:\*|[^"]*Microsoft\.PowerApps\.CDS)/i;

/**
 * Adds what `Prefer: odata.include-annotations="*"` asks for ([DOC] compose-http-requests-handle-errors).
 * @param prefer the request's header
 */
export function withDetails(response: ApiResponse, prefer: string | undefined): ApiResponse {
  if (response.status < 400 || response.body === undefined || !WANTS_DETAILS.test(prefer ?? '')) return response;
  const { error } = JSON.parse(response.body) as { error: { code: string; message: string } };
  const number = error.code.replace(/^0x/, '');
  const details = {
    '@Microsoft.PowerApps.CDS.HelpLink': `http://go.microsoft.com/fwlink/?LinkID=398563&error=Microsoft.Crm.CrmException%3a${number}&client=platform`,
    '@Microsoft.PowerApps.CDS.TraceText': '',
    '@Microsoft.PowerApps.CDS.InnerError.Message': error.message,
  };
  return { ...response, body: JSON.stringify({ error: { ...error, ...details } }) };
}

/**
 * @param report told about errors that are faults of this server (they answer 500)
 */
export function errorResponse(error: unknown, report: (error: unknown) => void): ApiResponse {
  const requestId = { REQ_ID: randomUUID() };
  if (error instanceof DataverseError) return errorBody(error.status, error.code, error.message, requestId);
  if (error instanceof ODataSyntaxError) return errorBody(400, '0x80060888', error.message, requestId);
  const known = foreignError(error);
  if (known !== undefined) return errorBody(known.status, known.code, known.message, requestId);
  report(error);
  return errorBody(500, '0x80040216', 'An unexpected error occurred.', requestId);
}

function errorBody(status: number, code: string, message: string, headers: Record<string, string>): ApiResponse {
  return jsonResponse(status, { error: { code, message } }, headers);
}

/** Errors of the platform's other parts and of fastify carry their HTTP status. */
function foreignError(error: unknown): { status: number; code: string; message: string } | undefined {
  if (typeof error !== 'object' || error === null || !('message' in error)) return undefined;
  const given = 'statusCode' in error ? error.statusCode : 'status' in error ? error.status : undefined;
  if (typeof given !== 'number' || given < 400 || given > 599 || given === 500) return undefined;
  const code =
    'code' in error && typeof error.code === 'string' && error.code.startsWith('0x') ? error.code : '0x80040216';
  return { status: given, code, message: String(error.message) };
}
