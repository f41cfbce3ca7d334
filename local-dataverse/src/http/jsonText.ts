/** Bodies that were turned into JSON twice. */
import type { Core } from '../engine/core.ts';

/**
 * What a body says when the switch `jsonTextBodies` lets a JSON text stand for the JSON in it; every other body as it is.
 * Source: the released node half of `dataverse-ify` 2.0.7 sends its creates and updates so, and its author's tests run against a real
 * organisation [COMM].
 */
export function unwrapped(core: Core, body: string): string {
  if (!body.startsWith('"') || !core.behaviour.jsonTextBodies) return body;
  try {
    const text: unknown = JSON.parse(body);
    return typeof text === 'string' ? text : body;
  } catch {
    return body; // whoever reads it says what is wrong
  }
}
