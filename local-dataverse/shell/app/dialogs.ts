/** Dialogs and the progress cover that scripts and pages ask for; `DialogHost` draws them. */
import { Store } from './store.ts';

export interface ConfirmOptions {
  readonly title?: string | undefined;
  readonly subtitle?: string | undefined;
  readonly text: string;
  readonly confirmLabel?: string | undefined;
  /** Absent: a message with one button. */
  readonly cancelLabel?: string | undefined;
  /** More to read, folded away (error dialogs). */
  readonly details?: string | undefined;
  readonly isError?: boolean;
}
export interface OpenDialog extends ConfirmOptions {
  readonly close: (confirmed: boolean) => void;
}

export class Dialogs {
  /** The dialog on top is the last one. */
  readonly open = new Store<readonly OpenDialog[]>([]);
  readonly progress = new Store<string | undefined>(undefined);

  /** Resolves with true for the confirm button, false for cancel, Escape and the cross. */
  ask(options: ConfirmOptions): Promise<boolean> {
    return new Promise((resolve) => {
      const dialog: OpenDialog = {
        ...options,
        close: (confirmed) => {
          this.open.set(this.open.value.filter((one) => one !== dialog));
          resolve(confirmed);
        },
      };
      this.open.set([...this.open.value, dialog]);
    });
  }
}

export interface Notice {
  readonly id: string;
  readonly level: 'success' | 'error' | 'warning' | 'info';
  readonly message: string;
  readonly closable: boolean;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Messages across the whole app (Xrm.App.addGlobalNotification) and short "toasts". */
export class Notices {
  readonly list = new Store<readonly Notice[]>([]);
  #next = 1;

  add(level: Notice['level'], message: string, closable = true, action?: Notice['action']): string {
    const id = `notice-${this.#next++}`;
    this.list.set([...this.list.value, { id, level, message, closable, ...(action ? { action } : {}) }]);
    return id;
  }
  remove(id: string): void {
    this.list.set(this.list.value.filter((one) => one.id !== id));
  }
  /** Shows a message that goes away by itself after some seconds. */
  toast(level: Notice['level'], message: string): void {
    const id = this.add(level, message);
    window.setTimeout(() => this.remove(id), 5000);
  }
}
