/** The command bar of a form. */
import * as React from 'react';
import { IconButton } from '@fluentui/react';
import { useServices } from '../app/services.ts';
import type { Services } from '../app/services.ts';
import { CommandBar } from '../commands/CommandBar.tsx';
import type { OwnCommand } from '../commands/CommandBar.tsx';
import type { CommandScope } from '../commands/run.ts';
import { problemDialog } from './problems.ts';
import { SAVE_MODE } from './save.ts';
import type { SaveMode } from './save.ts';
import type { FormSession } from './session.ts';
import { isLookupValue } from './values.ts';

export function FormCommands({ session }: { session: FormSession }): React.ReactElement {
  const services = useServices();
  const { record } = session;
  const t = services.texts.form;
  const canSave = record.isActive && !record.isSaving;
  const save = (mode: SaveMode) => (): void => void session.save(mode);
  const own: OwnCommand[] = [
    ...(record.isActive
      ? [
          {
            key: 'save',
            text: t.save,
            icon: 'save',
            title: t.saveWithKey,
            ids: ['Save'],
            disabled: !canSave,
            onClick: save(SAVE_MODE.save),
          },
          {
            key: 'saveAndClose',
            text: t.saveAndClose,
            icon: 'saveandclose',
            ids: ['SaveAndClose'],
            disabled: !canSave,
            onClick: save(SAVE_MODE.saveAndClose),
          },
        ]
      : []),
    {
      key: 'new',
      text: t.newRow,
      icon: 'add',
      ids: ['NewRecord'],
      onClick: () => void services.router.open({ kind: 'record', table: record.table.name }),
    },
    ...(record.id
      ? [
          {
            key: 'refresh',
            text: t.refresh,
            icon: 'refresh',
            ids: ['Refresh'],
            disabled: record.isSaving,
            onClick: () => void refresh(session, services),
          },
          {
            key: 'delete',
            text: t.delete,
            icon: 'delete',
            ids: ['Delete'],
            disabled: record.isSaving,
            onClick: () => void remove(session, services),
          },
        ]
      : []),
  ];
  const version = [record.id, record.formType, record.loads, session.commandVersion].join();
  return (
    <div className="ld-commands">
      <IconButton iconProps={{ iconName: 'back' }} title={t.back} ariaLabel={t.back} onClick={() => session.close()} />
      <CommandBar location="form" table={record.table} own={own} scope={formScope(session)} version={version} />
    </div>
  );
}

export function formScope({ record, objects }: FormSession): CommandScope {
  return {
    primaryTable: record.table,
    primaryControl: objects.formContext,
    selectedControl: null,
    primaryIds: record.id ? [record.id] : [],
    selected: [],
    all: [],
    formType: record.formType,
    value: (field) => ruleValue(record.attributes.get(field)?.value ?? record.row[field]),
  };
}

/** As ValueRule writes values: choices as numbers, two options as true and false, lookups as ids. */
function ruleValue(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  return isLookupValue(first) ? first.id : String(value);
}

async function refresh(session: FormSession, services: Services): Promise<void> {
  const t = services.texts.form;
  const isSure =
    !session.record.isDirty ||
    (await services.dialogs.ask({
      title: t.unsavedTitle,
      text: t.refreshDiscards,
      confirmLabel: t.discard,
      cancelLabel: t.cancel,
    }));
  if (!isSure) return;
  await session.refresh().catch((error: unknown) => showProblem(services, error));
}

async function remove(session: FormSession, services: Services): Promise<void> {
  const { record } = session;
  const t = services.texts.form;
  const isSure = await services.dialogs.ask({
    title: t.confirmDeletion,
    text: t.deleteOne(record.tableLabel),
    confirmLabel: t.delete,
    cancelLabel: t.cancel,
  });
  if (!isSure || !record.id) return;
  try {
    await services.api.remove(record.table.name, record.id);
    services.notices.toast('success', t.deleted(record.primaryValue || record.tableLabel));
    await services.router.open({ kind: 'list', table: record.table.name }, { replace: true, force: true });
  } catch (error) {
    await showProblem(services, error);
  }
}

async function showProblem(services: Services, error: unknown): Promise<void> {
  await services.dialogs.ask(problemDialog(error, services.texts.form));
}
