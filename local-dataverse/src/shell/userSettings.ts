/** usersettings → language, formats and zone. Codes: Microsoft's LCIDs and timezonedefinition.timezonecode. */
import type { Values } from '../engine/types.ts';
import type { DateFormatModel } from './model.ts';
import { textOf } from './rows.ts';

const LOCALES: Readonly<Record<number, string>> = {
  1025: 'ar-SA',
  1028: 'zh-TW',
  1029: 'cs-CZ',
  1030: 'da-DK',
  1031: 'de-DE',
  1032: 'el-GR',
  1033: 'en-US',
  1035: 'fi-FI',
  1036: 'fr-FR',
  1037: 'he-IL',
  1038: 'hu-HU',
  1040: 'it-IT',
  1041: 'ja-JP',
  1042: 'ko-KR',
  1043: 'nl-NL',
  1044: 'nb-NO',
  1045: 'pl-PL',
  1046: 'pt-BR',
  1049: 'ru-RU',
  1053: 'sv-SE',
  1055: 'tr-TR',
  2052: 'zh-CN',
  2055: 'de-CH',
  2057: 'en-GB',
  2070: 'pt-PT',
  3079: 'de-AT',
  3081: 'en-AU',
  3082: 'es-ES',
  3084: 'fr-CA',
  4105: 'en-CA',
};

/** Zones by timezonecode; one well-known place a code, since the codes name Windows zones. */
const ZONES: Readonly<Record<number, string>> = {
  0: 'Etc/GMT+12',
  1: 'Pacific/Apia',
  2: 'Pacific/Honolulu',
  3: 'America/Anchorage',
  4: 'America/Los_Angeles',
  10: 'America/Denver',
  13: 'America/Chihuahua',
  15: 'America/Phoenix',
  20: 'America/Chicago',
  25: 'America/Regina',
  30: 'America/Mexico_City',
  33: 'America/Guatemala',
  35: 'America/New_York',
  40: 'America/Indiana/Indianapolis',
  45: 'America/Bogota',
  50: 'America/Halifax',
  55: 'America/La_Paz',
  56: 'America/Santiago',
  60: 'America/St_Johns',
  65: 'America/Sao_Paulo',
  70: 'America/Cayenne',
  73: 'America/Godthab',
  80: 'Atlantic/Azores',
  83: 'Atlantic/Cape_Verde',
  85: 'Europe/London',
  90: 'Atlantic/Reykjavik',
  92: 'UTC',
  95: 'Europe/Budapest',
  100: 'Europe/Warsaw',
  105: 'Europe/Paris',
  110: 'Europe/Berlin',
  113: 'Africa/Lagos',
  115: 'Europe/Bucharest',
  120: 'Africa/Cairo',
  125: 'Europe/Helsinki',
  130: 'Europe/Athens',
  135: 'Asia/Jerusalem',
  140: 'Africa/Johannesburg',
  145: 'Europe/Moscow',
  150: 'Asia/Riyadh',
  155: 'Africa/Nairobi',
  158: 'Asia/Baghdad',
  160: 'Asia/Tehran',
  165: 'Asia/Dubai',
  170: 'Asia/Yerevan',
  175: 'Asia/Kabul',
  180: 'Asia/Yekaterinburg',
  185: 'Asia/Tashkent',
  190: 'Asia/Kolkata',
  193: 'Asia/Kathmandu',
  195: 'Asia/Almaty',
  200: 'Asia/Colombo',
  203: 'Asia/Yangon',
  205: 'Asia/Bangkok',
  207: 'Asia/Krasnoyarsk',
  210: 'Asia/Shanghai',
  215: 'Asia/Singapore',
  220: 'Asia/Taipei',
  225: 'Australia/Perth',
  227: 'Asia/Irkutsk',
  230: 'Asia/Seoul',
  235: 'Asia/Tokyo',
  240: 'Asia/Yakutsk',
  245: 'Australia/Darwin',
  250: 'Australia/Adelaide',
  255: 'Australia/Sydney',
  260: 'Australia/Brisbane',
  265: 'Australia/Hobart',
  270: 'Asia/Vladivostok',
  275: 'Pacific/Port_Moresby',
  280: 'Pacific/Guadalcanal',
  285: 'Pacific/Fiji',
  290: 'Pacific/Auckland',
  300: 'Pacific/Tongatapu',
};

export interface Preferences {
  readonly languageId: number;
  readonly locale: string;
  readonly timeZone?: string;
  readonly dateFormat: DateFormatModel;
}

/** Preferences of a usersettings row; English (United States) and no zone where the row or a column is missing. */
export function readPreferences(row: Values | undefined): Preferences {
  // Language codes use 0 for "not set"; 0 is a zone, though.
  const languageId = numberOf(row?.['uilanguageid']) || 1033;
  const localeId = numberOf(row?.['localeid']) || languageId;
  const timeZone = ZONES[numberOf(row?.['timezonecode']) ?? -1];
  const locale = LOCALES[localeId] ?? LOCALES[languageId] ?? 'en-US';
  return { languageId, locale, dateFormat: dateFormatOf(row), ...(timeZone ? { timeZone } : {}) };
}

/** usersettings column of each choice. */
const DATE_FORMAT: Readonly<Record<keyof DateFormatModel, string>> = {
  shortDatePattern: 'dateformatstring',
  longDatePattern: 'longdateformatstring',
  shortTimePattern: 'timeformatstring',
  dateSeparator: 'dateseparator',
  timeSeparator: 'timeseparator',
  amDesignator: 'amdesignator',
  pmDesignator: 'pmdesignator',
};

function dateFormatOf(row: Values | undefined): DateFormatModel {
  return Object.fromEntries(
    Object.entries(DATE_FORMAT).flatMap(([name, column]) => (textOf(row, column) ? [[name, textOf(row, column)]] : [])),
  );
}

/** BCP 47 tag of a language code; undefined for one the shell does not know. */
export function localeOf(languageId: number): string | undefined {
  return LOCALES[languageId];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
