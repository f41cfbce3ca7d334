/**
 * The command bars of a table: RibbonDiffXml of the application and of the table, in the order of import, merged.
 * Source of the shape: reference/xsd/RibbonCore.xsd; of the merge: learn.microsoft.com, "Customize commands and the ribbon".
 */
import type { BarLocation, RibbonCommand, RibbonItem, RibbonModel, RibbonRule } from '../formParts.ts';
import { attribute, child, children, parseXml } from '../xml.ts';
import type { XmlElement } from '../xml.ts';
import { barOf, readAction } from './items.ts';
import type { MutableItem, Placed } from './items.ts';
import { labelReader, readActions, rulesIn } from './rules.ts';
import type { PrivilegeQuestion, RuleSurroundings } from './rules.ts';

export interface RibbonSource {
  /** Logical name of the table. */
  readonly table: string;
  /** RibbonDiffXml texts, the application's first. */
  readonly texts: readonly string[];
  readonly languageId: number;
  readonly hasPrivilege: (question: PrivilegeQuestion) => boolean;
}

/** @throws XmlError */
export function readRibbon({ table, texts, languageId, hasPrivilege }: RibbonSource): RibbonModel {
  const diffs = texts.map((text) => parseXml(text, `the RibbonDiffXml of ${table}`));
  const text = labelReader(diffs, languageId);
  const warnings = new Set<string>();
  const around: RuleSurroundings = { hasPrivilege, warn: (warning) => void warnings.add(warning) };

  const actions = new Map<string, Placed>();
  const hidden = new Set<string>();
  for (const diff of diffs) {
    const all = child(diff, 'CustomActions');
    for (const action of children(all, 'CustomAction'))
      actions.set(attribute(action, 'Id') ?? '', readAction(action, text, around.warn));
    for (const hide of children(all, 'HideCustomAction')) hidden.add(attribute(hide, 'Location') ?? '');
  }
  return {
    bars: barsOf([...actions.values()], table, hidden),
    hidden: [...hidden],
    commands: Object.fromEntries(commandsOf(diffs, around).map((command) => [command.id, command])),
    warnings: [...warnings],
  };
}

function barsOf(actions: readonly Placed[], table: string, hidden: ReadonlySet<string>): RibbonModel['bars'] {
  const bars: Record<BarLocation, MutableItem[]> = { form: [], grid: [], subgrid: [] };
  const all = actions.flatMap((action) => action.items);
  for (const { location, items } of actions) {
    // A location inside of another solution's menu puts the item there.
    const parent = location.replace(/(\.Controls)?\._children$/, '');
    const owner = findOwner(all, parent);
    if (owner) owner.items.push(...items);
    else {
      const bar = barOf(location, table);
      if (bar) bars[bar].push(...items);
    }
  }
  const finish = (items: readonly MutableItem[]): RibbonItem[] =>
    items
      .filter((item) => !hidden.has(item.id))
      .map(({ ids: _, ...item }) => ({ ...item, items: finish(item.items) }))
      .sort((a, b) => a.sequence - b.sequence);
  return { form: finish(bars.form), grid: finish(bars.grid), subgrid: finish(bars.subgrid) };
}

/** The innermost item that holds an element of the id. */
function findOwner(items: readonly MutableItem[], id: string): MutableItem | undefined {
  for (const item of items) {
    const inner = findOwner(item.items, id);
    if (inner) return inner;
    if (item.kind !== 'button' && item.ids.some((one) => one === id || `${one}.Controls` === id)) return item;
  }
  return undefined;
}

function commandsOf(diffs: readonly XmlElement[], around: RuleSurroundings): RibbonCommand[] {
  const definitions = new Map<string, XmlElement>();
  const rules = { EnableRule: new Map<string, XmlElement>(), DisplayRule: new Map<string, XmlElement>() };
  for (const diff of diffs) {
    for (const command of children(child(diff, 'CommandDefinitions'), 'CommandDefinition'))
      definitions.set(attribute(command, 'Id') ?? '', command);
    const owner = child(diff, 'RuleDefinitions');
    for (const kind of ['EnableRule', 'DisplayRule'] as const) {
      for (const rule of children(child(owner, `${kind}s`), kind)) rules[kind].set(attribute(rule, 'Id') ?? '', rule);
    }
  }
  const rulesFor = (command: XmlElement, kind: 'EnableRule' | 'DisplayRule'): RibbonRule[] =>
    children(child(command, `${kind}s`), kind).map((reference) => {
      const id = attribute(reference, 'Id') ?? '';
      const definition = rules[kind].get(id);
      if (definition) return { kind: 'all', invert: false, rules: rulesIn(definition, around) };
      around.warn(`The rule ${id} is one of the platform's, which the local shell does not have; it counts as met.`);
      return { kind: 'unsupported', invert: false, name: id };
    });
  return [...definitions].map(([id, command]) => ({
    id,
    enableRules: rulesFor(command, 'EnableRule'),
    displayRules: rulesFor(command, 'DisplayRule'),
    actions: readActions(child(command, 'Actions'), around.warn),
  }));
}
