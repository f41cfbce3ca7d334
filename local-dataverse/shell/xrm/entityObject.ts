/** formContext.data.entity, and what an open form can be asked to do. */
import type { FormSummary } from '../../src/shell/model.ts';
import type { Attribute } from '../form/attribute.ts';
import type { Handler } from '../form/handlers.ts';
import type { FormRecord } from '../form/record.ts';
import { SAVE_MODE } from '../form/save.ts';
import { collection } from './collection.ts';
import { unsupported } from './unsupported.ts';

/** What scripts can make an open form do; `form/session.ts` does it. */
export interface FormActions {
  save(mode: number): Promise<unknown>;
  refresh(save: boolean): Promise<unknown>;
  close(): void;
  isValid(): boolean;
  openTab(name: string): void;
  fireOnChange(attribute: Attribute): void;
  /** Runs handlers for something of the form that is no column: a subgrid, a tab. */
  run(handlers: readonly Handler[], source: unknown): void;
  refreshCommands(): void;
  setTableLabel(label: string): void;
  forms(): readonly FormSummary[];
  formItem(id: string): object;
  entity(): object;
}

export function entityObject(
  record: FormRecord,
  actions: FormActions,
  attributes: () => ReadonlyMap<string, object>,
): object {
  const bracedId = (): string => (record.id ? `{${record.id.toUpperCase()}}` : '');
  return {
    getId: bracedId,
    getEntityName: () => record.table.name,
    getEntityReference: () => ({ id: bracedId(), name: record.primaryValue, entityType: record.table.name }),
    getPrimaryAttributeValue: () => record.primaryValue,
    getIsDirty: () => record.isDirty,
    isValid: () => actions.isValid(),
    attributes: collection(attributes),
    addOnSave: (handler: Handler) => record.handlers.add('onsave', handler),
    removeOnSave: (handler: Handler) => record.handlers.remove('onsave', handler),
    addOnPostSave: (handler: Handler) => record.handlers.add('onpostsave', handler),
    removeOnPostSave: (handler: Handler) => record.handlers.remove('onpostsave', handler),
    save: (option?: string) =>
      actions.save(
        option === 'saveandclose'
          ? SAVE_MODE.saveAndClose
          : option === 'saveandnew'
            ? SAVE_MODE.saveAndNew
            : SAVE_MODE.save,
      ),
    ...unsupported('formContext.data.entity', ['getDataXml'] as const),
  };
}
