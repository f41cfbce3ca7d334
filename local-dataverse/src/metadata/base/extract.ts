/**
 * Development tool, run by hand: reads a real `$metadata` document and writes `generated/csdl.json`, the compact data the product runs with.
 *
 *   node local-dataverse/src/metadata/base/extract.ts ../shared/reference/csdl/dataverse-9x.csdl.xml
 *
 * Input: the CSDL of a Dynamics/Dataverse 9.x organisation (its README in the reference folder names the source).
 * What is kept: names, types, keys, lookups and navigation names of the tables of `DOMAIN`, and the names of operations
 * (so that one that is not implemented answers 501 and not 404). Everything with a publisher prefix belongs to that
 * organisation or to add-on products and is left out.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { DOMParser, type Element } from '@xmldom/xmldom';
import type { CsdlData, CsdlManyToMany, CsdlNavigation, CsdlTable } from './csdl-data.ts';

/** Tables the local Dataverse knows; further ones need only be named here and described in `facts/`. */
const DOMAIN = `systemuser team businessunit role organization usersettings transactioncurrency privilege
  account contact lead opportunity list listmember customeraddress
  activitypointer activityparty task email phonecall appointment annotation activitymimeattachment queue queueitem mailbox
  publisher solution solutioncomponent webresource customcontrol customcontrolresource customcontroldefaultconfig
  systemform savedquery savedqueryvisualization sitemap appmodule appmodulecomponent importjob
  serviceendpoint sdkmessage sdkmessagefilter sdkmessageprocessingstep sdkmessageprocessingstepimage asyncoperation audit
  systemuserroles teamroles teammembership roleprivileges appmoduleroles`.split(/\s+/);

/** `new_` is a prefix too, but interactionforemail is Microsoft's; it is not of our domain. */
const FOREIGN = /^_?(spd|bcgov|msdyn|new)_/;
/** Navigations that carry a foreign table's name behind ours, e.g. `regardingobjectid_spd_application_task`. */
const FOREIGN_INSIDE = /_(spd|bcgov|msdyn|new)_/;

const source = process.argv[2];
if (source === undefined) throw new Error('Name the $metadata file: extract.ts FILE');
const schema = one(new DOMParser().parseFromString(readFileSync(source, 'utf8'), 'text/xml').documentElement, 'Schema');
const types = new Map(children(schema, 'EntityType').map((type) => [attribute(type, 'Name'), type]));
const sets = readSets(one(schema, 'EntityContainer'));

const data: CsdlData = {
  tables: Object.fromEntries(DOMAIN.map((name) => [name, readTable(name)])),
  manyToMany: readManyToMany(),
  operations: [
    ...new Set(['Action', 'Function'].flatMap((kind) => children(schema, kind).map((each) => attribute(each, 'Name')))),
  ]
    .filter((name) => !FOREIGN.test(name))
    .sort(),
  metadataTypes: readMetadataTypes(),
};
writeFileSync(new URL('./generated/csdl.json', import.meta.url), `${stringify(data)}\n`);

function readSets(container: Element): Map<string, string> {
  return new Map(
    children(container, 'EntitySet').map((set) => [localName(attribute(set, 'EntityType')), attribute(set, 'Name')]),
  );
}

function readTable(name: string): CsdlTable {
  const type = typeOf(name);
  const base = type.getAttribute('BaseType');
  const baseName = base === null || base === 'mscrm.crmbaseentity' ? undefined : localName(base);
  const properties = new Map<string, string[]>();
  for (const property of children(type, 'Property')) {
    const column = attribute(property, 'Name');
    if (FOREIGN.test(column)) continue;
    const kind = localName(attribute(property, 'Type'));
    properties.set(kind, [...(properties.get(kind) ?? []), column]);
  }
  const known = new Set([...properties.values()].flat());
  if (baseName === 'activitypointer')
    for (const each of children(typeOf(baseName), 'Property')) known.add(attribute(each, 'Name'));
  return {
    ...(baseName === 'activitypointer' ? { base: baseName } : {}),
    key: attribute(one(one(type, 'Key'), 'PropertyRef'), 'Name'),
    set: sets.get(name) ?? fail(`no entity set for ${name}`),
    properties: Object.fromEntries([...properties].sort().map(([kind, names]) => [kind, names.sort().join(' ')])),
    navigations: readNavigations(name, type, known),
  };
}

