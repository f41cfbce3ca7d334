/** `<EntityRelationship>` elements. */
import type { ManyToMany, OneToMany } from '../../metadata/types.ts';
import { child, children, fail, needAttribute, needText, text, type Element } from './xml.ts';
import type { Part } from './package.ts';

const FILE = 'customizations.xml';
const CASCADE = new Set<OneToMany['cascadeDelete']>(['NoCascade', 'Cascade', 'RemoveLink', 'Restrict']);

/** @throws DataverseError for a relationship without its tables or of an unknown type */
export function readRelationships(
  elements: readonly Element[],
  solution: string,
): Required<Pick<Part, 'oneToMany' | 'manyToMany'>> {
  const oneToMany: Omit<OneToMany, 'referencedColumn'>[] = [];
  const manyToMany: ManyToMany[] = [];
  for (const element of elements) {
    const type = needText(FILE, element, 'EntityRelationshipType');
    if (type === 'OneToMany') oneToMany.push(readOneToMany(element, solution));
    else if (type === 'ManyToMany') manyToMany.push(readManyToMany(element, solution));
    else fail(FILE, element, `EntityRelationshipType is '${type}'`);
  }
  return { oneToMany, manyToMany };
}

function readOneToMany(element: Element, solution: string): Omit<OneToMany, 'referencedColumn'> {
  const schemaName = needAttribute(FILE, element, 'Name');
  const column = needText(FILE, element, 'ReferencingAttributeName').toLowerCase();
  const cascade = (text(element, 'CascadeDelete') ?? 'NoCascade') as OneToMany['cascadeDelete'];
  if (!CASCADE.has(cascade)) fail(FILE, element, `CascadeDelete is '${cascade}'`);
  return {
    schemaName,
    referencingTable: needText(FILE, element, 'ReferencingEntityName').toLowerCase(),
    referencedTable: needText(FILE, element, 'ReferencedEntityName').toLowerCase(),
    referencingColumn: column,
    // A system relationship is listed without roles: its navigations are named after column and relationship.
    lookupNavigation: navigation(element, '1') ?? column,
    collectionNavigation: navigation(element, '0') ?? schemaName,
    cascadeDelete: cascade,
    solution,
  };
}

function navigation(element: Element, role: string): string | undefined {
  const roles = children(child(element, 'EntityRelationshipRoles'), 'EntityRelationshipRole');
  return text(
    roles.find((each) => text(each, 'RelationshipRoleType') === role),
    'NavigationPropertyName',
  );
}

function readManyToMany(element: Element, solution: string): ManyToMany {
  const schemaName = needAttribute(FILE, element, 'Name');
  const roles = children(child(element, 'EntityRelationshipRoles'), 'EntityRelationshipRole');
  const name = (ordinal: string): string =>
    text(
      roles.find((each) => text(each, 'AssociationRoleOrdinal') === ordinal),
      'NavigationPropertyName',
    ) ?? schemaName;
  return {
    schemaName,
    table1: needText(FILE, element, 'FirstEntityName').toLowerCase(),
    table2: needText(FILE, element, 'SecondEntityName').toLowerCase(),
    navigation1: name('1'),
    navigation2: name('2'),
    intersectTable: needText(FILE, element, 'IntersectEntityName').toLowerCase(),
    solution,
  };
}
