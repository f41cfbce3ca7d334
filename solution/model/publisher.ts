import type { Label } from './types.ts';

/** Publisher of both solutions and the names that hang on it (DESIGN decision 13). */
export const publisher = {
  name: 'activitylogging',
  label: { 1033: 'Activity Logging', 1031: 'Activity Logging' } satisfies Label,
  prefix: 'al',
  optionValuePrefix: 72700,
  firstOptionValue: 727_000_000,
  controlNamespace: 'ActivityLogging',
} as const;

/** Name a code component has once it is in a solution: `al_ActivityLogging.ActivityTimeline`. */
export function controlSchemaName(control: string): string {
  return `${publisher.prefix}_${publisher.controlNamespace}.${control}`;
}
