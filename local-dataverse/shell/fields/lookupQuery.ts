/** What a lookup asks for while one types: FetchXML over one table. Pure. */
import type { LookupTarget } from '../../src/shell/model.ts';

/** Columns of the lookup view that can be shown beside the name; those of linked tables cannot. */
export function shownColumns(columns: readonly { readonly name: string }[], target: LookupTarget): string[] {
  return columns
    .map((one) => one.name)
    .filter((name) => name !== target.primaryName && !name.includes('.'))
    .slice(0, 2);
}

/**
 * @param customFilters `<filter>` elements that scripts add (addCustomFilter)
 * @param limit rows at most
 */
export function lookupQuery(
  target: LookupTarget,
  text: string,
  columns: readonly string[],
  customFilters: readonly string[],
  limit: number,
): string {
  const { table, primaryId, primaryName = primaryId } = target;
  const attributes = [...new Set([primaryId, primaryName, ...columns])].map((name) => `<attribute name="${name}"/>`);
  const typed = text.trim();
  const search = typed
    ? `<filter><condition attribute="${primaryName}" operator="like" value="${attribute(`%${pattern(typed)}%`)}"/></filter>`
    : '';
  return `<fetch count="${limit}" page="1"><entity name="${table}">${attributes.join('')}<order attribute="${primaryName}"/>${search}${customFilters.join('')}</entity></fetch>`;
}

/** `*` is the wildcard; the letters that mean something to LIKE are taken as they are. */
function pattern(text: string): string {
  return text.replace(/[[%_]/g, '[$&]').replace(/\*/g, '%');
}
function attribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
