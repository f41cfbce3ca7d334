/** Labels by language code. */
import type { Label } from './types.ts';

export const ENGLISH = 1033;
export const GERMAN = 1031;

/** A label in English and, when known, German. */
export function label(english: string, german?: string): Label {
  return german === undefined ? { [ENGLISH]: english } : { [ENGLISH]: english, [GERMAN]: german };
}

/** The text of a label in a language, else in English, else in any; undefined for an empty label. */
export function labelText(value: Label | undefined, languageCode: number = ENGLISH): string | undefined {
  if (value === undefined) return undefined;
  return value[languageCode] ?? value[ENGLISH] ?? Object.values(value)[0];
}
