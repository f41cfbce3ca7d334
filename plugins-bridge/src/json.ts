/** Deeper JSON is nobody's payload; what walks it by recursion (storing it, too) would run out of stack. */
const deepest = 64;

/** JSON of raw bytes. Not ok: no UTF-8, no JSON, or nested too deeply. */
export function parseJson(raw: Uint8Array): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    // `fatal`: bytes that are no UTF-8 are no JSON either.
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
    return isDeeperThan(value, deepest) ? { ok: false } : { ok: true, value };
  } catch {
    return { ok: false };
  }
}

function isDeeperThan(value: unknown, limit: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((one): unknown[] => (one !== null && typeof one === 'object' ? Object.values(one) : []));
  }
  return false;
}
