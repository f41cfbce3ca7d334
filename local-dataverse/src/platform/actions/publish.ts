/**
 * PublishXml and PublishAllXml: changes to forms, views, charts and web resources that waited take effect (engine/write/drafts.ts).
 * Metadata, apps and site maps are in effect as soon as they are written.
 */
import { DataverseError, notImplemented } from '../../engine/errors.ts';
import type { Engine } from '../../engine/types.ts';
import { publishDrafts } from '../../engine/write/drafts.ts';
import { children, parseXml, type Element } from '../../import/read/xml.ts';

/** Elements of ParameterXml (reference/xsd/ParameterXml.xsd) that name what can be published here. */
const LISTS = new Set(['entities', 'webresources', 'optionsets', 'sitemaps', 'dashboards', 'ribbons']);

/**
 * Publishes what the parameter names.
 * @param now ISO UTC
 * @throws DataverseError 400 for unreadable XML or something that does not exist, 501 for lists of another kind
 */
export function publishXml(engine: Engine, parameterXml: unknown, now: string): void {
  if (typeof parameterXml !== 'string')
    throw new DataverseError(400, '0x80048d19', "The parameter 'ParameterXml' must be a text.");
  const root = parseXml('ParameterXml', parameterXml);
  if (root.nodeName.toLowerCase() !== 'importexportxml')
    throw new DataverseError(
      400,
      '0x8004802c',
      `ParameterXml: the root element is ${root.nodeName}, not importexportxml.`,
    );
  engine.system.transaction(() => children(root).forEach((list) => publishList(engine, list, now)));
}

function publishList(engine: Engine, list: Element, now: string): void {
  if (!LISTS.has(list.nodeName)) throw notImplemented(`PublishXml of ${list.nodeName}`);
  for (const item of children(list)) {
    const name = (item.textContent ?? '').trim();
    if (list.nodeName === 'entities') publishForms(engine, tableName(engine, name), now);
    if (list.nodeName === 'webresources') publishRow(engine, 'webresource', name);
    if (list.nodeName === 'dashboards') publishRow(engine, 'systemform', name);
    if (list.nodeName === 'optionsets' && engine.metadata.globalChoice(name.toLowerCase()) === undefined)
      throw unknown('choice', name);
  }
}

/** Publishes everything. @param now ISO UTC */
export function publishAll(engine: Engine, now: string): void {
  engine.system.transaction(() => {
    for (const table of ['systemform', 'savedquery', 'savedqueryvisualization', 'webresource'])
      publishDrafts(engine.system, table);
    for (const form of engine.system.find('systemform', {}, ['formid']))
      engine.system.update('systemform', String(form['formid']), { publishedon: now });
  });
}

/** Parts of a table and the column that names it. */
const PARTS = [
  ['savedquery', 'returnedtypecode'],
  ['savedqueryvisualization', 'primaryentitytypecode'],
  ['systemform', 'objecttypecode'],
] as const;

function publishForms(engine: Engine, table: string, now: string): void {
  for (const [part, column] of PARTS)
    publishDrafts(engine.system, part, (id) => engine.system.get(part, id)?.[column] === table);
  for (const form of engine.system.find('systemform', { objecttypecode: table }, ['formid']))
    engine.system.update('systemform', String(form['formid']), { publishedon: now });
}

function publishRow(engine: Engine, table: string, name: string): void {
  const id = name.replace(/[{}]/g, '').toLowerCase();
  needRow(engine, table, id);
  publishDrafts(engine.system, table, (each) => each === id);
}

function tableName(engine: Engine, name: string): string {
  const table = engine.metadata.table(name.toLowerCase());
  if (table === undefined) throw unknown('table', name);
  return table.logicalName;
}

function needRow(engine: Engine, table: string, id: string): void {
  if (engine.system.get(table, id.replace(/[{}]/g, '').toLowerCase()) === undefined) throw unknown(table, id);
}

function unknown(kind: string, name: string): DataverseError {
  return new DataverseError(400, '0x80040217', `PublishXml names the ${kind} '${name}', which does not exist.`);
}
