/** InputParameters and OutputParameters of a message, named and typed as the SDK's request classes have them. Pure. */
import type { MessageContext, RowRef } from '../../engine/types.ts';
import { optionJson, referenceJson, typeName } from './contracts.ts';
import type { EntityJson, Pair } from './contracts.ts';

/**
 * Parameters that no case below renames are passed on under their own name.
 * @param target the row as it goes out, for messages that carry one (Create, Update)
 */
export function inputParameters(context: MessageContext, target: EntityJson | undefined): Pair[] {
  const { message, input } = context;
  const row =
    context.table !== undefined && context.id !== undefined ? { table: context.table, id: context.id } : undefined;
  if (target !== undefined && (message === 'Create' || message === 'Update')) {
    return [{ key: 'Target', value: { __type: typeName('Entity'), ...target } }, ...pairs(input)];
  }
  const reference = (key: string): Pair[] => (row === undefined ? [] : [{ key, value: referenceJson(row) }]);
  switch (message) {
    case 'Assign':
      return [...reference('Target'), ...pairs(renamed(input, { assignee: 'Assignee' }))];
    case 'SetState':
    case 'SetStateDynamicEntity':
      return [...reference('EntityMoniker'), ...option('State', input['state']), ...option('Status', input['status'])];
    case 'Associate':
    case 'Disassociate':
      return [...reference('Target'), ...relationship(input)];
    case 'QualifyLead': {
      const { Status, ...rest } = input;
      return [...reference('LeadId'), ...pairs(rest), ...option('Status', Status)];
    }
    case 'Send':
      return [...(row === undefined ? [] : [{ key: 'EmailId', value: row.id }]), ...pairs(input)];
    default:
      return [...reference('Target'), ...pairs(input)];
  }
}

/** Empty before the operation. */
export function outputParameters(context: MessageContext, stage: number): Pair[] {
  return stage < 40 ? [] : pairs(context.output);
}

function relationship({ relationship: name, related, ...rest }: MessageContext['input']): Pair[] {
  return [
    {
      key: 'Relationship',
      value: { __type: typeName('Relationship'), PrimaryEntityRole: null, SchemaName: name ?? null },
    },
    { key: 'RelatedEntities', value: isRef(related) ? [referenceJson(related)] : [] },
    ...pairs(rest),
  ];
}

function option(key: string, value: unknown): Pair[] {
  return typeof value === 'number' ? [{ key, value: optionJson(value) }] : [];
}

function renamed(input: MessageContext['input'], names: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [names[key] ?? key, value]));
}

function pairs(values: Readonly<Record<string, unknown>>): Pair[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : { key, value: isRef(value) ? referenceJson(value) : value },
  );
}

function isRef(value: unknown): value is RowRef {
  return (
    typeof value === 'object' &&
    value !== null &&
    'table' in value &&
    'id' in value &&
    typeof value.table === 'string' &&
    typeof value.id === 'string'
  );
}
