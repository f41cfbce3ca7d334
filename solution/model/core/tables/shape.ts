/** Short forms for describing tables: the words of a column in English and German, and what every table of ours has. */
import { label } from '../../labels.ts';
import type {
  Column,
  ColumnInfo,
  Condition,
  CustomTable,
  Form,
  GlobalChoice,
  Label,
  Section,
  SectionCell,
  View,
} from '../../types.ts';

/** Title in English and German, then the description in both. */
export type Words = readonly [title: string, titel: string, description: string, beschreibung: string];
type More = Partial<Omit<ColumnInfo, 'name' | 'label' | 'description'>>;

function info(name: string, [title, titel, description, beschreibung]: Words, more: More): ColumnInfo {
  return { name, label: label(title, titel), description: label(description, beschreibung), ...more };
}

export function text(name: string, maxLength: number, words: Words, more: More = {}): Column {
  return { type: 'text', maxLength, ...info(name, words, more) };
}
/** Text the platform numbers by itself, e.g. `ILE-{SEQNUM:6}`. */
export function autoNumber(name: string, format: string, words: Words, more: More = {}): Column {
  return { type: 'text', maxLength: 100, autoNumber: format, ...info(name, words, more) };
}
export function memo(name: string, maxLength: number, words: Words, more: More = {}): Column {
  return { type: 'memo', maxLength, ...info(name, words, { inGrid: false, ...more }) };
}
export function flag(name: string, standard: boolean, words: Words, more: More = {}): Column {
  return { type: 'yesno', default: standard, ...info(name, words, more) };
}
export function whole(name: string, words: Words, more: More = {}): Column {
  return { type: 'integer', min: 0, max: 2_147_483_647, ...info(name, words, more) };
}
export function moment(name: string, words: Words, more: More = {}): Column {
  return { type: 'datetime', format: 'datetime', ...info(name, words, more) };
}
export function day(name: string, words: Words, more: More = {}): Column {
  return { type: 'datetime', format: 'date', ...info(name, words, more) };
}
export function choice(name: string, of: GlobalChoice, words: Words, more: More & { default?: number } = {}): Column {
  const { default: standard, ...rest } = more;
  return {
    type: 'choice',
    choice: of,
    ...(standard === undefined ? {} : { default: standard }),
    ...info(name, words, rest),
  };
}
export function lookup(
  name: string,
  target: string,
  words: Words,
  more: More & { onDelete?: 'RemoveLink' | 'Restrict' | 'Cascade' } = {},
): Column {
  const { onDelete, ...rest } = more;
  return {
    type: 'lookup',
    targets: [target],
    ...(onDelete === undefined ? {} : { onDelete }),
    ...info(name, words, rest),
  };
}

/** Value of an option by its member name. @throws Error when the choice has no such option */
export function optionOf(of: GlobalChoice, member: string): number {
  const found = of.options.find(({ name }) => name === member);
  if (found === undefined) throw new Error(`${of.name} has no option ${member}`);
  return found.value;
}

/** Columns the platform adds to every table; their labels are said where they are placed. */
const platformLabels: Readonly<Record<string, Label>> = {
  ownerid: label('Owner', 'Besitzer'),
  statuscode: label('Status Reason', 'Statusgrund'),
};

function cellOf(column: string | SectionCell): SectionCell {
  if (typeof column !== 'string') return column;
  const known = platformLabels[column];
  return known === undefined ? { column } : { column, label: known };
}

/** A main form with one tab; each section lists columns, or cells where a column's name does not say enough. */
export function mainForm(
  title: Label,
  description: Label,
  sections: readonly (readonly [name: string, title: Label, cells: readonly (string | SectionCell)[], width?: 1 | 2])[],
  more: Partial<Pick<Form, 'libraries' | 'events' | 'header'>> = {},
): Form {
  return {
    name: 'main',
    type: 'main',
    label: title,
    description,
    tabs: [
      {
        name: 'general',
        label: label('General', 'Allgemein'),
        sections: sections.map(([name, sectionTitle, cells, width = 2]): Section => ({
          name,
          label: sectionTitle,
          columns: width,
          cells: cells.map(cellOf),
        })),
      },
    ],
    ...more,
  };
}

/** The few columns somebody fills in when adding a row from elsewhere. */
export function quickCreate(
  title: Label,
  columns: readonly string[],
  more: Partial<Pick<Form, 'libraries' | 'events'>> = {},
): Form {
  return {
    name: 'quickcreate',
    type: 'quickCreate',
    label: title,
    description: label('Adds a row quickly', 'Fügt schnell eine Zeile hinzu'),
    tabs: [
      {
        name: 'general',
        label: label('General', 'Allgemein'),
        sections: [
          { name: 'details', label: label('Details', 'Details'), cells: columns.map((column) => ({ column })) },
        ],
      },
    ],
    ...more,
  };
}

type Columns = View['columns'];

/**
 * The views every table has: active (default), inactive, quick find, lookup, associated and advanced find.
 * @param active the grid as most see it
 * @param find columns that quick find searches
 */
export function standardViews(
  table: { readonly label: Label; readonly pluralLabel: Label; readonly primaryName: string },
  active: Columns,
  find: readonly string[],
  order: View['order'] = [{ column: 'createdon', descending: true }],
): View[] {
  const named = (english: string, german: string): Label =>
    label(english.replace('%', table.pluralLabel[1033]), german.replace('%', table.pluralLabel[1031]));
  const state = (value: string): readonly Condition[] => [{ column: 'statecode', operator: 'eq', value }];
  const short = active.slice(0, 4);
  return [
    {
      name: 'active',
      type: 'public',
      isDefault: true,
      label: named('Active %', 'Aktive %'),
      columns: active,
      order,
      filter: state('0'),
    },
    {
      name: 'inactive',
      type: 'public',
      label: named('Inactive %', 'Inaktive %'),
      columns: active,
      order,
      filter: state('1'),
    },
    {
      name: 'quickfind',
      type: 'quickFind',
      isDefault: true,
      label: named('Quick Find %', 'Schnellsuche %'),
      columns: active,
      order,
      filter: state('0'),
      find,
    },
    {
      name: 'lookup',
      type: 'lookup',
      isDefault: true,
      label: named('% Lookup View', 'Suchansicht %'),
      columns: short,
      order,
      filter: state('0'),
    },
    {
      name: 'associated',
      type: 'associated',
      isDefault: true,
      label: named('% Associated View', 'Zugeordnete Ansicht %'),
      columns: active,
      order,
      filter: state('0'),
    },
    {
      name: 'advancedfind',
      type: 'advancedFind',
      isDefault: true,
      label: named('% Advanced Find View', 'Erweiterte Suche %'),
      columns: active,
      order,
      filter: state('0'),
    },
  ];
}

/** What differs between tables; the rest follows. */
export type TableSketch = Omit<CustomTable, 'kind' | 'setName'> & { readonly setName?: string };

export function table(sketch: TableSketch): CustomTable {
  return { kind: 'custom', setName: `${sketch.name}s`, ...sketch };
}
