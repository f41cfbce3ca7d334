/** Does the organisation have what a package needs? Nothing is written here. */
import type { Engine } from '../engine/types.ts';
import { lowerVersion, missingDependencies, missingRootComponent, undeclaredComponent, wrongMode } from './errors.ts';
import { notImplemented } from '../engine/errors.ts';
import { definedCommands } from './read/ribbons.ts';
import { parseXml } from './read/xml.ts';
import { allRibbons } from './ribbons.ts';
import type { Reference, Requirement, RootComponent, RowImport, SolutionPackage } from './read/package.ts';

/** Component types by number, for sentences. */
const TYPE_NAMES: Readonly<Record<number, string>> = {
  1: 'table',
  2: 'column',
  9: 'choice',
  10: 'relationship',
  20: 'role',
  26: 'view',
  59: 'chart',
  60: 'form',
  61: 'web resource',
  62: 'site map',
  66: 'control',
  80: 'app',
  380: 'environment variable',
};
/** Tables whose rows are found by id, by component type. */
const ROW_TABLES: Readonly<Record<number, string>> = {
  20: 'role',
  26: 'savedquery',
  59: 'savedqueryvisualization',
  60: 'systemform',
  61: 'webresource',
};

/**
 * Checks mode and version, missing dependencies, root components both ways, and what forms and apps refer to.
 * @throws DataverseError naming everything that is missing
 */
export function checkPackage(pack: SolutionPackage, engine: Engine): void {
  checkInstalled(pack, engine);
  const present = presence(pack, engine);
  const unmet = missingRequirements(pack, engine);
  const named = new Set(unmet.map((each) => `${each.type} ${each.schemaName?.toLowerCase() ?? ''}`));
  const absent = missingTables(pack, present);
  const missing = [
    ...unmet.map(describe),
    ...absent.filter(([table]) => !named.has(`1 ${table}`)).map(([table, from]) => `table ${table} (${from})`),
    ...pack.references
      .filter((each) => !present.has(each) && !isNamed(each, named, absent))
      .map(
        (each) =>
          `${each.kind} ${each.table === undefined ? '' : `${each.table}.`}${each.name} (needed by ${each.from})`,
      ),
  ];
  if (missing.length > 0) throw missingDependencies(pack.manifest.uniqueName, [...new Set(missing)]);
  for (const root of pack.manifest.rootComponents) checkRoot(root, pack, engine);
  checkDeclared(pack);
}

/** Named with its solution already, or a column of a table that is not there at all. */
function isNamed(
  { kind, name, table }: Reference,
  named: ReadonlySet<string>,
  absent: readonly (readonly [table: string, from: string])[],
): boolean {
  if (kind === 'table') return named.has(`1 ${name}`);
  if (kind === 'control') return named.has(`66 ${name.toLowerCase()}`);
  return kind === 'column' && absent.some(([missing]) => missing === table);
}

/** What solution.xml says the package needs and the organisation lacks. */
export function missingRequirements(pack: SolutionPackage, engine: Engine): Requirement[] {
  return pack.manifest.requirements.filter((each) => !isThere(each, engine));
}

/** The mode must match, the version may not be lower. */
function checkInstalled(pack: SolutionPackage, engine: Engine): void {
  const installed = engine.system.find('solution', { uniquename: pack.manifest.uniqueName })[0];
  if (installed === undefined) return;
  const wasManaged = installed['ismanaged'] === true;
  if (wasManaged !== pack.manifest.isManaged) throw wrongMode(wasManaged);
  const before = String(installed['version']);
  if (compareVersions(pack.manifest.version, before) < 0)
    throw lowerVersion(pack.manifest.uniqueName, before, pack.manifest.version);
}

