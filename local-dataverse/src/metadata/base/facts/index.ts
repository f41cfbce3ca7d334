/** All facts, by table. */
import { activities } from './activities.ts';
import { customization } from './customization.ts';
import type { TableFact } from './dsl.ts';
import { events } from './events.ts';
import { people } from './people.ts';
import { principals } from './principals.ts';
import { sales } from './sales.ts';

export { SYSTEM_COLUMNS } from './common.ts';
export { SALES_TABLES } from './sales.ts';

/** Facts by logical table name. */
export const TABLE_FACTS: ReadonlyMap<string, TableFact> = new Map(
  [...principals, ...people, ...activities, ...customization, ...events, ...sales].map((fact) => [
    fact.schemaName.toLowerCase(),
    fact,
  ]),
);
