import { messageOf } from '../../shared/errors';
import { changesBetween, type Settings } from '../model/settings';

export interface SettingsState {
  /** What the form holds now, with the last change made here. */
  readonly settings: Settings;
  /** What is stored in the row; what was loaded as long as the row could not be read. */
  readonly stored: Settings;
  /** Why Discard could not read the row, in the platform's words. */
  readonly problem?: string;
}

export interface SettingsPorts {
  /** Tells the form that {@link SettingsStore.state} has new values; storing them is the form's Save (SPEC L-6). */
  notify(): void;
  /** The stored row's settings; `undefined` while the row was never saved. */
  readStored(): Promise<Settings | undefined>;
}

/** Pause before looking what is stored after the form changed: several changes come together. */
const checkDelay = 500;

/**
 * The settings between form and page. The form's values are the truth: a change made here goes to the form, and whatever the form
 * then says (a rule or a warning of the form script may take the change back, SPEC L-7, L-8) is shown.
 */
export class SettingsStore {
  state: SettingsState;
  private readonly ports: SettingsPorts;
  private readonly listeners = new Set<() => void>();
  private form: Settings;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(loaded: Settings, ports: SettingsPorts) {
    this.form = loaded;
    this.ports = ports;
    this.state = { settings: loaded, stored: loaded };
    void this.checkStored();
  }

  /**
   * Takes what the form says now. Called while the platform draws, so nobody is told: the page is drawn right after.
   *
   * @param isNews the platform names the values among those that changed.
   */
  followForm(form: Settings, isNews: boolean): void {
    const differs = changesBetween(this.form, form).length > 0;
    this.form = form;
    if (differs || isNews) this.state = { settings: form, stored: this.state.stored };
    // A save changes nothing the form could tell; what is stored then equals what is shown.
    if (changesBetween(this.state.stored, this.state.settings).length > 0) this.checkSoon();
  }

  change(settings: Settings): void {
    if (changesBetween(this.state.settings, settings).length === 0) return;
    this.set({ settings });
    this.ports.notify();
  }

  /** Puts back what is stored (SPEC L-6). When the row cannot be read nothing changes and the reason is shown. */
  async discard(): Promise<void> {
    try {
      const stored = (await this.ports.readStored()) ?? this.state.stored;
      this.state = { settings: this.state.settings, stored };
      this.change(stored);
      this.tell();
    } catch (error) {
      this.state = { ...this.state, problem: messageOf(error) };
      this.tell();
    }
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.listeners.clear();
  }

  private checkSoon(): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.checkStored();
    }, checkDelay);
  }

  private async checkStored(): Promise<void> {
    try {
      const stored = await this.ports.readStored();
      if (stored && changesBetween(this.state.stored, stored).length > 0) this.set({ stored });
    } catch {
      // Only the mark "changed" depends on this; Discard reads again and reports its failure.
    }
  }

  private set(part: { readonly settings?: Settings; readonly stored?: Settings }): void {
    this.state = { settings: part.settings ?? this.state.settings, stored: part.stored ?? this.state.stored };
    this.tell();
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
