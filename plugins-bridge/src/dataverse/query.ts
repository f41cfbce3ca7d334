/** `In(column, values)` as Dataverse spells it, ready for a URL. Values are text or ids from payloads: quoted and encoded. */
export function inFilter(column: string, values: readonly string[]): string {
  return encodeURIComponent(
    `Microsoft.Dynamics.CRM.In(PropertyName='${column}',PropertyValues=${JSON.stringify(values)})`,
  );
}

/** Splits values so that a query stays within what a URL of the platform may have, also outside a batch. */
export function chunksFor(values: readonly string[], columns: number, room = 12_000): string[][] {
  const chunks: string[][] = [];
  let current: string[] = [];
  let used = 0;
  for (const value of values) {
    const cost = (encodeURIComponent(JSON.stringify(value)).length + 3) * columns;
    if (used + cost > room && current.length > 0) {
      chunks.push(current);
      current = [];
      used = 0;
    }
    current.push(value);
    used += cost;
  }
  if (current.length > 0) chunks.push(current);
  return chunks;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for an id that may stand in a URL. */
export function isGuid(text: string | undefined): text is string {
  return text !== undefined && guid.test(text);
}
