import * as React from 'react';
import { lookOf, type Look } from '../shared/look';
import { recordOf } from '../shared/record';
import { textsOf } from '../shared/texts';
import { SettingsPage } from './components/SettingsPage';
import { SettingsStore } from './data/settingsStore';
import type { IInputs, IOutputs } from './generated/ManifestTypes';
import { columnOf, switchNames, targetNames } from './ManifestConstants';
import { settingsFrom, settingsFromRow, type Settings } from './model/settings';
import type { SettingsTexts, TextKey } from './texts';

type Context = ComponentFramework.Context<IInputs>;
const names = [...switchNames, ...targetNames];

/** The Activity Logging page on the configuration form; it changes bound columns and stores nothing itself (SPEC L-6). */
export class LoggingSettings implements ComponentFramework.ReactControl<IInputs, IOutputs> {
  private context: Context | undefined;
  private notify: () => void = () => undefined;
  private texts: SettingsTexts | undefined;
  private store: SettingsStore | undefined;
  private look: { readonly tokens: unknown; readonly value: Look } | undefined;

  init(context: Context, notifyOutputChanged?: () => void): void {
    this.context = context;
    this.notify = notifyOutputChanged ?? this.notify;
    context.mode.trackContainerResize(true);
  }

  updateView(context: Context): React.ReactElement {
    this.context = context;
    const form = settingsOf(context);
    if (this.store) this.store.followForm(form, hasNews(context));
    else this.store = new SettingsStore(form, { notify: () => this.notify(), readStored: () => this.readStored() });
    return React.createElement(SettingsPage, {
      store: this.store,
      texts: (this.texts ??= textsOf<TextKey>(context.resources)),
      look: this.lookNow(context),
      readOnly: isReadOnly(context),
      allocatedWidth: context.mode.allocatedWidth,
    });
  }

  getOutputs(): IOutputs {
    return { ...this.store?.state.settings };
  }

  destroy(): void {
    this.store?.close();
  }

  private async readStored(): Promise<Settings | undefined> {
    const context = this.context;
    const record = context && recordOf(context);
    if (!record) return undefined;
    return settingsFromRow(
      await context.webAPI.retrieveRecord(record.table, record.id, `?$select=${names.map(columnOf).join(',')}`),
    );
  }

  private lookNow({ fluentDesignLanguage: design }: Context): Look {
    if (!this.look || this.look.tokens !== design?.tokenTheme)
      this.look = { tokens: design?.tokenTheme, value: lookOf(design) };
    return this.look.value;
  }
}

function settingsOf(context: Context): Settings {
  return settingsFrom((name) => context.parameters[name]?.raw);
}

function hasNews(context: Context): boolean {
  return names.some((name) => context.updatedProperties.includes(name));
}

/** The form is read-only, or column security keeps the user from changing what the page is placed on. */
function isReadOnly(context: Context): boolean {
  return context.mode.isControlDisabled || context.parameters.logEmails.security?.editable === false;
}
