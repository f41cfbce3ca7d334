/** Label, control and messages of one field; every kind of field is drawn in this frame. */
import * as React from 'react';
import { ActionButton } from '@fluentui/react';
import type { FormControl } from '../form/control.ts';
import { ShellIcon } from '../look/icons.tsx';

export interface FieldFrameProps {
  readonly control: FormControl;
  readonly inputId: string;
  readonly isReadOnly: boolean;
  /** False for code components: they bring their own look. */
  readonly isNative: boolean;
  readonly children: React.ReactNode;
}

export function FieldFrame({ control, inputId, isReadOnly, isNative, children }: FieldFrameProps): React.ReactElement {
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
      className={`ld-field${cell.showLabel ? '' : ' ld-field-bare'}${messages.length ? ' ld-field-wrong' : ''}`}
      data-column={attribute?.name}
    >
      {cell.showLabel && (
        <label
          className="ld-field-label"
          htmlFor={inputId}
          id={`${inputId}-caption`}
          title={attribute?.column.description || control.label}
        >
          {isReadOnly && <ShellIcon name="lock" size={12} />}
          {control.label}
          {level === 'required' && <RequiredMark text="*" title="Required" className="ld-required" />}
          {level === 'recommended' && <RequiredMark text="+" title="Recommended" className="ld-recommended" />}
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
                text={action.message || 'Apply'}
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
