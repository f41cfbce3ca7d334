/**
 * From a message to the steps it sets off, each with the message as that step sees it. Pure.
 * Sources: [DOC] special-update-operation-behavior (state apart from the rest), [DOC] write-plugin-multiple-operation (merged pipelines).
 */
import type { MessageContext, Values } from '../../engine/types.ts';
import { stepsFor } from './steps.ts';
import type { Step, StepIndex } from './steps.ts';

/** A step and what it is to be told. */
export interface Due {
  readonly step: Step;
  readonly context: MessageContext;
}

/** The message for many rows whose steps a message for one row sets off too. */
const MULTIPLE: Readonly<Record<string, string>> = { Create: 'CreateMultiple', Update: 'UpdateMultiple' };
const STATE_COLUMNS: ReadonlySet<string> = new Set(['statecode', 'statuscode']);
const PRE_VALIDATION = 10;

/** True when some step of the mode (any when absent) may be set off. */
export function hasSteps(index: StepIndex, message: string, table: string | undefined, mode?: Step['mode']): boolean {
  const wants = (name: string | undefined): boolean =>
    name !== undefined && index.of(name, table).some((step) => mode === undefined || step.mode === mode);
  return wants(message) || wants(MULTIPLE[message]);
}

/** Steps of one mode in the order they run. */
export function dueSteps(index: StepIndex, context: MessageContext, mode: Step['mode']): readonly Due[] {
  if (!hasSteps(index, context.message, context.table, mode)) return [];
  const halves = splitUpdate(context);
  if (halves === undefined) return ofOne(index, context, mode, () => true);
  return [
    ...ofOne(index, context, mode, (step) => step.stage === PRE_VALIDATION),
    ...halves.flatMap((half) => ofOne(index, half, mode, (step) => step.stage !== PRE_VALIDATION)),
  ];
}

function ofOne(
  index: StepIndex,
  context: MessageContext,
  mode: Step['mode'],
  runs: (step: Step) => boolean,
): readonly Due[] {
  const contexts = [context, asMultiple(context)].filter((each) => each !== undefined);
  return contexts
    .flatMap((each) => stepsFor(index, each, mode).map((step) => ({ step, context: each })))
    .filter(({ step }) => runs(step))
    .sort((a, b) => a.step.stage - b.step.stage || a.step.rank - b.step.rank);
}

/** The row's own message as one for many rows. A row that came with others is told of with them. */
function asMultiple(context: MessageContext): MessageContext | undefined {
  const message = MULTIPLE[context.message];
  if (message === undefined || context.isPart === true || context.parts !== undefined) return undefined;
  return {
    ...context,
    message,
    id: undefined,
    target: undefined,
    pre: undefined,
    post: undefined,
    parts: [context],
    input: {},
    output: context.message === 'Create' ? { Ids: [context.id] } : {},
  };
}

/** An Update of state columns and others runs once for the others and once for the state columns. Undefined for all other messages. */
export function splitUpdate(context: MessageContext): readonly [MessageContext, MessageContext] | undefined {
  const { message, id, target, pre, post } = context;
  if (message !== 'Update' || target === undefined || pre === undefined || post === undefined) return undefined;
  const keys = Object.keys(target).filter((name) => target[name] === id);
  const names = Object.keys(target).filter((name) => target[name] !== id);
  const states = names.filter((name) => STATE_COLUMNS.has(name));
  if (states.length === 0 || states.length === names.length) return undefined;
  const between: Values = {
    ...post,
    ...pick(
      pre,
      [...STATE_COLUMNS].filter((name) => name in pre),
    ),
  };
  const others = names.filter((name) => !STATE_COLUMNS.has(name));
  return [
    { ...context, target: pick(target, [...keys, ...others]), post: between },
    { ...context, target: pick(target, [...keys, ...states]), pre: between },
  ];
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}
