import { label } from './labels.ts';
import type { Form, Label, Section } from './types.ts';

/**
 * A card form: what stands for a row in narrow lists. The platform wants its four sections by name, in this order.
 * @param columns at most one in the header and a few in the details; the footer may be empty
 */
export function cardForm(
  title: Label,
  columns: { readonly header: string; readonly details: readonly string[]; readonly footer?: readonly string[] },
): Form {
  const section = (name: string, names: readonly string[]): Section => ({
    name,
    label: label(name, name),
    showLabel: false,
    cells: names.map((column) => ({ column })),
  });
  return {
    name: 'card',
    type: 'card',
    label: title,
    description: label('Stands for a row in narrow lists', 'Steht in schmalen Listen für eine Zeile'),
    tabs: [
      {
        name: 'general',
        label: label('General', 'Allgemein'),
        sections: [
          section('ColorStrip', []),
          section('CardHeader', [columns.header]),
          section('CardDetails', columns.details),
          section('CardFooter', columns.footer ?? []),
        ],
      },
    ],
  };
}
