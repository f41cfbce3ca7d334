/** Additional main forms of ours on lead and opportunity, with the timeline. */
import { personForm } from '../core/person-forms.ts';
import { label } from '../labels.ts';
import type { Cell } from '../types.ts';

const owner: Cell = { column: 'ownerid', label: label('Owner', 'Besitzer') };

export const leadForm = personForm(
  {
    english: 'A lead with everything that was logged about them',
    german: 'Ein Lead mit allem, was zu ihm protokolliert wurde',
    primaryName: 'fullname',
    header: ['ownerid'],
  },
  [
    { column: 'fullname', label: label('Name', 'Name') },
    { column: 'subject', label: label('Topic', 'Thema') },
    { column: 'companyname', label: label('Company Name', 'Firmenname') },
    { column: 'jobtitle', label: label('Job Title', 'Position') },
    { column: 'emailaddress1', label: label('Email', 'E-Mail') },
    { column: 'telephone1', label: label('Business Phone', 'Telefon (geschäftlich)') },
    { column: 'mobilephone', label: label('Mobile Phone', 'Mobiltelefon') },
    owner,
  ],
);

export const opportunityForm = personForm(
  {
    english: 'An opportunity with everything that was logged about it',
    german: 'Eine Verkaufschance mit allem, was zu ihr protokolliert wurde',
    primaryName: 'name',
    header: ['ownerid'],
  },
  [
    { column: 'name', label: label('Topic', 'Thema') },
    { column: 'parentaccountid', label: label('Account', 'Firma') },
    { column: 'parentcontactid', label: label('Contact', 'Kontakt') },
    { column: 'estimatedvalue', label: label('Est. Revenue', 'Gesch. Umsatz') },
    { column: 'estimatedclosedate', label: label('Est. Close Date', 'Gesch. Abschlussdatum') },
    owner,
  ],
);
