/**
 * What a message leaves in the audit log. Pure. Source: [DOC] auditing/retrieve-audit-data (actions, operations); which action the change of
 * owner or state by an Update gets is [INFER].
 */
import type { ColumnValue, MessageContext, Values } from '../../engine/types.ts';
import { isColumnAudited, isTableAudited } from '../../metadata/auditing.ts';
import type { MetadataRegistry, Table } from '../../metadata/types.ts';

/** One changed column as `changedata` keeps it. Lookups are `table,id`; every value is a text. */
export interface ChangedAttribute {
  readonly logicalName: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

export interface AuditEntry {
  readonly action: number;
  readonly operation: number;
  readonly table: string;
  readonly id: string;
  /** The JSON of `changedata`. */
  readonly change: Readonly<Record<string, unknown>>;
}

export const OPERATION = { create: 1, update: 2, delete: 3, access: 4 } as const;
export const ACTION = {
  create: 1,
  update: 2,
  delete: 3,
  merge: 12,
  assign: 13,
  share: 14,
  associate: 33,
  disassociate: 34,
  setState: 41,
  modifyShare: 48,
  unshare: 49,
  accessViaWeb: 64,
  accessViaWebServices: 65,
} as const;

const OWNER: ReadonlySet<string> = new Set(['ownerid']);
const STATE: ReadonlySet<string> = new Set(['statecode', 'statuscode']);
/** Longest text that is kept; the rest is three dots ([DOC] retrieve-audit-data). */
const LONGEST = 5000;

/** Entries of a message: none when its table is not audited. Owner and state changes of an Update are entries of their own. */
export function auditEntries(metadata: MetadataRegistry, context: MessageContext): readonly AuditEntry[] {
  const { table: name, id } = context;
  const table = name === undefined ? undefined : metadata.table(name);
  if (table === undefined || id === undefined || !isTableAudited(table)) return [];
  const entry = (action: number, operation: number, change: AuditEntry['change']): AuditEntry => ({
    action,
    operation,
    table: table.logicalName,
    id,
    change,
  });
  switch (context.message) {
    case 'Create':
      return [entry(ACTION.create, OPERATION.create, changed(table, {}, context.post))];
    case 'Delete':
      return [entry(ACTION.delete, OPERATION.delete, changed(table, context.pre, {}))];
    case 'Update':
      return updates(table, context).map(([action, change]) => entry(action, OPERATION.update, change));
    case 'Merge':
      return [entry(ACTION.merge, OPERATION.update, changed(table, context.pre, context.post))];
    case 'Associate':
    case 'Disassociate': {
      const action = context.message === 'Associate' ? ACTION.associate : ACTION.disassociate;
      const { relationship, related } = context.input;
      return [entry(action, OPERATION.update, { relationshipName: relationship, targetRecords: [related] })];
    }
    case 'GrantAccess':
      return [entry(ACTION.share, OPERATION.update, { share: context.input['PrincipalAccess'] })];
    case 'ModifyAccess':
      return [entry(ACTION.modifyShare, OPERATION.update, { share: context.input['PrincipalAccess'] })];
    case 'RevokeAccess':
      return [
        entry(ACTION.unshare, OPERATION.update, { share: { Principal: context.input['Revokee'], AccessMask: 0 } }),
      ];
    default:
      return [];
  }
}

type Change = { readonly changedAttributes: readonly ChangedAttribute[] };

function updates(table: Table, { pre, post }: MessageContext): (readonly [action: number, change: Change])[] {
  const { changedAttributes } = changed(table, pre, post);
  const part = (action: number, fits: (name: string) => boolean): (readonly [number, Change])[] => {
    const some = changedAttributes.filter((each) => fits(each.logicalName));
    return some.length === 0 ? [] : [[action, { changedAttributes: some }]];
  };
  return [
    ...part(ACTION.update, (name) => !OWNER.has(name) && !STATE.has(name)),
    ...part(ACTION.assign, (name) => OWNER.has(name)),
    ...part(ACTION.setState, (name) => STATE.has(name)),
  ];
}

function changed(table: Table, before: Values = {}, after: Values = {}): Change {
  const changedAttributes = [...table.columns.values()].filter(isColumnAudited).flatMap((column) => {
    const name = column.logicalName;
    if (name === table.primaryId) return [];
    const [oldValue, newValue] = [valueText(before[name]), valueText(after[name])];
    return oldValue === newValue ? [] : [{ logicalName: name, oldValue, newValue }];
  });
  return { changedAttributes };
}

function valueText(value: ColumnValue | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'object') return 'table' in value ? `${value.table},${value.id}` : value.join(',');
  const text = String(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
