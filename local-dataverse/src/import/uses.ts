/** What components of the organisation use, read from their definitions: the edges of RetrieveDependencies…. */
import type { ColumnValue, Engine, Values } from '../engine/types.ts';
import { RIBBONS } from '../metadata/base/private-tables.ts';
import { stableId } from '../metadata/stable-id.ts';
import { formReferences } from './read/forms.ts';
import type { Component } from './components.ts';
import { readRibbon } from './read/ribbons.ts';
import type { Reference } from './read/package.ts';
import { attribute, children, parseXml, type Element } from './read/xml.ts';

/** One component and the components it cannot do without. */
export interface Use {
  readonly user: Component;
  readonly uses: readonly Component[];
}

/** Every use that definitions in rows and metadata tell. Microsoft's own are among them: a user may have changed a form of theirs. */
export function allUses(engine: Engine): Use[] {
  return [...columnUses(engine), ...rowUses(engine)].filter((use) => use.uses.length > 0);
}

function columnUses(engine: Engine): Use[] {
  const { metadata } = engine;
  const found: Use[] = [];
  for (const table of metadata.tables()) {
    for (const column of table.columns.values()) {
      if (!column.isCustom) continue;
      const [target, ...more] = column.targets ?? [];
      found.push({
        user: { kind: 'column', name: `${table.logicalName}.${column.logicalName}` },
        uses: [
          { kind: 'table', name: table.logicalName },
          ...(column.choice?.isGlobal === true ? [{ kind: 'choice', name: column.choice.name } as const] : []),
          // A lookup to several tables does without one of them.
          ...(target !== undefined && more.length === 0 ? [{ kind: 'table', name: target } as const] : []),
        ],
      });
    }
    for (const key of table.keys)
      found.push({
        user: { kind: 'key', name: `${table.logicalName}.${key.logicalName}` },
        uses: key.columns.map((column) => ({ kind: 'column', name: `${table.logicalName}.${column}` })),
      });
    for (const each of metadata.manyToMany(table.logicalName))
      if (each.table1 === table.logicalName)
        found.push({
          user: { kind: 'manyToMany', name: each.schemaName },
          uses: [each.table1, each.table2].map((name) => ({ kind: 'table', name })),
        });
  }
  return found;
}

function rowUses(engine: Engine): Use[] {
  const names = byName(engine);
  const component = (reference: Reference): Component[] => {
    if (reference.kind === 'column') return [{ kind: 'column', name: `${reference.table ?? ''}.${reference.name}` }];
    const row = names.get(`${reference.kind} ${reference.name}`);
    return row === undefined ? [] : [{ kind: 'row', name: row }];
  };
  const each = (table: string, columns: readonly string[], uses: (row: Values) => Component[]): Use[] => {
    const id = engine.metadata.table(table)?.primaryId ?? `${table}id`;
    return engine.system
      .find(table, {}, [id, ...columns])
      .map((row) => ({ user: { kind: 'row', name: `${table} ${String(row[id])}` }, uses: unique(uses(row)) }));
  };
  const tableOf = (value: unknown): Component[] =>
    typeof value === 'string' && engine.metadata.table(value) !== undefined ? [{ kind: 'table', name: value }] : [];
  return [
    ...each('systemform', ['objecttypecode', 'formxml'], (row) => {
      const table = String(row['objecttypecode']);
      const form = parsed(row['formxml']);
      const references = form === undefined ? [] : formReferences(form, table, '');
      return [...tableOf(table), ...references.flatMap(component), ...named(row['formxml'], engine)];
    }),
    ...each('savedquery', ['returnedtypecode', 'fetchxml', 'layoutxml'], (row) => [
      ...tableOf(row['returnedtypecode']),
      ...fetchUses(parsed(row['fetchxml'])),
      ...layoutUses(parsed(row['layoutxml']), String(row['returnedtypecode']), engine),
    ]),
    ...each('savedqueryvisualization', ['primaryentitytypecode', 'datadescription'], (row) => [
      ...tableOf(row['primaryentitytypecode']),
      ...[...(parsed(row['datadescription'])?.getElementsByTagName('fetch') ?? [])].flatMap(fetchUses),
    ]),
    ...each('sitemap', ['sitemapxml'], (row) => {
      const areas = [...(parsed(row['sitemapxml'])?.getElementsByTagName('SubArea') ?? [])];
      const tables = areas.flatMap((area) => tableOf(attribute(area, 'Entity')?.toLowerCase()));
      return [...tables, ...named(row['sitemapxml'], engine)];
    }),
    ...engine.system.find('appmodulecomponent', {}).flatMap((row): Use[] => {
      const app = readLookupId(row['appmoduleidunique']);
      return app === undefined
        ? []
        : [{ user: { kind: 'row', name: `appmodule ${app}` }, uses: objectOf(engine, row['objectid']) }];
    }),
    ...each('sdkmessageprocessingstep', ['sdkmessagefilterid', 'eventhandler'], (row) => {
      const filter = readLookupId(row['sdkmessagefilterid']);
      const table = filter === undefined ? undefined : engine.system.get('sdkmessagefilter', filter);
      const endpoint = readLookupId(row['eventhandler']);
      return [
        ...tableOf(table?.['primaryobjecttypecode']),
        ...(endpoint === undefined ? [] : [{ kind: 'row', name: `serviceendpoint ${endpoint}` } as const]),
      ];
    }),
    ...engine.system.find(RIBBONS, {}).map((row): Use => {
      const ribbon = parsed(row['definition']);
      const uses = ribbon === undefined ? [] : readRibbon(ribbon, undefined).references.flatMap(component);
      return { user: { kind: 'row', name: `${RIBBONS} ${String(row[`${RIBBONS}id`])}` }, uses };
    }),
  ];
}

