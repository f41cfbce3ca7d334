/** .resx string files of code components and web resources. */
import { attribute, child, children, parseXml } from './xml.ts';

/**
 * Reads `<data name><value/></data>` entries.
 * @throws XmlError
 */
export function readResx(content: string, what: string): Record<string, string> {
  const strings: Record<string, string> = {};
  for (const data of children(parseXml(content, what), 'data')) {
    const name = attribute(data, 'name');
    if (name) strings[name] = child(data, 'value')?.textContent ?? '';
  }
  return strings;
}

/** Language code in a file name, e.g. 1031 in `strings/ActivityTimeline.1031.resx`. */
export function resxLanguage(fileName: string): number | undefined {
  const found = /\.(\d{4,5})\.resx$/i.exec(fileName)?.[1];
  return found ? Number(found) : undefined;
}

/** Texts of the wanted language over those of the base language, so that a missing translation shows English, not nothing. */
export function mergeStrings(
  byLanguage: ReadonlyMap<number, Readonly<Record<string, string>>>,
  languageId: number,
): Record<string, string> {
  return { ...(byLanguage.get(1033) ?? [...byLanguage.values()][0] ?? {}), ...byLanguage.get(languageId) };
}
