/** A text of the control's .resx in the user's language; `{0}`, `{1}` … are replaced by `parts`. */
export type Texts<Key extends string> = (key: Key, ...parts: readonly (string | number)[]) => string;

/** Texts of `resources` for one control; `Key` lists what its .resx files hold, so a misspelt key does not compile. */
export function textsOf<Key extends string>(resources: { getString(id: string): string }): Texts<Key> {
  return (key, ...parts) =>
    resources.getString(key).replace(/\{(\d)\}/g, (whole, digit: string) => String(parts[Number(digit)] ?? whole));
}

/** Locale of the texts the platform shows for a language: German or, as .resx falls back, English. */
export function localeOf(languageId: number): 'de-DE' | 'en-US' {
  return languageId === 1031 ? 'de-DE' : 'en-US';
}
