/** `al_fieldmapping`: a value of the payload → a column of the target table (SPEC F-1 … F-6). Mappings are ordinary rows. */
import { activityKind } from '../../choices.ts';
import { label } from '../../labels.ts';
import { libraryNames } from '../../names.ts';
import { smallForms } from '../../small-forms.ts';
import type { Form } from '../../types.ts';
import { targetTable, whenEmpty } from './choices.ts';
import { choice, flag, mainForm, memo, optionOf, quickCreate, standardViews, table, text } from './shape.ts';

const names = {
  label: label('Field Mapping', 'Feldzuordnung'),
  pluralLabel: label('Field Mappings', 'Feldzuordnungen'),
};
const primaryName = 'al_name';
const library = libraryNames.fieldMapping;
/** The same checks wherever a mapping is edited (SPEC F-6). */
const checks: Pick<Form, 'libraries' | 'events'> = {
  libraries: [library],
  events: [{ event: 'onload', library, handler: 'ActivityLogging.FieldMapping.onLoad' }],
};

export const fieldMapping = table({
  name: 'al_fieldmapping',
  constant: 'FieldMapping',
  ...names,
  description: label(
    'A value of what sources send that is written to a column of the logged activity',
    'Ein Wert aus den Nachrichten der Quellen, der in eine Spalte der protokollierten Aktivität geschrieben wird',
  ),
  ownership: 'OrgOwned',
  primaryName,
  columns: [
    text(primaryName, 200, ['Name', 'Name', 'What the mapping is for', 'Wofür die Zuordnung ist'], {
      required: 'required',
      searchable: true,
    }),
    choice(
      'al_kind',
      activityKind,
      ['Activity Kind', 'Aktivitätsart', 'Kind of activity it applies to', 'Art der Aktivität, für die sie gilt'],
      {
        required: 'required',
      },
    ),
    choice(
      'al_targettable',
      targetTable,
      [
        'Target Table',
        'Zieltabelle',
        'The mapping applies only while the kind is logged to this table',
        'Die Zuordnung gilt nur, solange die Art in diese Tabelle protokolliert wird',
      ],
      {
        required: 'required',
      },
    ),
    text('al_sourcesystem', 50, ['Source System', 'Quellsystem', 'Empty: every source', 'Leer: jede Quelle']),
    text('al_sourcepath', 400, [
      'Source Path',
      'Quellpfad',
      'Where the value stands in the payload, e.g. data.custom.region',
      'Wo der Wert in der Nachricht steht, z. B. data.custom.region',
    ]),
    text(
      'al_targetcolumn',
      100,
      [
        'Target Column',
        'Zielspalte',
        'Logical name of the column that takes the value',
        'Logischer Name der Spalte, die den Wert aufnimmt',
      ],
      {
        required: 'required',
        searchable: true,
      },
    ),
    text(
      'al_constantvalue',
      2000,
      [
        'Constant Value',
        'Fester Wert',
        'Written whatever the payload says',
        'Wird geschrieben, was auch immer die Nachricht sagt',
      ],
      { inGrid: false },
    ),
    choice(
      'al_whenempty',
      whenEmpty,
      [
        'When Empty',
        'Wenn leer',
        'What happens when the payload has no value',
        'Was geschieht, wenn die Nachricht keinen Wert hat',
      ],
      {
        default: optionOf(whenEmpty, 'Skip'),
      },
    ),
    text(
      'al_defaultvalue',
      2000,
      [
        'Default Value',
        'Standardwert',
        'Written when the payload has no value',
        'Wird geschrieben, wenn die Nachricht keinen Wert hat',
      ],
      { inGrid: false },
    ),
    memo('al_valuemap', 100_000, [
      'Value Map',
      'Wertzuordnung',
      'JSON object: value of the source to label or number of the option',
      'JSON-Objekt: Wert der Quelle zu Bezeichnung oder Zahl der Option',
    ]),
    text(
      'al_placeholder',
      200,
      [
        'Required Placeholder',
        'Platzhalter',
        'Written to a required column when there is nothing else',
        'Wird in eine Pflichtspalte geschrieben, wenn es nichts anderes gibt',
      ],
      { inGrid: false },
    ),
    text(
      'al_lookupby',
      200,
      [
        'Lookup Key',
        'Suchschlüssel',
        'Lookup columns: column of an alternate key that finds the row, e.g. accountnumber; empty: e-mail address',
        'Nachschlagespalten: Spalte eines alternativen Schlüssels, der die Zeile findet, z. B. accountnumber; leer: E-Mail-Adresse',
      ],
      { inGrid: false },
    ),
    flag('al_enabled', true, [
      'Enabled',
      'Aktiviert',
      'Off: the mapping is kept and not used',
      'Aus: die Zuordnung bleibt und wird nicht verwendet',
    ]),
    text(
      'al_problem',
      2000,
      [
        'Problem',
        'Problem',
        'Why the bridge does not use the mapping; empty when it does',
        'Warum die Bridge die Zuordnung nicht verwendet; leer, wenn sie es tut',
      ],
      {
        audited: false,
      },
    ),
  ],
  forms: [
    mainForm(
      names.label,
      label('One value to one column', 'Ein Wert in eine Spalte'),
      [
        [
          'what',
          label('What', 'Was'),
          [primaryName, 'al_enabled', 'al_kind', 'al_targettable', 'al_sourcesystem', 'al_problem'],
        ],
        [
          'value',
          label('Value', 'Wert'),
          [
            'al_sourcepath',
            'al_targetcolumn',
            'al_whenempty',
            'al_defaultvalue',
            'al_constantvalue',
            'al_placeholder',
            'al_lookupby',
          ],
        ],
        ['map', label('Value Map', 'Wertzuordnung'), ['al_valuemap'], 1],
      ],
      checks,
    ),
    quickCreate(names.label, [primaryName, 'al_kind', 'al_targettable', 'al_sourcepath', 'al_targetcolumn'], checks),
    ...smallForms(names.label, primaryName, ['al_kind', 'al_sourcepath', 'al_targetcolumn', 'al_enabled']),
  ],
  views: standardViews(
    { ...names, primaryName },
    [
      { name: primaryName, width: 220 },
      { name: 'al_kind', width: 120 },
      { name: 'al_targettable', width: 130 },
      { name: 'al_sourcepath', width: 200 },
      { name: 'al_targetcolumn', width: 180 },
      { name: 'al_enabled', width: 90 },
      { name: 'al_problem', width: 260 },
    ],
    [primaryName, 'al_targetcolumn', 'al_sourcepath'],
    [{ column: 'al_kind' }, { column: 'al_targetcolumn' }],
  ),
});
