/** Writes a checked package: metadata, schema and rows, in the transaction of the caller. */
import type { Engine, Values } from '../engine/types.ts';
import { LOCALIZED_LABELS } from '../metadata/base/private-tables.ts';
import { stableId } from '../metadata/stable-id.ts';
import type { Label } from '../metadata/types.ts';
import { privilegeIndex, seedPrivileges } from '../platform/privileges.ts';
import { ADMIN_USER_ID, ROOT_BUSINESS_UNIT_ID } from '../platform/wellknown.ts';
import { ACTIVE, componentsOf, hold, unheld } from './components.ts';
import { declarations } from './declarations.ts';
import { connectTable, declareRelationship, declareTable } from './declare-tables.ts';
import { unknownPrivilege } from './errors.ts';
import type { Manifest, RoleImport, RootComponent, RowImport, SolutionPackage } from './read/package.ts';
import { baseText } from './read/xml.ts';
import { saveRibbons } from './ribbons.ts';

/** What an import brought, counted. */
export interface ImportCounts {
  readonly tables: number;
  readonly columns: number;
  readonly choices: number;
  readonly relationships: number;
  readonly rows: number;
  readonly roles: number;
}

/**
 * @param upgrade ribbons that the package no longer has go; other components are `letGo`'s
 * @returns the solution's id and what was written
 */
export function applyPackage(
  pack: SolutionPackage,
  engine: Engine,
  now: string,
  upgrade = false,
): { solutionId: string; counts: ImportCounts } {
  const components = componentsOf(pack);
  const isFirst = engine.system.find('solution', { uniquename: pack.manifest.uniqueName }).length === 0;
  if (isFirst) hold(engine, ACTIVE, unheld(engine, components));
  const solutionId = writeSolution(pack.manifest, engine, now);
  const declare = declarations(engine);
  for (const choice of pack.choices) declare.choice(choice);
  for (const table of pack.tables) declareTable(table, engine.metadata, declare);
  for (const table of pack.tables) connectTable(table.logicalName, engine.metadata, declare);
  for (const relationship of pack.oneToMany) declareRelationship(relationship, engine.metadata, declare);
  for (const relationship of pack.manyToMany) declare.manyToMany(relationship);
  engine.syncSchema();
  seedPrivileges(engine);
  const isManaged = pack.manifest.isManaged;
  const common = {
    solutionid: solutionId,
    ismanaged: isManaged,
    componentstate: 0,
    ownerid: { table: 'systemuser', id: ADMIN_USER_ID },
  };
  for (const row of pack.rows) upsert(engine, row, common);
  for (const role of pack.roles) writeRole(engine, role, solutionId, isManaged);
  saveRibbons(engine, pack.manifest.uniqueName, pack.ribbons, upgrade);
  const roots = pack.manifest.rootComponents.map((root) => writeComponent(engine, root, pack, solutionId));
  if (upgrade) removeOtherRoots(engine, solutionId, new Set(roots));
  hold(engine, pack.manifest.uniqueName, components);
  const counts = {
    tables: pack.tables.filter((table) => table.definition !== undefined).length,
    columns: pack.tables.reduce((sum, table) => sum + table.columns.filter((column) => column.isCustom).length, 0),
    choices: pack.choices.length,
    relationships: pack.oneToMany.length + pack.manyToMany.length,
    rows: pack.rows.length,
    roles: pack.roles.length,
  };
  return { solutionId, counts };
}

function writeSolution(manifest: Manifest, engine: Engine, now: string): string {
  const { publisher } = manifest;
  const publisherId = saveBy(
    engine,
    'publisher',
    'publisherid',
    { uniquename: publisher.uniqueName },
    {
      friendlyname: baseText(publisher.displayName) ?? publisher.uniqueName,
      customizationprefix: publisher.prefix,
      customizationoptionvalueprefix: publisher.optionValuePrefix,
      ...publisher.values,
    },
  );
  const installed = engine.system.find('solution', { uniquename: manifest.uniqueName })[0];
  return saveBy(
    engine,
    'solution',
    'solutionid',
    { uniquename: manifest.uniqueName },
    {
      friendlyname: baseText(manifest.displayName) ?? manifest.uniqueName,
      description: baseText(manifest.description) ?? null,
      version: manifest.version,
      ismanaged: manifest.isManaged,
      isvisible: true,
      publisherid: { table: 'publisher', id: publisherId },
      installedon: installed?.['installedon'] ?? now,
      updatedon: now,
    },
  );
}

