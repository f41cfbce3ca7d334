import { text } from './texts';

const notificationId = 'al_updated';
/** Milliseconds the notification stays. */
export const shownFor = 5000;

/** Says “Activity Logging Updated” after each successful save (SPEC L-6) and takes it away again. */
export function notifyWhenSaved(form: Xrm.FormContext): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  form.data.entity.addOnPostSave((context) => {
    if (!context.getEventArgs().getIsSaveSuccess()) return;
    clearTimeout(timer);
    form.ui.setFormNotification(text('updated'), 'INFO', notificationId);
    timer = setTimeout(() => form.ui.clearFormNotification(notificationId), shownFor);
  });
}
