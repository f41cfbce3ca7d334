/** `<optionset>` elements, global and inside columns. */
import type { Choice, ChoiceOption } from '../../metadata/types.ts';
import { attribute, child, children, fail, labels, needAttribute, type Element } from './xml.ts';

/** @throws DataverseError for an option without a value, or two with the same */
export function readChoice(file: string, element: Element, isGlobal: boolean): Choice {
  const options = [
    ...children(child(element, 'options'), 'option'),
    ...children(child(element, 'states'), 'state'),
    ...children(child(element, 'statuses'), 'status'),
  ].map((option) => readOption(file, option));
  const seen = new Set<number>();
  for (const { value } of options) {
    if (seen.has(value)) fail(file, element, `the option value ${value} appears twice`);
    seen.add(value);
  }
  return {
    name: needAttribute(file, element, 'Name').toLowerCase(),
    isGlobal,
    displayName: labels(element, 'displaynames'),
    options,
  };
}

function readOption(file: string, element: Element): ChoiceOption {
  const value = integer(file, element, 'value') ?? fail(file, element, 'the attribute value is missing');
  const state = integer(file, element, 'state');
  const defaultStatus = integer(file, element, 'defaultstatus');
  const color = attribute(element, 'Color');
  return {
    value,
    label: labels(element, 'labels'),
    ...(state === undefined ? {} : { state }),
    ...(defaultStatus === undefined ? {} : { defaultStatus }),
    ...(color === undefined ? {} : { color }),
  };
}

function integer(file: string, element: Element, name: string): number | undefined {
  const value = attribute(element, name);
  if (value === undefined) return undefined;
  return Number.isInteger(Number(value))
    ? Number(value)
    : fail(file, element, `${name} is '${value}', not a whole number`);
}
