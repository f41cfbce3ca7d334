/** Change tracking, annotations of the service description, counts of whole tables ([DOC] pages named a case). */
import type { ContractCase } from './types.ts';

const TRACKING = 'PAD:use-change-tracking-synchronize-data-external-systems.md [DOC]';
const TRACK = { prefer: 'odata.track-changes' };

export const tracking: readonly ContractCase[] = [
  {
    name: 'odata.track-changes answers with a delta link',
    source: TRACKING,
    steps: [
      {
        send: 'GET accounts?$select=name',
        headers: TRACK,
        status: 200,
        header: { 'preference-applied': /odata\.track-changes/ },
        json: { '@odata.deltaLink': /\/accounts\?\$select=name&\$deltatoken=\d+!/ },
      },
    ],
  },
  {
    name: '$filter, $orderby, $expand and $top do not go with change tracking',
    source: TRACKING,
    steps: ['$filter=name eq %27a%27', '$orderby=name', '$expand=primarycontactid', '$top=1'].map((option) => ({
      send: `GET accounts?${option}`,
      headers: TRACK,
      status: 400,
      message: `The "${option.split('=')[0] ?? ''}" query parameter isn't supported when Change Tracking is enabled.`,
    })),
  },
  {
    name: 'a delta token of more than seven days ago has expired',
    source: TRACKING,
    steps: [
      {
        send: 'GET leads?$select=subject&$deltatoken=1!01/01/1999 00:00:00',
        status: 400,
        code: '0x80044352',
      },
    ],
  },
  {
    name: 'tables with change tracking are found by ChangeTrackingEnabled',
    source: TRACKING,
    steps: [
      {
        send: "GET EntityDefinitions?$select=LogicalName&$filter=ChangeTrackingEnabled eq true and LogicalName eq 'account'",
        status: 200,
        json: { value: [{ LogicalName: 'account' }] },
      },
    ],
  },
  {
    name: '$metadata with annotations tells read-only properties and change tracking',
    source: 'PAD:webapi/web-api-properties.md, web-api-service-documents.md [DOC]',
    steps: [
      {
        send: 'GET $metadata?annotations=true',
        status: 200,
        text: /Org\.OData\.Core\.V1\.PermissionType\/Read[^]*Org\.OData\.Capabilities\.V1\.ChangeTracking/,
      },
      {
        send: 'GET $metadata',
        headers: { prefer: 'odata.include-annotations="*"' },
        status: 200,
        text: /Org\.OData\.Core\.V1\.Computed/,
      },
      { send: 'GET $metadata', status: 200, text: /^(?![^]*Org\.OData\.Core\.V1\.Computed)/ },
    ],
  },
  {
    name: 'RetrieveTotalRecordCount counts whole tables',
    source: '§1 [CSDL]',
    steps: [
      {
        send: "GET RetrieveTotalRecordCount(EntityNames=['account','lead'])",
        status: 200,
        json: {
          '@odata.context': /RetrieveTotalRecordCountResponse$/,
          EntityRecordCountCollection: { Count: 2, Keys: ['account', 'lead'] },
        },
      },
    ],
  },
];
