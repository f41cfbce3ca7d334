import type { Operation } from './batch.ts';

/** Text inside an attribute or an element of FetchXML. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A condition that any of the values meets. */
export function fetchIn(column: string, values: readonly string[]): string {
  const list = values.map((value) => `<value>${escapeXml(value)}</value>`).join('');
  return `<condition attribute="${column}" operator="in">${list}</condition>`;
}

export function fetchLike(column: string, pattern: string): string {
  return `<condition attribute="${column}" operator="like" value="${escapeXml(pattern)}"/>`;
}

/** Query of the rows of a table that meet any of the conditions; `inside` is what stands beside the filter. */
export function fetchAny(
  { table, set }: { readonly table: string; readonly set: string },
  inside: string,
  conditions: readonly string[],
  aggregate = false,
): Operation {
  const xml = `<fetch${aggregate ? ' aggregate="true"' : ''}><entity name="${table}">${inside}<filter type="or">${conditions.join('')}</filter></entity></fetch>`;
  return { method: 'GET', path: `${set}?fetchXml=${encodeURIComponent(xml)}` };
}

export function fetchAttributes(columns: readonly string[]): string {
  return columns.map((name) => `<attribute name="${name}"/>`).join('');
}
