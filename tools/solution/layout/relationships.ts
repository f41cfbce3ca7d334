/** `Other/Relationships.xml` (names in order) and `Other/Relationships/<ReferencedTable>.xml` (bodies). */
import {
  microsoftTables,
  relationshipsOf,
  type Cascades,
  type Column,
  type Relationship,
  type Solution,
} from '../../../solution/model/index.ts';
import type { Label } from '../../../solution/model/index.ts';
import { label } from '../../../solution/model/index.ts';
import { ModelError } from '../model-error.ts';
import { descriptions, introduced } from './common.ts';
import { element, rootAttributes, text, type Element } from './element.ts';
import { systemRelationships } from './system-columns.ts';

interface Body {
  readonly name: string;
  /** Schema name of the table pointed to: the name of the file. */
  readonly referenced: string;
  readonly xml: Element;
}

/** The index and, by table pointed to, the file of bodies. */
export function relationshipFiles(solution: Solution): {
  readonly index: Element;
  readonly bodies: ReadonlyMap<string, Element>;
} {
  const all = bodiesOf(solution).sort((left, right) => (left.name < right.name ? -1 : 1));
  const bodies = new Map<string, Element>();
  for (const referenced of new Set(all.map((body) => body.referenced))) {
    const own = all.filter((body) => body.referenced === referenced).map((body) => body.xml);
    bodies.set(referenced, element('EntityRelationships', rootAttributes, own));
  }
  const names = all.map(({ name }) => element('EntityRelationship', { Name: name }));
  return { index: element('EntityRelationships', rootAttributes, names), bodies };
}

function bodiesOf(solution: Solution): Body[] {
  const ours = (
    table: { readonly name: string; readonly isActivity: boolean },
    schemaName: string,
    columns: readonly Column[],
  ): Body[] => {
    const all = relationshipsOf(table, columns);
    checkParents(all);
    return all.map((relationship) => {
      const referenced = schemaNameOf(relationship.target);
      const title = columns.find((column) => column.name === relationship.column)?.description;
      return {
        name: relationship.name,
        referenced,
        xml: lookupRelationship(relationship, schemaName, referenced, title),
      };
    });
  };
  return [
    ...solution.extensions.flatMap(({ table, columns }) => ours(table, table.schemaName, columns)),
    ...solution.tables.flatMap((table) => [
      ...ours({ name: table.name, isActivity: false }, table.name, table.columns),
      ...systemRelationships(table).map(({ name, target, column }) => ({
        name,
        referenced: target,
        xml: element('EntityRelationship', { Name: name }, [
          ...head(table.name, target),
          ...cascades({}, 'NoCascade'),
          text('ReferencingAttributeName', column),
          element('RelationshipDescription', {}, [descriptions(systemDescription(column))]),
        ]),
      })),
    ]),
  ];
}

/** Role 1 is the side that holds the lookup and names its navigation property, role 0 the other side's collection. */
function lookupRelationship(
  relationship: Relationship,
  referencing: string,
  referenced: string,
  title: Label | undefined,
): Element {
  return element('EntityRelationship', { Name: relationship.name }, [
    ...head(referencing, referenced),
    ...cascades(relationship.cascades, relationship.onDelete),
    text('CascadeRollupView', relationship.cascades.rollUp ?? 'NoCascade'),
    text('IsValidForAdvancedFind', true),
    text('ReferencingAttributeName', relationship.column),
    ...(title === undefined ? [] : [element('RelationshipDescription', {}, [descriptions(title)])]),
    element('EntityRelationshipRoles', {}, [
      element('EntityRelationshipRole', {}, [
        text('NavPaneDisplayOption', 'UseCollectionName'),
        text('NavPaneArea', 'Details'),
        text('NavPaneOrder', 10000),
        text('NavigationPropertyName', relationship.navigation),
        text('RelationshipRoleType', 1),
      ]),
      element('EntityRelationshipRole', {}, [
        text('NavigationPropertyName', relationship.collection),
        text('RelationshipRoleType', 0),
      ]),
    ]),
  ]);
}

function head(referencing: string, referenced: string): Element[] {
  return [
    text('EntityRelationshipType', 'OneToMany'),
    text('IsCustomizable', true),
    introduced,
    text('IsHierarchical', false),
    text('ReferencingEntityName', referencing),
    text('ReferencedEntityName', referenced),
  ];
}

function cascades({ assign, share, unshare, reparent }: Cascades, onDelete: string): Element[] {
  const none = 'NoCascade';
  return [
    text('CascadeAssign', assign ?? none),
    text('CascadeDelete', onDelete),
    text('CascadeArchive', onDelete),
    text('CascadeReparent', reparent ?? none),
    text('CascadeShare', share ?? none),
    text('CascadeUnshare', unshare ?? none),
  ];
}

/** A table can hang on one parent only: the platform refuses a second relationship that passes on what happens to it. */
function checkParents(relationships: readonly Relationship[]): void {
  const parental = relationships.filter(({ cascades: { assign, share, unshare, reparent } }) =>
    [assign, share, unshare, reparent].some((each) => each !== undefined && each !== 'NoCascade'),
  );
  const [, second] = parental;
  if (second !== undefined)
    throw new ModelError(`table ${second.table}`, `relationship ${second.name} is a second one that cascades`);
}

function systemDescription(column: string): Label {
  return label(`Relationship of the system column ${column}`, `Beziehung der Systemspalte ${column}`);
}

function schemaNameOf(table: string): string {
  return microsoftTables.find(({ name }) => name === table)?.schemaName ?? table;
}
