/**
 * The unmanaged layer: what users changed of components that a managed solution brought stays on top when a newer version of
 * it comes, unless the import says OverwriteUnmanagedCustomizations ([DOC] solution-layers-alm, update-solutions).
 * For this, what managed packages said last is remembered property by property: what differs from it was changed here.
 */
import type { ColumnValue, Engine, Values } from '../engine/types.ts';
import { MANAGED } from '../metadata/base/private-tables.ts';
import { stableId } from '../metadata/stable-id.ts';
import type { Choice, ChoiceOption, Column, Label, OneToMany, Table } from '../metadata/types.ts';
import { componentKey, type Component } from './components.ts';
import {
  COLUMN,
  isChanged,
  ofChoice,
  ofColumn,
  ofRelationship,
  ofTable,
  ofValues,
  optionName,
  RELATIONSHIP,
  TABLE,
  type Properties,
} from './properties.ts';
import type { RowImport, SolutionPackage, TableImport } from './read/package.ts';

const KEY = `${MANAGED}id`;

/** The package as it is to be applied: with what users changed put over it. Read it before the package is applied. */
export function withUnmanagedLayer(pack: SolutionPackage, engine: Engine): SolutionPackage {
  const managed = new Map(
    engine.system
      .find(MANAGED, {}, ['kind', 'name', 'properties'])
      .map((row) => [`${String(row['kind'])} ${String(row['name'])}`, readProperties(row['properties'])]),
  );
  const before = (component: Component): Properties | undefined => managed.get(componentKey(component));
  const choices = pack.choices.map((choice) => {
    const mine = engine.metadata.globalChoice(choice.name);
    const base = before({ kind: 'choice', name: choice.name });
    return mine === undefined || base === undefined ? choice : mergedChoice(base, mine, choice);
  });
  const shared = new Map(choices.map((choice) => [choice.name, choice]));
  return {
    ...pack,
    choices,
    tables: pack.tables.map((table) => mergedTable(table, engine.metadata.table(table.logicalName), before, shared)),
    oneToMany: pack.oneToMany.map((theirs) => {
      const base = before({ kind: 'oneToMany', name: theirs.schemaName });
      const mine = relationshipOf(engine, theirs);
      return mine === undefined || base === undefined ? theirs : merged(base, mine, theirs, RELATIONSHIP);
    }),
    rows: pack.rows.map((row) => mergedRow(before(componentOfRow(row)), engine.system.get(row.table, row.id), row)),
  };
}

/** Notes what a managed package says. @param pack as it was read, without the unmanaged layer */
export function rememberManaged(pack: SolutionPackage, engine: Engine): void {
  for (const choice of pack.choices) remember(engine, { kind: 'choice', name: choice.name }, ofChoice(choice));
  for (const { logicalName, definition, columns } of pack.tables) {
    if (definition !== undefined) remember(engine, { kind: 'table', name: logicalName }, ofTable(definition));
    for (const column of columns)
      remember(engine, { kind: 'column', name: `${logicalName}.${column.logicalName}` }, ofColumn(column));
  }
  for (const each of pack.oneToMany)
    remember(engine, { kind: 'oneToMany', name: each.schemaName }, ofRelationship(each));
  for (const row of pack.rows) remember(engine, componentOfRow(row), ofValues(row.values));
}

/** Forgets components that are gone, with the parts of tables. */
export function forgetManaged(engine: Engine, gone: readonly Component[]): void {
  const names = new Set(gone.map(componentKey));
  const tables = new Set(gone.flatMap(({ kind, name }) => (kind === 'table' ? [name] : [])));
  for (const row of engine.system.find(MANAGED, {}, [KEY, 'kind', 'name'])) {
    const [kind, name] = [String(row['kind']), String(row['name'])];
    // A table's system columns are no components of their own.
    const isPart = kind === 'column' && tables.has(name.split('.')[0] ?? '');
    if (isPart || names.has(`${kind} ${name}`)) engine.system.remove(MANAGED, String(row[KEY]));
  }
}

function remember(engine: Engine, component: Component, properties: Iterable<readonly [string, string]>): void {
  const id = stableId('managed', component.kind, component.name);
  const values: Values = { ...component, properties: JSON.stringify(Object.fromEntries(properties)) };
  if (engine.system.get(MANAGED, id) === undefined) engine.system.insert(MANAGED, { [KEY]: id, ...values });
  else engine.system.update(MANAGED, id, values);
}

