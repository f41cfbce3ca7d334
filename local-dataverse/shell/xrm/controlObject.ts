/** A control as scripts see it. */
import type { FormControl } from '../form/control.ts';
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
    ...unsupported('control', [
      'addCustomFilter',
      'addPreSearch',
      'addCustomView',
      'addOption',
      'removeOption',
      'clearOptions',
      'setEntityTypes',
    ] as const),
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
