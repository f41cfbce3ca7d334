/** Names of navigations that relationships bring. */
import type { MetadataRegistry, Table } from '../types.ts';
import { invalidDefinition, nameTaken } from './errors.ts';

/** @throws DataverseError when the table has a column or a navigation of that name already, or it is no name at all */
export function checkNavigation(metadata: MetadataRegistry, table: Table, name: string): void {
  if (!/^[A-Za-z]\w{0,127}$/.test(name))
    throw invalidDefinition(`The navigation property name '${name.slice(0, 100)}' is not valid.`);
  const { logicalName } = table;
  // A lookup's property is `_name_value`: its navigation may have its name.
  const column = table.columns.get(name);
  const taken = [
    ...metadata.manyToOne(logicalName).map((each) => each.lookupNavigation),
    ...metadata.oneToMany(logicalName).map((each) => each.collectionNavigation),
    ...metadata
      .manyToMany(logicalName)
      .map((each) => (each.table1 === logicalName ? each.navigation1 : each.navigation2)),
  ];
  if (taken.includes(name) || (column !== undefined && column.type !== 'Lookup'))
    throw nameTaken('NavigationPropertyName', name);
}
