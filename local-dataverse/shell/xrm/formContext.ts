/** formContext: the open row as scripts see it (learn.microsoft.com, "Client API form context"). */
import type { Services } from '../app/services.ts';
import type { FormControl, FormSection, FormTab } from '../form/control.ts';
import type { FormRecord } from '../form/record.ts';
import type { NotificationLevel } from '../form/record.ts';
import { attributeObject } from './attributeObject.ts';
import { gridMembers } from './gridObject.ts';
import { quickFormMembers } from './quickFormObject.ts';
import { collection } from './collection.ts';
import { controlObject } from './controlObject.ts';
import { entityObject } from './entityObject.ts';
import type { FormActions } from './entityObject.ts';
import { unsupported } from './unsupported.ts';

/** Objects of one open form, made once each, so that scripts can compare them. */
export interface FormObjects {
  readonly formContext: object;
  readonly entity: object;
  attribute(name: string): object | null;
  tab(name: string): object | null;
}

export function createFormContext(record: FormRecord, services: Services, actions: FormActions): FormObjects {
  const attributes = new Map(
    [...record.attributes].map(([name, attribute]) => [
      name,
      attributeObject(record, attribute, actions, (name2) => controls.get(name2)),
    ]),
  );
  const controls: Map<string, object> = new Map(
    [...record.controls].map(([name, control]) => [
      name,
      withOwnMembers(
        control,
        controlObject(
          record,
          control,
          () => attributes.get(control.attribute?.name ?? '') ?? null,
          () => sectionOf(control),
        ),
      ),
    ]),
  );
  const tabs = new Map(record.tabs.map((tab) => [tab.model.name, tabObject(tab)]));
  const sections = new Map<FormSection, object>();

  function withOwnMembers(control: FormControl, object: object): object {
    const { subgrid, quickView } = control;
    if (subgrid) {
      Object.assign(object, gridMembers(subgrid));
      subgrid.loaded = () => actions.run(subgrid.loadHandlers, object);
    }
    return quickView ? Object.assign(object, quickFormMembers(quickView, actions)) : object;
  }
  function sectionOf(control: FormControl): object | null {
    return control.section ? (sections.get(control.section) ?? null) : null;
  }
  function visibility(part: FormTab | FormSection, name: string): object {
    return {
      getName: () => name,
      getLabel: () => part.label,
      setLabel: (label: string) => {
        part.label = label;
        record.changed();
      },
      getVisible: () => part.visible,
      setVisible: (visible: boolean) => {
        part.visible = visible;
        record.changed();
      },
    };
  }
  function tabObject(tab: FormTab): object {
    const { name } = tab.model;
    return Object.assign(visibility(tab, name), {
      getDisplayState: () => (record.activeTab === name ? 'expanded' : 'collapsed'),
      setDisplayState: (state: string) => state === 'expanded' && actions.openTab(name),
      setFocus: () => actions.openTab(name),
      addTabStateChange: (handler: (context: unknown) => unknown) => record.handlers.addTab(name, handler),
      removeTabStateChange: (handler: (context: unknown) => unknown) => record.handlers.removeTab(name, handler),
      getContentType: () => 'cardSections',
      sections: collection(
        () => new Map(tab.sections.map((section) => [section.model.name, sectionObject(section, tab)])),
      ),
      getParent: () => ui,
    });
  }
  function sectionObject(section: FormSection, tab: FormTab): object {
    const known = sections.get(section);
    if (known) return known;
    const names = (): string[] =>
      [...record.controls].filter(([, control]) => control.section === section).map(([name]) => name);
    const made = Object.assign(visibility(section, section.model.name), {
      controls: collection(() => pick(controls, names())),
      getParent: () => tabs.get(tab.model.name) ?? null,
    });
    sections.set(section, made);
    return made;
  }
  for (const tab of record.tabs) for (const section of tab.sections) sectionObject(section, tab);

  const entity = entityObject(record, actions, () => attributes);
  const ui = {
    getFormType: () => record.formType,
    getViewPortHeight: () => window.innerHeight,
    getViewPortWidth: () => window.innerWidth,
    setFormNotification: (message: string, level: NotificationLevel, id: string) => {
      record.notify({ id, message, level });
      return true;
    },
    clearFormNotification: (id: string) => record.clearNotification(id),
    addOnLoad: (handler: (context: unknown) => unknown) => record.handlers.add('onload', handler),
    removeOnLoad: (handler: (context: unknown) => unknown) => record.handlers.remove('onload', handler),
    close: () => actions.close(),
    refreshRibbon: () => actions.refreshCommands(),
    setFormEntityName: (name: string) => actions.setTableLabel(name),
    controls: collection(() => controls),
    tabs: collection(() => tabs),
    quickForms: collection(() =>
      pick(
        controls,
        [...record.controls].filter(([, control]) => control.quickView).map(([name]) => name),
      ),
    ),
    formSelector: {
      getCurrentItem: () => actions.formItem(record.form.id),
      items: collection(() => new Map(actions.forms().map((form) => [form.id, actions.formItem(form.id)]))),
    },
    navigation: { items: collection(() => new Map()) },
    ...unsupported('formContext.ui', ['headerSection', 'footerSection'] as const),
  };
  const data = {
    entity,
    attributes: collection(() => attributes),
    getIsDirty: () => record.isDirty,
    isValid: () => actions.isValid(),
    refresh: (save?: boolean) => actions.refresh(save === true),
    save: (options?: { saveMode?: number }) => actions.save(options?.saveMode ?? 1),
    addOnLoad: (handler: (context: unknown) => unknown) => record.handlers.add('ondataload', handler),
    removeOnLoad: (handler: (context: unknown) => unknown) => record.handlers.remove('ondataload', handler),
    process: unsupported('formContext.data.process', [
      'getActiveProcess',
      'getActiveStage',
      'moveNext',
      'movePrevious',
      'setActiveProcess',
    ] as const),
  };
  const get = (all: ReadonlyMap<string, object>) => (key?: unknown) => collection(() => all).get(key as never);
  const formContext: object = {
    data,
    ui,
    context: { getUserId: () => services.session.user.id },
    getAttribute: get(attributes),
    getControl: get(controls),
  };
  for (const [name, control] of record.controls) {
    const object = controls.get(name);
    if (object) control.script = { formContext, control: object };
  }
  return {
    formContext,
    entity,
    attribute: (name) => attributes.get(name) ?? null,
    tab: (name) => tabs.get(name) ?? null,
  };
}

function pick(from: ReadonlyMap<string, object>, names: readonly string[]): Map<string, object> {
  return new Map(names.flatMap((name) => (from.has(name) ? [[name, from.get(name) ?? {}] as const] : [])));
}
