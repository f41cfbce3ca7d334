import { loggingConfigurationRowId } from '@activity-logging/activity-model/metadata';
import { companies, people, type SamplePerson, users } from '@activity-logging/samples';
import type { Crm } from './crm.ts';

/** Ids of the demonstration's rows: fixed, so that seeding twice makes nothing twice. */
const idOf = (kind: number, number: number): string =>
  `5a5a5a5a-000${kind}-4000-8000-${String(number).padStart(12, '0')}`;
export const accountId = (companyId: number): string => idOf(1, companyId);
export const personId = (person: SamplePerson): string => idOf(2, person.id);
export const userId = (sourceUserId: number): string => idOf(3, sourceUserId);

/**
 * Creates the sample team's CRM: companies as accounts, people as contacts and leads (two are left out), users, and a logging
 * configuration with native targets. What is there already stays as it is: a second start must not undo what somebody changed.
 */
export async function seedCrm(crm: Crm, businessUnitId: string): Promise<void> {
  const rows: [string, object][] = [
    ...users
      .filter(({ inCrm }) => inCrm)
      .map(({ id, first, last, email }): [string, object] => [
        `systemusers(${userId(id)})`,
        {
          firstname: first,
          lastname: last,
          internalemailaddress: email,
          domainname: email,
          'businessunitid@odata.bind': `/businessunits(${businessUnitId})`,
        },
      ]),
    ...companies.map(({ id, name, domain }): [string, object] => [
      `accounts(${accountId(id)})`,
      {
        name,
        websiteurl: `https://${domain}`,
        'ownerid@odata.bind': `/systemusers(${userId(users[0]!.id)})`,
      },
    ]),
    ...people.filter(({ inCrm }) => inCrm !== 'none').map(personRow),
    [
      `al_loggingconfigurations(${loggingConfigurationRowId})`,
      {
        al_name: 'Activity Logging',
        al_emailtarget: 727000001,
        al_calltarget: 727000001,
        al_meetingtarget: 727000001,
        // Owns what the user who left had done (L-28).
        'al_defaultownerid@odata.bind': `/systemusers(${userId(users[0]!.id)})`,
      },
    ],
  ];
  for (const [path, row] of rows) await crm.createOnce(path, row);
}

function personRow(person: SamplePerson, index: number): [string, object] {
  const owner = users.filter(({ inCrm }) => inCrm)[index % 3]!;
  const { first, last, email, phone, title, company, inCrm } = person;
  const common = {
    firstname: first,
    lastname: last,
    emailaddress1: email,
    telephone1: phone,
    jobtitle: title,
    'ownerid@odata.bind': `/systemusers(${userId(owner.id)})`,
  };
  return inCrm === 'lead'
    ? [
        `leads(${personId(person)})`,
        { ...common, subject: `${first} ${last}, ${company.name}`, companyname: company.name },
      ]
    : [
        `contacts(${personId(person)})`,
        { ...common, 'parentcustomerid_account@odata.bind': `/accounts(${accountId(company.id)})` },
      ];
}