/** Negative when the first is lower. Missing parts count as 0. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [one.split('.').map(Number), other.split('.').map(Number)];
  for (let at = 0; at < 4; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function isThere(required: Requirement, engine: Engine): boolean {
  const { metadata } = engine;
  const name = required.schemaName?.toLowerCase() ?? '';
  switch (required.type) {
    case 1:
      return metadata.table(name) !== undefined;
    case 2:
      return metadata.table(required.parentSchemaName?.toLowerCase() ?? '')?.columns.has(name) === true;
    case 9:
      return metadata.globalChoice(name) !== undefined;
    case 10:
      return metadata
        .tables()
        .some((table) => metadata.manyToOne(table.logicalName).some((each) => each.schemaName.toLowerCase() === name));
    case 62:
      return rowExists(engine, 'sitemap', { sitemapnameunique: required.schemaName ?? '' });
    case 66:
      return rowExists(engine, 'customcontrol', { name: required.schemaName ?? '' });
    case 80:
      return rowExists(engine, 'appmodule', { uniquename: required.schemaName ?? '' });
    case 380:
      return rowExists(engine, 'environmentvariabledefinition', { schemaname: required.schemaName ?? '' });
    default: {
      const table = ROW_TABLES[required.type];
      if (table === undefined) throw notImplemented(`A dependency on a component of type ${required.type}`);
      if (required.id !== undefined) return engine.system.get(table, required.id) !== undefined;
      return rowExists(engine, table, { name: required.schemaName ?? '' });
    }
  }
}

function rowExists(engine: Engine, table: string, where: Readonly<Record<string, string>>): boolean {
  return engine.system.find(table, where).length > 0;
}

function describe(required: Requirement): string {
  const name = [required.parentSchemaName, required.schemaName ?? required.displayName ?? required.id]
    .filter((part) => part !== undefined)
    .join('.');
  return `${TYPE_NAMES[required.type] ?? `component of type ${required.type}`} ${name}${required.solution === undefined ? '' : ` (solution ${required.solution})`}`;
}

function missingTables(
  pack: SolutionPackage,
  present: { has(reference: Reference): boolean },
): (readonly [table: string, from: string])[] {
  const tables = [
    ...pack.tables.map((each) => [each.logicalName, 'the package adds to it'] as const),
    ...[
      ...pack.oneToMany.map((each) => [each.referencedTable, each.referencingTable, each.schemaName] as const),
      ...pack.manyToMany.map((each) => [each.table1, each.table2, each.schemaName] as const),
    ].flatMap(([one, other, name]) => [one, other].map((table) => [table, `needed by relationship ${name}`] as const)),
  ];
  // `owner` stands in exported system relationships; it is users and teams.
  return tables.filter(([table]) => table !== 'owner' && !present.has({ from: '', kind: 'table', name: table }));
}

/** What there is once the package is imported. */
function presence(pack: SolutionPackage, engine: Engine): { has(reference: Reference): boolean } {
  const rows = new Set(pack.rows.map((row) => `${row.table} ${row.schemaName ?? ''}`));
  const tables = new Map(pack.tables.map((table) => [table.logicalName, table]));
  let known: ReadonlySet<string> | undefined;
  const commands = (): ReadonlySet<string> => (known ??= allCommands(pack, engine));
  const byName: Readonly<Partial<Record<Reference['kind'], string>>> = {
    control: 'customcontrol',
    webresource: 'webresource',
  };
  return {
    has(reference) {
      if (reference.kind === 'table')
        return (
          tables.get(reference.name)?.definition !== undefined || engine.metadata.table(reference.name) !== undefined
        );
      if (reference.kind === 'choice')
        return (
          pack.choices.some((choice) => choice.name === reference.name) ||
          engine.metadata.globalChoice(reference.name) !== undefined
        );
      if (reference.kind === 'column') {
        const table = reference.table ?? '';
        return (
          tables.get(table)?.columns.some((column) => column.logicalName === reference.name) === true ||
          engine.metadata.table(table)?.columns.has(reference.name) === true
        );
      }
      if (reference.kind === 'command') return commands().has(reference.name);
      const table = byName[reference.kind] ?? '';
      return rows.has(`${table} ${reference.name}`) || rowExists(engine, table, { name: reference.name });
    },
  };
}

/** Commands that ribbons of the package and of the organisation define. */
function allCommands(pack: SolutionPackage, engine: Engine): ReadonlySet<string> {
  const texts = [...allRibbons(engine), ...pack.ribbons.flatMap((each) => each.xml ?? [])];
  return new Set(texts.flatMap((text) => definedCommands(parseXml('RibbonDiffXml', text))));
}

/** A root component must be in the package, or already in the organisation. */
function checkRoot(root: RootComponent, pack: SolutionPackage, engine: Engine): void {
  const name = root.schemaName ?? root.id ?? '';
  const inPackage =
    root.type === 1
      ? pack.tables.some((table) => table.logicalName === root.schemaName?.toLowerCase())
      : root.type === 9
        ? pack.choices.some((choice) => choice.name === root.schemaName?.toLowerCase())
        : root.type === 20
          ? pack.roles.some((role) => role.id === root.id)
          : pack.rows.some((row) => matches(row, root));
  if (inPackage) return;
  if (!isThere({ ...root, displayName: undefined, parentSchemaName: undefined, solution: undefined }, engine))
    throw missingRootComponent(name, root.type);
}

function matches(row: RowImport, root: RootComponent): boolean {
  return (
    row.componentType === root.type && (root.id === undefined ? row.schemaName === root.schemaName : row.id === root.id)
  );
}

/** What is in the package but neither a root component nor part of one. Forms, views and charts are parts of their table. */
function checkDeclared(pack: SolutionPackage): void {
  const roots = pack.manifest.rootComponents;
  const named = (type: number, name: string): boolean =>
    roots.some(
      (root) => root.type === type && (root.schemaName?.toLowerCase() === name.toLowerCase() || root.id === name),
    );
  for (const table of pack.tables) if (!named(1, table.logicalName)) throw undeclaredComponent(table.logicalName, 1);
  for (const choice of pack.choices) if (!named(9, choice.name)) throw undeclaredComponent(choice.name, 9);
  for (const role of pack.roles) if (!named(20, role.id)) throw undeclaredComponent(role.id, 20);
  for (const row of pack.rows) {
    const type = row.componentType;
    const isPart = type === 26 || type === 59 || (type === 60 && row.values['objecttypecode'] !== 'none');
    if (type === undefined || isPart) continue;
    if (!named(type, row.schemaName ?? row.id) && !named(type, row.id))
      throw undeclaredComponent(row.schemaName ?? row.id, type);
  }
}
