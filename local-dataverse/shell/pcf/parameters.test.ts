import { describe, expect, it } from '@jest/globals';
import type { ColumnModel, ComponentModel, CustomControlModel, ManifestProperty } from '../../src/shell/model.ts';
import { Attribute } from '../form/attribute.ts';
import type { FieldValue } from '../form/values.ts';
import { createFormatter } from '../format/formatter.ts';
import { boundAttributes, outputValue, parameterOf, placementProblems, typeOfColumn } from './parameters.ts';

const formatter = createFormatter({ locale: 'en-US', timeZone: 'UTC' });
const column = (name: string, type: string, more: object = {}): ColumnModel =>
  ({
    name,
    schemaName: name,
    type,
    label: name,
    description: '',
    required: 'None',
    creatable: true,
    updatable: true,
    ...more,
  }) as ColumnModel;
const attribute = (of: ColumnModel, value: FieldValue): Attribute => {
  const made = new Attribute(of, () => undefined);
  made.load(value);
  return made;
};
const property = (name: string, type: string, more: Partial<ManifestProperty> = {}): ManifestProperty => ({
  name,
  types: [type],
  usage: 'bound',
  required: false,
  ...more,
});
const placed = (parameters: CustomControlModel['parameters']): CustomControlModel => ({
  name: 'x',
  formFactor: 0,
  parameters,
  dataSets: {},
});

describe('parameterOf', () => {
  it('gives a bound choice with raw value, text and options', () => {
    const options = [
      { value: 727000000, label: 'Task' },
      { value: 727000001, label: 'Email' },
    ];
    const target = attribute(column('al_emailtarget', 'Picklist', { options, defaultValue: 727000000 }), 727000001);
    const parameter = parameterOf(property('emailTarget', 'OptionSet'), placed({}), target, formatter);
    expect(parameter).toMatchObject({
      raw: 727000001,
      formatted: 'Email',
      type: 'OptionSet',
      error: false,
      security: { editable: true },
      attributes: {
        LogicalName: 'al_emailtarget',
        DefaultValue: 727000000,
        Options: [
          { Label: 'Task', Value: 727000000 },
          { Label: 'Email', Value: 727000001 },
        ],
      },
    });
  });

  it('gives values written into the form, and defaults of the manifest', () => {
    const size = property('pageSize', 'Whole.None', { usage: 'input' });
    expect(parameterOf(size, placed({ pageSize: { value: '25', isStatic: true } }), undefined, formatter).raw).toBe(25);
    expect(parameterOf(size, placed({}), undefined, formatter).raw).toBeNull();
    expect(parameterOf({ ...size, defaultValue: '15' }, placed({}), undefined, formatter).raw).toBe(15);
    expect(
      parameterOf(
        property('on', 'TwoOptions', { usage: 'input' }),
        placed({ on: { value: 'true', isStatic: true } }),
        undefined,
        formatter,
      ).raw,
    ).toBe(true);
  });

  it('gives lookups as arrays and dates as copies', () => {
    const at = new Date(0);
    const date = parameterOf(
      property('at', 'DateAndTime.DateAndTime'),
      placed({}),
      attribute(column('at', 'DateTime'), at),
      formatter,
    );
    expect(date.raw).toEqual(at);
    expect(date.raw).not.toBe(at);
    expect(
      parameterOf(property('who', 'Lookup.Simple'), placed({}), attribute(column('who', 'Lookup'), null), formatter)
        .raw,
    ).toEqual([]);
  });
});

describe('placementProblems', () => {
  const component = {
    properties: [property('text', 'SingleLine.Text', { required: true }), property('on', 'TwoOptions')],
  } as unknown as ComponentModel;
  const attributes = new Map([
    ['fullname', attribute(column('fullname', 'String'), 'Zoe')],
    ['donotemail', attribute(column('donotemail', 'Boolean'), false)],
  ]);
  const problems = (parameters: CustomControlModel['parameters']): string[] =>
    placementProblems(component, placed(parameters), boundAttributes(component, placed(parameters), attributes));

  it('accepts what fits, texts of every format among each other', () => {
    expect(
      problems({ text: { value: 'FullName', isStatic: false }, on: { value: 'donotemail', isStatic: false } }),
    ).toEqual([]);
  });

  it('says what is missing, unknown or of the wrong type', () => {
    expect(problems({})).toEqual(['The form gives its required property text no value.']);
    expect(problems({ text: { value: 'gone', isStatic: false } })).toEqual([
      'The form binds text to gone, which is no column of the table.',
    ]);
    expect(
      problems({ text: { value: 'fullname', isStatic: false }, on: { value: 'fullname', isStatic: false } }),
    ).toEqual(['The form binds on (TwoOptions) to fullname, a column of type SingleLine.Text.']);
  });
});

describe('outputValue', () => {
  it('takes what columns hold and refuses the rest', () => {
    expect(outputValue(column('x', 'Lookup'), [{ id: '{ABC}', name: 'Zoe', entityType: 'contact' }])).toEqual([
      { id: 'abc', name: 'Zoe', entityType: 'contact' },
    ]);
    expect(outputValue(column('x', 'Lookup'), [])).toBeNull();
    expect(outputValue(column('x', 'MultiSelectPicklist'), [2, 1])).toEqual([2, 1]);
    expect(() => outputValue(column('x', 'String'), { a: 1 })).toThrow('x (String) cannot hold');
  });

  it('knows the manifest type of columns', () => {
    expect(typeOfColumn(column('x', 'String', { format: 'Email' }))).toBe('SingleLine.Email');
    expect(typeOfColumn(column('x', 'DateTime', { format: 'DateOnly' }))).toBe('DateAndTime.DateOnly');
  });
});
