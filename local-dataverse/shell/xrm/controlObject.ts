/** A control as scripts see it. */
import type { OptionModel } from '../../src/shell/model.ts';
import type { FormControl } from '../form/control.ts';
import type { Handler } from '../form/handlers.ts';
import type { FormRecord } from '../form/record.ts';
import { isLookup } from '../form/values.ts';
import { unsupported } from './unsupported.ts';

interface ControlNotificationOptions {
  readonly messages: readonly string[];
  readonly notificationLevel: 'ERROR' | 'RECOMMENDATION';
  readonly uniqueId: string;
  readonly actions?: readonly { readonly message?: string; readonly actions: readonly (() => void)[] }[];
}

export function controlObject(
  record: FormRecord,
  control: FormControl,
  attribute: () => object | null,
  section: () => object | null,
): object {
  const change = (work: () => void): void => {
    work();
    record.changed();
  };
  return {
    getName: () => control.name,
    getControlType: () => typeOf(control),
    getAttribute: attribute,
    getLabel: () => control.label,
    setLabel: (label: string) => change(() => (control.label = label)),
    getVisible: () => control.visible,
    setVisible: (visible: boolean) => change(() => (control.visible = visible)),
    getDisabled: () => record.isDisabled(control),
    setDisabled: (disabled: boolean) => change(() => (control.disabled = disabled)),
    getParent: section,
    setFocus: () => control.focus?.(),
    setNotification: (message: string, uniqueId = '') =>
      change(
        () =>
          (control.notifications = [
            ...without(control, uniqueId),
            { id: uniqueId, message, level: 'ERROR', actions: [] },
          ]),
      ),
    clearNotification: (uniqueId?: string) =>
      change(() => (control.notifications = uniqueId === undefined ? [] : without(control, uniqueId))),
    addNotification: (options: ControlNotificationOptions) =>
      change(() => {
        const actions = (options.actions ?? []).map((one) => ({ message: one.message ?? '', actions: one.actions }));
        const made = {
          id: options.uniqueId,
          message: options.messages.join(' '),
          level: options.notificationLevel,
          actions,
        };
        control.notifications = [...without(control, options.uniqueId), made];
      }),
    ...choiceMembers(control, change),
    ...lookupMembers(control, change),
    ...frameMembers(control, change),
    ...unsupported('control', ['addCustomView'] as const),
  };
}

type Change = (work: () => void) => void;

/** Choices: scripts may take options away for a while, and bring them back. */
function choiceMembers(control: FormControl, change: Change): object {
  const all = control.attribute?.column.options;
  if (!all) return {};
  const now = (): readonly OptionModel[] => control.options ?? all;
  return {
    getOptions: () => now().map((one) => ({ text: one.label, value: one.value })),
    addOption: (option: { readonly text: string; readonly value: number }, index?: number) =>
      change(() => {
        const rest = now().filter((one) => one.value !== option.value);
        const at = index ?? rest.length;
        control.options = [...rest.slice(0, at), { value: option.value, label: option.text }, ...rest.slice(at)];
      }),
    removeOption: (value: number) => change(() => (control.options = now().filter((one) => one.value !== value))),
    clearOptions: () => change(() => (control.options = [])),
  };
}

function lookupMembers(control: FormControl, change: Change): object {
  const column = control.attribute?.column;
  if (!column?.targets) return {};
  return {
    getEntityTypes: () => control.tables ?? column.targets?.map((one) => one.table),
    setEntityTypes: (tables: readonly string[]) => change(() => (control.tables = [...tables])),
    addPreSearch: (handler: Handler) => void control.preSearch.push(handler),
    removePreSearch: (handler: Handler) => {
      const at = control.preSearch.indexOf(handler);
      if (at >= 0) control.preSearch.splice(at, 1);
    },
    addCustomFilter: (filterXml: string, table = '') =>
      void (control.customFilters = [...control.customFilters, { table, filterXml }]),
  };
}

function frameMembers(control: FormControl, change: Change): object {
  const { kind } = control.model;
  if (kind !== 'webresource' && kind !== 'iframe') return {};
  const initial = control.model.parameters['Url'] ?? '';
  return {
    getSrc: () => control.source ?? initial,
    setSrc: (source: string) => change(() => (control.source = source)),
    getInitialUrl: () => initial,
  };
}

function without(control: FormControl, id: string): FormControl['notifications'] {
  return control.notifications.filter((one) => one.id !== id);
}

function typeOf(control: FormControl): string {
  const { model, attribute } = control;
  if (model.custom) return `customcontrol:${model.custom.name}`;
  if (model.kind !== 'field') return model.kind;
  if (!attribute) return 'standard';
  if (isLookup(attribute.column)) return 'lookup';
  if (attribute.column.type === 'MultiSelectPicklist') return 'multiselectoptionset';
  return attribute.column.options ? 'optionset' : 'standard';
}
