import { translator } from '../texts';

const texts = {
  pathOrConstant: {
    en: 'Enter a source path or a constant value.',
    de: 'Geben Sie einen Quellpfad oder einen festen Wert ein.',
  },
  notBoth: {
    en: 'A mapping has a source path or a constant value, not both.',
    de: 'Eine Zuordnung hat einen Quellpfad oder einen festen Wert, nicht beides.',
  },
  path: {
    en: 'Names with dots between them, for example data.custom.region.',
    de: 'Namen mit Punkten dazwischen, zum Beispiel data.custom.region.',
  },
  column: {
    en: 'The logical name of a column: small letters a to z, digits and _, a letter first.',
    de: 'Der logische Name einer Spalte: Kleinbuchstaben a bis z, Ziffern und _, zuerst ein Buchstabe.',
  },
  defaultMissing: {
    en: 'Enter the value to write when the payload has none.',
    de: 'Geben Sie den Wert ein, der geschrieben wird, wenn die Nachricht keinen hat.',
  },
  valueMap: {
    en: 'A JSON object whose values are labels or numbers, for example {"won": "Connected"}.',
    de: 'Ein JSON-Objekt, dessen Werte Bezeichnungen oder Zahlen sind, zum Beispiel {"won": "Verbunden"}.',
  },
  duplicate: {
    en: '“{name}” already writes this column for the same kind, table and source.',
    de: '„{name}“ schreibt diese Spalte bereits für dieselbe Art, Tabelle und Quelle.',
  },
  notCompared: {
    en: 'Other mappings could not be read, so this one was not compared with them: {reason}',
    de: 'Andere Zuordnungen konnten nicht gelesen werden, daher wurde diese nicht mit ihnen verglichen: {reason}',
  },
} as const;
export type TextKey = keyof typeof texts;

export const text = translator<TextKey>(texts);
