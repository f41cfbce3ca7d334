/** Facts §7: paging, `$expand`, `$filter`, annotations. */
import type { ContractCase } from './types.ts';

const OURS = 'accountid eq {account}';
const NAMES = [{ firstname: 'Ann' }, { firstname: 'Ben' }];

/** A filter on the two contacts of the account, and who passes. */
const FILTERS: readonly [what: string, filter: string, passes: readonly string[]][] = [
  ['eq', "firstname eq 'Ann'", ['Ann']],
  ['eq without regard to case', "firstname eq 'aNN'", ['Ann']],
  ['ne', "firstname ne 'Ann'", ['Ben']],
  ['gt', "firstname gt 'Ann'", ['Ben']],
  ['ge', "firstname ge 'Ann'", ['Ann', 'Ben']],
  ['lt', "firstname lt 'Ben'", ['Ann']],
  ['le', "firstname le 'Ben'", ['Ann', 'Ben']],
  ['and', "firstname eq 'Ann' and jobtitle eq 'CEO'", ['Ann']],
  ['or', "firstname eq 'Ann' or firstname eq 'Ben'", ['Ann', 'Ben']],
  ['not', "not contains(firstname,'nn')", ['Ben']],
  ['parentheses', "(firstname eq 'Ann' or firstname eq 'Ben') and jobtitle eq 'CEO'", ['Ann']],
  ['null', 'jobtitle eq null', ['Ben']],
  ['not null', 'jobtitle ne null', ['Ann']],
  ['contains', "contains(firstname,'EN')", ['Ben']],
  ['startswith', "startswith(firstname,'be')", ['Ben']],
  ['endswith', "endswith(firstname,'NN')", ['Ann']],
  ['% as a wildcard', "contains(firstname,'A%n')", ['Ann']],
  ['_ as a wildcard', "startswith(firstname,'B_n')", ['Ben']],
  ['a path over a lookup', "parentcustomerid_account/name eq 'Contract account'", ['Ann', 'Ben']],
  ['a lookup by its id', '_parentcustomerid_value eq {account}', ['Ann', 'Ben']],
  ['In', "Microsoft.Dynamics.CRM.In(PropertyName='firstname',PropertyValues=['Ben','Cid'])", ['Ben']],
  ['NotIn', "Microsoft.Dynamics.CRM.NotIn(PropertyName='firstname',PropertyValues=['Ben','Cid'])", ['Ann']],
  ['Between', "Microsoft.Dynamics.CRM.Between(PropertyName='firstname',PropertyValues=['B','C'])", ['Ben']],
  ['LastXDays', "Microsoft.Dynamics.CRM.LastXDays(PropertyName='createdon',PropertyValue=2)", ['Ann', 'Ben']],
  ['OlderThanXDays', "Microsoft.Dynamics.CRM.OlderThanXDays(PropertyName='createdon',PropertyValue=2)", []],
  ['Today', "Microsoft.Dynamics.CRM.Today(PropertyName='createdon')", ['Ann', 'Ben']],
  ['EqualUserId', "Microsoft.Dynamics.CRM.EqualUserId(PropertyName='ownerid')", ['Ann', 'Ben']],
  ['NotEqualUserId', "Microsoft.Dynamics.CRM.NotEqualUserId(PropertyName='ownerid')", []],
  ['a parameter alias', "firstname eq @n&@n='Ben'", ['Ben']],
  ['a number in quotes of its own kind', 'statecode eq 0', ['Ann', 'Ben']],
];

const filters = FILTERS.map(([what, filter, passes]): ContractCase => ({
  name: `$filter: ${what}`,
  source: '§7 $filter',
  steps: [
    {
      send: `GET contacts?$select=firstname&$orderby=firstname&$filter=(${filter.replace(/&.*/, '')}) and _parentcustomerid_value eq {account}${/&.*/.exec(filter)?.[0] ?? ''}`.replaceAll(
        '%',
        '%25',
      ),
      status: 200,
      json: { value: passes.map((firstname) => ({ firstname })) },
    },
  ],
}));

