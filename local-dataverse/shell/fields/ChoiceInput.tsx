/** Choices with one or several values, and yes/no. */
import * as React from 'react';
import { Dropdown, Toggle } from '@fluentui/react';
import type { IDropdownOption } from '@fluentui/react';
import { useServices } from '../app/services.ts';
import type { OptionModel } from '../../src/shell/model.ts';
import type { FieldProps } from './FieldFrame.tsx';

const NONE = '';

export function ChoiceInput(
  props: FieldProps<number | null> & { options: readonly OptionModel[] },
): React.ReactElement {
  const options: IDropdownOption[] = [
    ...(props.isRequired && props.value !== null ? [] : [{ key: NONE, text: '--Select--' }]),
    ...props.options.map((option) => ({ key: option.value, text: option.label })),
  ];
  return (
    <Dropdown
      id={props.id}
      aria-labelledby={`${props.id}-caption`}
      options={options}
      selectedKey={props.value ?? null}
      placeholder={props.isReadOnly ? '' : '---'}
      disabled={props.isReadOnly}
      aria-required={props.isRequired}
      onChange={(_, option) => option && props.onChange(option.key === NONE ? null : Number(option.key))}
    />
  );
}

export function MultiChoiceInput(
  props: FieldProps<readonly number[]> & { options: readonly OptionModel[] },
): React.ReactElement {
  return (
    <Dropdown
      id={props.id}
      aria-labelledby={`${props.id}-caption`}
      multiSelect
      options={props.options.map((option) => ({ key: option.value, text: option.label }))}
      selectedKeys={[...props.value]}
      placeholder={props.isReadOnly ? '' : '---'}
      disabled={props.isReadOnly}
      onChange={(_, option) => {
        if (!option) return;
        const key = Number(option.key);
        props.onChange(
          option.selected ? [...props.value, key].sort((a, b) => a - b) : props.value.filter((one) => one !== key),
        );
      }}
    />
  );
}

export function BooleanInput(props: FieldProps<boolean> & { options: readonly OptionModel[] }): React.ReactElement {
  const { app } = useServices().texts;
  const text = (value: number, fallback: string): string =>
    props.options.find((one) => one.value === value)?.label ?? fallback;
  return (
    <Toggle
      id={props.id}
      ariaLabel={props.label}
      checked={props.value}
      disabled={props.isReadOnly}
      onText={text(1, app.yes)}
      offText={text(0, app.no)}
      onChange={(_, checked) => props.onChange(checked === true)}
      styles={{ root: { marginBottom: 0 } }}
    />
  );
}
