/** Text and memo; e-mail, phone and web addresses get a button that opens them. The value is taken when the field is left. */
import * as React from 'react';
import { IconButton, TextField } from '@fluentui/react';
import { useServices } from '../app/services.ts';
import type { FieldProps } from './FieldFrame.tsx';

export type TextKind = 'text' | 'memo' | 'email' | 'phone' | 'url';
const ICONS: Readonly<Record<string, string>> = { email: 'mail', phone: 'phone', url: 'globe' };
const INPUT_TYPES: Readonly<Record<string, string>> = { email: 'email', phone: 'tel', url: 'url' };

export function TextInput(props: FieldProps<string> & { kind: TextKind; maxLength?: number }): React.ReactElement {
  const { value, kind, label, onChange } = props;
  const t = useServices().texts.form;
  const [draft, setDraft] = React.useState(value);
  React.useEffect(() => setDraft(value), [value]);
  const commit = (): void => {
    if (draft !== value) onChange(draft);
  };
  const target = addressOf(kind, draft);
  return (
    <div className="ld-input-row">
      <TextField
        id={props.id}
        aria-labelledby={`${props.id}-caption`}
        className="ld-grow"
        type={INPUT_TYPES[kind] ?? 'text'}
        value={draft}
        placeholder={props.isReadOnly ? '' : '---'}
        readOnly={props.isReadOnly}
        required={false}
        aria-required={props.isRequired}
        multiline={kind === 'memo'}
        autoAdjustHeight={kind === 'memo'}
        rows={kind === 'memo' ? 4 : 1}
        resizable={kind === 'memo'}
        {...(props.maxLength ? { maxLength: props.maxLength } : {})}
        onChange={(_, text) => setDraft(text ?? '')}
        onBlur={commit}
        onKeyDown={(event) => kind !== 'memo' && event.key === 'Enter' && commit()}
      />
      {target && (
        <IconButton
          iconProps={{ iconName: ICONS[kind] ?? 'globe' }}
          href={target}
          target="_blank"
          rel="noopener noreferrer"
          title={t.openValue(label)}
          ariaLabel={t.openValue(label)}
        />
      )}
    </div>
  );
}

/** The address behind a text; undefined unless it is plainly one of that kind. */
export function addressOf(kind: TextKind, text: string): string | undefined {
  const value = text.trim();
  if (kind === 'email' && /^[^\s@]+@[^\s@]+$/.test(value))
    return `mailto:${encodeURIComponent(value).replace('%40', '@')}`;
  if (kind === 'phone' && /^[+\d][\d\s().-]{2,}$/.test(value)) return `tel:${value.replace(/[^\d+]/g, '')}`;
  if (kind === 'url' && /^https?:\/\/\S+$/i.test(value)) return value;
  return undefined;
}
