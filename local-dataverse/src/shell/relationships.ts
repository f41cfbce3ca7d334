/** Relationships through which rows of other tables belong to a row of this one: what subgrids list. */
import type { MetadataRegistry } from '../metadata/types.ts';
import type { RelationshipModel } from './formParts.ts';

export function relationshipsOf(metadata: MetadataRegistry, table: string): RelationshipModel[] {
  const oneToMany = metadata.oneToMany(table).map((one): RelationshipModel => ({
    kind: 'oneToMany',
    name: one.schemaName,
    table: one.referencingTable,
    column: one.referencingColumn,
    collection: one.collectionNavigation,
  }));
  const manyToMany = metadata.manyToMany(table).map((one): RelationshipModel => {
    const isFirst = one.table1 === table;
    const column1 = one.intersectColumn1 ?? metadata.table(one.table1)?.primaryId ?? '';
    const column2 = one.intersectColumn2 ?? metadata.table(one.table2)?.primaryId ?? '';
    return {
      kind: 'manyToMany',
      name: one.schemaName,
      table: isFirst ? one.table2 : one.table1,
      intersectTable: one.intersectTable,
      ownColumn: isFirst ? column1 : column2,
      otherColumn: isFirst ? column2 : column1,
      collection: isFirst ? one.navigation1 : one.navigation2,
    };
  });
  return [...oneToMany, ...manyToMany];
}
