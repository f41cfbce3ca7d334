import { label } from './labels.ts';
import type { Form, Label, QuickViewCell, Section } from './types.ts';

const general = label('General', 'Allgemein');
/** Name of every quick view form of ours. */
const quickViewName = 'quick';

/**
 * The two forms that show a row inside of something else, with the same columns: the card in narrow lists, and the quick
 * view on forms of rows that point to it.
 * @param header what names the row
 */
export function smallForms(title: Label, header: string, details: readonly string[]): Form[] {
  return [cardForm(title, header, details), quickViewForm(title, [header, ...details])];
}

/** The platform wants the four sections of a card by name, in this order. */
function cardForm(title: Label, header: string, details: readonly string[]): Form {
  const section = (name: string, columns: readonly string[]): Section => ({
    name,
    label: label(name, name),
    showLabel: false,
    cells: columns.map((column) => ({ column })),
  });
  return {
    name: 'card',
    type: 'card',
    label: title,
    description: label('Stands for a row in narrow lists', 'Steht in schmalen Listen für eine Zeile'),
    tabs: [
      {
        name: 'general',
        label: general,
        sections: [
          section('ColorStrip', []),
          section('CardHeader', [header]),
          section('CardDetails', details),
          section('CardFooter', []),
        ],
      },
    ],
  };
}

function quickViewForm(title: Label, columns: readonly string[]): Form {
  return {
    name: quickViewName,
    type: 'quick',
    label: title,
    description: label(
      'Shows a row on forms of rows that point to it',
      'Zeigt eine Zeile auf Formularen von Zeilen, die auf sie verweisen',
    ),
    tabs: [
      {
        name: 'general',
        label: general,
        sections: [{ name: 'details', label: title, cells: columns.map((column) => ({ column })) }],
      },
    ],
  };
}

/** The quick view form of ours of the row that a lookup points to. */
export function quickViewOf(title: Label, lookup: string, table: string): QuickViewCell {
  return {
    label: title,
    showLabel: false,
    quickView: { name: `${lookup}_view`, lookup, forms: [{ table, form: quickViewName }] },
  };
}
