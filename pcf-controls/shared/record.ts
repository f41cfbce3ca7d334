/** The row a control stands on. */
export interface RecordRef {
  readonly table: string;
  /** Lower case, without braces. */
  readonly id: string;
}

/**
 * The row of the form a control is on, or `undefined` while that row was never saved. The platform gives it in
 * `mode.contextInfo` (model-driven forms) or `page`; neither is in the published typings, so both are read as unknown.
 */
export function recordOf(context: object): RecordRef | undefined {
  return refOf(member(member(context, 'mode'), 'contextInfo')) ?? refOf(member(context, 'page'));
}

function refOf(info: unknown): RecordRef | undefined {
  const table = member(info, 'entityTypeName');
  const id = member(info, 'entityId');
  if (typeof table !== 'string' || typeof id !== 'string' || table === '' || id === '') return undefined;
  return { table, id: id.replace(/[{}]/g, '').toLowerCase() };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
