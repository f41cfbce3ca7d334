/** A text in both languages; `{name}` in it is filled in. */
export interface Words {
  readonly en: string;
  readonly de: string;
}
const german = 1031;

/** Gives the texts of an area in the user's language: German, else English. */
export function translator<K extends string>(
  texts: Readonly<Record<K, Words>>,
): (key: K, values?: Readonly<Record<string, string | number>>) => string {
  return (key, values = {}) => {
    const { languageId } = Xrm.Utility.getGlobalContext().userSettings;
    const words = languageId === german ? texts[key].de : texts[key].en;
    return words.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
  };
}
