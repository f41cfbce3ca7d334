/** Facts §7: errors, versions, what writes answer, deletion. */
import type { ContractCase, Step } from './types.ts';

const contact: Step = { send: 'POST contacts', body: { lastname: 'Version' }, keep: 'id', status: 204 };
/** Leaves the row's version as `{etag}`. */
const look: Step = { send: 'GET contacts({id})?$select=lastname', status: 200, header: { etag: /^W\/"\d+"$/ } };
const change: Step = { send: 'PATCH contacts({id})', body: { lastname: 'Changed' }, status: 204 };
const MISSING = '5c200000-0000-4000-8000-00000000000f';

export const concurrency: readonly ContractCase[] = [
  {
    name: 'a create answers 204 with OData-EntityId',
    source: '§7',
    steps: [
      {
        send: 'POST contacts',
        body: { lastname: 's' },
        status: 204,
        text: /^$/,
        header: { 'odata-entityid': /^http:\/\/127\.0\.0\.1:\d+\/api\/data\/v9\.2\/contacts\([0-9a-f-]{36}\)$/ },
      },
    ],
  },
  {
    name: 'a create with representation answers 201 with the row',
    source: '§7',
    steps: [
      {
        send: 'POST contacts?$select=fullname',
        body: { firstname: 'Re', lastname: 'Turned' },
        headers: { prefer: 'return=representation' },
        status: 201,
        json: { fullname: 'Re Turned', contactid: /^[0-9a-f-]{36}$/, '@odata.etag': /^W\/"\d+"$/ },
        header: { 'preference-applied': 'return=representation' },
      },
    ],
  },
  {
    name: 'an update with representation answers 200 with the row',
    source: '§7',
    steps: [
      contact,
      {
        ...change,
        send: 'PATCH contacts({id})?$select=lastname',
        headers: { prefer: 'return=representation', 'if-match': '*' },
        status: 200,
        json: { lastname: 'Changed' },
      },
    ],
  },
  {
    name: 'If-Match with the row’s version changes it',
    source: '§7 Concurrency',
    steps: [contact, look, { ...change, headers: { 'if-match': '{etag}' } }],
  },
  {
    name: 'If-Match with an old version: 412, nothing changed',
    source: '§7 Concurrency',
    steps: [
      contact,
      { ...change, body: { jobtitle: 'first' } },
      {
        ...change,
        headers: { 'if-match': 'W/"1"' },
        status: 412,
        code: '0x80060882',
        message: "The version of the existing record doesn't match the RowVersion property provided.",
      },
      { ...look, json: { lastname: 'Version' } },
    ],
  },
  {
    name: 'DELETE with an old version: 412, still there',
    source: '§7 Concurrency',
    steps: [
      contact,
      { send: 'DELETE contacts({id})', headers: { 'if-match': 'W/"1"' }, status: 412, code: '0x80060882' },
      look,
      { send: 'DELETE contacts({id})', headers: { 'if-match': '{etag}' }, status: 204 },
      { ...look, status: 404, header: {} },
    ],
  },
  {
    name: 'If-None-Match with the row’s version: 304',
    source: '§7 Concurrency',
    steps: [contact, look, { ...look, headers: { 'if-none-match': '{etag}' }, status: 304, header: {} }],
  },
  {
    name: 'If-None-Match with an old version gives the row',
    source: '§7 Concurrency',
    steps: [contact, { ...look, headers: { 'if-none-match': 'W/"1"' } }],
  },
  {
    name: 'If-None-Match does not count with $expand',
    source: '§7 Concurrency',
    steps: [
      contact,
      look,
      {
        send: 'GET contacts({id})?$select=lastname&$expand=parentcustomerid_account($select=name)',
        headers: { 'if-none-match': '{etag}' },
        status: 200,
      },
    ],
  },
  {
    name: 'every change gives a new version',
    source: '§7 Concurrency',
    steps: [contact, look, change, { ...look, headers: { 'if-none-match': '{etag}' } }],
  },
  {
    name: 'a row that is not there: 404 with its table and id',
    source: '§7',
    steps: ['contacts', 'tasks', 'emails'].map((set) => ({
      send: `GET ${set}(${MISSING})`,
      status: 404,
      code: '0x80040217',
      message: new RegExp(`^${set.slice(0, -1)} With Id = ${MISSING} Does Not Exist`, 'i'),
    })),
  },
  {
    name: 'DELETE of a row that is not there: 404',
    source: '§7',
    steps: [{ send: `DELETE contacts(${MISSING})`, status: 404, code: '0x80040217' }],
  },
  {
    name: 'a bind to a row that is not there: 404 names that row',
    source: '§7',
    steps: [
      {
        send: 'POST tasks',
        body: { subject: 's', 'regardingobjectid_contact_task@odata.bind': `/contacts(${MISSING})` },
        status: 404,
        code: '0x80040217',
        message: new RegExp(`^contact With Id = ${MISSING} Does Not Exist`, 'i'),
      },
    ],
  },
  {
    name: 'an id that is taken: 412',
    source: '§7',
    steps: [
      contact,
      {
        send: 'POST contacts',
        body: { contactid: '{id}', lastname: 's' },
        status: 412,
        code: '0x80040237',
        message: 'A record with matching key values already exists.',
      },
    ],
  },
  {
    name: 'an unknown column is named in the error',
    source: '§7',
    steps: ['POST contacts', 'PATCH contacts({ann})'].map((send) => ({
      send,
      body: { lastnam: 's' },
      status: 400,
      code: '0x80048d19',
      message:
        /^Error identified in Payload provided by the user for Entity :'contacts?'.*ODataException: .*'lastnam'/s,
    })),
  },
  {
    name: 'a bind by an unknown name is an undeclared property',
    source: '§7',
    steps: [
      {
        send: 'POST tasks',
        body: { subject: 's', 'nobody@odata.bind': '/contacts({ann})' },
        status: 400,
        code: '0x80048d19',
        message: /An undeclared property 'nobody'/,
      },
    ],
  },
  {
    name: 'a body that is no JSON',
    source: '§7',
    steps: [{ send: 'POST contacts', body: '{"lastname":', status: 400, code: '0x80048d19' }],
  },
  {
    name: 'an unknown entity set: 404',
    source: '§7',
    steps: [{ send: 'GET contactz', status: 404 }],
  },
  {
    name: 'a method that does not belong: 405',
    source: '§7',
    steps: [
      { send: 'DELETE contacts', status: 405 },
      { send: 'PATCH contacts', body: { lastname: 's' }, status: 405 },
      { send: 'POST contacts({ann})', body: { lastname: 's' }, status: 405 },
    ],
  },
  {
    name: 'no token: 401',
    source: '§7, §8',
    steps: [
      { send: 'GET WhoAmI', headers: { authorization: '' }, status: 401 },
      { send: 'GET WhoAmI', headers: { authorization: 'Bearer no.token.atall' }, status: 401 },
    ],
  },
  {
    name: 'errors have a code and a message and no inner error',
    source: '§7',
    steps: [
      {
        send: `GET contacts(${MISSING})`,
        status: 404,
        text: /^\uFEFF?\{"error":\{"code":"0x[0-9a-f]{8}","message":"[^"]+"\}\}$/,
        header: { 'content-type': /^application\/json/, 'odata-version': '4.0' },
      },
    ],
  },
  {
    name: 'WhoAmI tells user, business unit and organisation',
    source: '§1, §8',
    steps: [
      {
        send: 'GET WhoAmI',
        status: 200,
        json: {
          '@odata.context': /\$metadata#Microsoft\.Dynamics\.CRM\.WhoAmIResponse$/,
          UserId: '{me}',
          BusinessUnitId: /^[0-9a-f-]{36}$/,
          OrganizationId: /^[0-9a-f-]{36}$/,
        },
      },
    ],
  },
  {
    name: 'an application user with an unknown caller to act for is refused',
    source: '§7 Impersonation',
    steps: [
      { send: 'GET WhoAmI', headers: { mscrmcallerid: MISSING }, status: 403 },
      { send: 'GET WhoAmI', headers: { callerobjectid: MISSING }, status: 403 },
    ],
  },
];
