/** Request headers the Web API reads, and the ones it answers with. */
import { badRequest } from '../engine/errors.ts';
import { readAnnotations } from '../engine/query/annotations.ts';
import type { Annotations } from '../engine/query/annotations.ts';
import type { ApiRequest, ApiResponse } from './types.ts';

export const JSON_TYPE = 'application/json; odata.metadata=minimal';

export interface Preferences {
  readonly representation: boolean;
  readonly pageSize: number | undefined;
  readonly annotations: Annotations;
  readonly continueOnError: boolean;
  /** The parts that were obeyed, for Preference-Applied. */
  readonly applied: readonly string[];
}

const NONE: Preferences = {
  representation: false,
  pageSize: undefined,
  annotations: readAnnotations(undefined),
  continueOnError: false,
  applied: [],
};

const PREFERENCE = /([\w.-]+)\s*(?:=\s*(?:"([^"]*)"|([^\s,;]*)))?/g;

/** Reads `Prefer`. Unknown preferences are ignored, as the standard says. */
export function readPreferences(request: ApiRequest): Preferences {
  const text = request.header('prefer');
  if (text === undefined || text === '') return NONE;
  let { representation, pageSize, annotations, continueOnError } = NONE;
  const applied: string[] = [];
  for (const [, name = '', quoted, plain] of text.matchAll(PREFERENCE)) {
    const value = quoted ?? plain;
    const short = name.toLowerCase().replace(/^odata\./, '');
    if (short === 'return' && value === 'representation') {
      representation = true;
      applied.push('return=representation');
    } else if (short === 'maxpagesize' && value !== undefined && /^\d{1,9}$/.test(value) && Number(value) > 0) {
      pageSize = Number(value);
      applied.push(`odata.maxpagesize=${value}`);
    } else if (short === 'include-annotations' && value !== undefined) {
      annotations = readAnnotations(value);
      applied.push(`odata.include-annotations="${value}"`);
    } else if (short === 'continue-on-error') continueOnError = value !== 'false';
  }
  return { representation, pageSize, annotations, continueOnError, applied };
}

/** What If-Match and If-None-Match ask for. */
export interface Conditions {
  /** If-Match: `*` */
  readonly mustExist: boolean;
  /** If-Match: a version */
  readonly version: number | undefined;
  /** If-None-Match: `*` */
  readonly mustNotExist: boolean;
  /** If-None-Match: a version that the caller has already. */
  readonly known: number | undefined;
}

/** @throws DataverseError 0x80060888 for an ETag that is none */
export function readConditions(request: ApiRequest): Conditions {
  const match = request.header('if-match')?.trim();
  const none = request.header('if-none-match')?.trim();
  const version = match === undefined || match === '*' || match === '' ? undefined : readTag(match);
  // Clients are told to send `If-None-Match: null`; it means nothing.
  const known = none === undefined || none === '*' || none === 'null' || none === '' ? undefined : readTag(none);
  return { mustExist: match !== undefined && match !== '', version, mustNotExist: none === '*', known };
}

function readTag(text: string): number {
  const number = /^(?:W\/)?"(\d{1,15})"$/.exec(text)?.[1];
  if (number === undefined) throw badRequest(`The ETag ${text.slice(0, 60)} is not valid.`);
  return Number(number);
}

export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  return {
    status,
    headers: { 'Content-Type': JSON_TYPE, 'OData-Version': '4.0', ...headers },
    body: JSON.stringify(body),
  };
}

export function emptyResponse(status: number, headers: Readonly<Record<string, string>> = {}): ApiResponse {
  return { status, headers: { 'OData-Version': '4.0', ...headers }, body: undefined };
}

export function applied(preferences: Preferences): Record<string, string> {
  return preferences.applied.length === 0 ? {} : { 'Preference-Applied': preferences.applied.join(', ') };
}
