/** One opened form: reads the row, runs the form's scripts, saves, and tells code components and the page what changed. */
import type { FormSummary } from '../../src/shell/model.ts';
import type { Page } from '../app/address.ts';
import type { Services } from '../app/services.ts';
import { executionContext, postSaveArguments, runHandlers, saveArguments } from '../xrm/execution.ts';
import { createFormContext } from '../xrm/formContext.ts';
import type { FormObjects } from '../xrm/formContext.ts';
import { handlerOf, loadLibraries } from '../xrm/libraries.ts';
import type { FormActions } from '../xrm/entityObject.ts';
import type { XrmRuntime } from '../xrm/index.ts';
import type { Attribute } from './attribute.ts';
import { rowQuery } from './layout.ts';
import { FormRecord } from './record.ts';
import { problemsOf, SAVE_MODE, saveRecord } from './save.ts';
import type { SaveMode, SaveOutcome } from './save.ts';
import { presetsOf } from './presets.ts';
import { pageHost } from './host.ts';
import type { FormHost } from './host.ts';
import { problemDialog, reportScript } from './problems.ts';
import { attachParts, refreshParts } from './parts.ts';
import type { FieldValue } from './values.ts';

/** systemform.type of the forms that can be opened to write. */
export const FORM_KIND = { main: 2, quickCreate: 7 } as const;
export interface OpenOptions {
  readonly formType?: number;
  readonly host?: FormHost;
}
export type RecordPage = Extract<Page, { kind: 'record' }>;

export class FormSession {
  readonly record: FormRecord;
  readonly forms: readonly FormSummary[];
  readonly objects: FormObjects;
  readonly #services: Services;
  readonly #xrm: XrmRuntime;
  readonly #host: FormHost;
  /** What `Xrm.Page` meant before this form opened above another one. */
  readonly #pageBefore: object | undefined;
  /** Grows when commands are to be judged anew (refreshRibbon). */
  commandVersion = 0;

  private constructor(
    services: Services,
    xrm: XrmRuntime,
    record: FormRecord,
    forms: readonly FormSummary[],
    host: FormHost,
  ) {
    this.#services = services;
    this.#xrm = xrm;
    this.#host = host;
    this.#pageBefore = host.isAbove ? xrm.page() : undefined;
    this.record = record;
    this.forms = forms;
    attachParts(services, record);
    this.objects = createFormContext(record, services, this.#actions());
  }

  /**
   * Opens a row, or a new one, and runs the OnLoad handlers.
   * @throws Error with a sentence for the page: no such row, table or form
   */
  static async open(
    services: Services,
    xrm: XrmRuntime,
    page: RecordPage,
    options: OpenOptions = {},
  ): Promise<FormSession> {
    const { models, api, app, texts } = services;
    const formType = options.formType ?? FORM_KIND.main;
    const [table, forms] = await Promise.all([
      models.table(page.table),
      models.forms(page.table, app.value?.id, formType),
    ]);
    const chosen = page.formId ?? forms[0]?.id;
    if (!chosen) {
      throw new Error(
        formType === FORM_KIND.main ? texts.form.noMainForm(table.label) : texts.form.noQuickCreateForm(table.label),
      );
    }
    const form = await models.form(chosen);
    const record = new FormRecord(table, form, services.formatter);
    const [row] = await Promise.all([
      page.id ? api.retrieve(table.name, page.id, rowQuery(form, table)) : undefined,
      loadLibraries(form).catch((error: unknown) => reportScript(services, error)),
    ]);
    if (row && page.id) record.load(page.id, row);
    else record.startNew(services.session, await presetsOf(table, page.defaults ?? {}, api));
    const session = new FormSession(services, xrm, record, forms, options.host ?? pageHost(services));
    xrm.setPage(session.objects.formContext);
    await session.#start();
    return session;
  }

  async #start(): Promise<void> {
    const { handlers, form } = this.record;
    for (const entry of form.handlers) {
      if (!entry.enabled) continue;
      try {
        const handler = handlerOf(entry);
        if (entry.event === 'onload') handlers.add('onload', handler);
        else if (entry.event === 'onsave') handlers.add('onsave', handler);
        else if (entry.event === 'onchange' && entry.target) handlers.addChange(entry.target, handler);
        else if (entry.event === 'tabstatechange' && entry.target) handlers.addTab(entry.target, handler);
        else throw new Error(`The form's event ${entry.event} is not supported by the local shell.`);
      } catch (error) {
        this.#report(error);
      }
    }
    await this.#run('onload', this.objects.formContext, { getDataLoadState: () => 1 });
  }

  /** A person or code component changes a value: OnChange handlers run. */
  change(attribute: Attribute, value: FieldValue): void {
    attribute.set(value);
    this.#fireOnChange(attribute);
  }

