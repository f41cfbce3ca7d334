import { outcomesOf, report } from './ask';
import { markReviewed as mark } from './markReviewed';
import { orSay, type CommandControl, type RowReference } from './page';
import { questions, type Question } from './requests';
import { showMessage as show } from './showMessage';
export { canMarkReviewed } from './markReviewed';

/** A command's function: the form or grid it stands on, and in a grid the selected rows. */
type Command = (control: CommandControl, selected?: readonly RowReference[]) => Promise<void>;

const asking =
  (question: Question): Command =>
  (control, selected) =>
    orSay(async () => {
      const outcomes = await outcomesOf(question, control, selected);
      if (outcomes.length > 0) await report(outcomes, control);
    });

export const retry = asking(questions.retry);
export const runMailLogging = asking(questions.runMailLogging);
export const stopMailLogging = asking(questions.stopMailLogging);
export const validateMailbox = asking(questions.validateMailbox);
export const relink = asking(questions.relink);
export const exportAudit = asking(questions.exportAudit);
export const verifyAudit = asking(questions.verifyAudit);
export const showMessage: Command = (control, selected) => orSay(() => show(control, selected));
export const markReviewed: Command = (control, selected) => orSay(() => mark(control, selected));
