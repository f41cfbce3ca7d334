import { interactionLogEntryMetadata as table } from '@activity-logging/activity-model/metadata';
import { changeSet, updateRequest } from './changeSet';
import { notify, refresh, rowsOf, saveFirst, type CommandControl, type RowReference } from './page';
import { text } from './texts';

const { al_reviewed } = table.columns;

/** Notes that somebody looked at the sender warning of the entries (SPEC M-14). */
export async function markReviewed(control: CommandControl, selected?: readonly RowReference[]): Promise<void> {
  const rows = rowsOf(control, selected);
  await saveFirst(control);
  await changeSet(rows.map(({ id }) => updateRequest(table.logicalName, id, { [al_reviewed]: true })));
  await notify('success', text('reviewed', { count: rows.length }));
  await refresh(control);
}

/** Enable rule of the form: an entry that is reviewed already is not marked again. */
export function canMarkReviewed(form: Xrm.FormContext): boolean {
  return form.getAttribute<Xrm.Attributes.BooleanAttribute>(al_reviewed)?.getValue() !== true;
}
