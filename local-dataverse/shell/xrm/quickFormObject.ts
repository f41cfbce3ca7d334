/** A quick view control as scripts see it. Source: learn.microsoft.com, "formContext.ui.quickForms (Client API reference)". */
import type { FormControl } from '../form/control.ts';
import type { FormRecord } from '../form/record.ts';
import type { QuickView } from '../form/quickView.ts';
import { attributeObject } from './attributeObject.ts';
import { collection } from './collection.ts';
import { controlObject } from './controlObject.ts';
import type { FormActions } from './entityObject.ts';

/** Members beside those of every control. */
export function quickFormMembers(view: QuickView, actions: FormActions): object {
  let made: { readonly record: FormRecord; readonly parts: Parts } | undefined;
  const parts = (): Parts | undefined => {
    const { record } = view;
    if (!record) return undefined;
    if (made?.record !== record) made = { record, parts: partsOf(record, actions) };
    return made.parts;
  };
  const none = new Map<string, object>();
  return {
    isLoaded: () => view.state === 'ready',
    refresh: () => void view.refresh(),
    getControl: (key?: string | number) => collection(() => parts()?.controls ?? none).get(key),
    getAttribute: (key?: string | number) => collection(() => parts()?.attributes ?? none).get(key),
  };
}

interface Parts {
  readonly attributes: ReadonlyMap<string, object>;
  readonly controls: ReadonlyMap<string, object>;
}

function partsOf(record: FormRecord, actions: FormActions): Parts {
  const attributes = new Map<string, object>();
  const object = (control: FormControl): object =>
    controlObject(
      record,
      control,
      () => attributes.get(control.attribute?.name ?? '') ?? null,
      () => null,
    );
  const controls = new Map([...record.controls].map(([name, control]) => [name, object(control)]));
  for (const [name, attribute] of record.attributes)
    attributes.set(
      name,
      attributeObject(record, attribute, actions, (one) => controls.get(one)),
    );
  return { attributes, controls };
}
