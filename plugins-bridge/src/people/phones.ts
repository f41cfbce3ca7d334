import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { TableInfo } from '../dataverse/metadata.ts';

/** A telephone number without its spelling. */
export interface Phone {
  /** E.164, e.g. `+4930123456`. */
  readonly number: string;
  /** Extension, where one was written behind the number. */
  readonly extension?: string;
}

export type { CountryCode };

/** True for an ISO 3166 alpha-2 code whose numbers can be read. */
export function isCountry(code: string): code is CountryCode {
  return isSupportedCountry(code);
}

/** Reads a number as a person wrote it; `undefined` for what is none, and for a national number without a country. */
export function readPhone(text: string, country: CountryCode | undefined): Phone | undefined {
  const parsed = parsePhoneNumberFromString(text, country ? { defaultCountry: country } : {});
  if (!parsed?.isPossible()) return undefined;
  return { number: parsed.number, ...(parsed.ext ? { extension: parsed.ext } : {}) };
}

/** The number as `readPhone` reads it without a country. */
export function phoneText({ number, extension }: Phone): string {
  return extension ? `${number} ext. ${extension}` : number;
}

/** The same line: extensions count only where both have one. */
export function samePhone(a: Phone, b: Phone): boolean {
  return a.number === b.number && (!a.extension || !b.extension || a.extension === b.extension);
}

/** Platform's own telephone columns; their metadata does not say Phone in every organisation. The order is that of preference. */
const ownColumns = [
  'mobilephone',
  'telephone1',
  'telephone2',
  'telephone3',
  'business2',
  'home2',
  'callback',
  'company',
  'assistantphone',
  'managerphone',
  'address1_telephone1',
  'address1_telephone2',
  'address1_telephone3',
  'address2_telephone1',
  'address2_telephone2',
  'address2_telephone3',
  'address3_telephone1',
  'address3_telephone2',
  'address3_telephone3',
];

/** Every text column that holds a telephone number, custom ones included. */
export function phoneColumns(info: TableInfo): string[] {
  const custom = [...info.columns].filter(([name, { format }]) => format === 'Phone' && !ownColumns.includes(name));
  return [...ownColumns.filter((name) => info.columns.has(name)), ...custom.map(([name]) => name).sort()];
}

/** Digits at the end of a number that a pattern asks for: fewer find too much, more break on spellings like `011 15 …`. */
const tailLength = 7;

/**
 * Patterns of FetchXML's `like` that every spelling of the number fits. Between two digits anything may stand, so blanks,
 * brackets, dashes, a `(0)` and an extension do not matter. The platform throttles patterns that begin with a wildcard
 * (query-antipatterns page, 0x80048644); so there is one for each character a number can begin with: `+`, a bracket, the
 * zero of a prefix, `tel:`, the country's code, the number itself. What is found is read and compared as E.164: a pattern
 * may find too much, never too little.
 */
export function likePatterns({ number }: Phone): string[] {
  const parsed = parsePhoneNumberFromString(number);
  const national = parsed?.nationalNumber ?? number.slice(1);
  const calling = parsed?.countryCallingCode ?? number.slice(1, 2);
  const tail = [...national.slice(-Math.min(tailLength, national.length - 1))].join('%');
  // 8 is the prefix of the countries that have no zero before a national number.
  const trunk = ['7', '375', '993'].includes(calling) ? ['8'] : [];
  const starts = new Set(['+', '(', '0', 't', ...trunk, calling.charAt(0), national.charAt(0)]);
  return [...starts].map((start) => `${start}%${tail}%`);
}
