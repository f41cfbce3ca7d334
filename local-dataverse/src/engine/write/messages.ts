/** SDK messages as listeners see them. Images are made only when a listener looks at them. */
import { randomUUID } from 'node:crypto';
import { plainId } from '../elastic.ts';
import type { TableModel } from '../model/types.ts';
import type { SqlRow } from '../storage/database.ts';
import type { ColumnValue, MessageContext, Values } from '../types.ts';
import type { Unit } from './unit.ts';

export interface MessageDraft {
  readonly message: string;
  readonly model: TableModel | undefined;
  readonly id: string | undefined;
  /** SQL columns the caller sent. */
  readonly target?: SqlRow;
  readonly pre?: SqlRow;
  readonly post?: SqlRow;
  readonly input?: Readonly<Record<string, unknown>>;
  readonly output?: Readonly<Record<string, unknown>>;
  /** Messages of the single rows of a CreateMultiple or UpdateMultiple. */
  readonly parts?: readonly MessageContext[];
}

export function messageContext(unit: Unit, draft: MessageDraft): MessageContext {
  const { model } = draft;
  const image = (row: SqlRow | undefined): Values | undefined => (row && model ? toValues(model, row) : undefined);
  let input: MessageContext['input'] | undefined;
  let output: MessageContext['output'] | undefined;
  let target: Values | undefined;
  let pre: Values | undefined;
  let post: Values | undefined;
  return {
    message: draft.message,
    table: model?.name,
    id: draft.id === undefined ? undefined : plainId(draft.id),
    caller: unit.caller,
    get target() {
      return (target ??= image(draft.target));
    },
    get pre() {
      return (pre ??= image(draft.pre));
    },
    get post() {
      return (post ??= image(draft.post));
    },
    parts: draft.parts,
    isPart: unit.bulk !== undefined && unit.bulk === model?.name,
    // Read as late as possible: a query is turned into the SDK's form only for a step.
    get input() {
      return (input ??= draft.input ?? {});
    },
    get output() {
      return (output ??= draft.output ?? {});
    },
    correlationId: unit.correlationId,
    requestId: unit.requestId,
    operationId: randomUUID(),
    depth: unit.depth,
    createdOn: unit.now,
  };
}

/** What follows the messages of single rows that were written by one message: at most one CreateMultiple and one UpdateMultiple. */
export function multipleMessages(model: TableModel, messages: readonly MessageContext[]): readonly MessageDraft[] {
  return (['Create', 'Update'] as const).flatMap((single) => {
    const parts = messages.filter((each) => each.isPart === true && each.message === single);
    if (parts.length === 0) return [];
    const output = single === 'Create' ? { Ids: parts.map((each) => each.id) } : {};
    return [{ message: `${single}Multiple`, model, id: undefined, parts, output }];
  });
}

/** SQL row → column values by logical name. Columns that are not in the row are left out. */
export function toValues(model: TableModel, row: SqlRow): Values {
  const values: Record<string, ColumnValue> = {};
  for (const column of model.columns.values()) {
    const stored = row[column.name];
    if (stored === undefined) continue;
    if (stored === null) values[column.name] = null;
    else if (column.store === 'boolean') values[column.name] = stored !== 0;
    else if (column.store === 'choices') values[column.name] = String(stored).split(',').map(Number);
    else if (column.store === 'lookup') {
      const type = column.typeName === undefined ? undefined : row[column.typeName];
      const table = typeof type === 'string' ? type : (column.targets[0] ?? '');
      values[column.name] = { table, id: String(stored) };
    } else values[column.name] = stored;
  }
  return values;
}
