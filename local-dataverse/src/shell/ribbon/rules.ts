/** Rule and action elements of a RibbonDiffXml. Names: reference/xsd/RibbonTypes.xsd; meaning: learn.microsoft.com, "Define ribbon enable rules", "Define ribbon display rules". */
import type { RibbonAction, RibbonFunction, RibbonParameter, RibbonRule } from '../formParts.ts';
import { attribute, child, children, flag } from '../xml.ts';
import type { XmlElement } from '../xml.ts';

export interface PrivilegeQuestion {
  readonly type: string;
  /** Table the rule names; absent: the bar's own. */
  readonly table?: string;
  /** MiscellaneousPrivilegeRule: the privilege's name in place of type and table. */
  readonly name?: string;
}

export interface RuleSurroundings {
  /** Whether the signed-in user has the privilege. */
  readonly hasPrivilege: (question: PrivilegeQuestion) => boolean;
  readonly warn: (warning: string) => void;
}

/** The rules inside of an EnableRule or DisplayRule element: all of them must hold. */
export function rulesIn(definition: XmlElement, around: RuleSurroundings): RibbonRule[] {
  return children(definition).map((rule) => readRule(rule, around));
}

function readRule(rule: XmlElement, around: RuleSurroundings): RibbonRule {
  const name = rule.localName ?? '';
  const fallback = attribute(rule, 'Default');
  const base = {
    invert: flag(rule, 'InvertResult', false),
    ...(fallback === undefined ? {} : { fallback: flag(rule, 'Default', true) }),
  };
  const fixed = (result: boolean): RibbonRule => ({ ...base, kind: 'fixed', result });
  switch (name) {
    case 'OrRule':
      return {
        ...base,
        kind: 'any',
        rules: children(rule, 'Or').map((or) => ({ invert: false, kind: 'all', rules: rulesIn(or, around) })),
      };
    case 'CustomRule':
      return { ...base, kind: 'custom', ...readFunction(rule) };
    case 'FormStateRule':
      return { ...base, kind: 'formState', state: attribute(rule, 'State') ?? '' };
    case 'ValueRule':
      return {
        ...base,
        kind: 'value',
        field: (attribute(rule, 'Field') ?? '').toLowerCase(),
        value: attribute(rule, 'Value') ?? '',
      };
    case 'SelectionCountRule': {
      const minimum = numberOf(rule, 'Minimum');
      const maximum = numberOf(rule, 'Maximum');
      return {
        ...base,
        kind: 'selectionCount',
        ...(minimum === undefined ? {} : { minimum }),
        ...(maximum === undefined ? {} : { maximum }),
      };
    }
    case 'EntityRule': {
      const table = attribute(rule, 'EntityName')?.toLowerCase();
      const appliesTo = attribute(rule, 'AppliesTo') === 'SelectedEntity' ? 'selected' : 'primary';
      return { ...base, kind: 'entity', appliesTo, ...(table ? { table } : {}) };
    }
    case 'EntityPrivilegeRule':
    case 'RecordPrivilegeRule': {
      const table = attribute(rule, 'EntityName')?.toLowerCase();
      const type = attribute(rule, 'PrivilegeType') ?? '';
      return fixed(around.hasPrivilege({ type, ...(table ? { table } : {}) }));
    }
    case 'MiscellaneousPrivilegeRule':
      return fixed(around.hasPrivilege({ type: '', name: attribute(rule, 'PrivilegeName') ?? '' }));
    // The shell is a modern web client, online, hosted, on a desktop.
    case 'CommandClientTypeRule':
      return fixed(attribute(rule, 'Type') === 'Modern');
    case 'CrmClientTypeRule':
      return fixed(attribute(rule, 'Type') === 'Web');
    case 'CrmOfflineAccessStateRule':
      return fixed(attribute(rule, 'State') === 'Online');
    case 'SkuRule':
      return fixed(attribute(rule, 'Sku') === 'Online');
    case 'CrmOutlookClientTypeRule':
    case 'CrmOutlookClientVersionRule':
      return fixed(false);
    case 'HideForTabletExperienceRule':
      return fixed(true);
    default:
      around.warn(`The rule ${name} is not supported by the local shell; it counts as met.`);
      return { ...base, kind: 'unsupported', name };
  }
}

export function readActions(actions: XmlElement | undefined, warn: (warning: string) => void): RibbonAction[] {
  return children(actions).flatMap((action): RibbonAction[] => {
    if (action.localName === 'JavaScriptFunction') return [{ kind: 'function', ...readFunction(action) }];
    if (action.localName === 'Url') {
      return [
        {
          kind: 'url',
          address: attribute(action, 'Address') ?? '',
          parameters: parametersIn(action),
          passParameters: flag(action, 'PassParams', false),
        },
      ];
    }
    warn(`The action ${action.localName ?? ''} is not supported by the local shell.`);
    return [];
  });
}

function readFunction(element: XmlElement): RibbonFunction {
  const library = /^\$webresource:(.+)$/i.exec(attribute(element, 'Library') ?? '')?.[1];
  return {
    functionName: attribute(element, 'FunctionName') ?? '',
    parameters: parametersIn(element),
    ...(library ? { library } : {}),
  };
}

const PARAMETERS: Readonly<Record<string, RibbonParameter['kind']>> = {
  CrmParameter: 'crm',
  StringParameter: 'string',
  IntParameter: 'int',
  DecimalParameter: 'decimal',
  BoolParameter: 'bool',
};

function parametersIn(element: XmlElement): RibbonParameter[] {
  return children(element).flatMap((parameter) => {
    const kind = PARAMETERS[parameter.localName ?? ''];
    const name = attribute(parameter, 'Name');
    return kind ? [{ kind, value: parameter.getAttribute('Value') ?? '', ...(name ? { name } : {}) }] : [];
  });
}

function numberOf(element: XmlElement, name: string): number | undefined {
  const value = Number(attribute(element, name));
  return attribute(element, name) === undefined || Number.isNaN(value) ? undefined : value;
}

/** `$LocLabels:Id` and plain texts. */
export function labelReader(diffs: readonly XmlElement[], languageId: number): (text: string | undefined) => string {
  const labels = new Map<string, XmlElement[]>();
  for (const diff of diffs) {
    for (const label of children(child(diff, 'LocLabels'), 'LocLabel'))
      labels.set(attribute(label, 'Id') ?? '', children(child(label, 'Titles'), 'Title'));
  }
  return (text = '') => {
    const id = /^\$LocLabels:(.+)$/.exec(text)?.[1];
    if (id === undefined) return text.startsWith('$Resources') ? '' : text;
    const titles = labels.get(id) ?? [];
    const title =
      titles.find((one) => attribute(one, 'languagecode') === String(languageId)) ??
      titles.find((one) => attribute(one, 'languagecode') === '1033') ??
      titles[0];
    return (title && attribute(title, 'description')) ?? '';
  };
}