/** `webresource name` and `control name` → `table id`. */
function byName(engine: Engine): Map<string, string> {
  const found = new Map<string, string>();
  for (const [kind, table] of [
    ['webresource', 'webresource'],
    ['control', 'customcontrol'],
  ] as const)
    for (const row of engine.system.find(table, {}, [`${table}id`, 'name']))
      found.set(`${kind} ${String(row['name'])}`, `${table} ${String(row[`${table}id`])}`);
  return found;
}

/** Rows that the text names by id: views and charts on forms and dashboards, dashboards in site maps. */
function named(text: unknown, engine: Engine): Component[] {
  const ids = typeof text === 'string' ? (text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi) ?? []) : [];
  return ids.flatMap((id) =>
    ['savedquery', 'savedqueryvisualization', 'systemform']
      .filter((table) => engine.system.get(table, id) !== undefined)
      .map((table) => ({ kind: 'row', name: `${table} ${id.toLowerCase()}` }) as const),
  );
}

/** A component of an app: a table by its metadata id, or a row. */
function objectOf(engine: Engine, id: unknown): Component[] {
  const text = String(id);
  const table = engine.metadata.tables().find((each) => stableId('table', each.logicalName) === text);
  return table === undefined ? named(text, engine) : [{ kind: 'table', name: table.logicalName }];
}

function fetchUses(fetch: Element | undefined): Component[] {
  const inside = (entity: Element): Component[] => {
    const table = attribute(entity, 'name')?.toLowerCase() ?? '';
    const columns = [...children(entity, 'attribute'), ...children(entity, 'order'), ...children(entity, 'filter')]
      .flatMap((each) => (each.nodeName === 'filter' ? [...each.getElementsByTagName('condition')] : [each]))
      .filter((each) => attribute(each, 'entityname') === undefined)
      .flatMap((each) => attribute(each, each.nodeName === 'attribute' ? 'name' : 'attribute')?.toLowerCase() ?? []);
    return [
      { kind: 'table', name: table },
      ...columns.map((column) => ({ kind: 'column', name: `${table}.${column}` }) as const),
      ...children(entity, 'link-entity').flatMap(inside),
    ];
  };
  return children(fetch, 'entity').flatMap(inside);
}

function layoutUses(layout: Element | undefined, table: string, engine: Engine): Component[] {
  const cells = [...(layout?.getElementsByTagName('cell') ?? [])];
  return cells
    .flatMap((cell) => attribute(cell, 'name')?.toLowerCase() ?? [])
    .filter((column) => engine.metadata.table(table)?.columns.has(column) === true)
    .map((column) => ({ kind: 'column', name: `${table}.${column}` }));
}

/** Undefined for text that a user left unreadable: it uses nothing that could be told. */
function parsed(text: unknown): Element | undefined {
  if (typeof text !== 'string' || text === '') return undefined;
  try {
    return parseXml('', text);
  } catch {
    return undefined;
  }
}

/** Id of a lookup's row, or of a plain id column. */
function readLookupId(value: ColumnValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
}

function unique(components: readonly Component[]): Component[] {
  return [...new Map(components.map((each) => [`${each.kind} ${each.name}`, each])).values()];
}
