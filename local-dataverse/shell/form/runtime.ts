/** The opened form, for everything drawn inside of it. */
import * as React from 'react';
import type { XrmRuntime } from '../xrm/index.ts';
import type { FormSession } from './session.ts';

export interface FormRuntime {
  readonly session: FormSession;
  readonly xrm: XrmRuntime;
}
const Context = React.createContext<FormRuntime | undefined>(undefined);
export const FormRuntimeProvider = Context.Provider;

export function useFormRuntime(): FormRuntime {
  const runtime = React.useContext(Context);
  if (!runtime) throw new Error('useFormRuntime is called outside of a form.');
  return runtime;
}