const componentOfRow = ({ table, id }: RowImport): Component => ({ kind: 'row', name: `${table} ${id}` });

/** The stored JSON is what `remember` wrote. */
function readProperties(stored: ColumnValue | undefined): Properties {
  return new Map(Object.entries(JSON.parse(String(stored)) as Record<string, string>));
}

function mergedTable(
  theirs: TableImport,
  mine: Table | undefined,
  before: (component: Component) => Properties | undefined,
  shared: ReadonlyMap<string, Choice>,
): TableImport {
  const { logicalName, definition } = theirs;
  const base = before({ kind: 'table', name: logicalName });
  return {
    ...theirs,
    definition:
      definition === undefined || mine === undefined || base === undefined
        ? definition
        : {
            ...merged(base, mine, definition, TABLE),
            displayName: mergedLabel(base, 'displayName', mine.displayName, definition.displayName),
            displayCollectionName: mergedLabel(
              base,
              'displayCollectionName',
              mine.displayCollectionName,
              definition.displayCollectionName,
            ),
            description: mergedLabel(base, 'description', mine.description, definition.description),
          },
    columns: theirs.columns.map((column) => {
      const own = mine?.columns.get(column.logicalName);
      const said = before({ kind: 'column', name: `${logicalName}.${column.logicalName}` });
      const result = own === undefined || said === undefined ? column : mergedColumn(said, own, column);
      const choice = column.choice?.isGlobal === true ? shared.get(column.choice.name) : undefined;
      return choice === undefined ? result : { ...result, choice };
    }),
  };
}

function mergedColumn(base: Properties, mine: Column, theirs: Column): Column {
  const { choice } = theirs;
  return {
    ...merged(base, mine, theirs, COLUMN),
    displayName: mergedLabel(base, 'displayName', mine.displayName, theirs.displayName),
    description: mergedLabel(base, 'description', mine.description, theirs.description),
    ...(choice === undefined || choice.isGlobal || mine.choice === undefined
      ? {}
      : { choice: mergedChoice(base, mine.choice, choice) }),
  };
}

function mergedChoice(base: Properties, mine: Choice, theirs: Choice): Choice {
  const own = new Map(mine.options.map((option) => [option.value, option]));
  const given = new Set(theirs.options.map(({ value }) => value));
  const options = theirs.options.map((option): ChoiceOption => {
    const changed = own.get(option.value);
    if (changed === undefined) return option;
    const name = optionName(option);
    return { ...option, label: mergedLabel(base, name, changed.label, option.label) };
  });
  // An option of one's own stays; one that only the old version had goes with it.
  const added = mine.options.filter((option) => !given.has(option.value) && !base.has(optionName(option)));
  return {
    ...theirs,
    ...(theirs.displayName === undefined
      ? {}
      : { displayName: mergedLabel(base, 'choice', mine.displayName, theirs.displayName) }),
    options: [...options, ...added],
  };
}

function mergedRow(base: Properties | undefined, mine: Values | undefined, theirs: RowImport): RowImport {
  if (base === undefined || mine === undefined) return theirs;
  const kept = Object.keys(theirs.values).filter((name) => isChanged(base, name, mine[name]));
  if (kept.length === 0) return theirs;
  return {
    ...theirs,
    values: { ...theirs.values, ...Object.fromEntries(kept.map((name) => [name, mine[name] ?? null])) },
  };
}

/** `theirs` with the properties of `mine` that are not what was said before. */
function merged<T extends object>(
  base: Properties,
  mine: Pick<T, keyof T>,
  theirs: T,
  names: readonly (keyof T & string)[],
): T {
  const result = { ...theirs };
  for (const name of names) if (isChanged(base, name, mine[name])) result[name] = mine[name];
  return result;
}

/** Labels are kept language by language. */
function mergedLabel(base: Properties, name: string, mine: Label = {}, theirs: Label = {}): Label {
  const own = Object.entries(mine).filter(([language, text]) => isChanged(base, `${name}.${language}`, text));
  return { ...theirs, ...Object.fromEntries(own) };
}

function relationshipOf(
  engine: Engine,
  { referencingTable, schemaName }: Pick<OneToMany, 'referencingTable' | 'schemaName'>,
) {
  return engine.metadata.manyToOne(referencingTable).find((each) => each.schemaName === schemaName);
}
