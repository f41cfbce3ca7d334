import { z } from 'zod';
import type { OperationResponse } from './batch.ts';

const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** Codes the bridge acts on (facts §7). */
export const codes = {
  notFound: '0x80040217',
  rowExists: '0x80040237',
  alternateKeyExists: '0x80060892',
  versionMismatch: '0x80060882',
  stateInvalid: '0x80048408',
  noPrivilege: '0x80040220',
  payload: '0x80048d19',
} as const;

/**
 * Service protection, deadlocks, timeouts of the database, throttled queries: the same request succeeds later (facts §5;
 * Microsoft's query-throttling page for 0x80048544, 0x80048644 and 0x80048744).
 */
const passingCodes = new Set([
  '0x80072321',
  '0x80072322',
  '0x80072326',
  '0x80044151',
  '0x8004e000',
  '0x80040216',
  '0x80048544',
  '0x80048644',
  '0x80048744',
]);

export type Failure =
  'throttled' | 'passing' | 'exists' | 'version' | 'missing' | 'privilege' | 'state' | 'closed' | 'column' | 'final';

/** What an answer that is no success means for whoever sent the request. */
export interface PlatformError {
  readonly failure: Failure;
  readonly status: number;
  readonly code: string;
  /** As the platform worded it: may quote values, so it is never logged. */
  readonly message: string;
}

/** `undefined` for a success. */
export function platformError({ status, body }: Pick<OperationResponse, 'status' | 'body'>): PlatformError | undefined {
  if (status < 400) return undefined;
  const parsed = errorBody.safeParse(body);
  const code = parsed.success ? parsed.data.error.code.toLowerCase() : '';
  const message = parsed.success ? parsed.data.error.message : '';
  return { failure: failureOf(status, code, message), status, code, message };
}

function failureOf(status: number, code: string, message: string): Failure {
  if (status === 429) return 'throttled';
  if (code === codes.rowExists) return 'exists';
  if (code === codes.versionMismatch) return 'version';
  if (code === codes.notFound || status === 404) return 'missing';
  if (code === codes.noPrivilege || status === 403) return 'privilege';
  if (/closed or cancell?ed activity|read-?only/i.test(message)) return 'closed';
  if (code === codes.stateInvalid) return 'state';
  if (code === codes.payload && /undeclared property/i.test(message)) return 'column';
  if (passingCodes.has(code)) return 'passing';
  if (status === 408 || status === 500 || (status >= 502 && status <= 504)) return 'passing';
  return 'final';
}

/** A request that Dataverse refused for good. */
export class DataverseError extends Error {
  readonly error: PlatformError;
  constructor(error: PlatformError, what: string) {
    super(`${what}: HTTP ${error.status} ${error.code} ${error.message}`.trim());
    this.error = error;
  }
}
