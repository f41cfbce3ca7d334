/** Group a: the served `$metadata` against a real organisation's document. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DOMParser, type Element } from '@xmldom/xmldom';
import type { Group } from '../group.ts';
import { ABSENT_TABLES, DIFFERENCES } from './differences.ts';

const REFERENCE = fileURLToPath(new URL('../../../../shared/reference/csdl/dataverse-9x.csdl.xml', import.meta.url));

const TABLES = [
  'task',
  'email',
  'phonecall',
  'appointment',
  'activitypointer',
  'activityparty',
  'contact',
  'lead',
  'account',
  'opportunity',
  'systemuser',
  'annotation',
];

/** Publisher prefixes of the organisation that the reference comes from (its README names it). */
const CUSTOM = /(^|_|\.)(spd|bcgov)_/;

/** Type by name of the properties or navigations of one entity type. */
type Members = ReadonlyMap<string, string>;

export const metadataGroup: Group = {
  letter: 'a',
  title: '$metadata against a real organisation',
  missing: () => (existsSync(REFERENCE) ? undefined : 'the reference document is not here (../shared)'),
  async run(service) {
    const { status, text } = await service.send('GET', '$metadata', undefined, { accept: 'application/xml' });
    if (status !== 200) return { checked: 0, failures: [`GET $metadata was answered ${status}`], notes: [] };
    return compare(readFileSync(REFERENCE, 'utf8'), text);
  },
};

/** Every Microsoft property and navigation of `TABLES` must be there with the same type, but for the listed differences. */
export function compare(reference: string, served: string): { checked: number; failures: string[]; notes: string[] } {
  const real = readTypes(reference);
  const ours = readTypes(served);
  const failures: string[] = [];
  const usedTables = new Set<string>();
  const usedDifferences = new Set<string>();
  let checked = 0;
  for (const table of TABLES) {
    for (const kind of ['Property', 'NavigationProperty'] as const) {
      const expected = members(real, table, kind);
      if (expected.size === 0) failures.push(`the reference has no ${kind} of ${table}`);
      const actual = members(ours, table, kind);
      for (const [name, type] of expected) {
        const target = /^(?:Collection\()?mscrm\.(\w+)\)?$/.exec(type)?.[1];
        if (CUSTOM.test(name) || CUSTOM.test(target ?? '')) continue;
        checked += 1;
        const found = actual.get(name);
        if (found === type) continue;
        const place = `${table}.${name}`;
        if (place in DIFFERENCES) usedDifferences.add(place);
        else if (found === undefined && target !== undefined && target in ABSENT) usedTables.add(target);
        else failures.push(`${place} is ${type} there and ${found ?? 'absent'} here`);
      }
    }
  }
  failures.push(
    ...Object.keys(DIFFERENCES)
      .filter((place) => !usedDifferences.has(place))
      .map((place) => `the allowed difference ${place} no longer differs`),
    ...Object.keys(ABSENT)
      .filter((table) => !usedTables.has(table) || ours.has(table))
      .map((table) => `the table ${table} is listed as absent, but nothing misses it or it is here`),
  );
  const notes = [
    `${usedDifferences.size + usedTables.size} allowed: ${usedTables.size} tables of other products absent, ${usedDifferences.size} single differences`,
  ];
  return { checked, failures, notes };
}

const ABSENT: Readonly<Record<string, string>> = Object.fromEntries(
  ABSENT_TABLES.flatMap(({ tables, reason }) => tables.split(/\s+/).map((table) => [table, reason])),
);

function readTypes(text: string): Map<string, Element> {
  const document = new DOMParser().parseFromString(text, 'text/xml');
  const types = [...document.getElementsByTagNameNS('*', 'EntityType')];
  return new Map(types.map((type) => [type.getAttribute('Name') ?? '', type]));
}

function members(types: ReadonlyMap<string, Element>, table: string, kind: string): Members {
  const nodes = [...(types.get(table)?.childNodes ?? [])].filter(
    (node): node is Element => node.nodeType === 1 && (node as Element).localName === kind,
  );
  return new Map(nodes.map((node) => [node.getAttribute('Name') ?? '', node.getAttribute('Type') ?? '']));
}