  /** Saves; on success the address follows a new row's id. */
  async save(mode: SaveMode = SAVE_MODE.save): Promise<SaveOutcome> {
    const { record } = this;
    const outcome = await saveRecord(
      record,
      this.#services.api,
      {
        before: async (saveMode) => {
          const args = saveArguments(saveMode);
          const failures = await this.#run('onsave', this.objects.entity, args.object);
          return !args.isPrevented() && !(failures > 0 && args.isPreventedOnError());
        },
        after: async ({ isSuccess, error }) => {
          const row = { id: record.id ?? '', name: record.primaryValue, entityType: record.table.name };
          await this.#run('onpostsave', this.objects.entity, postSaveArguments(isSuccess, error, row));
        },
      },
      mode,
      this.#services.texts.form,
    );
    // What the server refused stands in the platform's dialog; the user's edits stay on the form.
    if (outcome.kind === 'failed')
      void this.#services.dialogs.ask(problemDialog(outcome.error, this.#services.texts.form));
    if (outcome.kind !== 'saved' && outcome.kind !== 'nothing') return outcome;
    if (mode === SAVE_MODE.saveAndClose) this.close();
    else if (mode === SAVE_MODE.saveAndNew) await this.#host.openNew(record);
    else if (outcome.kind === 'saved' && outcome.isNew) await this.#host.created(record);
    return outcome;
  }

  /** Reads the row anew; unsaved changes are lost, as the platform does without `save`. */
  async refresh(): Promise<void> {
    const { record } = this;
    if (!record.id) return;
    const { api } = this.#services;
    record.load(record.id, await api.retrieve(record.table.name, record.id, rowQuery(record.form, record.table)));
    await this.#run('ondataload', this.objects.entity, { getDataLoadState: () => 2 });
    await refreshParts(record);
  }

  openTab(name: string): void {
    if (this.record.activeTab === name) return;
    this.record.activeTab = name;
    this.record.changed();
    const context = this.#context(this.objects.tab(name));
    void runHandlers(this.record.handlers.ofTab(name), context, (error) => this.#report(error));
  }

  /** Back to where the user came from, else to the table's list. */
  close(): void {
    this.#host.close(this.record);
  }

  dispose(): void {
    this.#xrm.setPage(this.#pageBefore);
  }

  #fireOnChange(attribute: Attribute): void {
    const context = this.#context(this.objects.attribute(attribute.name));
    void runHandlers(this.record.handlers.ofChange(attribute), context, (error) => this.#report(error));
  }

  async #run(
    event: 'onload' | 'onsave' | 'onpostsave' | 'ondataload',
    source: object,
    eventArgs: unknown,
  ): Promise<number> {
    let failures = 0;
    await runHandlers(this.record.handlers.of(event), this.#context(source, eventArgs), (error) => {
      failures += 1;
      this.#report(error);
    });
    return failures;
  }

  #context(source: unknown, eventArgs?: unknown): ReturnType<typeof executionContext> {
    return executionContext({
      formContext: this.objects.formContext,
      globalContext: this.#xrm.globalContext,
      source,
      eventArgs,
    });
  }

  #report(error: unknown): void {
    reportScript(this.#services, error);
  }

  #actions(): FormActions {
    const { record } = this;
    return {
      save: async (mode) => {
        const outcome = await this.save(
          mode === SAVE_MODE.saveAndClose || mode === SAVE_MODE.saveAndNew ? mode : SAVE_MODE.save,
        );
        if (outcome.kind === 'failed') throw outcome.error;
        if (outcome.kind === 'invalid') throw new Error(outcome.problems.join(' '));
        return { savedEntityReference: { id: record.id, name: record.primaryValue, entityType: record.table.name } };
      },
      refresh: async (save) => {
        if (save) await this.save();
        await this.refresh();
      },
      close: () => this.close(),
      isValid: () => problemsOf(record).length === 0,
      openTab: (name) => this.openTab(name),
      fireOnChange: (attribute) => this.#fireOnChange(attribute),
      run: (handlers, source) => void runHandlers(handlers, this.#context(source), (error) => this.#report(error)),
      refreshCommands: () => {
        this.commandVersion += 1;
        record.changed();
      },
      setTableLabel: (label) => {
        record.tableLabel = label;
        record.changed();
      },
      forms: () => this.forms,
      formItem: (id) => ({
        getId: () => id,
        getLabel: () => this.forms.find((form) => form.id === id)?.name ?? '',
        getVisible: () => true,
        setVisible: () => undefined,
        navigate: () =>
          void this.#services.router.open({
            kind: 'record',
            table: record.table.name,
            formId: id,
            ...(record.id ? { id: record.id } : {}),
          }),
      }),
      entity: () => this.objects.entity,
    };
  }
}
