/** Deletes the selected rows after a question, and says how it went. */
import type { TableModel } from '../../src/shell/model.ts';
import type { Services } from '../app/services.ts';

/** False when the user thought better of it. */
export async function deleteRows(
  { dialogs, notices, api, texts }: Services,
  table: TableModel,
  ids: readonly string[],
): Promise<boolean> {
  const t = texts.lists;
  const isSure = await dialogs.ask({
    title: t.deleteTitle,
    text: ids.length === 1 ? t.deleteOne(table.label) : t.deleteMany(ids.length),
    confirmLabel: t.delete,
    cancelLabel: texts.app.cancel,
  });
  if (!isSure) return false;
  const results = await Promise.allSettled(ids.map((id) => api.remove(table.name, id)));
  const failed = results.filter((one): one is PromiseRejectedResult => one.status === 'rejected');
  const reason: unknown = failed[0]?.reason;
  if (failed.length)
    notices.add('error', t.notDeleted(failed.length, results.length, reason instanceof Error ? reason.message : ''));
  else notices.toast('success', results.length === 1 ? t.deletedOne : t.deletedMany(results.length));
  return true;
}
