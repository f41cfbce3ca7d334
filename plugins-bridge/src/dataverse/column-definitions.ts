import type { ColumnDefinition, ColumnDefinitions, ColumnOption, ColumnType } from '@activity-logging/activity-model';
import { z } from 'zod';
import { PassingFailure } from '../failures.ts';
import { reason } from '../reasons.ts';
import type { DataverseClient } from './client.ts';
import { DataverseError, platformError } from './errors.ts';

const label = z.object({ LocalizedLabels: z.array(z.object({ Label: z.string().nullable() })).nullish() }).nullish();
const option = z.object({ Value: z.number(), Label: label });
const optionSet = z.object({
  Options: z.array(option).nullish(),
  TrueOption: option.nullish(),
  FalseOption: option.nullish(),
});
const attribute = z.object({
  LogicalName: z.string(),
  IsValidForCreate: z.boolean().nullish(),
  IsValidForUpdate: z.boolean().nullish(),
  IsSecured: z.boolean().nullish(),
  RequiredLevel: z.object({ Value: z.string() }).nullish(),
  MaxLength: z.number().nullish(),
  MinValue: z.number().nullish(),
  MaxValue: z.number().nullish(),
  Precision: z.number().nullish(),
  DateTimeBehavior: z.object({ Value: z.string() }).nullish(),
  Targets: z.array(z.string()).nullish(),
  OptionSet: optionSet.nullish(),
  GlobalOptionSet: optionSet.nullish(),
});
const answer = z.object({ value: z.array(attribute) });
type Attribute = z.infer<typeof attribute>;

const shared = 'LogicalName,IsValidForCreate,IsValidForUpdate,IsSecured,RequiredLevel';
const withOptions = '&$expand=OptionSet,GlobalOptionSet';
/** Casts a mapping can write to, with what only they carry (facts §9: a request a type). */
const casts: readonly (readonly [cast: string, type: ColumnType, select: string])[] = [
  ['Boolean', 'boolean', `${shared}&$expand=OptionSet`],
  ['Picklist', 'choice', shared + withOptions],
  ['MultiSelectPicklist', 'multichoice', shared + withOptions],
  ['String', 'text', `${shared},MaxLength`],
  ['Memo', 'text', `${shared},MaxLength`],
  ['Integer', 'integer', `${shared},MinValue,MaxValue`],
  ['BigInt', 'bigint', shared],
  ['Decimal', 'decimal', `${shared},MinValue,MaxValue,Precision`],
  ['Double', 'double', `${shared},MinValue,MaxValue,Precision`],
  ['Money', 'money', `${shared},MinValue,MaxValue,Precision`],
  ['DateTime', 'datetime', `${shared},DateTimeBehavior`],
  ['Lookup', 'lookup', `${shared},Targets`],
];

/** Columns of a table that mappings can write to, in one request. @throws PassingFailure, DataverseError */
export async function readColumnDefinitions(client: DataverseClient, table: string): Promise<ColumnDefinitions> {
  const root = `EntityDefinitions(LogicalName='${table}')/Attributes/Microsoft.Dynamics.CRM`;
  const answers = await client.batch(
    casts.map(([cast, , select]) => ({ method: 'GET', path: `${root}.${cast}AttributeMetadata?$select=${select}` })),
  );
  const found = casts.flatMap(([cast, type], index) => {
    const response = answers[index]?.[0];
    if (!response) throw new PassingFailure(reason('platform-unavailable', `columns of ${table}`));
    const error = platformError(response);
    if (error) throw new DataverseError(error, `GET ${table} ${cast}`);
    return answer.parse(response.body).value.map((one) => definitionOf(one, type));
  });
  return new Map(found.map((column) => [column.name, column]));
}

function definitionOf(from: Attribute, type: ColumnType): ColumnDefinition {
  const behavior = from.DateTimeBehavior?.Value;
  const options = optionsOf(from);
  return {
    name: from.LogicalName,
    type,
    canCreate: from.IsValidForCreate ?? false,
    canUpdate: from.IsValidForUpdate ?? false,
    required: /^(Application|System)Required$/.test(from.RequiredLevel?.Value ?? ''),
    ...(from.IsSecured ? { secured: true } : {}),
    ...(from.MaxLength ? { maxLength: from.MaxLength } : {}),
    ...(typeof from.MinValue === 'number' ? { min: from.MinValue } : {}),
    ...(typeof from.MaxValue === 'number' ? { max: from.MaxValue } : {}),
    ...(typeof from.Precision === 'number' ? { precision: from.Precision } : {}),
    ...(from.Targets ? { targets: from.Targets } : {}),
    ...(options.length > 0 ? { options } : {}),
    ...(type === 'datetime'
      ? {
          dateBehavior:
            behavior === 'DateOnly' ? 'date' : behavior === 'TimeZoneIndependent' ? 'timeZoneIndependent' : 'userLocal',
        }
      : {}),
  };
}

function optionsOf({ OptionSet: own, GlobalOptionSet: global }: Attribute): ColumnOption[] {
  const listed = [own, global].flatMap((set) => [...(set?.Options ?? []), set?.FalseOption, set?.TrueOption]);
  const options = new Map<number, ColumnOption>();
  for (const one of listed) {
    if (!one) continue;
    const labels = (one.Label?.LocalizedLabels ?? []).flatMap(({ Label }) => Label ?? []);
    options.set(one.Value, { value: one.Value, labels });
  }
  return [...options.values()];
}
