import {
  Direction,
  interactionLogEntryMetadata as table,
  SenderCheck,
} from '@activity-logging/activity-model/metadata';
import { linkToAnswer, outcomesOf, report } from './ask';
import { notify, rowsOf, type CommandControl, type RowReference } from './page';
import { questions } from './requests';
import { text } from './texts';

const { columns, lookups } = table;

/** Names the sender, then opens the message from where it can be answered (SPEC M-10). */
export async function showMessage(control: CommandControl, selected?: readonly RowReference[]): Promise<void> {
  const [row] = rowsOf(control, selected);
  if (row === undefined || !(await isWanted(row.id))) return;
  const outcomes = await outcomesOf(questions.showMessage, control, selected);
  const [outcome] = outcomes;
  if (outcome?.answer === undefined) return report(outcomes, control);
  const { url, message } = outcome.answer;
  if (url === undefined) {
    const sentences = [text('cannotShow'), ...(message === undefined ? [] : [message]), text('tryThis')];
    await Xrm.Navigation.openAlertDialog({ title: text('showTitle'), text: sentences.join('\n\n') });
    return;
  }
  Xrm.Navigation.openUrl(url);
  await notify('success', text('done', { what: outcome.request.name }), linkToAnswer(url));
}

async function isWanted(id: string): Promise<boolean> {
  const people = [lookups.al_contactid.property, lookups.al_salespersonid.property];
  const read = [columns.al_direction, columns.al_sendercheck, ...people].join();
  const entry: unknown = await Xrm.WebApi.retrieveRecord(table.logicalName, id, `?$select=${read}`);
  const { confirmed } = await Xrm.Navigation.openConfirmDialog({
    title: text('showTitle'),
    text: senderOf(typeof entry === 'object' && entry !== null ? entry : {}),
    confirmButtonLabel: text('show'),
  });
  return confirmed;
}

/** Who sent it, and a warning when the receiving server found the address wrong (SPEC M-14). */
function senderOf(entry: object): string {
  const isOurs = Reflect.get(entry, columns.al_direction) === Direction.Outbound;
  const { property } = isOurs ? lookups.al_salespersonid : lookups.al_contactid;
  const name: unknown = Reflect.get(entry, `${property}@OData.Community.Display.V1.FormattedValue`);
  const sender = typeof name === 'string' && name !== '' ? text('sender', { name }) : text('unknownSender');
  const isForged = Reflect.get(entry, columns.al_sendercheck) === SenderCheck.Failed;
  return isForged ? `${sender} ${text('forged')}` : sender;
}
