/** What surrounds an opened form: a page of the shell, or a panel above it. */
import type { Services } from '../app/services.ts';
import type { FormRecord } from './record.ts';

export interface FormHost {
  /** A form above a page: scripts of the page below come back when it closes. */
  readonly isAbove: boolean;
  /** The form is done: a command or a script closed it, or it was saved and closed. */
  close(record: FormRecord): void;
  /** A new row was saved and its form stays open. */
  created(record: FormRecord): Promise<void>;
  /** Save & New. */
  openNew(record: FormRecord): Promise<void>;
}

/** The address bar follows what the form does. */
export function pageHost({ router }: Services): FormHost {
  return {
    isAbove: false,
    close: (record) => router.back({ kind: 'list', table: record.table.name }),
    created: async (record) => {
      const { table, form, id } = record;
      if (!id) return;
      const page = { kind: 'record', table: table.name, id, formId: form.id } as const;
      await router.open(page, { replace: true, force: true });
    },
    openNew: async (record) => void (await router.open({ kind: 'record', table: record.table.name }, { force: true })),
  };
}
