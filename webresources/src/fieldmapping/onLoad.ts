import { fieldMappingColumns as columns } from '@activity-logging/activity-model/metadata';
import { comparedColumns, duplicateOf, type Target } from './duplicates';
import { problemsOf, ruledColumns, type Mapping, type Problem } from './rules';
import { text } from './texts';

const ruleId = 'al_rule';
const duplicateId = 'al_duplicate';

/** OnLoad of the forms of a field mapping: `ActivityLogging.FieldMapping.onLoad`, execution context passed (SPEC F-6). */
export function onLoad(context: Xrm.Events.EventContext): void {
  const form = context.getFormContext();
  for (const column of ruledColumns)
    form.getAttribute(column)?.addOnChange(() => void showProblems(form, ({ isMissing }) => isMissing !== true));
  for (const column of comparedColumns) form.getAttribute(column)?.addOnChange(() => void showDuplicate(form));
  form.data.entity.addOnSave((save: Xrm.Events.SaveEventContextAsync) => validate(form, save));
}

/**
 * Where the app waits for promises of OnSave handlers, the save waits for the comparison. Where it does not, the
 * notification that the change of a column brought keeps the save from happening.
 */
async function validate(form: Xrm.FormContext, save: Xrm.Events.SaveEventContextAsync): Promise<void> {
  const isWrong = showProblems(form, () => true);
  if (isWrong) save.getEventArgs().preventDefault();
  if (await showDuplicate(form)) save.getEventArgs().preventDefault();
}

/** @returns whether there is one */
function showProblems(form: Xrm.FormContext, isSaid: (problem: Problem) => boolean): boolean {
  const problems = problemsOf(mappingOn(form)).filter(isSaid);
  for (const column of ruledColumns) {
    const problem = problems.find((each) => each.column === column);
    say(form, column, ruleId, problem && text(problem.text));
  }
  return problems.length > 0;
}

/** @returns whether there is one */
async function showDuplicate(form: Xrm.FormContext): Promise<boolean> {
  const target = targetOn(form);
  try {
    const name = target && (await duplicateOf(target, idOf(form)));
    // Something else was chosen meanwhile: that change has its own answer.
    if (JSON.stringify(target) !== JSON.stringify(targetOn(form))) return false;
    say(form, columns.al_targetcolumn, duplicateId, name === undefined ? undefined : text('duplicate', { name }));
    form.ui.clearFormNotification(duplicateId);
    return name !== undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : JSON.stringify(error);
    form.ui.setFormNotification(text('notCompared', { reason }), 'WARNING', duplicateId);
    return false;
  }
}

function say(form: Xrm.FormContext, column: string, id: string, message: string | undefined): void {
  form.getAttribute(column)?.controls.forEach((control) => {
    if (!('setNotification' in control)) return;
    const standard: Xrm.Controls.StandardControl = control;
    if (message === undefined) standard.clearNotification(id);
    else standard.setNotification(message, id);
  });
}

function mappingOn(form: Xrm.FormContext): Mapping {
  return {
    sourcePath: textOn(form, columns.al_sourcepath),
    constantValue: textOn(form, columns.al_constantvalue),
    targetColumn: textOn(form, columns.al_targetcolumn),
    whenEmpty: optionOn(form, columns.al_whenempty),
    defaultValue: textOn(form, columns.al_defaultvalue),
    valueMap: textOn(form, columns.al_valuemap),
  };
}

/** Nothing to compare while a part is missing, or for a mapping that is not used. */
function targetOn(form: Xrm.FormContext): Target | undefined {
  const [kind, table] = [optionOn(form, columns.al_kind), optionOn(form, columns.al_targettable)];
  const column = textOn(form, columns.al_targetcolumn);
  const isOff = form.getAttribute<Xrm.Attributes.BooleanAttribute>(columns.al_enabled)?.getValue() === false;
  if (kind === null || table === null || column === '' || isOff) return undefined;
  return { kind, table, column, source: textOn(form, columns.al_sourcesystem) };
}

function textOn(form: Xrm.FormContext, column: string): string {
  return (form.getAttribute<Xrm.Attributes.StringAttribute>(column)?.getValue() ?? '').trim();
}

function optionOn(form: Xrm.FormContext, column: string): number | null {
  return form.getAttribute<Xrm.Attributes.OptionSetAttribute>(column)?.getValue() ?? null;
}

function idOf(form: Xrm.FormContext): string {
  return form.data.entity.getId().replace(/[{}]/g, '').toLowerCase();
}
