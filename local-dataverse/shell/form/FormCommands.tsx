/** The command bar of a form. */
import * as React from 'react';
import { CommandBar, IconButton } from '@fluentui/react';
import type { ICommandBarItemProps } from '@fluentui/react';
import { useServices } from '../app/services.ts';
import { SAVE_MODE } from './save.ts';
import type { SaveMode } from './save.ts';
import type { FormSession } from './session.ts';

export function FormCommands({ session }: { session: FormSession }): React.ReactElement {
  const services = useServices();
  const { record } = session;
  const canSave = record.isActive && !record.isSaving;
  const save = (mode: SaveMode) => (): void => void session.save(mode);
  const items: ICommandBarItemProps[] = [
    ...(record.isActive
      ? [
          command('save', 'Save', 'save', save(SAVE_MODE.save), !canSave, 'Save (Ctrl+S)'),
          command('saveAndClose', 'Save & Close', 'saveandclose', save(SAVE_MODE.saveAndClose), !canSave),
        ]
      : []),
    command('new', 'New', 'add', () => void services.router.open({ kind: 'record', table: record.table.name }), false),
    ...(record.id
      ? [command('refresh', 'Refresh', 'refresh', () => void refresh(session, services), record.isSaving)]
      : []),
    ...(record.id
      ? [command('delete', 'Delete', 'delete', () => void remove(session, services), record.isSaving)]
      : []),
  ];
  return (
    <div className="ld-commands">
      <IconButton iconProps={{ iconName: 'back' }} title="Back" ariaLabel="Back" onClick={() => session.close()} />
      <CommandBar className="ld-grow" items={items} ariaLabel="Commands" />
    </div>
  );
}

function command(
  key: string,
  text: string,
  icon: string,
  onClick: () => void,
  disabled: boolean,
  title = text,
): ICommandBarItemProps {
  return { key, text, title, iconProps: { iconName: icon }, onClick, disabled };
}

async function refresh(session: FormSession, services: ReturnType<typeof useServices>): Promise<void> {
  const isSure =
    !session.record.isDirty ||
    (await services.dialogs.ask({
      title: 'Unsaved changes',
      text: 'Refreshing discards your changes.',
      confirmLabel: 'Discard changes',
      cancelLabel: 'Cancel',
    }));
  if (!isSure) return;
  await session.refresh().catch((error: unknown) => showError(services, error));
}

async function remove(session: FormSession, services: ReturnType<typeof useServices>): Promise<void> {
  const { record } = session;
  const isSure = await services.dialogs.ask({
    title: 'Confirm deletion',
    text: `Do you want to delete this ${record.tableLabel}? You can't undo this action.`,
    confirmLabel: 'Delete',
    cancelLabel: 'Cancel',
  });
  if (!isSure || !record.id) return;
  try {
    await services.api.remove(record.table.name, record.id);
    services.notices.toast('success', `${record.primaryValue || record.tableLabel} was deleted.`);
    await services.router.open({ kind: 'list', table: record.table.name }, { replace: true, force: true });
  } catch (error) {
    await showError(services, error);
  }
}

async function showError(services: ReturnType<typeof useServices>, error: unknown): Promise<void> {
  await services.dialogs.ask({
    title: 'Error',
    text: error instanceof Error ? error.message : String(error),
    isError: true,
  });
}
