/** `definitions.ts` of the metadata: columns of the four targets with types and options, for previews without an organisation. */
import type { Column, MicrosoftColumn, Option, Solution } from '../../../solution/model/index.ts';
import { activityTables } from '../../../solution/model/microsoft/index.ts';

type Definition = Readonly<Record<string, unknown>> & { readonly name: string };

const types: Readonly<Record<string, string>> = {
  text: 'text',
  memo: 'text',
  yesno: 'boolean',
  integer: 'integer',
  decimal: 'decimal',
  money: 'money',
  datetime: 'datetime',
  choice: 'choice',
  choices: 'multichoice',
  lookup: 'lookup',
};
const behaviors = { userLocal: 'userLocal', dateOnly: 'date', timeZoneIndependent: 'timeZoneIndependent' } as const;

/** Text of the file. Ids, states and what nobody maps are left out. */
export function definitionsFile(header: string, solutions: readonly Solution[]): string {
  const tables = activityTables.map((table) => {
    const own = solutions.flatMap(({ extensions }) =>
      extensions.filter((extension) => extension.table.name === table.name).flatMap(({ columns }) => columns),
    );
    const definitions = [...table.uses.flatMap(microsoft), ...own.map(ours)];
    const lines = definitions.map((one) => `    ${JSON.stringify(one)},`).join('\n');
    return `  ${table.name}: [\n${lines}\n  ],`;
  });
  return [
    header,
    "import type { ColumnDefinition } from '../mapping/types.ts';\n\n",
    '/** Columns of the targets as shipped, with the Microsoft columns we use; an organisation has more. */\n',
    'export const shippedColumns: Readonly<Record<string, readonly ColumnDefinition[]>> = {\n',
    `${tables.join('\n')}\n};\n`,
  ].join('');
}

function microsoft(column: MicrosoftColumn): Definition[] {
  const type = types[column.type];
  if (type === undefined) return [];
  return [
    {
      ...basics(column.name, type),
      ...('maxLength' in column && column.maxLength !== undefined ? { maxLength: column.maxLength } : {}),
      ...('options' in column ? { options: options(column.options) } : {}),
      ...('navigation' in column ? { targets: Object.keys(column.navigation) } : {}),
      ...(column.type === 'datetime' ? { dateBehavior: 'userLocal' } : {}),
    },
  ];
}

function ours(column: Column): Definition {
  const type = types[column.type] ?? 'text';
  return {
    ...basics(column.name, type),
    ...('maxLength' in column ? { maxLength: column.maxLength } : {}),
    ...('min' in column ? { min: column.min, max: column.max } : {}),
    ...('precision' in column ? { precision: column.precision } : {}),
    ...('choice' in column ? { options: options(column.choice.options) } : {}),
    ...('targets' in column ? { targets: column.targets } : {}),
    ...(column.type === 'datetime' ? { dateBehavior: behaviors[column.behavior ?? 'userLocal'] } : {}),
  };
}

function basics(name: string, type: string): Definition {
  return { name, type, canCreate: true, canUpdate: true, required: false };
}

function options(list: readonly Option[]): unknown {
  return list.map(({ name, value, label }) => ({ value, labels: label ? [label[1033], label[1031]] : [name] }));
}
