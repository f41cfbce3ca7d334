/** Label, control and messages of one field; every kind of field is drawn in this frame. */
import * as React from 'react';
import { ActionButton } from '@fluentui/react';
import type { FormControl } from '../form/control.ts';
import { useServices } from '../app/services.ts';
import { ShellIcon } from '../look/icons.tsx';

export interface FieldFrameProps {
  readonly control: FormControl;
  readonly inputId: string;
  readonly isReadOnly: boolean;
  /** False for code components: they bring their own look. */
  readonly isNative: boolean;
  /** Subgrids and quick views: the label is a heading above, since it names no input. */
  readonly isPart?: boolean;
  readonly children: React.ReactNode;
}

export function FieldFrame(props: FieldFrameProps): React.ReactElement {
  const { control, inputId, isReadOnly, isNative, isPart = false, children } = props;
  const { form: t } = useServices().texts;
  const { attribute, cell } = control;
  const level = attribute?.requiredLevel ?? 'none';
  const messages = [
    ...(attribute?.problem
      ? [{ id: 'problem', message: attribute.problem, level: 'ERROR' as const, actions: [] }]
      : []),
    ...control.notifications,
  ];
  return (
    <div
      className={`ld-field${cell.showLabel && !isPart ? '' : ' ld-field-bare'}${messages.length ? ' ld-field-wrong' : ''}`}
      data-column={attribute?.name}
    >
      {cell.showLabel && isPart && <h3 className="ld-part-title">{control.label}</h3>}
      {cell.showLabel && !isPart && (
        <label
          className="ld-field-label"
          htmlFor={inputId}
          id={`${inputId}-caption`}
          title={attribute?.column.description || control.label}
        >
          {isReadOnly && <ShellIcon name="lock" size={12} />}
          {control.label}
          {level === 'required' && <RequiredMark text="*" title={t.required} className="ld-required" />}
          {level === 'recommended' && <RequiredMark text="+" title={t.recommended} className="ld-recommended" />}
        </label>
      )}
      <div className={`ld-field-value${isNative ? ' ld-native' : ''}${isReadOnly ? ' ld-readonly' : ''}`}>
        {children}
        {messages.map((one) => (
          <div
            key={one.id}
            className={one.level === 'ERROR' ? 'ld-field-error' : 'ld-field-hint'}
            role={one.level === 'ERROR' ? 'alert' : 'status'}
          >
            {one.message}
            {one.actions.map((action, index) => (
              <ActionButton
                key={index}
                text={action.message || t.apply}
                onClick={() => action.actions.forEach((run) => run())}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function RequiredMark(props: { text: string; title: string; className: string }): React.ReactElement {
  return (
    <span className={props.className} title={props.title} aria-label={props.title} role="img">
      {props.text}
    </span>
  );
}

/** What each field component gets. */
export interface FieldProps<V> {
  readonly id: string;
  readonly label: string;
  readonly value: V;
  readonly isReadOnly: boolean;
  readonly isRequired: boolean;
  readonly onChange: (value: V) => void;
}
