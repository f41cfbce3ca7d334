/** Facts §4: alternate keys, upsert, CreateMultiple and its like. */
import type { ContractCase, Step } from './types.ts';

const thing = (name: string): Step => ({
  send: 'POST t_things',
  body: { t_name: name, t_whole: 1 },
  keep: 'id',
  status: 204,
});
const full = { prefer: 'return=representation' };

export const upsert: readonly ContractCase[] = [
  {
    name: 'PATCH by id creates the row where there is none',
    source: '§4 Upsert',
    steps: [
      {
        send: 'PATCH contacts(5c100000-0000-4000-8000-000000000001)',
        body: { lastname: 'Upserted' },
        status: 204,
        header: { 'odata-entityid': /\/contacts\(5c100000-0000-4000-8000-000000000001\)$/ },
      },
      {
        send: 'GET contacts(5c100000-0000-4000-8000-000000000001)?$select=lastname',
        status: 200,
        json: { lastname: 'Upserted' },
      },
    ],
  },
  {
    name: 'an upsert with representation answers 201 for a new row and 200 for a changed one',
    source: '§4 Upsert',
    steps: [201, 200].map((status) => ({
      send: "PATCH t_things(t_name='two answers')?$select=t_whole",
      body: { t_whole: 2 },
      headers: full,
      status,
      json: { t_whole: 2 },
      header: { 'preference-applied': 'return=representation' },
    })),
  },
  {
    name: 'PATCH by alternate key changes the row and echoes the key',
    source: '§4 Upsert',
    steps: [
      thing('echo'),
      {
        send: "PATCH t_things(t_name='echo')",
        body: { t_whole: 3 },
        status: 204,
        header: { 'odata-entityid': /\/t_things\(t_name='echo'\)$/ },
      },
      { send: 'GET t_things({id})?$select=t_whole', status: 200, json: { t_whole: 3 } },
    ],
  },
  {
    name: 'a new row takes its key values from the address',
    source: '§4 Upsert',
    steps: [
      { send: "PATCH t_things(t_name='from the address')", body: { t_whole: 4 }, status: 204 },
      {
        send: "GET t_things(t_name='from the address')?$select=t_name,t_whole",
        status: 200,
        json: { t_name: 'from the address', t_whole: 4 },
      },
    ],
  },
  {
    name: 'quotes in key values are doubled',
    source: '§4 Upsert',
    steps: [
      thing("o'clock"),
      { send: "GET t_things(t_name='o''clock')?$select=t_name", status: 200, json: { t_name: "o'clock" } },
    ],
  },
  {
    name: 'If-Match: * only changes: 404 where nothing is',
    source: '§4 Upsert',
    steps: [
      {
        send: 'PATCH contacts(5c100000-0000-4000-8000-000000000002)',
        body: { lastname: 'x' },
        headers: { 'if-match': '*' },
        status: 404,
        code: '0x80040217',
      },
      {
        send: "PATCH t_things(t_name='nothing here')",
        body: { t_whole: 1 },
        headers: { 'if-match': '*' },
        status: 404,
      },
    ],
  },
  {
    name: 'If-None-Match: * only creates: 412 where something is',
    source: '§4 Upsert, §7',
    steps: [
      {
        send: 'PATCH contacts({ann})',
        body: { lastname: 'x' },
        headers: { 'if-none-match': '*' },
        status: 412,
        code: '0x80040237',
        message: 'A record with matching key values already exists.',
      },
      {
        send: 'PATCH contacts(5c100000-0000-4000-8000-000000000003)',
        body: { lastname: 'x' },
        headers: { 'if-none-match': '*' },
        status: 204,
      },
    ],
  },
  {
    name: 'a second row with the same key values is refused',
    source: '§7 [COMM]',
    steps: [
      thing('only once'),
      {
        send: 'POST t_things',
        body: { t_name: 'only once' },
        status: 412,
        code: '0x80060892',
        message: /^Entity Key .+ violated\. A record with the same value for .+ already exists\./,
      },
    ],
  },
  {
    name: 'a change to key values that are taken is refused',
    source: '§7 [COMM]',
    steps: [
      thing('taken'),
      { ...thing('free'), keep: 'other' },
      { send: 'PATCH t_things({other})', body: { t_name: 'taken' }, status: 412, code: '0x80060892' },
    ],
  },
  {
    name: 'keys compare without case, as texts do',
    source: '§7 $filter',
    steps: [
      thing('Mixed Case'),
      { send: "GET t_things(t_name='mixed case')?$select=t_whole", status: 200, json: { t_whole: 1 } },
    ],
  },
  {
    name: 'columns that form no key are no address',
    source: '§4 Alternate keys',
    steps: [{ send: 'GET t_things(t_whole=1)', status: 400 }],
  },
  {
    name: 'DELETE by alternate key',
    source: '§4 Alternate keys',
    steps: [
      thing('deleted by key'),
      { send: "DELETE t_things(t_name='deleted by key')", status: 204 },
      { send: 'GET t_things({id})', status: 404, code: '0x80040217' },
    ],
  },
  {
    name: 'a bind may name its row by alternate key',
    source: '§4 Alternate keys',
    steps: [
      thing('bound by key'),
      {
        send: 'POST tasks',
        body: { subject: 's', 't_ThingId_task@odata.bind': "/t_things(t_name='bound by key')" },
        keep: 'task',
        status: 204,
      },
      { send: 'GET tasks({task})?$select=_t_thingid_value', status: 200, json: { _t_thingid_value: '{id}' } },
    ],
  },
  {
    name: 'EntityDefinitions lists the keys of a table',
    source: '§4 Alternate keys',
    steps: [
      {
        send: "GET EntityDefinitions(LogicalName='t_thing')?$select=SchemaName&$expand=Keys($select=KeyAttributes)",
        status: 200,
        json: { SchemaName: 't_Thing', Keys: [{ KeyAttributes: ['t_name'] }] },
      },
    ],
  },
  {
    name: 'key values with characters of addresses do not work in addresses',
    source: '§4 Alternate keys',
    steps: [
      { send: 'POST t_things', body: { t_name: 'a:b/c' }, status: 204 },
      ...['a:b/c', 'x+y', 'x*', 'x<y>', 'x?'].map((value) => ({
        send: `GET t_things(t_name='${encodeURIComponent(value)}')?$select=t_name`,
        status: 400,
      })),
      {
        send: "GET t_things?$select=t_name&$filter=t_name eq 'a:b/c'",
        status: 200,
        json: { value: [{ t_name: 'a:b/c' }] },
      },
    ],
  },
  {
    name: 'CreateMultiple answers the ids in order',
    source: '§4 CreateMultiple',
    steps: [
      {
        send: 'POST contacts/Microsoft.Dynamics.CRM.CreateMultiple',
        body: {
          Targets: ['a', 'b'].map((lastname) => ({ '@odata.type': 'Microsoft.Dynamics.CRM.contact', lastname })),
        },
        status: 200,
        json: { '@odata.context': /CreateMultipleResponse$/, Ids: [/^[0-9a-f-]{36}$/, /^[0-9a-f-]{36}$/] },
      },
    ],
  },
  {
    name: 'CreateMultiple of a standard table is all or nothing',
    source: '§4 CreateMultiple',
    steps: [
      {
        send: 'POST contacts/Microsoft.Dynamics.CRM.CreateMultiple',
        body: {
          Targets: ['all or nothing', 'x'.repeat(51)].map((lastname) => ({
            '@odata.type': 'Microsoft.Dynamics.CRM.contact',
            lastname,
          })),
        },
        status: 400,
        code: '0x80044331',
      },
      { send: "GET contacts?$select=lastname&$filter=lastname eq 'all or nothing'", status: 200, json: { value: [] } },
    ],
  },
  {
    name: 'sdkmessagefilters tells which tables have CreateMultiple',
    source: '§4 CreateMultiple [INFER]',
    steps: [
      ...['task', 'contact'].map((table) => [table, [{ sdkmessagefilterid: /^[0-9a-f-]{36}$/ }]] as const),
      ...['email', 'phonecall', 'appointment'].map((table) => [table, []] as const),
    ].map(([table, value]) => ({
      send: `GET sdkmessagefilters?$select=sdkmessagefilterid&$filter=sdkmessageid/name eq @m and primaryobjecttypecode eq @t&@m='CreateMultiple'&@t='${table}'`,
      status: 200,
      json: { value },
    })),
  },
];
