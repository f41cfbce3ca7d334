/** Pieces that many solution files share. */
import { languages, type Label } from '../../../solution/model/index.ts';
import { element, text, type Element } from './element.ts';

/** Version in which what we ship today came in. A component added later says so in its own file. */
export const introducedVersion = '1.0.0.0';

export const introduced = text('IntroducedVersion', introducedVersion);

/** `<displaynames><displayname description languagecode/>…` and its like, one entry a language. */
export function labels(list: string, item: string, label: Label): Element {
  return element(
    list,
    {},
    languages.map((language) => element(item, { description: label[language], languagecode: language })),
  );
}

export const displayNames = (label: Label): Element => labels('displaynames', 'displayname', label);
export const descriptions = (label: Label): Element => labels('Descriptions', 'Description', label);
export const localizedNames = (label: Label): Element => labels('LocalizedNames', 'LocalizedName', label);
export const labelList = (label: Label): Element => labels('labels', 'label', label);

export const emptyLabel: Label = { 1033: '', 1031: '' };

/** Ids stand in braces nearly everywhere in solution files. */
export function braced(id: string): string {
  return `{${id}}`;
}
