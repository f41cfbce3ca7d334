/** A server with one account, four people and three tasks, at a fixed moment. */
import { ENGLISH } from '../../metadata/index.ts';
import { OTHER_USER_ID, startTestServer } from './server.ts';
import type { TestServer } from './server.ts';

/** A Wednesday noon, so that relative dates are always the same. */
const NOW = Date.parse('2026-07-15T12:00:00Z');

export interface PeopleServer {
  readonly server: TestServer;
  readonly account: string;
  /** contactid by first name. */
  readonly people: Readonly<Record<string, string>>;
}

export async function startWithPeople(): Promise<PeopleServer> {
  const people: Record<string, string> = {};
  const server = await startTestServer({ clock: () => NOW }, (registry) => {
    registry.declareColumns('contact', [
      {
        logicalName: 'al_tags',
        schemaName: 'al_Tags',
        type: 'MultiSelectPicklist',
        displayName: { [ENGLISH]: 'Tags' },
        required: 'None',
        validForCreate: true,
        validForUpdate: true,
        validForRead: true,
        isCustom: true,
        choice: {
          name: 'al_tags',
          isGlobal: false,
          options: [1, 2, 11].map((value) => ({ value, label: { [ENGLISH]: `Tag ${value}` } })),
        },
      },
    ]);
  });
  const account = await server.create('accounts', { name: 'Contoso', numberofemployees: 1500 });
  const rows = [
    {
      firstname: 'Anna',
      lastname: 'Ärmel',
      jobtitle: 'CEO',
      birthdate: '1980-05-06',
      al_tags: '1,11',
      'parentcustomerid_account@odata.bind': `/accounts(${account})`,
    },
    {
      firstname: 'Bob',
      lastname: 'Brown',
      jobtitle: 'cto',
      donotemail: true,
      'parentcustomerid_account@odata.bind': `/accounts(${account})`,
    },
    { firstname: 'Cem', lastname: "O'Neil", al_tags: '2', 'ownerid@odata.bind': `/systemusers(${OTHER_USER_ID})` },
    { firstname: 'Dora', lastname: '100%_sure' },
  ];
  for (const row of rows) people[row.firstname] = await server.create('contacts', row);
  await server.send('PATCH', `accounts(${account})`, {
    'primarycontactid@odata.bind': `/contacts(${people['Anna'] ?? ''})`,
  });
  for (const [subject, scheduledend] of [
    ['yesterday', '2026-07-14T08:00:00Z'],
    ['today', '2026-07-15T18:00:00Z'],
    ['far', '2027-01-01T00:00:00Z'],
  ]) {
    await server.create('tasks', {
      subject,
      scheduledend,
      'regardingobjectid_contact_task@odata.bind': `/contacts(${people['Anna'] ?? ''})`,
    });
  }
  return { server, account, people };
}
