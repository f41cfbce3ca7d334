/** An attribute as scripts see it. */
import type { Attribute, RequiredLevel, SubmitMode } from '../form/attribute.ts';
import type { Handler } from '../form/handlers.ts';
import type { FormRecord } from '../form/record.ts';
import { isLookupValue } from '../form/values.ts';
import type { FieldValue } from '../form/values.ts';
import { collection } from './collection.ts';
import type { FormActions } from './entityObject.ts';

const TYPES: Readonly<Record<string, string>> = {
  Boolean: 'boolean',
  Customer: 'lookup',
  DateTime: 'datetime',
  Decimal: 'decimal',
  Double: 'double',
  Integer: 'integer',
  BigInt: 'integer',
  Lookup: 'lookup',
  Memo: 'memo',
  Money: 'money',
  MultiSelectPicklist: 'multiselectoptionset',
  Owner: 'lookup',
  PartyList: 'lookup',
  Picklist: 'optionset',
  State: 'optionset',
  Status: 'optionset',
  String: 'string',
  Uniqueidentifier: 'string',
};

export function attributeObject(
  record: FormRecord,
  attribute: Attribute,
  actions: FormActions,
  controlOf: (name: string) => object | undefined,
): object {
  const { column } = attribute;
  const options = (column.options ?? []).map((option) => ({ text: option.label, value: option.value }));
  const choice = {
    getOptions: () => options,
    getOption: (key: string | number) => options.find((one) => one.value === key || one.text === key) ?? null,
    getSelectedOption: () => options.find((one) => one.value === Number(attribute.value)) ?? null,
    getText: () => options.find((one) => one.value === attribute.value)?.text ?? '',
    getInitialValue: () => attribute.stored,
  };
  return {
    getName: () => attribute.name,
    getAttributeType: () => TYPES[column.type] ?? 'string',
    getFormat: () => formatOf(attribute),
    getValue: () => toScript(attribute.value),
    setValue: (value: unknown) => attribute.set(fromScript(value)),
    getIsDirty: () => attribute.isDirty,
    getIsPartyList: () => column.type === 'PartyList',
    getRequiredLevel: () => attribute.requiredLevel,
    setRequiredLevel: (level: RequiredLevel) => attribute.setRequiredLevel(level),
    getSubmitMode: () => attribute.submitMode,
    setSubmitMode: (mode: SubmitMode) => void (attribute.submitMode = mode),
    getMaxLength: () => column.maxLength ?? null,
    getMax: () => column.maxValue ?? null,
    getMin: () => column.minValue ?? null,
    getPrecision: () => column.precision ?? null,
    setPrecision: () => undefined,
    isValid: () => attribute.problem === undefined,
    setIsValid: (isValid: boolean, message?: string) =>
      attribute.setProblem(isValid ? undefined : (message ?? `${column.label} is not valid.`)),
    addOnChange: (handler: Handler) => record.handlers.addChange(attribute.name, handler),
    removeOnChange: (handler: Handler) => record.handlers.removeChange(attribute.name, handler),
    fireOnChange: () => actions.fireOnChange(attribute),
    getParent: () => actions.entity(),
    getUserPrivilege: () => ({ canRead: true, canCreate: column.creatable, canUpdate: column.updatable }),
    controls: collection(() => {
      const names = [...record.controls].filter(([, control]) => control.attribute === attribute).map(([name]) => name);
      return new Map(names.flatMap((name) => (controlOf(name) ? [[name, controlOf(name) ?? {}] as const] : [])));
    }),
    ...(column.options ? choice : {}),
  };
}

function formatOf({ column }: Attribute): string | null {
  const formats: Readonly<Record<string, string>> = {
    DateOnly: 'date',
    DateAndTime: 'datetime',
    Email: 'email',
    Phone: 'phone',
    Url: 'url',
    Text: 'text',
    TextArea: 'textarea',
  };
  return formats[column.format ?? ''] ?? null;
}

/** Scripts get lookups with the id in braces and capitals, and may change what they got without changing the form. */
function toScript(value: FieldValue): unknown {
  if (value instanceof Date) return new Date(value);
  if (!Array.isArray(value)) return value;
  return value.map((one: unknown) => (isLookupValue(one) ? { ...one, id: `{${one.id.toUpperCase()}}` } : one));
}

/** @throws TypeError for values no column can hold */
function fromScript(value: unknown): FieldValue {
  if (value === undefined || value === null) return null;
  if (value instanceof Date || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (!Array.isArray(value))
    throw new TypeError('setValue takes a text, number, boolean, Date, or an array of lookups or choices.');
  if (value.every((one): one is number => typeof one === 'number')) return value.length ? value : null;
  return value.map((one: unknown) => {
    if (!isLookupValue(one)) throw new TypeError('A lookup value needs id, name and entityType.');
    return {
      id: String(one.id).replace(/[{}]/g, '').toLowerCase(),
      name: String(one.name ?? ''),
      entityType: one.entityType,
    };
  });
}
