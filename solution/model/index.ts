/** The model of both solutions: what is in here is in the zips and in the generated TypeScript, and nothing else is. */
import { core } from './core/index.ts';
import { sales } from './sales/index.ts';
import type { Solution } from './types.ts';

export { idOf } from './ids.ts';
export { label, languages } from './labels.ts';
export { microsoftTables } from './microsoft/index.ts';
export { relationshipsOf, type Relationship } from './navigation.ts';
export { controlSchemaName, publisher } from './publisher.ts';
export { core, sales };
export type * from './types.ts';

/** In order of import. */
export const solutions: readonly Solution[] = [core, sales];
