/** [DOC] auditing/retrieve-audit-data and auditing/configure-auditing of powerapps-docs; facts §6 for what steps can hear. */
import type { ContractCase, Step } from './types.ts';

const DOC = '[DOC] auditing/retrieve-audit-data';
const set = (isauditenabled: boolean): Step => ({
  send: 'PATCH organizations({organization})',
  body: { isauditenabled },
  status: 204,
});
const on = set(true);
const off = set(false);
const account: Step = { send: 'POST accounts', body: { name: 'Audited' }, keep: 'id', status: 204 };
const of = (query: string): string => `GET audits?$filter=_objectid_value eq {id}${query}`;
const history = (name: string, more = '', values = ''): string =>
  `GET ${name}(Target=@t${more})?@t={"@odata.id":"accounts({id})"}${values}`;

export const auditing: readonly ContractCase[] = [
  {
    name: 'nothing is audited while the organisation does not',
    source: '[DOC] auditing/configure-auditing',
    steps: [account, { send: of(''), status: 200, json: { value: [] } }],
  },
  {
    name: 'a create is action 1 and operation 1, an update 2 and 2, a delete 3 and 3',
    source: DOC,
    steps: [
      on,
      account,
      { send: 'PATCH accounts({id})', body: { name: 'Changed' }, status: 204 },
      { send: 'DELETE accounts({id})', status: 204 },
      off,
      {
        send: of('&$select=action,operation,objecttypecode,_userid_value&$orderby=action'),
        status: 200,
        json: {
          value: [1, 2, 3].map((each) => ({
            action: each,
            operation: each,
            objecttypecode: 'account',
            _userid_value: '{me}',
          })),
        },
      },
    ],
  },
  {
    name: 'a change of owner is Assign (13)',
    source: `${DOC} [INFER]`,
    steps: [
      on,
      { send: 'POST teams', body: { name: 'Audit team {id}', teamtype: 0 }, keep: 'team', status: 204 },
      account,
      { send: 'PATCH accounts({id})', body: { 'ownerid@odata.bind': '/teams({team})' }, status: 204 },
      off,
      { send: of(' and action eq 13&$select=operation'), status: 200, json: { value: [{ operation: 2 }] } },
    ],
  },
  {
    name: 'RetrieveRecordChangeHistory tells old and new values, newest first',
    source: DOC,
    steps: [
      on,
      account,
      { send: 'PATCH accounts({id})', body: { description: 'New description value' }, status: 204 },
      off,
      {
        send: history('RetrieveRecordChangeHistory'),
        status: 200,
        json: {
          '@odata.context': /#Microsoft\.Dynamics\.CRM\.RetrieveRecordChangeHistoryResponse$/,
          AuditDetailCollection: {
            MoreRecords: false,
            AuditDetails: [
              {
                '@odata.type': '#Microsoft.Dynamics.CRM.AttributeAuditDetail',
                InvalidNewValueAttributes: [],
                DeletedAttributes: { Count: 0, Keys: [], Values: [] },
                OldValue: { '@odata.type': '#Microsoft.Dynamics.CRM.account' },
                NewValue: { '@odata.type': '#Microsoft.Dynamics.CRM.account', description: 'New description value' },
              },
              { '@odata.type': '#Microsoft.Dynamics.CRM.AttributeAuditDetail', NewValue: { name: 'Audited' } },
            ],
          },
        },
      },
    ],
  },
  {
    name: 'RetrieveAttributeChangeHistory tells one column, in pages',
    source: DOC,
    steps: [
      on,
      account,
      { send: 'PATCH accounts({id})', body: { telephone1: '1' }, status: 204 },
      { send: 'PATCH accounts({id})', body: { name: 'Second' }, status: 204 },
      off,
      {
        send: history(
          'RetrieveAttributeChangeHistory',
          ',AttributeLogicalName=@a,PagingInfo=@p',
          `&@a='name'&@p={"PageNumber":1,"Count":1,"ReturnTotalRecordCount":true}`,
        ),
        status: 200,
        json: {
          AuditDetailCollection: {
            MoreRecords: true,
            TotalRecordCount: 2,
            AuditDetails: [{ OldValue: { name: 'Audited' }, NewValue: { name: 'Second' } }],
          },
        },
      },
    ],
  },
  {
    name: 'the audit table cannot be written',
    source: `${DOC}: read-only`,
    steps: [{ send: 'POST audits', body: { action: 1 }, status: 400 }],
  },
  {
    name: 'steps can be registered on Retrieve and RetrieveMultiple of a table',
    source: '§6',
    steps: ['Retrieve', 'RetrieveMultiple'].map((message) => ({
      send: `GET sdkmessagefilters/$count?$filter=sdkmessageid/name eq '${message}' and primaryobjecttypecode eq 'task' and iscustomprocessingstepallowed eq true`,
      status: 200,
      text: /^1$/,
    })),
  },
];
