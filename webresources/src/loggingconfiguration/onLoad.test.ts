import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { XrmMockGenerator } from 'xrm-mock';
import { onLoad } from './onLoad';
import { shownFor } from './savedNotification';

const german = 1031;
type Switch = Xrm.Attributes.BooleanAttribute;

/** The settings form with the given switches, loaded. */
function loadForm(values: Record<string, boolean | null>): Xrm.FormContext {
  XrmMockGenerator.initialise();
  for (const [name, value] of Object.entries(values)) {
    XrmMockGenerator.Attribute.createBoolean(name, value ?? undefined);
  }
  const context = XrmMockGenerator.getEventContext();
  onLoad(context);
  return context.getFormContext();
}
const switchOf = (form: Xrm.FormContext, name: string): Switch => {
  const attribute = form.getAttribute<Switch>(name);
  if (!attribute) throw new Error(`no ${name}`);
  return attribute;
};
function turn(form: Xrm.FormContext, name: string, on: boolean): void {
  switchOf(form, name).setValue(on);
  switchOf(form, name).fireOnChange();
}
const isDisabled = (form: Xrm.FormContext, name: string): boolean =>
  form.getControl<Xrm.Controls.StandardControl>(name)?.getDisabled() ?? false;
const all = { al_logemails: true, al_logreplies: true, al_logcalls: true, al_logvoicemails: true };

describe('ActivityLogging.LoggingConfiguration.onLoad', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it.each([
    ['al_logemails', 'al_logreplies'],
    ['al_logcalls', 'al_logvoicemails'],
  ])('L-4 %s off switches %s off and disables it', (parent, child) => {
    const form = loadForm(all);
    turn(form, parent, false);
    expect(switchOf(form, child).getValue()).toBe(false);
    expect(isDisabled(form, child)).toBe(true);
    turn(form, parent, true);
    expect(switchOf(form, child).getValue()).toBe(false);
    expect(isDisabled(form, child)).toBe(false);
  });

  it('L-4 each parent only takes its own child along', () => {
    const form = loadForm(all);
    turn(form, 'al_logemails', false);
    expect(switchOf(form, 'al_logvoicemails').getValue()).toBe(true);
  });

  it('tells the form about the child it switched', () => {
    const form = loadForm(all);
    const heard = jest.fn();
    switchOf(form, 'al_logreplies').addOnChange(heard);
    turn(form, 'al_logemails', false);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('L-10 loading changes no value: an inconsistent row is disabled, not touched', () => {
    const form = loadForm({ ...all, al_logemails: false });
    expect(switchOf(form, 'al_logreplies').getValue()).toBe(true);
    expect(isDisabled(form, 'al_logreplies')).toBe(true);
  });

  it('works on a form that has only some of the columns', () => {
    const form = loadForm({ al_logemails: true });
    expect(() => turn(form, 'al_logemails', false)).not.toThrow();
  });

  it.each([
    [1033, 'Activity Logging Updated'],
    [german, 'Aktivitätsprotokollierung aktualisiert'],
    [1036, 'Activity Logging Updated'],
  ])('L-6 in language %i a save shows “%s”, which goes by itself', (languageId, words) => {
    const form = loadForm(all);
    Object.assign(Xrm.Utility.getGlobalContext().userSettings, { languageId });
    const shown = jest.spyOn(form.ui, 'setFormNotification');
    const cleared = jest.spyOn(form.ui, 'clearFormNotification');
    form.data.entity.save();
    expect(shown).toHaveBeenCalledWith(words, 'INFO', 'al_updated');
    jest.advanceTimersByTime(shownFor - 1);
    expect(cleared).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(cleared).toHaveBeenCalledWith('al_updated');
  });

  it('L-6 a save that failed shows nothing', () => {
    const form = loadForm(all);
    const shown = jest.spyOn(form.ui, 'setFormNotification');
    const entity: object = form.data.entity;
    const handlers = Reflect.get(entity, 'postSaveEventHandlers') as Xrm.Events.PostSaveEventHandler[];
    const failed = { getEventArgs: () => ({ getIsSaveSuccess: () => false }) };
    handlers.forEach((handler) => handler(failed as unknown as Xrm.Events.PostSaveEventContext));
    expect(handlers.length).toBe(1);
    expect(shown).not.toHaveBeenCalled();
  });
});
