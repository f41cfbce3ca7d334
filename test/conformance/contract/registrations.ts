/** Facts §6: what can be registered, and how it is read back. Posting itself is tested beside the code. */
import type { ContractCase } from './types.ts';

const CREATE = '9ebdbb1b-ea3e-db11-86a7-000a3a5473e8';
const UPDATE = '20bebb1b-ea3e-db11-86a7-000a3a5473e8';
const MESSAGES = ['Create', 'Update', 'Delete', 'Retrieve', 'RetrieveMultiple', 'Associate', 'Disassociate', 'Assign'];
const HOOK = { name: 'contract', url: 'https://example.com/hook', contract: 8, authtype: 4, authvalue: 'secret' };

const messages = MESSAGES.map((message): ContractCase => ({
  name: `the message ${message} takes steps`,
  source: '§6',
  steps: [
    {
      send: `GET sdkmessages?$select=name,isprivate&$filter=name eq '${message}'`,
      status: 200,
      json: { value: [{ name: message, isprivate: false }] },
    },
  ],
}));

export const registrations: readonly ContractCase[] = [
  ...messages,
  {
    name: 'Create and Update have their fixed ids',
    source: '§6 [COMM]',
    steps: [
      { send: `GET sdkmessages(${CREATE})?$select=name`, status: 200, json: { name: 'Create' } },
      { send: `GET sdkmessages(${UPDATE})?$select=name`, status: 200, json: { name: 'Update' } },
    ],
  },
  {
    name: 'filters tell which tables a step may be registered on',
    source: '§6',
    steps: [
      {
        send: `GET sdkmessagefilters?$select=iscustomprocessingstepallowed,isvisible&$filter=_sdkmessageid_value eq ${CREATE} and primaryobjecttypecode eq 'task'`,
        status: 200,
        json: { value: [{ iscustomprocessingstepallowed: true, isvisible: true }] },
      },
    ],
  },
  {
    name: 'an endpoint and a step are registered by Web API',
    source: '§6 [COMM]',
    steps: [
      { send: 'POST serviceendpoints', body: HOOK, keep: 'hook', status: 204 },
      {
        send: 'POST sdkmessageprocessingsteps',
        body: {
          name: 'contract',
          stage: 40,
          mode: 1,
          rank: 1,
          asyncautodelete: true,
          supporteddeployment: 0,
          filteringattributes: 'fullname',
          statecode: 1,
          'eventhandler_serviceendpoint@odata.bind': '/serviceendpoints({hook})',
          'sdkmessageid@odata.bind': `/sdkmessages(${UPDATE})`,
        },
        keep: 'step',
        status: 204,
      },
      {
        send: 'GET sdkmessageprocessingsteps({step})?$select=stage,mode,_eventhandler_value',
        status: 200,
        json: { stage: 40, mode: 1, _eventhandler_value: '{hook}' },
      },
      { send: 'DELETE sdkmessageprocessingsteps({step})', status: 204 },
      { send: 'DELETE serviceendpoints({hook})', status: 204 },
    ],
  },
  {
    name: 'the secret of an endpoint cannot be read back',
    source: '§6',
    steps: [
      { send: 'POST serviceendpoints', body: HOOK, keep: 'hook', status: 204 },
      {
        send: 'GET serviceendpoints({hook})',
        status: 200,
        json: { url: HOOK.url, contract: 8 },
        text: /^(?![\s\S]*secret)/,
      },
      { send: 'DELETE serviceendpoints({hook})', status: 204 },
    ],
  },
  {
    name: 'the values of an endpoint’s contract and authentication',
    source: '§6',
    steps: [
      ['contract', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]] as const,
      ['authtype', [1, 2, 3, 4, 5, 6, 7, 8]] as const,
    ].map(([column, values]) => ({
      send: `GET EntityDefinitions(LogicalName='serviceendpoint')/Attributes(LogicalName='${column}')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options)`,
      status: 200,
      json: { OptionSet: { Options: values.map((Value) => ({ Value })) } },
    })),
  },
  ...(
    [
      ['url', 2000],
      ['name', 256],
      ['authvalue', 2048],
    ] as const
  ).map(([column, length]): ContractCase => ({
    name: `the ${column} of an endpoint holds ${length} characters`,
    source: '§6',
    steps: [
      {
        send: 'POST serviceendpoints',
        body: { ...HOOK, [column]: `https://example.com/${'x'.repeat(length - 19)}` },
        status: 400,
      },
    ],
  })),
];
