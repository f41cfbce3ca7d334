import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { violationsIn } from '../test-support/axe';
import { fakeWebApi } from '../test-support/fakeWebApi';
import { mockContext } from '../test-support/mockContext';
import { openPage, type Page } from '../test-support/render';
import { readResx } from '../test-support/resx';
import type { IInputs, IOutputs } from './generated/ManifestTypes';
import { LoggingSettings } from './index';
import { columnOf, switchNames, targetNames } from './ManifestConstants';
import { nativeTarget, settingsFrom, taskTarget } from './model/settings';

const id = 'a1a1a1a1-0000-4000-8000-000000000001';
const names = [...switchNames, ...targetNames];
type Values = Record<string, boolean | number>;

/** A form with the control on it: bound values, a stored row, and a platform that carries outputs into the form. */
class FormOfTest {
  readonly page: Page = openPage();
  readonly stored: Values;
  readonly form: Values;
  readonly control = new LoggingSettings();
  readonly webAPI;
  outputs: IOutputs[] = [];
  readOnly = false;
  texts = readResx('LoggingSettings', 1033);

  constructor(values: Values = {}) {
    this.form = { ...settingsFrom((name) => values[name]) };
    this.stored = { id: 0, ...Object.fromEntries(names.map((name) => [columnOf(name), this.form[name] ?? true])) };
    this.webAPI = fakeWebApi({ al_loggingconfiguration: [{ ...this.stored, al_loggingconfigurationid: id }] });
    this.control.init(this.context(), () => this.carry());
  }

  context(updatedProperties: string[] = []): ReturnType<typeof mockContext<IInputs>> {
    return mockContext<IInputs>({
      parameters: Object.fromEntries(names.map((name) => [name, { raw: this.form[name] }])) as unknown as IInputs,
      webAPI: this.webAPI,
      record: { entityTypeName: 'al_loggingconfiguration', entityId: id },
      texts: this.texts,
      isControlDisabled: this.readOnly,
      updatedProperties,
    });
  }

  draw(updated?: string[]): Promise<void> {
    return this.page.draw(this.control.updateView(this.context(updated)));
  }

  private carry(): void {
    const outputs = this.control.getOutputs();
    this.outputs.push(outputs);
    Object.assign(this.form, outputs);
  }

  get root(): HTMLElement {
    return this.page.root;
  }
  button(text: string): HTMLButtonElement | undefined {
    return Array.from(this.root.querySelectorAll('button')).find(({ textContent }) => textContent === text);
  }
  toggle(name: string): HTMLButtonElement | null {
    return this.root.querySelector<HTMLButtonElement>(`#al-${name}`);
  }
  async edit(): Promise<void> {
    await this.draw();
    await this.page.click(this.button('Edit'));
  }
}

let test: FormOfTest;
beforeEach(() => {
  test = new FormOfTest({ callTarget: nativeTarget, logSteps: false });
});
afterEach(() => {
  test.control.destroy();
  test.page.close();
});

