/** `al_loggingissue`: what could not be logged as it should, with reason and fix (SPEC B-5, F-3, L-10, L-21). */
import { activityKind } from '../../choices.ts';
import { label } from '../../labels.ts';
import { quickViewOf, smallForms } from '../../small-forms.ts';
import { issueCommands } from '../commands.ts';
import { severity } from './choices.ts';
import { choice, lookup, mainForm, memo, moment, optionOf, standardViews, table, text, whole } from './shape.ts';

const names = {
  label: label('Logging Issue', 'Protokollproblem'),
  pluralLabel: label('Logging Issues', 'Protokollprobleme'),
};
const primaryName = 'al_name';
const mapping = label('Field Mapping', 'Feldzuordnung');

export const loggingIssue = table({
  name: 'al_loggingissue',
  constant: 'LoggingIssue',
  ...names,
  description: label(
    'Something a source reported that was not logged, or not whole, with the reason and what to do',
    'Etwas, das eine Quelle gemeldet hat und das nicht oder nicht ganz protokolliert wurde, mit Grund und Abhilfe',
  ),
  ownership: 'UserOwned',
  primaryName,
  keys: [{ name: 'al_issuekey', label: label('Issue Key', 'Problemschlüssel'), columns: ['al_issuekeytext'] }],
  columns: [
    text(primaryName, 200, ['Issue', 'Problem', 'What happened, in one line', 'Was geschehen ist, in einer Zeile'], {
      required: 'required',
      searchable: true,
    }),
    text(
      'al_issuekeytext',
      100,
      [
        'Issue Key',
        'Problemschlüssel',
        'One row for one problem of one event',
        'Eine Zeile für ein Problem eines Ereignisses',
      ],
      { inGrid: false, audited: false },
    ),
    choice('al_severity', severity, ['Severity', 'Schweregrad', 'How much it matters', 'Wie wichtig es ist'], {
      default: optionOf(severity, 'Error'),
    }),
    text('al_code', 50, [
      'Code',
      'Code',
      'Code of the reason in the error catalogue',
      'Code des Grundes im Fehlerkatalog',
    ]),
    memo('al_reason', 4000, ['Reason', 'Grund', 'Why it was not logged', 'Warum es nicht protokolliert wurde']),
    memo('al_fixhint', 4000, ['What to Do', 'Abhilfe', 'What makes it go away', 'Was es behebt']),
    choice('al_kind', activityKind, ['Activity Kind', 'Aktivitätsart', 'Kind of the activity', 'Art der Aktivität']),
    text('al_sourcesystem', 50, [
      'Source System',
      'Quellsystem',
      'System that reported it',
      'System, das es gemeldet hat',
    ]),
    text(
      'al_sourceid',
      200,
      ['Source Id', 'Quell-ID', 'Id of the activity in the source system', 'ID der Aktivität im Quellsystem'],
      { searchable: true },
    ),
    text(
      'al_eventid',
      200,
      [
        'Event Id',
        'Ereignis-ID',
        'Names the stored event in the queue of the bridge',
        'Bezeichnet das gespeicherte Ereignis in der Warteschlange der Bridge',
      ],
      { inGrid: false },
    ),
    moment('al_occurredon', [
      'Occurred On',
      'Geschehen am',
      'When the activity happened',
      'Wann die Aktivität geschah',
    ]),
    text('al_field', 200, ['Field', 'Feld', 'Field of the payload', 'Feld der Nachricht'], { inGrid: false }),
    text(
      'al_value',
      2000,
      ['Value', 'Wert', 'Value that could not be used', 'Wert, der nicht verwendet werden konnte'],
      { inGrid: false },
    ),
    text(
      'al_targetcolumn',
      100,
      ['Target Column', 'Zielspalte', 'Column that was left out', 'Spalte, die ausgelassen wurde'],
      { inGrid: false },
    ),
    lookup('al_contactid', 'contact', ['Contact', 'Kontakt', 'Contact it is about', 'Kontakt, um den es geht']),
    lookup('al_accountid', 'account', ['Account', 'Firma', 'Account it is about', 'Firma, um die es geht']),
    lookup('al_fieldmappingid', 'al_fieldmapping', [
      'Field Mapping',
      'Feldzuordnung',
      'Mapping that could not be applied',
      'Zuordnung, die nicht angewendet werden konnte',
    ]),
    whole('al_attempts', ['Attempts', 'Versuche', 'How often it was tried', 'Wie oft es versucht wurde'], {
      audited: false,
    }),
    moment(
      'al_lasttriedon',
      ['Last Tried On', 'Zuletzt versucht am', 'When it was tried last', 'Wann es zuletzt versucht wurde'],
      { audited: false },
    ),
  ],
  forms: [
    mainForm(
      label('Logging Issue', 'Protokollproblem'),
      label('What went wrong and what to do', 'Was schiefging und was zu tun ist'),
      [
        ['issue', label('Issue', 'Problem'), [primaryName, 'al_reason', 'al_fixhint'], 1],
        [
          'event',
          label('Event', 'Ereignis'),
          [
            'al_severity',
            'al_code',
            'al_kind',
            'al_occurredon',
            'al_sourcesystem',
            'al_sourceid',
            'al_contactid',
            'al_accountid',
            'al_attempts',
            'al_lasttriedon',
            'al_eventid',
            'ownerid',
          ],
        ],
        ['value', label('Value', 'Wert'), ['al_field', 'al_targetcolumn', 'al_value', 'al_fieldmappingid']],
        ['mapping', mapping, [quickViewOf(mapping, 'al_fieldmappingid', 'al_fieldmapping')], 1],
      ],
      { header: ['al_severity', 'ownerid'] },
    ),
    ...smallForms(names.label, primaryName, ['al_severity', 'al_kind', 'al_sourcesystem', 'al_fixhint']),
  ],
  commands: issueCommands,
  views: standardViews(
    { ...names, primaryName },
    [
      { name: primaryName, width: 320 },
      { name: 'al_severity', width: 100 },
      { name: 'al_kind', width: 110 },
      { name: 'al_sourcesystem', width: 120 },
      { name: 'al_contactid', width: 160 },
      { name: 'al_attempts', width: 90 },
      { name: 'createdon', width: 140 },
    ],
    [primaryName, 'al_sourceid'],
  ),
});
