/** `RibbonDiff.xml`: the commands we add to a table's command bars (RibbonCore.xsd, RibbonTypes.xsd). */
import {
  languages,
  type Command,
  type DisplayRule,
  type EnableRule,
  type Label,
  type Script,
} from '../../../solution/model/index.ts';
import { ModelError } from '../model-error.ts';
import type { ColumnCatalogue } from './columns.ts';
import { element, rootAttributes, type Element } from './element.ts';
import type { PartCatalogue } from './parts.ts';

export interface RibbonContext {
  readonly table: string;
  readonly columns: ColumnCatalogue;
  readonly parts: PartCatalogue;
}

/** Group of the command bar that takes our buttons, by place. */
const locations: Readonly<Record<Command['place'], string>> = {
  form: 'Mscrm.Form',
  grid: 'Mscrm.HomepageGrid',
  subgrid: 'Mscrm.SubGrid',
};
/** Ours stand behind the platform's own. */
const standardSequence = 100;

/** @throws ModelError when a command refers to a script, icon, column or table that is not there */
export function ribbonFile(commands: readonly Command[], context: RibbonContext): Element {
  const ids = commands.map((command) => idOfCommand(command, context.table));
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new ModelError(`table ${context.table}`, `command ${twice} is declared twice`);
  for (const command of commands) check(command, context);
  const parts = commands.map((command) => partsOf(command, context.table));
  const all = (list: (part: CommandParts) => readonly Element[]): Element[] => parts.flatMap(list);
  return element('RibbonDiffXml', rootAttributes, [
    element(
      'CustomActions',
      {},
      all(({ action }) => [action]),
    ),
    element('Templates', {}, [element('RibbonTemplates', { Id: 'Mscrm.Templates' })]),
    element(
      'CommandDefinitions',
      {},
      all(({ definition }) => [definition]),
    ),
    element('RuleDefinitions', {}, [
      element('TabDisplayRules'),
      element(
        'DisplayRules',
        {},
        all(({ displayRules }) => displayRules),
      ),
      element(
        'EnableRules',
        {},
        all(({ enableRules }) => enableRules),
      ),
    ]),
    element(
      'LocLabels',
      {},
      all(({ labels }) => labels),
    ),
  ]);
}

function idOfCommand({ name, place }: Command, table: string): string {
  return `al.${table}.${place}.${name}`;
}

interface CommandParts {
  readonly action: Element;
  readonly definition: Element;
  readonly displayRules: readonly Element[];
  readonly enableRules: readonly Element[];
  readonly labels: readonly Element[];
}

function partsOf(command: Command, table: string): CommandParts {
  const id = idOfCommand(command, table);
  const enable = command.enable ?? [];
  const display = command.display ?? [];
  const enableId = (index: number): string => `${id}.EnableRule${index + 1}`;
  const displayId = (index: number): string => `${id}.DisplayRule${index + 1}`;
  const button = element('Button', {
    Alt: `$LocLabels:${id}.Label`,
    Command: `${id}.Command`,
    Id: `${id}.Button`,
    LabelText: `$LocLabels:${id}.Label`,
    Sequence: command.sequence ?? standardSequence,
    TemplateAlias: 'o1',
    ToolTipTitle: `$LocLabels:${id}.Label`,
    ToolTipDescription: `$LocLabels:${id}.ToolTip`,
    ModernImage: `$webresource:${command.icon}`,
  });
  return {
    action: element(
      'CustomAction',
      {
        Id: `${id}.CustomAction`,
        Location: `${locations[command.place]}.${table}.MainTab.Actions.Controls._children`,
        Sequence: command.sequence ?? standardSequence,
      },
      [element('CommandUIDefinition', {}, [button])],
    ),
    definition: element('CommandDefinition', { Id: `${id}.Command` }, [
      element(
        'EnableRules',
        {},
        enable.map((_, index) => element('EnableRule', { Id: enableId(index) })),
      ),
      element(
        'DisplayRules',
        {},
        display.map((_, index) => element('DisplayRule', { Id: displayId(index) })),
      ),
      element('Actions', {}, [script('JavaScriptFunction', command.action)]),
    ]),
    enableRules: enable.map((rule, index) => element('EnableRule', { Id: enableId(index) }, [enableRule(rule)])),
    displayRules: display.map((rule, index) => element('DisplayRule', { Id: displayId(index) }, [displayRule(rule)])),
    labels: [locLabel(`${id}.Label`, command.label), locLabel(`${id}.ToolTip`, command.tooltip)],
  };
}

function script(name: string, { library, function: run, parameters }: Script, standard?: boolean): Element {
  return element(
    name,
    { FunctionName: run, Library: `$webresource:${library}`, Default: standard },
    parameters.map((parameter) =>
      typeof parameter === 'string'
        ? element('CrmParameter', { Value: parameter })
        : element('StringParameter', { Value: parameter.text }),
    ),
  );
}

function enableRule(rule: EnableRule): Element {
  switch (rule.rule) {
    case 'selection':
      return element('SelectionCountRule', {
        AppliesTo: 'SelectedEntity',
        Minimum: rule.minimum,
        Maximum: rule.maximum,
      });
    case 'formState':
      return element('FormStateRule', { State: rule.state, InvertResult: rule.not });
    case 'value':
      return element('ValueRule', { Field: rule.column, Value: rule.value, InvertResult: rule.not });
    case 'script':
      return script('CustomRule', rule, rule.standard ?? false);
  }
}

function displayRule(rule: DisplayRule): Element {
  return element('EntityPrivilegeRule', {
    EntityName: rule.table,
    PrivilegeType: rule.privilege,
    PrivilegeDepth: rule.depth,
  });
}

function locLabel(id: string, label: Label): Element {
  const titles = languages.map((language) =>
    element('Title', { description: label[language], languagecode: language }),
  );
  return element('LocLabel', { Id: id }, [element('Titles', {}, titles)]);
}

function check(command: Command, { table, columns, parts }: RibbonContext): void {
  const where = `command ${table}/${command.name}`;
  parts.webResource(command.icon, where);
  const scripts = [command.action, ...(command.enable ?? []).flatMap((rule) => (rule.rule === 'script' ? [rule] : []))];
  for (const { library, function: run, parameters } of scripts) {
    parts.webResource(library, where);
    if (!/^[a-zA-Z_$][\w$.]*$/.test(run)) throw new ModelError(where, `${run} is no name of a function`);
    const selected = parameters.find((each) => typeof each === 'string' && /Selected/.test(each));
    if (command.place === 'form' && selected !== undefined)
      throw new ModelError(where, `a form has no ${String(selected)}`);
  }
  for (const rule of command.enable ?? []) {
    if (rule.rule === 'value') columns.get(table, rule.column, where);
    if (command.place === 'form' && rule.rule === 'selection') throw new ModelError(where, 'a form has no selection');
    if (command.place !== 'form' && (rule.rule === 'value' || rule.rule === 'formState'))
      throw new ModelError(where, `the rule ${rule.rule} is for commands of forms`);
  }
}
