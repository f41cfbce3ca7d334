/**
 * The shell's own texts (buttons, headings, errors) in the user's language. Labels of tables, columns and options come
 * from metadata and are not here. A text with values in it is a function of them.
 */
import { app } from './texts/app.ts';
import { charts } from './texts/charts.ts';
import { form } from './texts/form.ts';
import { lists } from './texts/lists.ts';

const en = { app: app.en, form: form.en, lists: lists.en, charts: charts.en };

/** Every language has exactly the English keys: a missing one does not compile. */
export type Texts = typeof en;

export const texts = {
  en,
  de: { app: app.de, form: form.de, lists: lists.de, charts: charts.de },
} satisfies Record<string, Texts>;

/** German for users of a German language, English for all others (as labels fall back to 1033). */
export function textsOf(languageId: number): Texts {
  return GERMAN.has(languageId) ? texts.de : texts.en;
}

/** de-DE, de-CH, de-AT (Microsoft's LCIDs). */
const GERMAN = new Set([1031, 2055, 3079]);
