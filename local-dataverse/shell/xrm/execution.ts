/** The execution context that event handlers get, and how handlers are run. */
import type { Handler } from '../form/handlers.ts';

export interface ExecutionOptions {
  readonly formContext: unknown;
  readonly globalContext: unknown;
  /** The attribute, tab or entity that the event is about. */
  readonly source: unknown;
  readonly eventArgs?: unknown;
}

export type ExecutionContext = Readonly<Record<string, (...args: never[]) => unknown>>;

/** A context for one event: shared variables and depth live as long as it does. */
export function executionContext(options: ExecutionOptions): ExecutionContext {
  const shared = new Map<string, unknown>();
  const context: ExecutionContext = {
    getFormContext: () => options.formContext,
    getContext: () => options.globalContext,
    getEventSource: () => options.source,
    getEventArgs: () => options.eventArgs ?? null,
    getDepth: () => depths.get(context) ?? 0,
    getSharedVariable: (key: string) => shared.get(key),
    setSharedVariable: (key: string, value: unknown) => void shared.set(key, value),
  };
  return context;
}

/** Place of the handler that runs now among those of the event, from 0 (getDepth). */
const depths = new WeakMap<ExecutionContext, number>();

/** Told about a handler that threw or whose promise was rejected. */
export type HandlerFailed = (error: Error) => void;

/**
 * Runs handlers one after the other and waits for those that return a promise. A failing handler does not keep the next
 * ones from running, as on the platform.
 */
export async function runHandlers(
  handlers: readonly Handler[],
  context: ExecutionContext,
  failed: HandlerFailed,
): Promise<void> {
  for (const [place, handler] of handlers.entries()) {
    depths.set(context, place);
    try {
      await handler(context);
    } catch (error) {
      failed(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

export interface SaveArguments {
  readonly isPrevented: () => boolean;
  /** A handler that failed keeps the save from happening only when it asked for that. */
  readonly isPreventedOnError: () => boolean;
  readonly object: unknown;
}

/** SaveEventArguments of an OnSave event. */
export function saveArguments(mode: number): SaveArguments {
  let prevented = false;
  let preventedOnError = false;
  return {
    isPrevented: () => prevented,
    isPreventedOnError: () => preventedOnError,
    object: {
      getSaveMode: () => mode,
      isDefaultPrevented: () => prevented,
      preventDefault: () => void (prevented = true),
      preventDefaultOnError: () => void (preventedOnError = true),
      // The shell waits for handlers without a limit, so there is nothing to switch off.
      disableAsyncTimeout: () => undefined,
    },
  };
}

/** PostSaveEventArguments of an OnPostSave event. */
export function postSaveArguments(isSuccess: boolean, error: Error | undefined, row: object): object {
  return {
    getIsSaveSuccess: () => isSuccess,
    getSaveErrorInfo: () => error ?? null,
    getEntityReference: () => row,
  };
}
