/** Facts §7: paging, references, impersonation and headers of requests. */
import { ADMIN_USER_ID } from '../../../local-dataverse/src/platform/wellknown.ts';
import type { ContractCase } from './types.ts';

/** Headers that callers may send; none of them changes what a plain create does. */
const HEADERS: readonly [name: string, value: string][] = [
  ['MSCRM.BypassCustomPluginExecution', 'true'],
  ['MSCRM.BypassBusinessLogicExecution', 'CustomSync,CustomAsync'],
  ['MSCRM.SuppressCallbackRegistrationExpanderJob', 'true'],
  ['MSCRM.SuppressDuplicateDetection', 'false'],
  ['If-None-Match', 'null'],
  ['OData-MaxVersion', '4.0'],
];

/** Conditions joined by `or`. */
const chain = (length: number): string => Array.from({ length }, (_, index) => `firstname eq 'a${index}'`).join(' or ');

const headers = HEADERS.map(([name, value]): ContractCase => ({
  name: `the header ${name} is taken`,
  source: '§7 Optional headers',
  steps: [{ send: 'POST contacts', body: { lastname: 'with a header' }, headers: { [name]: value }, status: 204 }],
}));

export const requests: readonly ContractCase[] = [
  ...headers,
  {
    name: 'the query parameter tag is taken',
    source: '§7 Optional headers',
    steps: [{ send: 'POST contacts?tag=contract', body: { lastname: 'tagged' }, status: 204 }],
  },
  {
    name: 'MSCRM.SolutionUniqueName puts a row into a solution',
    source: '§6 [COMM], §7 Optional headers',
    steps: [
      {
        send: 'POST webresourceset',
        body: { name: 't_/contract.js', displayname: 'contract', webresourcetype: 3, content: 'YQ==' },
        headers: { 'MSCRM.SolutionUniqueName': 'Things' },
        keep: 'script',
        status: 204,
      },
      {
        send: 'GET solutioncomponents?$select=componenttype&$filter=objectid eq {script}',
        status: 200,
        json: { value: [{ componenttype: 61 }] },
      },
    ],
  },
  {
    name: 'the next link carries the paging cookie of page 2',
    source: '§7 Paging',
    steps: [
      {
        send: 'GET contacts?$select=lastname',
        headers: { prefer: 'odata.maxpagesize=1' },
        status: 200,
        json: {
          '@odata.nextLink':
            /[?&]\$skiptoken=%3Ccookie%20pagenumber(?:=|%3D)%222%22%20pagingcookie(?:=|%3D)%22[^"]+%22%20istracking(?:=|%3D)%22False%22%20(?:\/|%2F)%3E/,
        },
      },
    ],
  },
  {
    name: 'the page size that was obeyed is told',
    source: '§7 Paging',
    steps: [
      {
        send: 'GET contacts?$select=lastname',
        headers: { prefer: 'odata.maxpagesize=2' },
        status: 200,
        header: { 'preference-applied': /odata\.maxpagesize=2/ },
      },
    ],
  },
  {
    name: '$expand of /$ref is for single-valued navigations only',
    source: '§7 $expand',
    steps: [
      {
        send: 'GET contacts({ann})?$select=lastname&$expand=parentcustomerid_account/$ref',
        status: 200,
        json: { parentcustomerid_account: { '@odata.id': /accounts\([0-9a-f-]{36}\)$/ } },
      },
      { send: 'GET accounts({account})?$select=name&$expand=contact_customer_accounts/$ref', status: 400 },
    ],
  },
  {
    name: 'a nested $expand gives each child’s own rows',
    source: '§7 $expand',
    steps: [
      { send: 'POST accounts', body: { name: 'nested' }, keep: 'company', status: 204 },
      ...['one', 'two'].flatMap((name) => [
        {
          send: 'POST contacts',
          body: { lastname: name, 'parentcustomerid_account@odata.bind': '/accounts({company})' },
          keep: name,
          status: 204,
        },
        {
          send: 'POST tasks',
          body: { subject: name, 'regardingobjectid_contact_task@odata.bind': `/contacts({${name}})` },
          status: 204,
        },
      ]),
      {
        send: "GET accounts({company})?$select=name&$expand=contact_customer_accounts($select=lastname;$filter=lastname eq 'two';$expand=Contact_Tasks($select=subject))",
        status: 200,
        json: { contact_customer_accounts: [{ lastname: 'two', Contact_Tasks: [{ subject: 'two' }] }] },
      },
    ],
  },
  {
    name: 'a query has at most 500 conditions',
    source: '§7 [DOC] fetchxml/reference/filter; $filter [INFER]',
    steps: [
      { send: `GET contacts?$select=firstname&$top=1&$filter=${chain(500)}`, status: 200 },
      { send: `GET contacts?$select=firstname&$top=1&$filter=${chain(501)}`, status: 400, code: '0x8004430c' },
    ],
  },
  {
    name: 'annotations=true adds annotations to the service description',
    source: '§1',
    steps: [
      {
        send: 'GET $metadata?annotations=true',
        headers: { accept: 'application/xml' },
        status: 200,
        text: /<EntityType Name="task"[\s\S]*<Annotation /,
      },
    ],
  },
  {
    name: 'RetrieveTotalRecordCount counts the rows of tables',
    source: '§1 [CSDL]',
    steps: [
      {
        send: 'GET RetrieveTotalRecordCount(EntityNames=@p1)?@p1=["opportunity"]',
        status: 200,
        json: { EntityRecordCountCollection: { Keys: ['opportunity'], Values: [1] } },
      },
    ],
  },
  {
    name: 'N:N navigations are not expanded inside others',
    source: '§7 $expand',
    steps: [
      {
        send: 'GET accounts({account})?$select=name&$expand=contact_customer_accounts($select=lastname;$expand=contactleads_association($select=leadid))',
        status: 400,
      },
    ],
  },
  {
    name: 'MSCRMCallerID acts for a user; the caller is noted',
    source: '§7 Impersonation',
    steps: [
      {
        send: 'POST contacts',
        body: { lastname: 'on behalf' },
        headers: { mscrmcallerid: ADMIN_USER_ID },
        keep: 'id',
        status: 204,
      },
      {
        send: 'GET contacts({id})?$select=_createdby_value,_createdonbehalfby_value,_ownerid_value',
        status: 200,
        json: { _createdby_value: ADMIN_USER_ID, _createdonbehalfby_value: '{me}', _ownerid_value: ADMIN_USER_ID },
      },
    ],
  },
  {
    name: 'errors tell more when annotations are asked for',
    source: '§7',
    steps: [
      {
        send: 'POST tasks',
        body: { subject: 'x'.repeat(201) },
        headers: { prefer: 'odata.include-annotations="*"' },
        status: 400,
        text: /"@Microsoft\.PowerApps\.CDS\.\w+"/,
      },
    ],
  },
  {
    name: 'the unit of a lookup’s address is an id, with or without its table’s key name',
    source: '§4 Alternate keys',
    steps: [
      { send: 'GET contacts(contactid={ann})?$select=firstname', status: 200, json: { firstname: 'Ann' } },
      { send: 'GET contacts({ann})/firstname', status: 200, json: { value: 'Ann' } },
      { send: 'GET contacts({ann})/firstname/$value', status: 200, text: /^Ann$/ },
    ],
  },
];
