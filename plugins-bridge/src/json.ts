/** Deeper JSON is nobody's payload; what walks it by recursion (storing it, too) would run out of stack. */
const deepest = 64;

/** `fatal`: bytes that are no UTF-8 are no JSON either. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** JSON of raw bytes. Not ok: no UTF-8, no JSON, or nested too deeply. */
export function parseJson(raw: Uint8Array): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    const value: unknown = JSON.parse(utf8.decode(raw));
    return isDeeperThan(value, deepest) ? { ok: false } : { ok: true, value };
  } catch {
    return { ok: false };
  }
}

/** Goes no deeper than the limit itself. */
function isDeeperThan(value: unknown, limit: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  return limit === 0 || Object.values(value).some((one) => isDeeperThan(one, limit - 1));
}
