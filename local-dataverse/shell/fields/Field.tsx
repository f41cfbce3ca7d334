/** One placed control: a code component where the form names one, else the field of the column's type. */
import * as React from 'react';
import { fractionDigits, isDateOnly } from '../format/formatter.ts';
import { ErrorCard } from '../app/states.tsx';
import type { Attribute } from '../form/attribute.ts';
import type { FormControl } from '../form/control.ts';
import { useFormRuntime } from '../form/runtime.ts';
import { isChoice, isLookup, isLookupValue, isNumber } from '../form/values.ts';
import type { FieldValue, LookupValue } from '../form/values.ts';
import { useServices } from '../app/services.ts';
import { FrameControl } from '../form/FrameControl.tsx';
import { QuickViewControl } from '../form/QuickViewControl.tsx';
import { SubgridComponent, SubgridControl } from '../form/SubgridControl.tsx';
import { PcfHost } from '../pcf/PcfHost.tsx';
import { executionContext } from '../xrm/execution.ts';
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
  const t = useServices().texts.form;
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
  const isPart = kind !== 'field' || custom;
  const body = isPart ? (
    <Part control={control} />
  ) : control.attribute ? (
    <Input attribute={control.attribute} control={control} id={id} isReadOnly={isReadOnly} />
  ) : (
    <ErrorCard title={control.label} error={new Error(t.noColumn(control.model.column ?? ''))} />
  );
  return (
    <FieldFrame
      control={control}
      inputId={id}
      isReadOnly={isReadOnly && !isPart}
      isPart={kind === 'subgrid' || kind === 'quickview'}
      isNative={!isPart}
    >
      {body}
    </FieldFrame>
  );
}

/** What is no field: code components, subgrids, quick views, frames. */
function Part({ control }: { control: FormControl }): React.ReactElement {
  const { session } = useFormRuntime();
  const t = useServices().texts.form;
  const { custom, kind } = control.model;
  if (custom && control.subgrid) return <SubgridComponent control={control} grid={control.subgrid} placed={custom} />;
  if (custom) return <PcfHost control={control} placed={custom} />;
  if (kind === 'subgrid' && control.subgrid) {
    return control.subgrid.settings.chartMode === 'Chart' ? (
      <NotDrawn what={t.chartsOnForms} />
    ) : (
      <SubgridControl control={control} grid={control.subgrid} />
    );
  }
  if (kind === 'quickview' && control.quickView) return <QuickViewControl view={control.quickView} />;
  if (kind === 'webresource' || kind === 'iframe') return <FrameControl control={control} record={session.record} />;
  return <NotDrawn what={kind === 'notes' ? t.timeline : kind === 'timer' ? t.timer : t.thisControl} />;
}

function NotDrawn({ what }: { what: string }): React.ReactElement {
  const t = useServices().texts.form;
  return <p className="ld-notdrawn">{t.notDrawn(what)}</p>;
}

interface InputProps {
  readonly attribute: Attribute;
  readonly control: FormControl;
  readonly id: string;
  readonly isReadOnly: boolean;
}

function Input({ attribute, control, id, isReadOnly }: InputProps): React.ReactElement {
  const { session, xrm } = useFormRuntime();
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
  const isParty = column.type === 'PartyList';
  if (isParty || isLookup(column)) {
    const targets = (column.targets ?? []).filter((one) => control.tables?.includes(one.table) ?? true);
    return (
      <LookupInput
        {...field(lookupsOf(value))}
        targets={targets}
        isMultiple={isParty}
        preSearch={() => control.search(preSearchContext(control, xrm.globalContext))}
      />
    );
  }
  const options = control.options ?? column.options ?? [];
  if (column.type === 'Boolean') return <BooleanInput {...field(value === true)} options={column.options ?? []} />;
  if (column.type === 'MultiSelectPicklist') {
    return (
      <MultiChoiceInput
        {...field<readonly number[]>(
          Array.isArray(value) ? value.filter((one): one is number => typeof one === 'number') : [],
        )}
        options={options}
      />
    );
  }
  if (isChoice(column)) return <ChoiceInput {...field(typeof value === 'number' ? value : null)} options={options} />;
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

function preSearchContext(control: FormControl, globalContext: object): unknown {
  const { formContext, control: source } = control.script ?? {};
  return executionContext({ formContext, globalContext, source });
}

function textKind(type: string, format: string | undefined): TextKind {
  if (type === 'Memo' || format === 'TextArea') return 'memo';
  return ({ Email: 'email', Phone: 'phone', Url: 'url' } as const)[format as 'Email' | 'Phone' | 'Url'] ?? 'text';
}

function lookupsOf(value: FieldValue): readonly LookupValue[] {
  return Array.isArray(value) ? value.filter(isLookupValue) : [];
}
