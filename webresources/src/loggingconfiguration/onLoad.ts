import { notifyWhenSaved } from './savedNotification';
import { keepSwitchesTogether } from './switches';

/** OnLoad of the settings form: `ActivityLogging.LoggingConfiguration.onLoad`, execution context passed. */
export function onLoad(context: Xrm.Events.EventContext): void {
  const form = context.getFormContext();
  keepSwitchesTogether(form);
  notifyWhenSaved(form);
}
