/** Additional main forms of ours on contact and account; Microsoft's own forms are never in a zip (DESIGN decision 8). */
import { label } from '../labels.ts';
import { controlNames } from '../names.ts';
import type { Cell, Column, Form, Tab } from '../types.ts';

/** Numbers contacts in the order in which they were made: the first of several with one address is the lowest (SPEC M-8). */
export const contactNumber: Column = {
  name: 'al_contactno',
  type: 'text',
  maxLength: 100,
  autoNumber: '{SEQNUM:6}',
  searchable: true,
  label: label('No.', 'Nr.'),
  description: label('Number of the contact', 'Nummer des Kontakts'),
};

/** Domains whose people count for the account when nobody with the address is known (matching of people). */
export const emailDomains: Column = {
  name: 'al_emaildomains',
  type: 'text',
  maxLength: 2000,
  label: label('Email Domains', 'E-Mail-Domänen'),
  description: label(
    'Activities with unknown people of these domains are logged to this account; separated by commas',
    'Aktivitäten mit unbekannten Personen dieser Domänen werden dieser Firma zugeordnet; durch Kommas getrennt',
  ),
};

function timelineTab(primaryName: string): Tab {
  return {
    name: 'timeline',
    label: label('Timeline', 'Zeitachse'),
    sections: [
      {
        name: 'timeline',
        label: label('Timeline', 'Zeitachse'),
        showLabel: false,
        cells: [
          {
            column: primaryName,
            showLabel: false,
            rowspan: 24,
            label: label('Timeline', 'Zeitachse'),
            control: { control: controlNames.timeline, properties: { recordName: { column: primaryName } } },
          },
        ],
      },
    ],
  };
}

export function personForm(
  about: {
    readonly english: string;
    readonly german: string;
    readonly primaryName: string;
    readonly header: readonly string[];
  },
  cells: readonly Cell[],
): Form {
  return {
    name: 'activity-logging',
    type: 'main',
    label: label('Activity Logging', 'Aktivitätsprotokollierung'),
    description: label(about.english, about.german),
    header: about.header,
    tabs: [
      {
        name: 'summary',
        label: label('Summary', 'Zusammenfassung'),
        sections: [
          { name: 'summary', label: label('Summary', 'Zusammenfassung'), showLabel: false, columns: 2, cells },
        ],
      },
      timelineTab(about.primaryName),
    ],
  };
}

const email: Cell = { column: 'emailaddress1', label: label('Email', 'E-Mail') };
const phone: Cell = { column: 'telephone1', label: label('Business Phone', 'Telefon (geschäftlich)') };
const owner: Cell = { column: 'ownerid', label: label('Owner', 'Besitzer') };

export const contactForm = personForm(
  {
    english: 'A contact with everything that was logged about them',
    german: 'Ein Kontakt mit allem, was zu ihm protokolliert wurde',
    primaryName: 'fullname',
    header: ['ownerid'],
  },
  [
    { column: 'fullname', label: label('Full Name', 'Vollständiger Name') },
    { column: 'jobtitle', label: label('Job Title', 'Position') },
    { column: 'parentcustomerid', label: label('Account Name', 'Firmenname') },
    email,
    phone,
    { column: 'mobilephone', label: label('Mobile Phone', 'Mobiltelefon') },
    owner,
    { column: 'al_contactno' },
  ],
);

export const accountForm = personForm(
  {
    english: 'An account with everything that was logged about it and its people',
    german: 'Eine Firma mit allem, was zu ihr und ihren Personen protokolliert wurde',
    primaryName: 'name',
    header: ['ownerid'],
  },
  [
    { column: 'name', label: label('Account Name', 'Firmenname') },
    { column: 'primarycontactid', label: label('Primary Contact', 'Primärer Kontakt') },
    email,
    phone,
    { column: 'websiteurl', label: label('Website', 'Website') },
    { column: 'al_emaildomains' },
    owner,
  ],
);
