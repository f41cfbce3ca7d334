/** What TypeScript metadata needs to know of a table, gathered from the model of all solutions. */
import {
  microsoftTables,
  relationshipsOf,
  type Column,
  type CustomTable,
  type MicrosoftColumn,
  type MicrosoftTable,
  type Option,
  type Solution,
} from '../../../solution/model/index.ts';

export interface LookupNames {
  readonly column: string;
  /** Target table → single-valued navigation property. */
  readonly navigation: Readonly<Record<string, string>>;
}

/** Options that belong to one column. */
export interface LocalChoice {
  readonly name: string;
  readonly constant: string;
  readonly options: readonly Option[];
}

export interface TableNames {
  /** PascalCase name in TypeScript. */
  readonly constant: string;
  readonly logicalName: string;
  readonly entitySetName: string;
  readonly primaryId: string;
  readonly primaryName: string;
  readonly title: string;
  readonly isActivity: boolean;
  readonly onlyRow?: string;
  readonly columns: readonly {
    readonly name: string;
    readonly tsType: string;
    readonly maxLength?: number;
    readonly note?: string;
  }[];
  readonly lookups: readonly LookupNames[];
  readonly collections: Readonly<Record<string, string>>;
  /** Choice constants declared by other files that the row interface refers to. */
  readonly choices: readonly string[];
  /** Choices of a column, declared in the table's own file: Microsoft's and our local ones. */
  readonly localChoices: readonly LocalChoice[];
}

/** Every table of the model, Microsoft's first, each with the columns all `solutions` add to it. */
export function gatherTables(solutions: readonly Solution[]): TableNames[] {
  const incoming = collectionsFromOurLookups(solutions);
  return [
    ...microsoftTables.map((table) => microsoftNames(table, solutions, incoming)),
    ...solutions.flatMap((solution) => solution.tables.map((table) => customNames(table, incoming))),
  ];
}

type Incoming = ReadonlyMap<string, Readonly<Record<string, string>>>;

function collectionsFromOurLookups(solutions: readonly Solution[]): Incoming {
  const found = new Map<string, Record<string, string>>();
  const add = (table: { readonly name: string; readonly isActivity: boolean }, columns: readonly Column[]): void => {
    for (const { target, collection } of relationshipsOf(table, columns)) {
      found.set(target, { ...found.get(target), [collection]: collection });
    }
  };
  for (const solution of solutions) {
    for (const { table, columns } of solution.extensions) add(table, columns);
    for (const table of solution.tables) add({ name: table.name, isActivity: false }, table.columns);
  }
  return found;
}

function microsoftNames(table: MicrosoftTable, solutions: readonly Solution[], incoming: Incoming): TableNames {
  const ours = solutions
    .flatMap((solution) => solution.extensions)
    .filter((extension) => extension.table === table)
    .flatMap((extension) => extension.columns);
  const local = table.uses.filter((column) => column.type === 'choice');
  return {
    constant: table.schemaName,
    logicalName: table.name,
    entitySetName: table.setName,
    primaryId: table.primaryId,
    primaryName: table.primaryName,
    title: table.label[1033],
    isActivity: table.isActivity,
    columns: [...table.uses.flatMap(microsoftColumn), ...ours.flatMap(ourColumn)],
    lookups: [
      ...table.uses.flatMap((column) =>
        column.type === 'lookup' ? [{ column: column.name, navigation: column.navigation }] : [],
      ),
      ...ourLookups(table, ours),
    ],
    collections: { ...table.collections, ...incoming.get(table.name) },
    choices: globalChoices(ours),
    localChoices: [...local, ...localChoices(ours)],
  };
}

function customNames(table: CustomTable, incoming: Incoming): TableNames {
  const lookups = ourLookups({ name: table.name, isActivity: false }, table.columns);
  const primaryId = `${table.name}id`;
  return {
    constant: table.constant,
    logicalName: table.name,
    entitySetName: table.setName,
    primaryId,
    primaryName: table.primaryName,
    title: table.label[1033],
    isActivity: false,
    ...(table.onlyRow === undefined ? {} : { onlyRow: table.onlyRow }),
    columns: [
      { name: primaryId, tsType: 'string' },
      { name: 'createdon', tsType: 'string' },
      { name: 'modifiedon', tsType: 'string' },
      { name: 'statecode', tsType: 'number' },
      { name: 'statuscode', tsType: 'number' },
      ...(table.ownership === 'UserOwned' ? [{ name: 'ownerid', tsType: 'lookup' }] : []),
      ...table.columns.flatMap(ourColumn),
    ],
    lookups: [
      ...(table.ownership === 'UserOwned'
        ? [{ column: 'ownerid', navigation: { systemuser: 'ownerid', team: 'ownerid' } }]
        : []),
      ...lookups,
    ],
    collections: { ...incoming.get(table.name) },
    choices: globalChoices(table.columns),
    localChoices: localChoices(table.columns),
  };
}

/** Constants of other files that the row interface names. */
function globalChoices(columns: readonly Column[]): string[] {
  return columns.flatMap((column) =>
    column.type === 'choice' && column.local !== true ? [column.choice.constant] : [],
  );
}

/** Each once, though several columns may share the options. */
function localChoices(columns: readonly Column[]): LocalChoice[] {
  const found = new Map<string, LocalChoice>();
  for (const column of columns) {
    if ((column.type !== 'choice' && column.type !== 'choices') || column.local !== true) continue;
    const { constant, options } = column.choice;
    if (!found.has(constant)) found.set(constant, { name: column.name, constant, options });
  }
  return [...found.values()];
}

function ourLookups(
  table: { readonly name: string; readonly isActivity: boolean },
  columns: readonly Column[],
): LookupNames[] {
  const found = new Map<string, Record<string, string>>();
  for (const { column, target, navigation } of relationshipsOf(table, columns)) {
    found.set(column, { ...found.get(column), [target]: navigation });
  }
  return [...found].map(([column, navigation]) => ({ column, navigation }));
}

function microsoftColumn(column: MicrosoftColumn): TableNames['columns'] {
  const { name } = column;
  switch (column.type) {
    case 'text':
    case 'memo':
      return [{ name, tsType: 'string', ...(column.maxLength === undefined ? {} : { maxLength: column.maxLength }) }];
    case 'yesno':
      return [{ name, tsType: 'boolean' }];
    case 'integer':
    case 'money':
      return [{ name, tsType: 'number' }];
    case 'choice':
      return [{ name, tsType: column.constant }];
    case 'lookup':
      return [{ name, tsType: 'lookup' }];
    case 'datetime':
    case 'guid':
    case 'entityname':
      return [{ name, tsType: 'string' }];
  }
}

function ourColumn(column: Column): TableNames['columns'] {
  const { name } = column;
  const note = column.description[1033];
  switch (column.type) {
    case 'text':
    case 'memo':
      return [{ name, tsType: 'string', maxLength: column.maxLength, note }];
    case 'yesno':
      return [{ name, tsType: 'boolean', note }];
    case 'integer':
    case 'decimal':
      return [{ name, tsType: 'number', note }];
    case 'choice':
      return [{ name, tsType: column.choice.constant, note }];
    case 'lookup':
      return [{ name, tsType: 'lookup', note }];
    case 'choices':
    case 'datetime':
      return [{ name, tsType: 'string', note }];
  }
}
