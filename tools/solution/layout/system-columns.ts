/** Columns and relationships Dataverse gives every table of ours; an export lists them, so our sources do. */
import type { CustomTable, Label } from '../../../solution/model/index.ts';
import { label } from '../../../solution/model/index.ts';
import { attribute, type AttributeInfo } from './attribute.ts';
import { descriptions, displayNames, introduced, labelList } from './common.ts';
import { element, text, type Element } from './element.ts';

const shown = 'ValidForAdvancedFind|ValidForForm|ValidForGrid';
const lookupExtras = [text('LookupStyle', 'single'), element('LookupTypes')];
const dateExtras = (format: 'date' | 'datetime'): Element[] => [
  text('Format', format),
  text('CanChangeDateTimeBehavior', false),
  text('Behavior', 1),
];
const numberExtras = (min: number): Element[] => [
  text('Format', ''),
  text('MinValue', min),
  text('MaxValue', 2_147_483_647),
];

const readOnly = { requiredLevel: 'none', update: false, create: false, custom: false, audited: false } as const;

function userLookup(physicalName: string, title: Label): AttributeInfo {
  return {
    ...readOnly,
    physicalName,
    type: 'lookup',
    displayMask: shown,
    imeMode: 'auto',
    extras: lookupExtras,
    label: title,
  };
}

function date(physicalName: string, title: Label): AttributeInfo {
  return {
    ...readOnly,
    physicalName,
    type: 'datetime',
    displayMask: shown,
    imeMode: 'inactive',
    filterable: true,
    retrievable: true,
    extras: dateExtras('datetime'),
    label: title,
  };
}

function internalNumber(physicalName: string, title: Label): AttributeInfo {
  return {
    ...readOnly,
    physicalName,
    type: 'int',
    imeMode: 'auto',
    update: true,
    create: true,
    extras: numberExtras(-1),
    label: title,
  };
}

const always: readonly AttributeInfo[] = [
  userLookup('CreatedBy', label('Created By', 'Erstellt von')),
  date('CreatedOn', label('Created On', 'Erstellt am')),
  userLookup('CreatedOnBehalfBy', label('Created By (Delegate)', 'Erstellt von (Stellvertretung)')),
  {
    ...readOnly,
    physicalName: 'ImportSequenceNumber',
    type: 'int',
    displayMask: 'ValidForAdvancedFind',
    imeMode: 'disabled',
    create: true,
    audited: true,
    extras: numberExtras(-2_147_483_648),
    label: label('Import Sequence Number', 'Importsequenznummer'),
  },
  userLookup('ModifiedBy', label('Modified By', 'Geändert von')),
  date('ModifiedOn', label('Modified On', 'Geändert am')),
  userLookup('ModifiedOnBehalfBy', label('Modified By (Delegate)', 'Geändert von (Stellvertretung)')),
  {
    ...readOnly,
    physicalName: 'OverriddenCreatedOn',
    type: 'datetime',
    displayMask: 'ValidForAdvancedFind|ValidForGrid',
    imeMode: 'inactive',
    create: true,
    audited: true,
    extras: dateExtras('date'),
    label: label('Record Created On', 'Datensatz erstellt am'),
  },
  internalNumber('TimeZoneRuleVersionNumber', label('Time Zone Rule Version Number', 'Zeitzonenregel-Versionsnummer')),
  internalNumber(
    'UTCConversionTimeZoneCode',
    label('UTC Conversion Time Zone Code', 'UTC-Konvertierungszeitzonencode'),
  ),
];

const userOwned: readonly AttributeInfo[] = [
  {
    ...readOnly,
    physicalName: 'OwnerId',
    type: 'owner',
    requiredLevel: 'systemrequired',
    displayMask: `${shown}|RequiredForForm`,
    imeMode: 'auto',
    update: true,
    create: true,
    audited: true,
    filterable: true,
    extras: [
      text('LookupStyle', 'single'),
      element('LookupTypes', {}, [
        text('LookupType', 8, { id: '00000000-0000-0000-0000-000000000000' }),
        text('LookupType', 9, { id: '00000000-0000-0000-0000-000000000000' }),
      ]),
    ],
    label: label('Owner', 'Besitzer'),
  },
  {
    ...userLookup('OwningBusinessUnit', label('Owning Business Unit', 'Besitzende Unternehmenseinheit')),
    audited: true,
  },
  {
    ...readOnly,
    physicalName: 'OwningTeam',
    type: 'lookup',
    imeMode: 'auto',
    logical: true,
    extras: lookupExtras,
    label: label('Owning Team', 'Besitzendes Team'),
  },
  {
    ...readOnly,
    physicalName: 'OwningUser',
    type: 'lookup',
    imeMode: 'auto',
    logical: true,
    extras: lookupExtras,
    label: label('Owning User', 'Besitzender Benutzer'),
  },
];