const EXPAND_CLAUSE =
  'Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or nested one-to-many relationship.';

const REFUSED: readonly [what: string, query: string, message: RegExp | string][] = [
  ['an unknown column in $select', 'contacts?$select=nope', /nope/],
  ['an unknown column in $filter', "contacts?$filter=nope eq 'x'", /nope/],
  ['an unknown column in $orderby', 'contacts?$orderby=nope', /nope/],
  ['an unknown navigation in $expand', 'contacts?$expand=nope', /nope/],
  ['$skip', 'contacts?$skip=1', /skip/i],
  ['$top in a single-valued $expand', 'accounts?$expand=primarycontactid($top=1)', EXPAND_CLAUSE],
  [
    '$orderby in a nested $expand',
    'accounts?$expand=primarycontactid($expand=Contact_Tasks($orderby=subject))',
    EXPAND_CLAUSE,
  ],
  ['$count in $expand', 'accounts?$expand=contact_customer_accounts($count=true)', /.+/],
  ['$skip in $expand', 'accounts?$expand=contact_customer_accounts($skip=1)', /.+/],
  ['$levels in $expand', 'accounts?$expand=contact_customer_accounts($levels=2)', /.+/],
  ['a syntax error in $filter', 'contacts?$filter=firstname eq', /.+/],
  ['a filter that compares a number with a text', "contacts?$filter=statecode eq 'x'", /.+/],
];

const refused = REFUSED.map(([what, query, message]): ContractCase => ({
  name: `refused: ${what}`,
  source: '§7 $expand, $filter, Paging',
  steps: [{ send: `GET ${query}`, status: 400, code: '0x80060888', message }],
}));

