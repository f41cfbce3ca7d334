/** Short forms for naming Microsoft's columns. */
import type { MicrosoftColumn, Option } from '../types.ts';

export const text = (name: string, maxLength?: number): MicrosoftColumn =>
  maxLength === undefined ? { name, type: 'text' } : { name, type: 'text', maxLength };
export const memo = (name: string, maxLength?: number): MicrosoftColumn =>
  maxLength === undefined ? { name, type: 'memo' } : { name, type: 'memo', maxLength };
export const yesNo = (name: string): MicrosoftColumn => ({ name, type: 'yesno' });
export const integer = (name: string): MicrosoftColumn => ({ name, type: 'integer' });
export const money = (name: string): MicrosoftColumn => ({ name, type: 'money' });
export const dateTime = (name: string): MicrosoftColumn => ({ name, type: 'datetime' });
export const guid = (name: string): MicrosoftColumn => ({ name, type: 'guid' });
/** `navigation`: target table → single-valued navigation property. */
export const lookup = (name: string, navigation: Readonly<Record<string, string>>): MicrosoftColumn => ({
  name,
  type: 'lookup',
  navigation,
});
/** `constant` names the generated value object; `options` maps member names to values. */
export function choice(name: string, constant: string, options: Readonly<Record<string, number>>): MicrosoftColumn {
  const list: Option[] = Object.entries(options).map(([member, value]) => ({ name: member, value }));
  return { name, type: 'choice', constant, options: list };
}

/** Columns of nearly every table. */
export const common: readonly MicrosoftColumn[] = [
  dateTime('createdon'),
  dateTime('modifiedon'),
  dateTime('overriddencreatedon'),
  lookup('ownerid', { systemuser: 'ownerid', team: 'ownerid' }),
];
