/** `al_interactiongroup` and `al_interactiontemplate`: what interactions are entered under; EMAIL in group SYSTEM is required (SPEC M-9, M-18). */
import { label } from '../../labels.ts';
import { smallForms } from '../../small-forms.ts';
import { correspondence } from './choices.ts';
import { choice, lookup, mainForm, memo, optionOf, quickCreate, standardViews, table, text } from './shape.ts';

const groupNames = {
  label: label('Interaction Group', 'Interaktionsgruppe'),
  pluralLabel: label('Interaction Groups', 'Interaktionsgruppen'),
};
const templateNames = {
  label: label('Interaction Template', 'Interaktionsvorlage'),
  pluralLabel: label('Interaction Templates', 'Interaktionsvorlagen'),
};
const primaryName = 'al_code';

export const interactionGroup = table({
  name: 'al_interactiongroup',
  constant: 'InteractionGroup',
  ...groupNames,
  description: label('Sorts interaction templates', 'Ordnet Interaktionsvorlagen'),
  ownership: 'OrgOwned',
  primaryName,
  keys: [{ name: 'al_groupcode', label: label('Code', 'Code'), columns: [primaryName] }],
  columns: [
    text(primaryName, 20, ['Code', 'Code', 'Short name, e.g. SYSTEM', 'Kurzname, z. B. SYSTEM'], {
      required: 'required',
      searchable: true,
    }),
    text('al_description', 200, ['Description', 'Beschreibung', 'What the group is for', 'Wofür die Gruppe ist'], {
      searchable: true,
    }),
  ],
  forms: [
    mainForm(groupNames.label, label('One group', 'Eine Gruppe'), [
      ['group', groupNames.label, [primaryName, 'al_description']],
    ]),
    quickCreate(groupNames.label, [primaryName, 'al_description']),
    ...smallForms(groupNames.label, primaryName, ['al_description']),
  ],
  views: standardViews(
    { ...groupNames, primaryName },
    [
      { name: primaryName, width: 140 },
      { name: 'al_description', width: 320 },
    ],
    [primaryName, 'al_description'],
    [{ column: primaryName }],
  ),
});

export const interactionTemplate = table({
  name: 'al_interactiontemplate',
  constant: 'InteractionTemplate',
  ...templateNames,
  description: label(
    'What an interaction with a contact is entered under',
    'Worunter eine Interaktion mit einem Kontakt eingetragen wird',
  ),
  ownership: 'OrgOwned',
  primaryName,
  keys: [{ name: 'al_templatecode', label: label('Code', 'Code'), columns: [primaryName] }],
  columns: [
    text(primaryName, 20, ['Code', 'Code', 'Short name, e.g. EMAIL', 'Kurzname, z. B. EMAIL'], {
      required: 'required',
      searchable: true,
    }),
    text('al_description', 200, ['Description', 'Beschreibung', 'What the template is for', 'Wofür die Vorlage ist'], {
      searchable: true,
    }),
    lookup(
      'al_groupid',
      'al_interactiongroup',
      [
        'Group',
        'Gruppe',
        'Group of the template; EMAIL must be in SYSTEM',
        'Gruppe der Vorlage; EMAIL muss in SYSTEM sein',
      ],
      { required: 'required', onDelete: 'Restrict' },
    ),
    choice(
      'al_correspondencetype',
      correspondence,
      [
        'Correspondence Type',
        'Korrespondenzart',
        'How interactions of the template are sent',
        'Wie Interaktionen der Vorlage versendet werden',
      ],
      { default: optionOf(correspondence, 'None') },
    ),
    text(
      'al_attachmentname',
      255,
      ['Attachment Name', 'Name der Anlage', 'File name of the attachment', 'Dateiname der Anlage'],
      { inGrid: false },
    ),
    memo('al_attachmenttext', 1_048_576, [
      'Attachment',
      'Anlage',
      'Text of the attachment that goes with the interaction',
      'Text der Anlage, die mit der Interaktion geht',
    ]),
  ],
  forms: [
    mainForm(templateNames.label, label('One template', 'Eine Vorlage'), [
      ['template', templateNames.label, [primaryName, 'al_description', 'al_groupid', 'al_correspondencetype']],
      ['attachment', label('Attachment', 'Anlage'), ['al_attachmentname', 'al_attachmenttext'], 1],
    ]),
    quickCreate(templateNames.label, [primaryName, 'al_description', 'al_groupid', 'al_correspondencetype']),
    ...smallForms(templateNames.label, primaryName, ['al_description', 'al_groupid', 'al_correspondencetype']),
  ],
  views: standardViews(
    { ...templateNames, primaryName },
    [
      { name: primaryName, width: 140 },
      { name: 'al_description', width: 300 },
      { name: 'al_groupid', width: 140 },
      { name: 'al_correspondencetype', width: 160 },
    ],
    [primaryName, 'al_description'],
    [{ column: primaryName }],
  ),
});