const organizationOwned: readonly AttributeInfo[] = [
  {
    ...readOnly,
    physicalName: 'OrganizationId',
    type: 'lookup',
    requiredLevel: 'systemrequired',
    imeMode: 'auto',
    extras: lookupExtras,
    label: label('Organization', 'Organisation'),
  },
];

/** Names of the system columns a form or view of a table of ours may show. */
export const systemColumnNames: readonly string[] = [
  ...[...always, ...userOwned].map((info) => info.physicalName.toLowerCase()),
  'statecode',
  'statuscode',
];

/** All attributes of a table of ours that are not its own columns. */
export function systemAttributes(table: CustomTable): Element[] {
  return [
    attribute({
      physicalName: `${table.name}id`,
      type: 'primarykey',
      requiredLevel: 'systemrequired',
      displayMask: 'ValidForAdvancedFind|RequiredForGrid',
      imeMode: 'auto',
      update: false,
      create: true,
      custom: false,
      audited: false,
      filterable: true,
      retrievable: true,
      extras: [],
      label: table.label,
      description: label('Id of the row', 'ID der Zeile'),
    }),
    ...[...always, ...(table.ownership === 'UserOwned' ? userOwned : organizationOwned)].map(attribute),
    ...stateAttributes(table.name),
  ];
}

const state = { custom: false, audited: true, update: true, displayMask: shown, imeMode: 'auto' } as const;
const active = label('Active', 'Aktiv');
const inactive = label('Inactive', 'Inaktiv');

function stateAttributes(table: string): Element[] {
  const optionSet = (column: string, type: string, title: Label, body: Element): Element =>
    element('optionset', { Name: `${table}_${column}` }, [
      text('OptionSetType', type),
      introduced,
      text('IsCustomizable', true),
      displayNames(title),
      descriptions(title),
      body,
    ]);
  const status = label('Status', 'Status');
  const reason = label('Status Reason', 'Statusgrund');
  return [
    attribute({
      ...state,
      physicalName: 'statecode',
      type: 'state',
      requiredLevel: 'systemrequired',
      create: false,
      filterable: true,
      retrievable: true,
      label: status,
      extras: [
        optionSet(
          'statecode',
          'state',
          status,
          element('states', {}, [
            element('state', { value: 0, defaultstatus: 1, invariantname: 'Active' }, [labelList(active)]),
            element('state', { value: 1, defaultstatus: 2, invariantname: 'Inactive' }, [labelList(inactive)]),
          ]),
        ),
      ],
    }),
    attribute({
      ...state,
      physicalName: 'statuscode',
      type: 'status',
      requiredLevel: 'none',
      create: true,
      label: reason,
      extras: [
        optionSet(
          'statuscode',
          'status',
          reason,
          element('statuses', {}, [
            element('status', { value: 1, state: 0 }, [labelList(active)]),
            element('status', { value: 2, state: 1 }, [labelList(inactive)]),
          ]),
        ),
      ],
    }),
  ];
}

/** A relationship Dataverse makes with every table: the table and column pointed from, and to. */
export interface SystemRelationship {
  readonly name: string;
  readonly target: string;
  readonly column: string;
}

export function systemRelationships(table: CustomTable): SystemRelationship[] {
  const { name } = table;
  const common = [
    { name: `lk_${name}_createdby`, target: 'SystemUser', column: 'CreatedBy' },
    { name: `lk_${name}_modifiedby`, target: 'SystemUser', column: 'ModifiedBy' },
  ];
  return table.ownership === 'OrgOwned'
    ? [...common, { name: `organization_${name}`, target: 'Organization', column: 'OrganizationId' }]
    : [
        ...common,
        { name: `business_unit_${name}`, target: 'BusinessUnit', column: 'OwningBusinessUnit' },
        { name: `owner_${name}`, target: 'Owner', column: 'OwnerId' },
        { name: `team_${name}`, target: 'Team', column: 'OwningTeam' },
        { name: `user_${name}`, target: 'SystemUser', column: 'OwningUser' },
      ];
}
