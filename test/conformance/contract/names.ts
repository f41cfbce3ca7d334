/** Facts §1: sets, navigations and operations that a real service description names. */
import { ADMIN_EMAIL } from '../../../local-dataverse/src/platform/wellknown.ts';
import type { ContractCase, Step } from './types.ts';

const TIMES = { scheduledstart: '2026-01-05T09:00:00Z', scheduledend: '2026-01-05T10:00:00Z' };

const SETS = [
  'tasks',
  'emails',
  'phonecalls',
  'appointments',
  'activitypointers',
  'activityparties',
  'annotations',
  'activitymimeattachments',
  'contacts',
  'accounts',
  'leads',
  'opportunities',
  'systemusers',
];

const sets = SETS.map((set): ContractCase => ({
  name: `the entity set ${set}`,
  source: '§1 [CSDL]',
  steps: [{ send: `GET ${set}?$top=1`, status: 200, json: { '@odata.context': new RegExp(`\\$metadata#${set}$`) } }],
}));

/** Collection of the regarded row, its set and id, the activity's set and table. */
const PARTNERS: readonly [navigation: string, set: string, id: string, activities: string, activity: string][] = [
  ['Contact_Tasks', 'contacts', 'ann', 'tasks', 'task'],
  ['Lead_Phonecalls', 'leads', 'lead', 'phonecalls', 'phonecall'],
  ['Account_Emails', 'accounts', 'account', 'emails', 'email'],
  ['Opportunity_Appointments', 'opportunities', 'opportunity', 'appointments', 'appointment'],
];

const partners = PARTNERS.map(([navigation, set, id, activities, activity]): ContractCase => ({
  name: `${navigation} lists what regards the row`,
  source: '§1 [CSDL]',
  steps: [
    {
      send: `POST ${activities}`,
      body: {
        subject: navigation,
        ...(activity === 'appointment' ? TIMES : {}),
        [`regardingobjectid_${navigation.split('_')[0]?.toLowerCase()}_${activity}@odata.bind`]: `/${set}({${id}})`,
      },
      keep: 'activity',
      status: 204,
    },
    {
      send: `GET ${set}({${id}})/${navigation}?$select=subject&$filter=subject eq '${navigation}'`,
      status: 200,
      json: { value: [{ subject: navigation, activityid: '{activity}' }] },
    },
  ],
}));

const ACTIVITIES = ['task', 'email', 'phonecall', 'appointment'] as const;
const open = (table: string, body: object = {}): Step => ({
  send: `POST ${table}s`,
  body: { subject: 's', ...(table === 'appointment' ? TIMES : {}), ...body },
  keep: 'id',
  status: 204,
});

const NOTES: Readonly<Record<string, string>> = {
  task: 'Task_Annotation',
  email: 'Email_Annotation',
  phonecall: 'PhoneCall_Annotation',
  appointment: 'Appointment_Annotation',
};

const notes = ACTIVITIES.map((table): ContractCase => ({
  name: `notes of a ${table} are reached by ${NOTES[table]} and objectid_${table}`,
  source: '§1 [CSDL]',
  steps: [
    open(table),
    {
      send: 'POST annotations',
      body: { notetext: 'n', [`objectid_${table}@odata.bind`]: `/${table}s({id})` },
      keep: 'note',
      status: 204,
    },
    { send: `GET ${table}s({id})/${NOTES[table]}?$select=notetext`, status: 200, json: { value: [{ notetext: 'n' }] } },
    {
      send: `GET annotations({note})?$select=objecttypecode&$expand=objectid_${table}($select=subject)`,
      status: 200,
      json: { objecttypecode: table, [`objectid_${table}`]: { subject: 's' } },
    },
  ],
}));

const parties = ACTIVITIES.map((table): ContractCase => ({
  name: `parties of a ${table} lead back by activityid_${table}`,
  source: '§1 [CSDL]',
  steps: [
    open(table),
    {
      send: `GET activityparties?$select=participationtypemask&$filter=_activityid_value eq {id} and participationtypemask eq 9&$expand=activityid_${table}($select=activityid)`,
      status: 200,
      json: { value: [{ [`activityid_${table}`]: { activityid: '{id}' } }] },
    },
  ],
}));

const description = (name: string, text: RegExp): ContractCase => ({
  name,
  source: '§1 [CSDL]',
  steps: [{ send: 'GET $metadata', headers: { accept: 'application/xml' }, status: 200, text }],
});

