import { parseJson } from '../../json.ts';
import type { Headers } from '../types.ts';

/** The documents of a request, or why it is none; then nothing of it is stored. */
export type Documents =
  | { readonly ok: true; readonly documents: readonly unknown[] }
  | { readonly ok: false; readonly code: string; readonly message: string };

const mostEvents = 1000;

/**
 * Takes a request apart: the own format (one event or an array) and CloudEvents 1.0 in structured, binary and batch mode.
 * The mode is what the headers say; the bytes were checked before.
 */
export function documentsOf(raw: Uint8Array, headers: Headers): Documents {
  const body = parseJson(raw);
  if (!body.ok)
    return { ok: false, code: 'not-json', message: 'The body is not JSON, or nested more than 64 levels deep.' };
  if (headers['ce-specversion'] !== undefined || headers['ce-id'] !== undefined) {
    return { ok: true, documents: [{ ...attributesOf(headers), data: body.value }] };
  }
  const type = String(headers['content-type'] ?? '').toLowerCase();
  const isBatch = type.startsWith('application/cloudevents-batch');
  if (isBatch && !Array.isArray(body.value)) {
    return { ok: false, code: 'no-batch', message: 'A batch of CloudEvents is a JSON array.' };
  }
  if (body.value === null || typeof body.value !== 'object') {
    return { ok: false, code: 'no-event', message: 'The body is neither an object nor an array.' };
  }
  const documents: readonly unknown[] = Array.isArray(body.value) ? body.value : [body.value];
  if (documents.length > mostEvents) {
    return { ok: false, code: 'too-many', message: `A request carries at most ${mostEvents} events.` };
  }
  // Without `specversion` it is read as the own format: whoever announces CloudEvents is told what is missing.
  const announced = type.startsWith('application/cloudevents');
  return { ok: true, documents: announced ? documents.map(withVersion) : documents };
}

function withVersion(document: unknown): unknown {
  const isObject = document !== null && typeof document === 'object' && !Array.isArray(document);
  return isObject && !Object.hasOwn(document, 'specversion') ? { specversion: null, ...document } : document;
}

/** Attributes of binary mode, percent-decoded (CloudEvents HTTP binding 3.1.3.2). */
function attributesOf(headers: Headers): Record<string, string> {
  const attributes: Record<string, string> = { specversion: '' };
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('ce-')) attributes[name.slice(3)] = decoded(String(value));
  }
  const type = headers['content-type'];
  return typeof type === 'string' ? { ...attributes, datacontenttype: type } : attributes;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A bare percent sign: taken as it stands.
    return text;
  }
}
