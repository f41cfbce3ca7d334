/** Words and choices of `everything`. */
import { label, type Column, type GlobalChoice } from '../../../solution/model/index.ts';

export const words = (
  name: string,
): { readonly name: string; readonly label: Column['label']; readonly description: Column['label'] } => ({
  name,
  label: label(`Label of ${name}`, `Name von ${name}`),
  description: label(`What ${name} is`, `Was ${name} ist`),
});

export const colour: GlobalChoice = {
  name: 'al_colour',
  constant: 'Colour',
  label: label('Colour', 'Farbe'),
  description: label('What it looks like', 'Wie es aussieht'),
  options: [
    { name: 'Red', value: 727000000, label: label('Red', 'Rot') },
    { name: 'Blue', value: 727000001, label: label('Blue', 'Blau') },
  ],
};
