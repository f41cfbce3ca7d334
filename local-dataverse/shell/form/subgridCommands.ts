/** What one can do with the rows of a subgrid: add new and existing ones, remove or delete, refresh. */
import type { TableModel } from '../../src/shell/model.ts';
import { useServices } from '../app/services.ts';
import type { Services } from '../app/services.ts';
import { useLoaded } from '../app/store.ts';
import type { OwnCommand } from '../commands/CommandBar.tsx';
import type { CommandScope } from '../commands/run.ts';
import type { FormControl } from './control.ts';
import { problemDialog } from './problems.ts';
import type { FormRecord } from './record.ts';
import { FORM_KIND } from './session.ts';
import type { Subgrid } from './subgrid.ts';

/** Activities a list of all activities can add (the platform's own kinds that forms exist for here). */
const ACTIVITIES = ['task', 'email', 'phonecall', 'appointment'];

export function useSubgridCommands(
  record: FormRecord,
  control: FormControl,
  grid: Subgrid,
): { own: readonly OwnCommand[]; scope: CommandScope } {
  const services = useServices();
  const t = services.texts.form;
  const { table } = grid;
  const kinds = useLoaded(`new:${grid.settings.table}`, () =>
    Promise.all(
      (grid.settings.table === 'activitypointer' ? ACTIVITIES : [grid.settings.table]).map((name) =>
        services.models.table(name),
      ),
    ),
  );
  const addable = kinds.state === 'ready' ? kinds.value : [];
  const canChange = record.isActive && !record.isReadOnly;
  const label = table?.label ?? '';
  const add = (one: TableModel) => () => void addNew(services, record, grid, one);
  const own: OwnCommand[] = [
    ...(canChange && addable.length === 1 && addable[0]
      ? [{ key: 'new', text: t.newOf(label), icon: 'add', ids: ['AddNewStandard'], onClick: add(addable[0]) }]
      : []),
    ...(canChange && addable.length > 1
      ? [
          {
            key: 'new',
            text: t.newOf(label),
            icon: 'add',
            ids: ['AddNewStandard'],
            items: addable.map((one) => ({ key: one.name, text: one.label, icon: 'add', onClick: add(one) })),
          },
        ]
      : []),
    ...(canChange && grid.relationship && table && !table.isActivity
      ? [
          {
            key: 'existing',
            text: t.addExisting(label),
            icon: 'search',
            ids: ['AddExistingStandard', 'AddExistingAssoc'],
            onClick: () => void addExisting(services, record, grid, table),
          },
        ]
      : []),
    ...(canChange && grid.selected.length
      ? [
          grid.relationship?.kind === 'manyToMany'
            ? {
                key: 'remove',
                text: t.remove,
                icon: 'cancel',
                ids: ['Remove'],
                onClick: () => void unlink(services, record, grid),
              }
            : {
                key: 'delete',
                text: t.delete,
                icon: 'delete',
                ids: ['Delete'],
                onClick: () => void removeRows(services, grid),
              },
        ]
      : []),
    { key: 'refresh', text: t.refresh, icon: 'refresh', ids: ['RefreshButton'], onClick: () => void grid.refresh() },
  ];
  const facts = (rows: Subgrid['rows']): { id: string; name: string }[] =>
    rows.map((row) => ({ id: grid.idOf(row), name: grid.nameOf(row) }));
  const scope: CommandScope = {
    primaryTable: record.table,
    primaryControl: control.script?.formContext ?? null,
    selectedControl: control.script?.control ?? null,
    primaryIds: record.id ? [record.id] : [],
    selected: facts(grid.selectedRows),
    all: facts(grid.rows),
    formType: record.formType,
  };
  return { own, scope };
}

/** In the quick create form when the table has one, else in its main form; the parent is filled in. */
async function addNew(services: Services, record: FormRecord, grid: Subgrid, table: TableModel): Promise<void> {
  const { relationship } = grid;
  const column = relationship?.kind === 'oneToMany' ? relationship.column : undefined;
  const defaults: Record<string, string> =
    column && record.id
      ? { [column]: record.id, [`${column}name`]: record.primaryValue, [`${column}type`]: record.table.name }
      : {};
  try {
    const forms = await services.models.forms(table.name, services.app.value?.id, FORM_KIND.quickCreate);
    if (!forms.length) return void (await services.router.open({ kind: 'record', table: table.name, defaults }));
    const made = await services.overlays.ask({ kind: 'quickCreate', table: table.name, defaults });
    if (!made.length) return;
    if (relationship?.kind === 'manyToMany') await link(services, record, grid, made);
    await grid.refresh();
  } catch (error) {
    await services.dialogs.ask(problemDialog(error, services.texts.form));
  }
}

async function addExisting(services: Services, record: FormRecord, grid: Subgrid, table: TableModel): Promise<void> {
  const chosen = await services.overlays.ask({ kind: 'lookup', tables: [table.name], isMultiple: true });
  if (!chosen.length) return;
  await tryAndRefresh(services, grid, () => link(services, record, grid, chosen));
}

async function link(
  { api }: Services,
  record: FormRecord,
  { relationship }: Subgrid,
  rows: readonly { readonly id: string; readonly entityType: string }[],
): Promise<void> {
  if (!relationship || !record.id) return;
  for (const row of rows) await api.link(record.table.name, record.id, relationship.collection, row.entityType, row.id);
}

async function unlink(services: Services, record: FormRecord, grid: Subgrid): Promise<void> {
  const { relationship, selected } = grid;
  const { id } = record;
  if (!relationship || !id) return;
  await tryAndRefresh(services, grid, async () => {
    for (const other of selected) await services.api.unlink(record.table.name, id, relationship.collection, other);
  });
}

async function removeRows(services: Services, grid: Subgrid): Promise<void> {
  const { texts, dialogs, api } = services;
  const t = texts.form;
  const { selected, table } = grid;
  if (!table) return;
  const isSure = await dialogs.ask({
    title: t.confirmDeletion,
    text: selected.length === 1 ? t.deleteOne(table.label) : t.deleteMany(selected.length),
    confirmLabel: t.delete,
    cancelLabel: t.cancel,
  });
  if (!isSure) return;
  await tryAndRefresh(services, grid, async () => {
    for (const id of selected) await api.remove(table.name, id);
  });
}

/** What was done before a refusal is shown, too. */
async function tryAndRefresh({ dialogs, texts }: Services, grid: Subgrid, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    await dialogs.ask(problemDialog(error, texts.form));
  }
  await grid.refresh();
}
