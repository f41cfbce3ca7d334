/** What the platform takes on forms that do not fill a page. */
import type { Form } from '../../../solution/model/index.ts';
import { ModelError } from '../model-error.ts';

/** Sections of every card form; the platform finds them by these names. */
const cardSections = ['ColorStrip', 'CardHeader', 'CardDetails', 'CardFooter'];

/** @throws ModelError when the form has what a form of its type cannot have */
export function checkFormType(form: Form, where: string): void {
  const refuse = (condition: boolean, what: string): void => {
    if (condition) throw new ModelError(where, `a ${form.type} form ${what}`);
  };
  if (form.type !== 'main') {
    refuse((form.header ?? []).length > 0 || form.headerDensity !== undefined, 'has no header');
    refuse(form.tabs.length !== 1, 'has one tab');
  }
  if (form.type === 'quick' || form.type === 'card') {
    refuse((form.libraries ?? []).length > 0 || (form.events ?? []).length > 0, 'runs no scripts');
    refuse(
      form.tabs.some((tab) => (tab.widths ?? []).length > 1),
      'has one column',
    );
  }
  if (form.type === 'card') {
    const names = form.tabs.flatMap((tab) => tab.sections.map(({ name }) => name));
    refuse(names.join() !== cardSections.join(), `has the sections ${cardSections.join(', ')}`);
  }
  for (const tab of form.tabs) {
    const widths = tab.widths ?? [100];
    if (widths.length > 3 || widths.reduce((sum, width) => sum + width, 0) > 100)
      throw new ModelError(where, `tab ${tab.name} has more than three columns or more than 100 %`);
    const lost = tab.sections.find(({ tabColumn }) => (tabColumn ?? 0) >= widths.length);
    if (lost !== undefined) throw new ModelError(where, `section ${lost.name} stands in no column of its tab`);
  }
}
