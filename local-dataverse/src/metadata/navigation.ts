/** Navigation names as OData resolves them: an activity inherits those of activitypointer. */
import type { MetadataRegistry, OneToMany } from './types.ts';

/**
 * The relationship behind a single-valued navigation of a table, e.g. `regardingobjectid_contact_task` or, inherited
 * from activitypointer, `ownerid` on a task. The returned relationship's referencing table may then be activitypointer.
 */
export function lookupNavigation(registry: MetadataRegistry, table: string, name: string): OneToMany | undefined {
  const own = registry.manyToOne(table).find((each) => each.lookupNavigation === name);
  if (own !== undefined || registry.table(table)?.isActivity !== true) return own;
  return registry.manyToOne('activitypointer').find((each) => each.lookupNavigation === name);
}

/** The relationship behind a collection navigation of a table, e.g. `Contact_Tasks`, `task_activity_parties`. */
export function collectionNavigation(registry: MetadataRegistry, table: string, name: string): OneToMany | undefined {
  const own = registry.oneToMany(table).find((each) => each.collectionNavigation === name);
  if (own !== undefined || registry.table(table)?.isActivity !== true) return own;
  return registry.oneToMany('activitypointer').find((each) => each.collectionNavigation === name);
}
