/** Which columns a table has for a form or view of ours, and what kind of control shows them. */
import {
  microsoftTables,
  type Column,
  type CustomTable,
  type Label,
  type Solution,
} from '../../../solution/model/index.ts';
import { ModelError } from '../model-error.ts';
import { systemColumnNames } from './system-columns.ts';

export type Kind =
  | 'text'
  | 'url'
  | 'memo'
  | 'yesno'
  | 'choice'
  | 'choices'
  | 'datetime'
  | 'lookup'
  | 'integer'
  | 'decimal'
  | 'money'
  | 'status';

export interface KnownColumn {
  readonly name: string;
  readonly kind: Kind;
  /** Ours carry their label; Microsoft's must be labelled where they are placed. */
  readonly label?: Label;
  /** Solution of ours that brings the column. */
  readonly solution?: string;
}

/** Columns of a table as one solution sees them: its own, those of solutions it depends on, and the platform's. */
export class ColumnCatalogue {
  readonly #tables = new Map<string, Map<string, KnownColumn>>();

  constructor(solution: Solution) {
    for (const table of microsoftTables) {
      for (const column of table.uses) this.#add(table.name, { name: column.name, kind: microsoftKind(column.type) });
    }
    for (const each of [...solution.dependsOn, solution]) {
      for (const { table, columns } of each.extensions) this.#addOurs(table.name, columns, each.name);
      for (const table of each.tables) this.#addTable(table, each.name);
    }
  }

  /** @throws ModelError when the table has no such column. `where` says which form or view asks. */
  get(table: string, column: string, where: string): KnownColumn {
    const known = this.#tables.get(table)?.get(column);
    if (known === undefined) throw new ModelError(where, `column ${column} is not in the model of table ${table}`);
    return known;
  }

  #addTable(table: CustomTable, solution: string): void {
    this.#add(table.name, { name: `${table.name}id`, kind: 'text' });
    for (const name of systemColumnNames) {
      const kind = name.endsWith('on') ? 'datetime' : name.startsWith('stat') ? 'status' : 'lookup';
      this.#add(table.name, { name, kind });
    }
    this.#addOurs(table.name, table.columns, solution);
  }

  #addOurs(table: string, columns: readonly Column[], solution: string): void {
    for (const column of columns) {
      const kind = column.type === 'text' && column.format === 'url' ? 'url' : column.type;
      this.#add(table, { name: column.name, kind, label: column.label, solution });
    }
  }

  #add(table: string, column: KnownColumn): void {
    const columns = this.#tables.get(table) ?? new Map<string, KnownColumn>();
    if (columns.has(column.name)) throw new ModelError(table, `column ${column.name} is declared twice`);
    this.#tables.set(table, columns.set(column.name, column));
  }
}

function microsoftKind(type: string): Kind {
  switch (type) {
    case 'memo':
    case 'yesno':
    case 'datetime':
    case 'lookup':
    case 'integer':
    case 'choice':
    case 'money':
      return type;
    default:
      return 'text';
  }
}

/** Class ids of the platform's standard controls, from real form XML. */
const classIds: Readonly<Record<Kind, string>> = {
  text: '{4273EDBD-AC1D-40d3-9FB2-095C621B552D}',
  url: '{71716B6C-711E-476C-8AB8-5D11542BFB47}',
  memo: '{E0DECE4B-6FC8-4A8F-A065-082708572369}',
  yesno: '{67FAC785-CD58-4F9F-ABB3-4B7DDC6ED5ED}',
  choice: '{3EF39988-22BB-4F0B-BBBE-64B5A3748AEE}',
  choices: '{4AA28AB7-9C13-4F57-A73D-AD894D048B5F}',
  status: '{5D68B988-0661-4DB2-BC3E-17598AD3BE6C}',
  datetime: '{5B773807-9FB2-42DB-97C3-7A91EFF8ADFF}',
  lookup: '{270BD3DB-D9AF-4782-9025-509E298DEC0A}',
  integer: '{C6D124CA-7EDA-4A60-AEA9-7FB8D318B68F}',
  decimal: '{C3EFE0C3-0EC6-42BE-8349-CBD9079DFD8E}',
  money: '{533B9E00-756B-4312-95A0-DC888637AC78}',
};

export function classIdOf(column: KnownColumn): string {
  // statecode is drawn by the choice control, statuscode by one of its own.
  return column.name === 'statecode' ? classIds.choice : classIds[column.kind];
}

/** Host of a code component on a form. */
export const customControlClassId = '{F9A8A302-114E-466A-B582-6771B2AE0D92}';
