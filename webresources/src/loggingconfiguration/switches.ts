import { dependencies, type Dependency } from './columns';

/** Makes a child switch follow its parent while the form is open (SPEC L-4), however the parent is changed: control, plain field or script. */
export function keepSwitchesTogether(form: Xrm.FormContext): void {
  for (const dependency of dependencies) {
    form.getAttribute(dependency.parent)?.addOnChange((context) => followParent(context.getFormContext(), dependency));
    // On load nothing is changed, so that opening the form never makes it dirty: what a row got by import is cleared by the bridge (L-10).
    setChildEnabled(form, dependency);
  }
}

function followParent(form: Xrm.FormContext, dependency: Dependency): void {
  const child = form.getAttribute<Xrm.Attributes.BooleanAttribute>(dependency.child);
  const goesOff = !isOn(form, dependency.parent);
  // The platform may leave the value of a disabled column out of a save unless it is told to send it.
  child?.setSubmitMode(goesOff ? 'always' : 'dirty');
  if (child && goesOff && child.getValue() !== false) {
    child.setValue(false);
    child.fireOnChange();
  }
  setChildEnabled(form, dependency);
}

function setChildEnabled(form: Xrm.FormContext, { parent, child }: Dependency): void {
  const enabled = isOn(form, parent);
  form.getAttribute(child)?.controls.forEach((control) => {
    if (isStandard(control)) control.setDisabled(!enabled);
  });
}

/** An empty switch counts as on, which is every switch's default (SPEC L-1). */
function isOn(form: Xrm.FormContext, column: string): boolean {
  return form.getAttribute<Xrm.Attributes.BooleanAttribute>(column)?.getValue() !== false;
}

function isStandard(control: Xrm.Controls.Control): control is Xrm.Controls.StandardControl {
  return 'setDisabled' in control;
}
