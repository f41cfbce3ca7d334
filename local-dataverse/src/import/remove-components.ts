/** Takes components out of the organisation: rows, metadata, storage. In the transaction of the caller. */
import type { Engine } from '../engine/types.ts';
import { LOCALIZED_LABELS } from '../metadata/base/private-tables.ts';
import { privilegeName, VERBS } from '../engine/security/names.ts';
import { privilegeIndex } from '../platform/privileges.ts';
import type { Component } from './components.ts';
import { declarations } from './declarations.ts';
import { TABLE_OF_PART } from './dependencies.ts';
import { forgetManaged } from './unmanaged-layer.ts';

/** Removes components that nothing needs any more (`dependenciesOn` was asked before). */
export function removeComponents(engine: Engine, gone: readonly Component[]): void {
  const of = (kind: Component['kind']): string[] => gone.filter((each) => each.kind === kind).map((each) => each.name);
  const tables = new Set(of('table').filter((name) => engine.metadata.table(name) !== undefined));
  const declare = declarations(engine);
  for (const name of tables) removeParts(engine, name);
  for (const name of of('row')) {
    const [table = '', id = ''] = name.split(' ');
    removeRow(engine, table, id);
  }
  for (const name of tables) engine.system.erase(name);
  for (const name of of('key')) {
    const [table = '', key = ''] = name.split('.');
    if (engine.metadata.table(table) !== undefined) declare.removeKey(table, key);
  }
  for (const name of [...of('oneToMany'), ...of('manyToMany')]) removeRelationship(engine, name);
  for (const name of of('column')) {
    const [table = '', column = ''] = name.split('.');
    if (engine.metadata.table(table)?.columns.has(column) !== true || tables.has(table)) continue;
    const isFile = engine.metadata.table(table)?.columns.get(column)?.type === 'File';
    engine.drop({ table, column });
    declare.removeColumn(table, column);
    // The file's name has a column of its own, which nobody declared.
    if (isFile && engine.metadata.table(table)?.columns.has(`${column}_name`) === true) {
      engine.drop({ table, column: `${column}_name` });
      declare.removeColumn(table, `${column}_name`);
    }
  }
  for (const name of tables) removeTable(engine, name);
  for (const name of of('choice')) declare.removeChoice(name);
  forgetManaged(engine, gone);
  engine.syncSchema();
}

/** Forms, views and charts of a table, whoever made them, and the filters of its messages. */
function removeParts(engine: Engine, table: string): void {
  for (const [part, column] of Object.entries(TABLE_OF_PART)) {
    const id = engine.metadata.table(part)?.primaryId ?? `${part}id`;
    for (const row of engine.system.find(part, { [column]: table }, [id])) removeRow(engine, part, String(row[id]));
  }
  for (const row of engine.system.find('sdkmessagefilter', { primaryobjecttypecode: table }, ['sdkmessagefilterid']))
    engine.system.remove('sdkmessagefilter', String(row['sdkmessagefilterid']));
}

function removeRow(engine: Engine, table: string, id: string): void {
  for (const row of engine.system.find(LOCALIZED_LABELS, { objectid: id }, [`${LOCALIZED_LABELS}id`]))
    engine.system.remove(LOCALIZED_LABELS, String(row[`${LOCALIZED_LABELS}id`]));
  // The platform's delete rules for these are not in the metadata.
  const owned = OWNED[table];
  if (owned !== undefined) {
    const [part, column] = owned;
    const key = engine.metadata.table(part)?.primaryId ?? `${part}id`;
    for (const row of engine.system.find(part, { [column]: id }, [key])) engine.system.erase(part, String(row[key]));
  }
  engine.system.erase(table, id);
}

/** Rows that go with a component: table and its column with the component's id. */
const OWNED: Readonly<Record<string, readonly [table: string, column: string]>> = {
  environmentvariabledefinition: ['environmentvariablevalue', 'environmentvariabledefinitionid'],
  role: ['roleprivileges', 'roleid'],
  serviceendpoint: ['sdkmessageprocessingstep', 'eventhandler'],
};

function removeRelationship(engine: Engine, schemaName: string): void {
  for (const table of engine.metadata.tables()) {
    const found = engine.metadata.manyToMany(table.logicalName).find((each) => each.schemaName === schemaName);
    if (found === undefined) continue;
    engine.drop({ intersect: found.intersectTable });
    break;
  }
  declarations(engine).removeRelationship(schemaName);
}

function removeTable(engine: Engine, name: string): void {
  const { metadata } = engine;
  const table = metadata.table(name);
  if (table === undefined) return;
  const declare = declarations(engine);
  if (!table.isActivity)
    removePrivileges(
      engine,
      VERBS.map((verb) => privilegeName(table, verb)),
    );
  for (const { intersectTable } of metadata.manyToMany(name)) engine.drop({ intersect: intersectTable });
  const pointing = metadata.oneToMany(name).map((each) => each.referencingTable);
  engine.drop({ table: name });
  declare.removeTable(name);
  // Lookups to several tables lose this one.
  for (const other of new Set(pointing)) {
    const columns = [...(metadata.table(other)?.columns.values() ?? [])].filter(
      (column) => column.targets?.includes(name) === true,
    );
    if (columns.length > 0)
      declare.columns(
        other,
        columns.map((column) => ({ ...column, targets: column.targets?.filter((target) => target !== name) ?? [] })),
      );
  }
}

function removePrivileges(engine: Engine, names: readonly string[]): void {
  const ids = privilegeIndex(engine);
  for (const name of names) {
    const id = ids.get(name.toLowerCase());
    if (id === undefined) continue;
    for (const row of engine.system.find('roleprivileges', { privilegeid: id }, ['roleprivilegeid']))
      engine.system.remove('roleprivileges', String(row['roleprivilegeid']));
    engine.system.remove('privilege', id);
  }
}
