/** Vocabulary of the solution model: what the generator turns into solution XML and TypeScript metadata. */
export type * from './types/charts.ts';
export type * from './types/columns.ts';
export type * from './types/commands.ts';
export type * from './types/forms.ts';
export type * from './types/solutions.ts';
export type * from './types/tables.ts';
export type * from './types/views.ts';
