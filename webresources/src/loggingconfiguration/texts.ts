const german = 1031;
const texts = {
  updated: { en: 'Activity Logging Updated', de: 'Aktivitätsprotokollierung aktualisiert' },
} as const;

/** A text in the user's language: German, else English. */
export function text(key: keyof typeof texts): string {
  const { languageId } = Xrm.Utility.getGlobalContext().userSettings;
  return languageId === german ? texts[key].de : texts[key].en;
}
