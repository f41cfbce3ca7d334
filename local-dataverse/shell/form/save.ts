/** Saving the open row: handlers, checks, one request, what the server made of it, handlers again. */
import type { WebApi } from '../api/webApi.ts';
import type { Attribute } from './attribute.ts';
import { rowQuery } from './layout.ts';
import { textsOf } from '../texts.ts';
import type { Texts } from '../texts.ts';
import type { FormRecord } from './record.ts';
import { partyRows, toBody } from './values.ts';

/** Xrm save modes that the shell knows. */
export const SAVE_MODE = { save: 1, saveAndClose: 2, saveAndNew: 59 } as const;
export type SaveMode = (typeof SAVE_MODE)[keyof typeof SAVE_MODE];

export interface SaveEvents {
  /** Runs OnSave handlers, also asynchronous ones; false when one prevented the save. */
  before(mode: SaveMode): Promise<boolean>;
  after(result: { readonly isSuccess: boolean; readonly error?: Error }): Promise<void>;
}
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly isNew: boolean }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'prevented' }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] }
  | { readonly kind: 'failed'; readonly error: Error };

const VALIDATION = 'ld-validation';

/** Saves the row. Never throws: a failure is an outcome. */
export async function saveRecord(
  record: FormRecord,
  api: WebApi,
  events: SaveEvents,
  mode: SaveMode,
  t?: Texts['form'],
): Promise<SaveOutcome> {
  if (record.isSaving) return { kind: 'prevented' };
  record.isSaving = true;
  record.clearNotification(VALIDATION);
  try {
    if (!(await events.before(mode))) return { kind: 'prevented' };
    const problems = problemsOf(record, t);
    if (problems.length) {
      record.notify({ id: VALIDATION, level: 'ERROR', message: problems.join(' ') });
      return { kind: 'invalid', problems };
    }
    const isNew = record.id === undefined;
    const body = bodyOf(record);
    const nothing = !isNew && Object.keys(body).length === 0;
    if (!nothing) await write(record, api, body);
    await events.after({ isSuccess: true });
    return nothing ? { kind: 'nothing' } : { kind: 'saved', isNew };
  } catch (problem) {
    const error = problem instanceof Error ? problem : new Error(String(problem));
    await events.after({ isSuccess: false, error });
    return { kind: 'failed', error };
  } finally {
    record.isSaving = false;
    record.changed();
  }
}

async function write(record: FormRecord, api: WebApi, body: Record<string, unknown>): Promise<void> {
  const { table } = record;
  const id = record.id ?? (await api.create(table.name, body));
  if (record.id) await api.update(table.name, id, body);
  record.load(id, await api.retrieve(table.name, id, rowQuery(record.form, table)));
}

function bodyOf(record: FormRecord): Record<string, unknown> {
  const sent = [...record.attributes.values()].filter((attribute) => isSent(attribute, record.id === undefined));
  const body = Object.assign({}, ...sent.map((attribute) => toBody(attribute.column, attribute.value))) as Record<
    string,
    unknown
  >;
  const { partyNavigation } = record.table;
  if (partyNavigation && record.id === undefined) {
    const parties = [...record.attributes.values()].flatMap((attribute) =>
      partyRows(attribute.column, attribute.value),
    );
    if (parties.length) body[partyNavigation] = parties;
  }
  return body;
}

function isSent(attribute: Attribute, isNew: boolean): boolean {
  const { column, submitMode } = attribute;
  if (submitMode === 'never' || column.type === 'PartyList') return false;
  if (!(isNew ? column.creatable : column.updatable)) return false;
  if (submitMode === 'always') return true;
  return attribute.isDirty;
}

/** Why the row cannot be saved, one sentence each. */
export function problemsOf(record: FormRecord, t: Texts['form'] = textsOf(1033).form): string[] {
  const problems: string[] = [];
  for (const attribute of record.attributes.values()) {
    const { column } = attribute;
    if (attribute.problem) problems.push(attribute.problem);
    const isSettable = record.id
      ? column.updatable && column.type !== 'PartyList'
      : column.creatable || column.type === 'PartyList';
    if (attribute.requiredLevel === 'required' && attribute.isEmpty && isSettable)
      problems.push(t.requiredMissing(column.label));
    if (
      typeof attribute.value === 'string' &&
      column.maxLength !== undefined &&
      attribute.value.length > column.maxLength
    ) {
      problems.push(t.tooLong(column.label, attribute.value.length, column.maxLength));
    }
    if (typeof attribute.value === 'number') problems.push(...rangeProblems(attribute, attribute.value, t));
  }
  for (const control of record.controls.values()) {
    for (const one of control.notifications)
      if (one.level === 'ERROR') problems.push(`${control.label}: ${one.message}`);
  }
  return problems;
}

function rangeProblems({ column }: Attribute, value: number, t: Texts['form']): string[] {
  if (column.options) return [];
  if (column.minValue !== undefined && value < column.minValue) return [t.tooSmall(column.label, column.minValue)];
  if (column.maxValue !== undefined && value > column.maxValue) return [t.tooLarge(column.label, column.maxValue)];
  return [];
}
