import { text } from './texts';

/** The form, or the grid of a list, that a command stands on (PrimaryControl, SelectedControl). */
export type CommandControl = Xrm.FormContext | Xrm.Controls.GridControl;
/** A selected row as the platform gives it to a command (SelectedControlSelectedItemReferences). */
export interface RowReference {
  readonly Id: string;
  readonly Name: string;
}
export interface Row {
  readonly id: string;
  readonly name: string;
}

const isForm = (control: CommandControl): control is Xrm.FormContext => 'data' in control;

/** The rows a command is about: those selected in a list, or that of the form. */
export function rowsOf(control: CommandControl, selected: readonly RowReference[] = []): readonly Row[] {
  if (!isForm(control)) return selected.map(({ Id, Name }) => ({ id: plain(Id), name: Name }));
  const { id, name = '' } = control.data.entity.getEntityReference();
  return [{ id: plain(id), name }];
}

function plain(id: string): string {
  return id.replace(/[{}]/g, '').toLowerCase();
}

/** Saves what was typed: the bridge reads the stored row. Rejected when it cannot be saved. */
export async function saveFirst(control: CommandControl): Promise<void> {
  if (isForm(control) && control.data.entity.getIsDirty()) await control.data.save();
}

/** Shows what became of the rows; what somebody typed meanwhile stays. */
export async function refresh(control: CommandControl): Promise<void> {
  if (!isForm(control)) control.refresh();
  else if (!control.data.entity.getIsDirty()) {
    await control.data.refresh(false);
    control.ui.refreshRibbon();
  }
}

const levels = { success: 1, error: 2, warning: 3, info: 4 } as const;
export type Level = keyof typeof levels;

/** Says something above the page until it is closed, with a link when there is more to see. @returns its id */
export function notify(level: Level, message: string, link?: Xrm.App.Action): Promise<string> {
  const notification = { type: 2, level: levels[level], message, showCloseButton: true };
  return Promise.resolve(Xrm.App.addGlobalNotification(link ? { ...notification, action: link } : notification));
}

/** Does what a command does; what went wrong is said in a dialog, in the words of the platform. */
export async function orSay(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    await Xrm.Navigation.openErrorDialog({ message: text('failed', { reason: sentenceOf(error) }) });
  }
}

/** The platform rejects with an object that has a message, not always with an Error. */
function sentenceOf(error: unknown): string {
  const message: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'message') : undefined;
  return typeof message === 'string' ? message : String(error);
}
