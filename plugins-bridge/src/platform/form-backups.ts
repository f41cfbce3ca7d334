import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

/** Forms as they were before they were changed, in a folder of the operator's. */
export interface FormBackups {
  /** Keeps a form. @returns the file. */
  save(formId: string, formXml: string): string;
  /** What the organisation shows after our tab was added to the form in `backup`; the platform may write a form in its own way. */
  noteAdded(formId: string, backup: string, shown: string): void;
  /** The form before our tab was added, when nothing was changed since; else why it cannot be put back. */
  before(formId: string, shown: string): { readonly formXml: string } | { readonly why: string };
  /** The addition is undone. */
  forget(formId: string): void;
}

const addition = z.object({ backup: z.string(), shown: z.string() });

export function formBackups(folder: string): FormBackups {
  const noteOf = (formId: string): string => join(folder, `${formId}.added.json`);
  return {
    save(formId, formXml) {
      mkdirSync(folder, { recursive: true });
      const file = join(folder, `${formId}-${new Date().toISOString().replaceAll(':', '-')}.xml`);
      writeFileSync(file, formXml);
      return file;
    },
    noteAdded(formId, backup, shown) {
      writeFileSync(noteOf(formId), JSON.stringify({ backup: basename(backup), shown: hash(shown) }));
    },
    before(formId, shown) {
      const note = read(noteOf(formId));
      if (note === undefined) return { why: 'there is no backup of it here' };
      const added = addition.parse(JSON.parse(note));
      if (added.shown !== hash(shown)) return { why: 'the form was changed since' };
      const formXml = read(join(folder, added.backup));
      return formXml === undefined ? { why: `the backup ${added.backup} is gone` } : { formXml };
    },
    forget(formId) {
      rmSync(noteOf(formId), { force: true });
    },
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** @returns undefined when there is no such file. */
function read(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
