/** What the platform's dialog says when the server refuses a save, a deletion or a command, or when a script fails. */
import { HttpError } from '../api/http.ts';
import type { ConfirmOptions } from '../app/dialogs.ts';
import type { Services } from '../app/services.ts';
import type { Texts } from '../texts.ts';

/** Codes of facts/dataverse.md §7. */
const PRIVILEGES = new Set(['0x80040220', '0x80042f09', '0x80048306']);
const DUPLICATES = new Set(['0x80040333', '0x80060892', '0x80040237']);
const GONE = new Set(['0x80040217']);

export function problemDialog(error: unknown, texts: Texts['form']): ConfirmOptions {
  if (!(error instanceof HttpError)) {
    return { title: texts.error, text: error instanceof Error ? error.message : String(error), isError: true };
  }
  return {
    title: titleOf(error, texts),
    text: error.message,
    isError: true,
    details: [error.message, error.code && texts.errorCode(error.code), `HTTP ${error.status}`]
      .filter(Boolean)
      .join('\n'),
  };
}

/** Plug-in and webhook steps answer as business process errors, and so does everything that has no title of its own. */
function titleOf({ status, code }: HttpError, texts: Texts['form']): string {
  const known = code.toLowerCase();
  if (PRIVILEGES.has(known) || status === 403) return texts.insufficientPermissions;
  if (DUPLICATES.has(known)) return texts.duplicatesFound;
  if (GONE.has(known)) return texts.rowGone;
  return texts.businessProcessError;
}

/** A script of a form or command failed: as on the platform the user sees it, and the page stays usable. */
export function reportScript({ dialogs, texts }: Services, problem: unknown): void {
  const error = problem instanceof Error ? problem : new Error(String(problem));
  console.error(error);
  void dialogs.ask({ title: texts.form.scriptError, text: error.message, details: error.stack, isError: true });
}
