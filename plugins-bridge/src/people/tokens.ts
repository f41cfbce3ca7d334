import type { TableInfo } from '../dataverse/metadata.ts';
import { addressColumns } from './crm-rows.ts';
import { type CountryCode, phoneColumns, readPhone } from './phones.ts';

/** Token under which a parked entry waits for a person with an address (SPEC B-8). */
export function addressToken(address: string): string {
  return `address|${address.toLowerCase()}`;
}

/** Token under which a parked entry waits for a person with a number, given as E.164. */
export function phoneToken(number: string): string {
  return `phone|${number}`;
}

/** Tokens a contact or lead that was created or changed wakes: one for each of its addresses and numbers. */
export function tokensOf(
  info: TableInfo,
  row: Readonly<Record<string, unknown>>,
  country: CountryCode | undefined,
): string[] {
  const texts = (columns: readonly string[]): string[] =>
    columns.flatMap((name) => {
      const value = row[name];
      return typeof value === 'string' && value !== '' ? [value] : [];
    });
  const numbers = texts(phoneColumns(info)).flatMap((text) => readPhone(text, country)?.number ?? []);
  return [...new Set([...texts(addressColumns(info)).map(addressToken), ...numbers.map(phoneToken)])];
}
