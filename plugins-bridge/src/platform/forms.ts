import { z } from 'zod';
import type { DataverseClient } from '../dataverse/client.ts';
import { isGuid } from '../dataverse/query.ts';
import { type FormBackups, formBackups } from './form-backups.ts';
import { addTimelineTab, hasTimeline, removeTimelineTab } from './timeline-tab.ts';

export interface FormState {
  readonly id: string;
  readonly name: string;
  readonly hasTimeline: boolean;
}
export interface FormChange {
  readonly id: string;
  readonly name: string;
  readonly changed: boolean;
  /** File with the form as it was before this change. */
  readonly backup?: string;
  /** How the timeline came off. */
  readonly how?: string;
}

const formRows = z.object({
  value: z.array(
    z.object({ formid: z.string(), name: z.string(), formxml: z.string(), '@odata.etag': z.string().optional() }),
  ),
});
type FormRow = z.infer<typeof formRows>['value'][number];

const definition = z.object({ PrimaryNameAttribute: z.string() });
const labels = { 1033: 'Timeline', 1031: 'Zeitachse' };

/** Main forms of a table that carry no timeline or do. @throws PassingFailure, DataverseError */
export async function listForms(client: DataverseClient, table: string): Promise<FormState[]> {
  return (await mainForms(client, table)).map(({ formid, name, formxml }) => ({
    id: formid,
    name,
    hasTimeline: hasTimeline(formxml),
  }));
}

/**
 * Puts the timeline tab on the live main forms of a table, or takes it off, and publishes (DESIGN decision 8). Idempotent. A form that nobody
 * changed since gets back what it was, to the byte; from another one only our tab and its control go. The timeline needs no library and no
 * handlers on the form.
 *
 * @param formId only this form; without it every main form of the table.
 * @param backupFolder where each form's XML is kept before it is changed.
 */
export async function changeForms(
  client: DataverseClient,
  action: 'add' | 'remove',
  { table, formId, backupFolder }: { readonly table: string; readonly formId?: string; readonly backupFolder: string },
): Promise<FormChange[]> {
  const forms = await mainForms(client, table, formId);
  if (forms.length === 0)
    throw new Error(formId ? `${table} has no main form with this id.` : `${table} has no main form.`);
  const { PrimaryNameAttribute: column } = definition.parse(
    await client.read(`EntityDefinitions(LogicalName='${tableName(table)}')?$select=PrimaryNameAttribute`),
  );
  const backups = formBackups(backupFolder);
  const changes: FormChange[] = [];
  for (const form of forms) {
    const change =
      action === 'add'
        ? { formXml: addTimelineTab(form.formxml, { formId: form.formid, column, labels }) }
        : withoutTimeline(form, backups);
    changes.push(await write(client, form, change, backups));
  }
  if (!changes.some(({ changed }) => changed)) return changes;
  await publish(client, table);
  const shown = action === 'add' ? await mainForms(client, table, formId) : [];
  for (const { id, changed, backup } of changes) {
    if (!changed) continue;
    const form = shown.find(({ formid }) => formid === id);
    if (form && backup) backups.noteAdded(id, backup, form.formxml);
    else backups.forget(id);
  }
  return changes;
}

/** The form before our tab came, or, when that cannot be had, the form as it is without our tab. */
function withoutTimeline({ formid, formxml }: FormRow, backups: FormBackups): { formXml: string; how: string } {
  const before = backups.before(formid, formxml);
  return 'formXml' in before
    ? { ...before, how: 'restored: the form is what it was before' }
    : { formXml: removeTimelineTab(formxml), how: `our tab taken off: ${before.why}` };
}

async function write(
  client: DataverseClient,
  form: FormRow,
  { formXml, how }: { readonly formXml: string; readonly how?: string },
  backups: FormBackups,
): Promise<FormChange> {
  const { formid: id, name, formxml } = form;
  if (formXml === formxml) return { id, name, changed: false };
  const backup = backups.save(id, formxml);
  await client.write({
    method: 'PATCH',
    path: `systemforms(${id})`,
    headers: { 'If-Match': form['@odata.etag'] ?? '*' },
    body: { formxml: formXml },
  });
  return { id, name, changed: true, backup, ...(how ? { how } : {}) };
}

async function mainForms(client: DataverseClient, table: string, formId?: string): Promise<FormRow[]> {
  if (formId !== undefined && !isGuid(formId)) throw new Error('The form id is not a GUID.');
  const only = formId === undefined ? '' : ` and formid eq ${formId}`;
  const filter = encodeURIComponent(`objecttypecode eq '${tableName(table)}' and type eq 2${only}`);
  return formRows.parse(await client.read(`systemforms?$select=formid,name,formxml&$filter=${filter}`)).value;
}

async function publish(client: DataverseClient, table: string): Promise<void> {
  const ParameterXml = `<importexportxml><entities><entity>${tableName(table)}</entity></entities></importexportxml>`;
  await client.write({ method: 'POST', path: 'PublishXml', body: { ParameterXml } });
}

/** A logical name stands in URLs and XML: nothing else may. */
function tableName(table: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(table)) throw new Error('This is not a logical name of a table.');
  return table;
}