describe('LoggingSettings', () => {
  it('L-2 a read-only panel shows which settings are on, in the sections of the page', async () => {
    await test.draw();
    expect(Array.from(test.root.querySelectorAll('li')).map((entry) => entry.textContent)).toEqual([
      'Email and Reply LoggingOnas TaskReplies too',
      'Call and Voicemail LoggingOnas Phone CallVoicemails too',
      'Meeting LoggingOnas TaskFollows changes',
      'Note LoggingOnas Task',
      'Step LoggingOff',
      'Message LoggingOnas Task',
      'Recording LoggingOnas Task',
    ]);
    expect(test.root.querySelector('[role=switch]')).toBeNull();
  });

  it('L-2 Edit opens the page: a switch for each kind and the targets of the specification', async () => {
    await test.edit();
    expect(Array.from(test.root.querySelectorAll('[role=switch]')).map((element) => element.id)).toEqual(
      [
        'logEmails',
        'logReplies',
        'logCalls',
        'logVoicemails',
        'logMeetings',
        'followMeetingChanges',
        'prefixAppointments',
        'logNotes',
        'logSteps',
        'logMessages',
        'logRecordings',
      ].map((name) => `al-${name}`),
    );
    expect(
      Array.from(test.root.querySelectorAll('input[type=radio]')).map((input) => [
        input.nextElementSibling?.textContent,
        (input as HTMLInputElement).checked,
      ]),
    ).toEqual([
      ['Log as Task', true],
      ['Log as Email', false],
      ['Log as Task', false],
      ['Log as Phone Call', true],
      ['Log Meeting as a Task', true],
      ['Log Meeting as an Appointment', false],
    ]);
  });

  it('L-4 switching emails off switches replies off and holds them off', async () => {
    await test.edit();
    await test.page.click(test.toggle('logEmails'));
    expect(test.outputs.pop()).toMatchObject({ logEmails: false, logReplies: false, logCalls: true });
    await test.draw(['logEmails', 'logReplies']);
    expect(test.toggle('logReplies')?.disabled).toBe(true);
    expect(test.root.textContent).toMatch('Needs email logging.');
    await test.page.click(test.toggle('logEmails'));
    expect(test.outputs.pop()).toMatchObject({ logEmails: true, logReplies: false });
    expect(test.toggle('logReplies')?.disabled).toBe(false);
  });

  it('L-3 a choice of target goes to the form', async () => {
    await test.edit();
    await test.page.click(test.root.querySelectorAll('input[type=radio]')[1]);
    expect(test.outputs.pop()).toMatchObject({
      emailTarget: nativeTarget,
      callTarget: nativeTarget,
      meetingTarget: taskTarget,
    });
  });

  it('L-6 nothing is stored by the control, Discard restores what was stored', async () => {
    await test.edit();
    expect(test.button('Discard changes')).toBeUndefined();
    await test.page.click(test.toggle('logNotes'));
    await test.draw(['logNotes']);
    expect(test.root.textContent).toMatch('Changes take effect when you save the form.');
    expect(test.root.textContent).toMatch('Changed');
    await test.page.click(test.button('Discard changes'));
    expect(test.form['logNotes']).toBe(true);
    expect(test.button('Discard changes')).toBeUndefined();
  });

  it('L-6 after the form was saved there is nothing to discard', async () => {
    await test.edit();
    await test.page.click(test.toggle('logNotes'));
    const rows = { ...test.stored, al_lognotes: false };
    Object.assign(test.webAPI, { retrieveRecord: () => Promise.resolve(rows) });
    await test.draw();
    await test.page.wait(600);
    await test.draw();
    expect(test.button('Discard changes')).toBeUndefined();
    expect(test.form['logNotes']).toBe(false);
  });

  it('L-6 Discard says when the stored settings cannot be read, and changes nothing', async () => {
    await test.edit();
    await test.page.click(test.toggle('logNotes'));
    test.webAPI.failing.set('al_loggingconfiguration', { message: 'offline' });
    await test.page.click(test.button('Discard changes'));
    expect(test.root.querySelector('[role=alert]')?.textContent).toBe('The stored settings could not be read: offline');
    expect(test.form['logNotes']).toBe(false);
  });

  it('L-7 L-8 a change that the form takes back (a cancelled warning) is taken back here', async () => {
    await test.edit();
    await test.page.click(test.toggle('logEmails'));
    Object.assign(test.form, { logEmails: true, logReplies: true });
    await test.draw(['logEmails', 'logReplies']);
    expect(test.toggle('logEmails')?.getAttribute('aria-checked')).toBe('true');
    expect(test.toggle('logReplies')?.getAttribute('aria-checked')).toBe('true');
  });

  it('follows changes made elsewhere on the form', async () => {
    await test.edit();
    test.form['logMessages'] = false;
    await test.draw(['logMessages']);
    expect(test.toggle('logMessages')?.getAttribute('aria-checked')).toBe('false');
  });

  it('without the right to change there is no Edit', async () => {
    test.readOnly = true;
    await test.draw();
    expect(test.button('Edit')).toBeUndefined();
    expect(test.root.textContent).toMatch('You can see these settings but not change them.');
  });

  it('T-9 speaks German', async () => {
    test.texts = readResx('LoggingSettings', 1031);
    await test.draw();
    expect(test.button('Bearbeiten')).toBeDefined();
  });

  it('T-9 axe finds nothing in panel and page', async () => {
    await test.draw();
    expect(await violationsIn(test.root)).toEqual([]);
    await test.page.click(test.button('Edit'));
    expect(await violationsIn(test.root)).toEqual([]);
  });
});
