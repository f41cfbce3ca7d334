/** Background operations. The status monitor resource stands outside the Web API: `../../` climbs out of `/api/data/v9.2/`. */
import type { ContractCase, Step } from './types.ts';

const SOURCE = 'PAD:background-operations.md [DOC]; [INFER] for messages that are no custom API';
const MONITOR = '../../backgroundoperation/{operation}';

const begin: Step = {
  send: 'GET WhoAmI',
  headers: { prefer: 'respond-async' },
  keep: 'operation',
  status: 202,
  header: {
    location: /\/api\/backgroundoperation\/[0-9a-f-]{36}$/,
    'x-ms-dyn-backgroundoperationid': /^[0-9a-f-]{36}$/,
    'preference-applied': 'respond-async',
  },
};

const canceling = { backgroundOperationStateCode: 2, backgroundOperationStatusCode: 22 };

export const background: readonly ContractCase[] = [
  {
    name: 'respond-async is answered 202 with the status monitor resource, and a row that waits',
    source: SOURCE,
    steps: [
      begin,
      {
        send: `GET ${MONITOR}`,
        status: 200,
        json: { backgroundOperationStateCode: 0, backgroundOperationStatusCode: 0 },
      },
      {
        send: 'GET backgroundoperations({operation})?$select=name,backgroundoperationstatuscode,inputparameters,outputparameters,errorcode,runas',
        headers: { prefer: 'odata.include-annotations="OData.Community.Display.V1.FormattedValue"' },
        status: 200,
        json: {
          name: 'WhoAmI',
          'backgroundoperationstatuscode@OData.Community.Display.V1.FormattedValue': 'Waiting For Resources',
          inputparameters: '[]',
          outputparameters: null,
          errorcode: null,
          runas: '{me}',
        },
      },
    ],
  },
  {
    name: 'DELETE of the status monitor resource cancels what waits',
    source: SOURCE,
    steps: [
      begin,
      { send: `DELETE ${MONITOR}`, status: 200, json: canceling },
      { send: `GET ${MONITOR}`, status: 200, json: canceling },
    ],
  },
  {
    name: 'an update of the row cancels what waits',
    source: SOURCE,
    steps: [
      begin,
      {
        send: 'PATCH backgroundoperations({operation})',
        headers: { 'if-match': '*' },
        body: { backgroundoperationstatecode: 2, backgroundoperationstatuscode: 22 },
        status: 204,
      },
      { send: `GET ${MONITOR}`, status: 200, json: canceling },
    ],
  },
  {
    name: 'the table of background operations is elastic',
    source: 'PAD:reference/entities/backgroundoperation.md [DOC]',
    steps: [
      {
        send: "GET EntityDefinitions(LogicalName='backgroundoperation')?$select=TableType,OwnershipType,PrimaryNameAttribute",
        status: 200,
        json: { TableType: 'Elastic', OwnershipType: 'OrganizationOwned', PrimaryNameAttribute: 'name' },
      },
    ],
  },
];
