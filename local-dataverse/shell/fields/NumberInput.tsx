/** Whole and decimal numbers, written in the user's format. */
import * as React from 'react';
import { TextField } from '@fluentui/react';
import { useServices } from '../app/services.ts';
import type { Formatter } from '../format/formatter.ts';
import type { FieldProps } from './FieldFrame.tsx';

export function NumberInput(
  props: FieldProps<number | null> & { digits: number; formatter: Formatter },
): React.ReactElement {
  const { value, formatter, digits } = props;
  const t = useServices().texts.form;
  const shown = value === null ? '' : formatter.number(value, digits);
  const [draft, setDraft] = React.useState(shown);
  const [isWrong, setWrong] = React.useState(false);
  React.useEffect(() => {
    setDraft(shown);
    setWrong(false);
  }, [shown]);
  const commit = (): void => {
    if (draft.trim() === '') return value === null ? undefined : props.onChange(null);
    const parsed = formatter.parseNumber(draft);
    setWrong(parsed === undefined);
    if (parsed === undefined) return;
    const rounded = Number(parsed.toFixed(digits));
    if (rounded === value) setDraft(shown);
    else props.onChange(rounded);
  };
  return (
    <TextField
      id={props.id}
      aria-labelledby={`${props.id}-caption`}
      inputMode="decimal"
      value={draft}
      placeholder={props.isReadOnly ? '' : '---'}
      readOnly={props.isReadOnly}
      aria-required={props.isRequired}
      {...(isWrong ? { errorMessage: t.enterNumber } : {})}
      onChange={(_, text) => setDraft(text ?? '')}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