function saveBy(engine: Engine, table: string, idColumn: string, key: Values, values: Values): string {
  const found = engine.system.find(table, key)[0];
  if (found === undefined)
    return engine.system.insert(table, {
      [idColumn]: stableId(table, ...Object.values(key).map(String)),
      ...key,
      ...values,
    });
  const id = String(found[idColumn]);
  engine.system.update(table, id, values);
  return id;
}

function upsert(engine: Engine, row: RowImport, common: Values): void {
  const table = engine.metadata.table(row.table);
  const shared = Object.fromEntries(Object.entries(common).filter(([name]) => table?.columns.has(name)));
  const values: Values = { ...row.values, ...shared };
  if (engine.system.get(row.table, row.id) === undefined)
    engine.system.insert(row.table, { [table?.primaryId ?? `${row.table}id`]: row.id, ...values });
  else engine.system.update(row.table, row.id, values);
  if (row.names !== undefined) writeNames(engine, row.id, row.names);
}

function writeNames(engine: Engine, objectId: string, names: Label): void {
  for (const [language, text] of Object.entries(names)) {
    const id = stableId('label', objectId, 'name', language);
    const values = { objectid: objectId, objectcolumnname: 'name', languageid: Number(language), label: text };
    if (engine.system.get(LOCALIZED_LABELS, id) === undefined)
      engine.system.insert(LOCALIZED_LABELS, { [`${LOCALIZED_LABELS}id`]: id, ...values });
    else engine.system.update(LOCALIZED_LABELS, id, values);
  }
}

/** A role is what its package says: privileges it no longer names go. */
function writeRole(engine: Engine, role: RoleImport, solutionId: string, isManaged: boolean): void {
  const values: Values = {
    name: role.name,
    businessunitid: { table: 'businessunit', id: ROOT_BUSINESS_UNIT_ID },
    parentrootroleid: { table: 'role', id: role.id },
    solutionid: solutionId,
    ismanaged: isManaged,
    componentstate: 0,
  };
  if (engine.system.get('role', role.id) === undefined) engine.system.insert('role', { roleid: role.id, ...values });
  else engine.system.update('role', role.id, values);
  for (const row of engine.system.find('roleprivileges', { roleid: role.id }))
    engine.system.remove('roleprivileges', String(row['roleprivilegeid']));
  const ids = privilegeIndex(engine);
  for (const { name, depth } of role.privileges) {
    const privilegeid = ids.get(name.toLowerCase());
    if (privilegeid === undefined) throw unknownPrivilege(role.name, name);
    engine.system.insert('roleprivileges', {
      roleprivilegeid: stableId('roleprivilege', role.id, privilegeid),
      roleid: role.id,
      privilegeid,
      privilegedepthmask: depth,
    });
  }
}

function writeComponent(engine: Engine, root: RootComponent, pack: SolutionPackage, solutionId: string): string {
  const objectId =
    root.id ??
    pack.rows.find((row) => row.componentType === root.type && row.schemaName === root.schemaName)?.id ??
    stableId(root.type === 9 ? 'choice' : 'table', root.schemaName?.toLowerCase() ?? '');
  const id = stableId('solutioncomponent', solutionId, root.type, objectId);
  const values: Values = {
    componenttype: root.type,
    objectid: objectId,
    rootcomponentbehavior: root.behavior,
    solutionid: { table: 'solution', id: solutionId },
  };
  if (engine.system.get('solutioncomponent', id) === undefined)
    engine.system.insert('solutioncomponent', { solutioncomponentid: id, ...values });
  else engine.system.update('solutioncomponent', id, values);
  return id;
}

/** Roots that a new version no longer names leave the solution's list. */
function removeOtherRoots(engine: Engine, solutionId: string, named: ReadonlySet<string>): void {
  const of = { solutionid: { table: 'solution', id: solutionId } };
  for (const row of engine.system.find('solutioncomponent', of, ['solutioncomponentid'])) {
    const id = String(row['solutioncomponentid']);
    if (!named.has(id)) engine.system.remove('solutioncomponent', id);
  }
}