function readNavigations(table: string, type: Element, known: ReadonlySet<string>): CsdlNavigation[] {
  const found: CsdlNavigation[] = [];
  for (const navigation of children(type, 'NavigationProperty')) {
    const name = attribute(navigation, 'Name');
    const kind = attribute(navigation, 'Type');
    const target = localName(kind);
    if (kind.startsWith('Collection(') || FOREIGN.test(name) || FOREIGN_INSIDE.test(name) || FOREIGN.test(target))
      continue;
    const constraint = children(navigation, 'ReferentialConstraint')[0];
    const column = constraint ? unwrap(attribute(constraint, 'Property')) : columnOf(name, table, target, known);
    const partner = navigation.getAttribute('Partner') ?? '';
    if (column !== undefined) found.push([name, target === 'principal' ? 'owner' : target, column, partner]);
    else process.stderr.write(`${table}.${name} → ${target}: no column found, left out\n`);
  }
  return found.sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

/** Navigations of activity tables and to activity tables carry no constraint in the document: their names tell the column. */
function columnOf(name: string, table: string, target: string, known: ReadonlySet<string>): string | undefined {
  const candidates = [
    name,
    name.replace(new RegExp(`_${table}$`), ''),
    name.replace(new RegExp(`_${table}_sla$`), ''),
  ].flatMap((each) => [each, each.replace(new RegExp(`_${target}$`), ''), `${each}id`]);
  return candidates.find((each) => known.has(`_${each}_value`)) ?? candidates.find((each) => known.has(each));
}

function readManyToMany(): CsdlManyToMany[] {
  const found = new Map<string, CsdlManyToMany>();
  for (const table of DOMAIN) {
    for (const navigation of children(typeOf(table), 'NavigationProperty')) {
      const kind = attribute(navigation, 'Type');
      const other = localName(kind);
      const partner = navigation.getAttribute('Partner') ?? '';
      if (!kind.startsWith('Collection(') || !DOMAIN.includes(other)) continue;
      const back = children(typeOf(other), 'NavigationProperty').find((each) => attribute(each, 'Name') === partner);
      if (back === undefined || !attribute(back, 'Type').startsWith('Collection(')) continue;
      const name = attribute(navigation, 'Name');
      if (!found.has(name)) found.set(name, [name, table, other, name, partner]);
    }
  }
  return [...found.values()].sort();
}

/** Property names of EntityMetadata, AttributeMetadata … so that one we do not tell answers 501, and a wrong one 400. */
function readMetadataTypes(): Record<string, string> {
  const names = (type: Element): string[] => {
    const base = type.getAttribute('BaseType');
    const inherited = base === null || base === 'mscrm.crmmodelbaseentity' ? [] : names(typeOf(localName(base)));
    return [...inherited, ...children(type, 'Property').map((each) => attribute(each, 'Name'))];
  };
  const wanted = [...types].filter(([name]) => /^[A-Z]\w*Metadata(Base)?$/.test(name));
  return Object.fromEntries(wanted.map(([name, type]) => [name, names(type).join(' ')]));
}

function typeOf(name: string): Element {
  return types.get(name) ?? fail(`no entity type ${name}`);
}

function children(parent: Element, name: string): Element[] {
  return [...parent.childNodes].filter((node): node is Element => node.nodeType === 1 && node.localName === name);
}

function one(parent: Element | null, name: string): Element {
  if (parent === null) return fail('the document is empty');
  return (
    children(parent, name)[0] ?? [...parent.getElementsByTagName(name)][0] ?? fail(`no ${name} in ${parent.tagName}`)
  );
}

function attribute(element: Element, name: string): string {
  return element.getAttribute(name) ?? fail(`no ${name} on ${element.tagName}`);
}

function localName(type: string): string {
  return type
    .replace(/^Collection\(/, '')
    .replace(/\)$/, '')
    .replace(/^.*\./, '');
}

function unwrap(column: string): string {
  return column.replace(/^_(.*)_value$/, '$1');
}

/** One line a table keeps the file readable in a diff. */
function stringify(value: CsdlData): string {
  const tables = Object.entries(value.tables).map(
    ([name, table]) => `  ${JSON.stringify(name)}: ${JSON.stringify(table)}`,
  );
  return `{"tables": {\n${tables.join(',\n')}\n},\n"manyToMany": ${JSON.stringify(value.manyToMany)},\n"operations": ${JSON.stringify(value.operations)},\n"metadataTypes": ${JSON.stringify(value.metadataTypes)}}`;
}

function fail(reason: string): never {
  throw new Error(reason);
}
