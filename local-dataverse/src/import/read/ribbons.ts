/** `<RibbonDiffXml>` of a table or of the application. */
import type { RibbonImport } from '../ribbons.ts';
import type { Reference } from './package.ts';
import { attribute, serialize, type Element } from './xml.ts';

export interface RibbonPart {
  readonly ribbon: RibbonImport;
  readonly references: readonly Reference[];
}

/** Exports carry an empty skeleton (CustomActions, Templates, RuleDefinitions …) where nothing was changed. */
const CHANGES = new Set(['CustomAction', 'CommandDefinition', 'DisplayRule', 'EnableRule', 'HideCustomAction']);
const WEB_RESOURCE = /^\$webresource:(.+)$/i;

/**
 * Reads a ribbon. What it uses becomes references: web resources (`$webresource:name` in any attribute), and commands of
 * its controls, which are defined in it, in another solution's ribbon, or are the platform's own (`Mscrm.…`).
 * Source of the shape: reference/xsd/RibbonCore.xsd.
 * @param table undefined for the application ribbon
 */
export function readRibbon(element: Element, table: string | undefined): RibbonPart {
  const from = table === undefined ? 'the application ribbon' : `the ribbon of ${table}`;
  const all = [...element.getElementsByTagName('*')];
  if (!all.some((each) => CHANGES.has(each.nodeName))) return { ribbon: { table, xml: undefined }, references: [] };
  const defined = new Set(
    all.filter((each) => each.nodeName === 'CommandDefinition').map((each) => attribute(each, 'Id')),
  );
  const references = new Map<string, Reference>();
  const add = (kind: 'webresource' | 'command', name: string): void =>
    void references.set(`${kind} ${name}`, { from, kind, name });
  for (const each of all) {
    for (const { value } of each.attributes) {
      const resource = WEB_RESOURCE.exec(value)?.[1];
      if (resource !== undefined) add('webresource', resource);
    }
    const command = attribute(each, 'Command');
    if (command !== undefined && !command.startsWith('Mscrm.') && !defined.has(command)) add('command', command);
  }
  return { ribbon: { table, xml: serialize(element) }, references: [...references.values()] };
}

/** Ids of the commands a ribbon defines. */
export function definedCommands(ribbon: Element): readonly string[] {
  return [...ribbon.getElementsByTagName('CommandDefinition')].flatMap((each) => attribute(each, 'Id') ?? []);
}
