/** `al_bridgerequest` (what a user asks of the bridge, SPEC B-11) and `al_loggingsample` (payloads to preview with, SPEC F-5). */
import { activityKind } from '../../choices.ts';
import { label } from '../../labels.ts';
import { smallForms } from '../../small-forms.ts';
import { requestStatus, requestType } from './choices.ts';
import { choice, lookup, mainForm, memo, moment, optionOf, quickCreate, standardViews, table, text } from './shape.ts';

const requestNames = {
  label: label('Bridge Request', 'Bridge-Anforderung'),
  pluralLabel: label('Bridge Requests', 'Bridge-Anforderungen'),
};
const sampleNames = {
  label: label('Logging Sample', 'Protokollbeispiel'),
  pluralLabel: label('Logging Samples', 'Protokollbeispiele'),
};
const primaryName = 'al_name';

export const bridgeRequest = table({
  name: 'al_bridgerequest',
  constant: 'BridgeRequest',
  ...requestNames,
  description: label(
    'Something a user asks of the bridge; answered on the row with the rights of that user, removed after an hour',
    'Etwas, das ein Benutzer von der Bridge möchte; beantwortet in der Zeile mit den Rechten des Benutzers, nach einer Stunde entfernt',
  ),
  ownership: 'UserOwned',
  primaryName,
  columns: [
    text(primaryName, 200, ['Name', 'Name', 'What is asked', 'Was angefordert wird'], {
      required: 'required',
      searchable: true,
    }),
    choice(
      'al_requesttype',
      requestType,
      ['Request', 'Anforderung', 'What the bridge is asked to do', 'Was die Bridge tun soll'],
      { required: 'required' },
    ),
    choice(
      'al_requeststatus',
      requestStatus,
      ['Request Status', 'Anforderungsstatus', 'How the request stands', 'Wie es um die Anforderung steht'],
      { default: optionOf(requestStatus, 'Waiting') },
    ),
    lookup(
      'al_loggingissueid',
      'al_loggingissue',
      ['Logging Issue', 'Protokollproblem', 'Issue to try again', 'Problem, das erneut versucht wird'],
      { onDelete: 'Cascade' },
    ),
    lookup(
      'al_interactionlogentryid',
      'al_interactionlogentry',
      ['Interaction Log Entry', 'Interaktionsprotokollposten', 'Entry to show', 'Posten, der angezeigt wird'],
      { onDelete: 'Cascade' },
    ),
    lookup(
      'al_mailboxsetupid',
      'al_mailboxsetup',
      [
        'Mailbox Setup',
        'Postfacheinrichtung',
        'Mailbox to run or validate',
        'Postfach, das ausgeführt oder geprüft wird',
      ],
      { onDelete: 'Cascade' },
    ),
    memo('al_parameters', 100_000, [
      'Parameters',
      'Parameter',
      'JSON with what else the request needs',
      'JSON mit dem, was die Anforderung sonst braucht',
    ]),
    memo('al_result', 1_048_576, ['Result', 'Ergebnis', 'Answer of the bridge', 'Antwort der Bridge'], {
      audited: false,
    }),
    moment(
      'al_answeredon',
      ['Answered On', 'Beantwortet am', 'When the bridge answered', 'Wann die Bridge geantwortet hat'],
      { audited: false },
    ),
  ],
  forms: [
    mainForm(requestNames.label, label('One request', 'Eine Anforderung'), [
      [
        'request',
        requestNames.label,
        [
          primaryName,
          'al_requesttype',
          'al_requeststatus',
          'al_answeredon',
          'al_loggingissueid',
          'al_interactionlogentryid',
          'al_mailboxsetupid',
          'ownerid',
        ],
      ],
      ['result', label('Result', 'Ergebnis'), ['al_parameters', 'al_result'], 1],
    ]),
    ...smallForms(requestNames.label, primaryName, ['al_requesttype', 'al_requeststatus', 'al_answeredon']),
  ],
  views: standardViews(
    { ...requestNames, primaryName },
    [
      { name: primaryName, width: 240 },
      { name: 'al_requesttype', width: 180 },
      { name: 'al_requeststatus', width: 120 },
      { name: 'ownerid', width: 150 },
      { name: 'createdon', width: 140 },
      { name: 'al_answeredon', width: 140 },
    ],
    [primaryName],
  ),
});

export const loggingSample = table({
  name: 'al_loggingsample',
  constant: 'LoggingSample',
  ...sampleNames,
  description: label(
    'A payload a source sent, kept to try mappings with; for administrators only, it holds personal data',
    'Eine Nachricht einer Quelle, aufbewahrt zum Erproben von Zuordnungen; nur für Administratoren, sie enthält persönliche Daten',
  ),
  ownership: 'OrgOwned',
  primaryName,
  columns: [
    text(primaryName, 200, ['Name', 'Name', 'What the sample shows', 'Was das Beispiel zeigt'], {
      required: 'required',
      searchable: true,
    }),
    text('al_sourcesystem', 50, ['Source System', 'Quellsystem', 'System that sent it', 'System, das es gesendet hat']),
    choice('al_kind', activityKind, ['Activity Kind', 'Aktivitätsart', 'Kind of the activity', 'Art der Aktivität']),
    moment('al_receivedon', ['Received On', 'Empfangen am', 'When it was received', 'Wann es empfangen wurde']),
    memo('al_payload', 1_048_576, ['Payload', 'Nachricht', 'The JSON that was received', 'Das empfangene JSON'], {
      audited: false,
    }),
  ],
  forms: [
    mainForm(sampleNames.label, label('One sample', 'Ein Beispiel'), [
      ['sample', sampleNames.label, [primaryName, 'al_kind', 'al_sourcesystem', 'al_receivedon']],
      ['payload', label('Payload', 'Nachricht'), ['al_payload'], 1],
    ]),
    quickCreate(sampleNames.label, [primaryName, 'al_kind', 'al_sourcesystem', 'al_payload']),
    ...smallForms(sampleNames.label, primaryName, ['al_kind', 'al_sourcesystem', 'al_receivedon']),
  ],
  views: standardViews(
    { ...sampleNames, primaryName },
    [
      { name: primaryName, width: 260 },
      { name: 'al_kind', width: 120 },
      { name: 'al_sourcesystem', width: 140 },
      { name: 'al_receivedon', width: 150 },
    ],
    [primaryName],
    [{ column: 'al_receivedon', descending: true }],
  ),
});
