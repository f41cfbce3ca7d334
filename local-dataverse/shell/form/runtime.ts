/** The opened form, for everything drawn inside of it. */
import * as React from 'react';
import type { XrmRuntime } from '../xrm/index.ts';
import type { Attribute } from './attribute.ts';
import type { FormRecord } from './record.ts';
import type { FieldValue } from './values.ts';

/** What fields and code components need of the opened form; quick views have no session. */
export interface FieldHost {
  readonly record: FormRecord;
  change(attribute: Attribute, value: FieldValue): void;
}

export interface FormRuntime {
  readonly session: FieldHost;
  readonly xrm: XrmRuntime;
}
const Context = React.createContext<FormRuntime | undefined>(undefined);
export const FormRuntimeProvider = Context.Provider;

export function useFormRuntime(): FormRuntime {
  const runtime = React.useContext(Context);
  if (!runtime) throw new Error('useFormRuntime is called outside of a form.');
  return runtime;
}
