/** SDK messages as listeners see them. Images are made only when a listener looks at them. */
import { randomUUID } from 'node:crypto';
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
}

export function messageContext(unit: Unit, draft: MessageDraft): MessageContext {
  const { model } = draft;
  const image = (row: SqlRow | undefined): Values | undefined => (row && model ? toValues(model, row) : undefined);
  let target: Values | undefined;
  let pre: Values | undefined;
  let post: Values | undefined;
  return {
    message: draft.message,
    table: model?.name,
    id: draft.id,
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
    input: draft.input ?? {},
    output: draft.output ?? {},
    correlationId: unit.correlationId,
    requestId: unit.requestId,
    operationId: randomUUID(),
    depth: unit.depth,
    createdOn: unit.now,
  };
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
