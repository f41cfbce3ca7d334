/** One placed control: a code component where the form names one, else the field of the column's type. */
import * as React from 'react';
import { fractionDigits, isDateOnly } from '../format/formatter.ts';
import { ErrorCard } from '../app/states.tsx';
import type { Attribute } from '../form/attribute.ts';
import type { FormControl } from '../form/control.ts';
import { useFormRuntime } from '../form/runtime.ts';
import { isChoice, isLookup, isLookupValue, isNumber } from '../form/values.ts';
import type { FieldValue, LookupValue } from '../form/values.ts';
import { PcfHost } from '../pcf/PcfHost.tsx';
import { BooleanInput, ChoiceInput, MultiChoiceInput } from './ChoiceInput.tsx';
import { DateInput } from './DateInput.tsx';
import { FieldFrame } from './FieldFrame.tsx';
import type { FieldProps } from './FieldFrame.tsx';
import { LookupInput } from './LookupInput.tsx';
import { NumberInput } from './NumberInput.tsx';
import { TextInput } from './TextInput.tsx';
import type { TextKind } from './TextInput.tsx';

export function Field({ control }: { control: FormControl }): React.ReactElement | null {
  const { session } = useFormRuntime();
  const id = `ld-${control.name}`;
  React.useEffect(() => {
    if (control.model.custom) return undefined;
    control.focus = () => document.getElementById(id)?.focus();
    return () => {
      control.focus = undefined;
    };
  }, [control, id]);
  const isReadOnly = session.record.isDisabled(control);
  const { custom, kind } = control.model;
  const body = custom ? (
    <PcfHost control={control} placed={custom} />
  ) : kind !== 'field' ? (
    <NotDrawn control={control} />
  ) : control.attribute ? (
    <Input attribute={control.attribute} control={control} id={id} isReadOnly={isReadOnly} />
  ) : (
    <ErrorCard title={control.label} error={new Error(`The table has no column ${control.model.column ?? ''}.`)} />
  );
  return (
    <FieldFrame
      control={control}
      inputId={id}
      isReadOnly={isReadOnly && !custom && kind === 'field'}
      isNative={!custom}
    >
      {body}
    </FieldFrame>
  );
}

const NAMES: Readonly<Record<string, string>> = {
  subgrid: 'Subgrids',
  webresource: 'Web resources on forms',
  iframe: 'IFRAMEs',
  quickview: 'Quick view forms',
  notes: "Microsoft's timeline",
  unsupported: 'This control',
};

function NotDrawn({ control }: { control: FormControl }): React.ReactElement {
  const name = NAMES[control.model.kind] ?? 'This control';
  return (
    <p className="ld-notdrawn">{`${name} ${name.endsWith('s') ? 'are' : 'is'} not drawn by the local shell yet.`}</p>
  );
}

interface InputProps {
  readonly attribute: Attribute;
  readonly control: FormControl;
  readonly id: string;
  readonly isReadOnly: boolean;
}

function Input({ attribute, control, id, isReadOnly }: InputProps): React.ReactElement {
  const { session } = useFormRuntime();
  const { column, value } = attribute;
  const { formatter } = session.record;
  const field = <V extends FieldValue>(current: V): FieldProps<V> => ({
    id,
    label: control.label,
    value: current,
    isReadOnly,
    isRequired: attribute.requiredLevel === 'required',
    onChange: (next) => session.change(attribute, next),
  });
  if (column.type === 'PartyList')
    return <LookupInput {...field(lookupsOf(value))} targets={column.targets ?? []} isMultiple />;
  if (isLookup(column)) return <LookupInput {...field(lookupsOf(value))} targets={column.targets ?? []} />;
  if (column.type === 'Boolean') return <BooleanInput {...field(value === true)} options={column.options ?? []} />;
  if (column.type === 'MultiSelectPicklist') {
    return (
      <MultiChoiceInput
        {...field<readonly number[]>(
          Array.isArray(value) ? value.filter((one): one is number => typeof one === 'number') : [],
        )}
        options={column.options ?? []}
      />
    );
  }
  if (isChoice(column))
    return <ChoiceInput {...field(typeof value === 'number' ? value : null)} options={column.options ?? []} />;
  if (isNumber(column)) {
    return (
      <NumberInput
        {...field(typeof value === 'number' ? value : null)}
        digits={fractionDigits(column)}
        formatter={formatter}
      />
    );
  }
  if (column.type === 'DateTime') {
    return (
      <DateInput
        {...field(value instanceof Date ? value : null)}
        hasTime={column.format !== 'DateOnly' && !isDateOnly(column)}
        isZoned={!isDateOnly(column)}
        formatter={formatter}
      />
    );
  }
  return (
    <TextInput
      {...field(typeof value === 'string' ? value : '')}
      kind={textKind(column.type, column.format)}
      {...(column.maxLength ? { maxLength: column.maxLength } : {})}
    />
  );
}

function textKind(type: string, format: string | undefined): TextKind {
  if (type === 'Memo' || format === 'TextArea') return 'memo';
  return ({ Email: 'email', Phone: 'phone', Url: 'url' } as const)[format as 'Email' | 'Phone' | 'Url'] ?? 'text';
}

function lookupsOf(value: FieldValue): readonly LookupValue[] {
  return Array.isArray(value) ? value.filter(isLookupValue) : [];
}