const descriptions: readonly ContractCase[] = [
  description('the schema’s namespace and alias', /<Schema Namespace="Microsoft\.Dynamics\.CRM" Alias="mscrm"/),
  description('the entity container is System', /<EntityContainer Name="System"/),
  description(
    'activitypointer is abstract, with the key activityid',
    /<EntityType Name="activitypointer" BaseType="mscrm\.crmbaseentity" Abstract="true">\s*<Key>\s*<PropertyRef Name="activityid"/,
  ),
  ...ACTIVITIES.map((table) =>
    description(
      `${table} derives from activitypointer`,
      new RegExp(`<EntityType Name="${table}" BaseType="mscrm\\.activitypointer"`),
    ),
  ),
  description(
    'leftvoicemail is declared on activitypointer, not on phonecall',
    /^(?![\s\S]*<EntityType Name="phonecall"(?:(?!<\/EntityType>)[\s\S])*Name="leftvoicemail")[\s\S]*<EntityType Name="activitypointer"(?:(?!<\/EntityType>)[\s\S])*Name="leftvoicemail" Type="Edm\.Boolean"/,
  ),
  description(
    'SendEmail is an action bound to an e-mail',
    /<Action Name="SendEmail" IsBound="true">\s*<Parameter Name="entity" Type="mscrm\.email"/,
  ),
  ...['WhoAmI', 'RetrieveVersion', 'IsValidStateTransition'].map((name) =>
    description(`${name} is a function`, new RegExp(`<Function Name="${name}">`)),
  ),
];

const operations: readonly ContractCase[] = [
  {
    name: 'RetrieveVersion tells the version',
    source: '§1 [CSDL]',
    steps: [{ send: 'GET RetrieveVersion()', status: 200, json: { Version: /^9\.2\.\d+\.\d+$/ } }],
  },
  {
    name: 'IsValidStateTransition says which status reasons a row may take',
    source: '§1 [CSDL]',
    steps: [
      open('task'),
      ...(
        [
          ['Completed', 5, true],
          ['Canceled', 6, true],
          ['Completed', 6, false],
        ] as const
      ).map(([state, status, valid]) => ({
        send: `GET IsValidStateTransition(Entity=@p1,NewState=@p2,NewStatus=@p3)?@p1={"@odata.id":"tasks({id})"}&@p2='${state}'&@p3=${status}`,
        status: 200,
        json: { IsValid: valid },
      })),
    ],
  },
  {
    name: 'DeliverPromoteEmail makes a sent e-mail and resolves its addresses',
    source: '§1 [CSDL], §3 E-mail',
    steps: [
      open('email'),
      {
        send: 'POST emails({id})/Microsoft.Dynamics.CRM.DeliverPromoteEmail',
        body: {
          MessageId: 'contract@example.com',
          Subject: 'Promoted',
          From: ADMIN_EMAIL,
          To: 'ann@example.com',
          Cc: '',
          Bcc: '',
          ReceivedOn: '2026-01-05T09:00:00Z',
          SubmittedBy: 'nobody@example.com',
          Importance: 'Normal',
          Body: 'text',
          Attachments: [],
        },
        status: 200,
      },
      {
        send: 'GET emails({id})?$select=statuscode&$expand=email_activity_parties($select=_partyid_value;$filter=participationtypemask eq 2)',
        status: 200,
        json: { statuscode: 3, email_activity_parties: [{ _partyid_value: '{ann}' }] },
      },
    ],
  },
  {
    name: 'the regarding row of any activity, without its table in the name',
    source: '§1 [CSDL]',
    steps: [
      open('phonecall', { 'regardingobjectid_contact_phonecall@odata.bind': '/contacts({ann})' }),
      {
        send: 'GET activitypointers({id})?$select=subject&$expand=regardingobjectid_contact($select=firstname)',
        status: 200,
        json: { regardingobjectid_contact: { firstname: 'Ann' } },
      },
    ],
  },
  {
    name: 'an appointment has attachments',
    source: '§1 [CSDL], §3 E-mail',
    steps: [
      open('appointment'),
      {
        send: 'POST activitymimeattachments',
        body: {
          'objectid_appointment@odata.bind': '/appointments({id})',
          objecttypecode: 'appointment',
          filename: 'agenda.txt',
          body: 'YQ==',
        },
        status: 204,
      },
      {
        send: 'GET appointments({id})/appointment_activity_mime_attachment?$select=filename',
        status: 200,
        json: { value: [{ filename: 'agenda.txt' }] },
      },
    ],
  },
  {
    name: 'users have address, domain name, application and whether they are disabled',
    source: '§1 [CSDL]',
    steps: [
      {
        send: 'GET systemusers({me})?$select=internalemailaddress,domainname,fullname,azureactivedirectoryobjectid,applicationid,isdisabled,accessmode',
        status: 200,
        json: { systemuserid: '{me}', applicationid: /^[0-9a-f-]{36}$/, isdisabled: false },
      },
    ],
  },
];

export const names: readonly ContractCase[] = [
  ...sets,
  ...partners,
  ...notes,
  ...parties,
  ...descriptions,
  ...operations,
];