const others: readonly ContractCase[] = [
  {
    name: 'pages by odata.maxpagesize, with a next link',
    source: '§7 Paging',
    steps: [
      {
        send: 'GET contacts?$select=firstname&$orderby=firstname&$filter=_parentcustomerid_value eq {account}',
        headers: { prefer: 'odata.maxpagesize=1' },
        status: 200,
        json: {
          value: [{ firstname: 'Ann' }],
          '@odata.nextLink': /[?&]\$skiptoken=%3Ccookie%20pagenumber%3D%222%22%20pagingcookie%3D%22/,
        },
      },
    ],
  },
  {
    name: 'a last page has no next link',
    source: '§7 Paging',
    steps: [
      {
        send: 'GET contacts?$select=firstname&$orderby=firstname&$filter=_parentcustomerid_value eq {account}',
        headers: { prefer: 'odata.maxpagesize=2' },
        status: 200,
        json: { value: NAMES, '@odata.nextLink': undefined },
      },
    ],
  },
  {
    name: '$count counts all, whatever $top is',
    source: '§7 Paging',
    steps: [
      {
        send: 'GET contacts?$select=firstname&$top=1&$count=true&$filter=_parentcustomerid_value eq {account}',
        status: 200,
        json: { '@odata.count': 2, value: [{}] },
      },
    ],
  },
  {
    name: '$expand of a lookup',
    source: '§7 $expand',
    steps: [
      {
        send: 'GET contacts({ann})?$select=firstname&$expand=parentcustomerid_account($select=name)',
        status: 200,
        json: { parentcustomerid_account: { name: 'Contract account', accountid: '{account}' } },
      },
    ],
  },
  {
    name: '$expand of an empty lookup is null',
    source: '§7 $expand',
    steps: [
      {
        send: 'GET accounts({account})?$select=name&$expand=primarycontactid($select=lastname)',
        status: 200,
        json: { primarycontactid: null },
      },
    ],
  },
  {
    name: '$expand of a collection with $select, $filter, $orderby, $top',
    source: '§7 $expand',
    steps: [
      {
        send: "GET accounts?$select=name&$filter=accountid eq {account}&$expand=contact_customer_accounts($select=firstname;$filter=firstname ne 'x';$orderby=firstname desc;$top=1)",
        status: 200,
        json: { value: [{ contact_customer_accounts: [{ firstname: 'Ben' }] }] },
      },
    ],
  },
  {
    name: 'a single-level $expand of a collection gives all rows and still a next link',
    source: '§7 $expand',
    steps: [
      {
        send: 'GET accounts({account})?$select=name&$expand=contact_customer_accounts($select=firstname;$orderby=firstname)',
        status: 200,
        json: {
          contact_customer_accounts: NAMES,
          'contact_customer_accounts@odata.nextLink': /\/contact_customer_accounts\?/,
        },
      },
    ],
  },
  {
    name: 'at most 15 expands',
    source: '§7 $expand',
    steps: [
      {
        send: `GET accounts?$select=name&$top=1&$expand=${Array.from({ length: 16 }, () => 'primarycontactid($select=lastname)').join(',')}`,
        status: 400,
      },
    ],
  },
  {
    name: '/$ref gives the address of a lookup’s row',
    source: '§7 $expand',
    steps: [
      {
        send: 'GET contacts({ann})/parentcustomerid_account/$ref',
        status: 200,
        json: { '@odata.id': /\/accounts\([0-9a-f-]{36}\)$/ },
      },
    ],
  },
  {
    name: 'any: one child suffices',
    source: '§7 $filter',
    steps: [
      {
        send: `GET accounts?$select=name&$filter=${OURS} and contact_customer_accounts/any(c:c/jobtitle eq 'ceo')`,
        status: 200,
        json: { value: [{ accountid: '{account}' }] },
      },
      {
        send: `GET accounts?$select=name&$filter=${OURS} and contact_customer_accounts/any(c:c/jobtitle eq 'cfo')`,
        status: 200,
        json: { value: [] },
      },
    ],
  },
  {
    name: 'all: every child must pass',
    source: '§7 $filter',
    steps: [
      {
        send: `GET accounts?$select=name&$filter=${OURS} and contact_customer_accounts/all(c:c/lastname eq 'contract')`,
        status: 200,
        json: { value: [{ accountid: '{account}' }] },
      },
      {
        send: `GET accounts?$select=name&$filter=${OURS} and contact_customer_accounts/all(c:c/firstname eq 'ann')`,
        status: 200,
        json: { value: [] },
      },
    ],
  },
  {
    name: 'annotations come on request',
    source: '§7 Annotations',
    steps: [
      {
        send: 'GET contacts({ann})?$select=_parentcustomerid_value,statecode',
        headers: { prefer: 'odata.include-annotations="*"' },
        status: 200,
        json: {
          'statecode@OData.Community.Display.V1.FormattedValue': 'Active',
          '_parentcustomerid_value@OData.Community.Display.V1.FormattedValue': 'Contract account',
          '_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname': 'account',
          '_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty': 'parentcustomerid_account',
        },
        header: { 'preference-applied': /include-annotations/ },
      },
    ],
  },
  {
    name: 'annotations come only on request',
    source: '§7 Annotations',
    steps: [
      {
        send: 'GET contacts({ann})?$select=statecode',
        status: 200,
        json: { statecode: 0, 'statecode@OData.Community.Display.V1.FormattedValue': undefined },
      },
    ],
  },
  {
    name: 'quotes in texts are doubled',
    source: '§7 $filter',
    steps: [
      { send: 'POST contacts', body: { lastname: "O'Neil contract" }, keep: 'id', status: 204 },
      {
        send: "GET contacts?$select=lastname&$filter=lastname eq 'O''Neil contract'",
        status: 200,
        json: { value: [{ contactid: '{id}' }] },
      },
    ],
  },
];

export const queries: readonly ContractCase[] = [...filters, ...refused, ...others];
