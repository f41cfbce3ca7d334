/** Whether a command is shown: display and enable rules against what the user looks at. Pure. */
import type { RibbonCommand, RibbonFunction, RibbonRule } from '../../src/shell/model.ts';

/** What rules ask about. */
export interface RuleFacts {
  /** formContext.ui.getFormType(); undefined outside of a form. */
  readonly formType?: number | undefined;
  /** Value of a column of the form's row, as text. */
  readonly value?: ((field: string) => string | undefined) | undefined;
  readonly selectionCount: number;
  readonly primaryTable: string;
  readonly selectedTable: string;
  /** Runs a CustomRule. */
  readonly call: (rule: RibbonFunction) => unknown;
}

/** FormStateRule's names of the form types. */
const FORM_STATES: Readonly<Record<string, number>> = { Create: 1, Existing: 2, ReadOnly: 3, Disabled: 4, BulkEdit: 6 };
/** As the platform's: a promise that takes longer counts as not met. */
export const PROMISE_LIMIT_MS = 10_000;

/**
 * Unified Interface hides a command one of whose rules does not hold, enable rules too.
 * @param failed told when a CustomRule throws; the rule then does not hold
 */
export async function isShown(
  command: RibbonCommand,
  facts: RuleFacts,
  failed: (rule: RibbonFunction, error: unknown) => void,
): Promise<boolean> {
  for (const rule of [...command.displayRules, ...command.enableRules])
    if (!(await holds(rule, facts, failed))) return false;
  return true;
}

export async function holds(
  rule: RibbonRule,
  facts: RuleFacts,
  failed: (rule: RibbonFunction, error: unknown) => void,
): Promise<boolean> {
  const result = await decide(rule, facts, failed);
  return rule.invert ? !result : result;
}

async function decide(
  rule: RibbonRule,
  facts: RuleFacts,
  failed: (rule: RibbonFunction, error: unknown) => void,
): Promise<boolean> {
  switch (rule.kind) {
    case 'all':
      for (const one of rule.rules) if (!(await holds(one, facts, failed))) return false;
      return true;
    case 'any':
      for (const one of rule.rules) if (await holds(one, facts, failed)) return true;
      return false;
    case 'custom':
      try {
        return (await inTime(facts.call(rule))) === true;
      } catch (error) {
        failed(rule, error);
        return false;
      }
    case 'formState':
      return facts.formType === undefined ? (rule.fallback ?? false) : FORM_STATES[rule.state] === facts.formType;
    case 'value': {
      const value = facts.value?.(rule.field);
      if (value === undefined) return rule.fallback ?? false;
      return value.toLowerCase() === rule.value.toLowerCase();
    }
    case 'selectionCount':
      return (
        facts.selectionCount >= (rule.minimum ?? 0) && facts.selectionCount <= (rule.maximum ?? Number.MAX_SAFE_INTEGER)
      );
    case 'entity': {
      const table = rule.appliesTo === 'selected' ? facts.selectedTable : facts.primaryTable;
      return rule.table === undefined || rule.table === table;
    }
    case 'fixed':
      return rule.result;
    case 'unsupported':
      // An inverted one is met, too: what the shell does not know never hides a command.
      return !rule.invert;
  }
}

async function inTime(result: unknown): Promise<unknown> {
  if (typeof result !== 'object' || result === null) return result;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PROMISE_LIMIT_MS);
  });
  try {
    return await Promise.race([result, limit]);
  } finally {
    clearTimeout(timer);
  }
}
