/** Column security. Source: the `$metadata` document (types and names) and Microsoft's table reference pages of fieldsecurityprofile and fieldpermission. */
import type { ManyToMany } from '../types.ts';
import type { CsdlTable } from './csdl-data.ts';
import { look, memo, must, pick, system, table, text } from './facts/dsl.ts';
import type { ColumnFact, TableFact } from './facts/dsl.ts';

const PROFILE = 'fieldsecurityprofile';

const membership = (name: string, member: string): CsdlTable => ({
  key: `${name.slice(0, -1)}id`,
  set: `${name}collection`,
  properties: { Guid: `${name.slice(0, -1)}id ${member} ${PROFILE}id`, Int64: 'versionnumber' },
  navigations: [],
});

export const FIELD_SECURITY_TABLES: Readonly<Record<string, CsdlTable>> = {
  [PROFILE]: {
    key: `${PROFILE}id`,
    set: `${PROFILE}s`,
    properties: {
      Boolean: 'ismanaged',
      DateTimeOffset: 'createdon modifiedon overwritetime',
      Guid: `_createdby_value _createdonbehalfby_value _modifiedby_value _modifiedonbehalfby_value _organizationid_value ${PROFILE}id ${PROFILE}idunique solutionid`,
      Int32: 'componentstate',
      Int64: 'versionnumber',
      String: 'description name',
    },
    navigations: [
      ['createdby', 'systemuser', 'createdby', `lk_${PROFILE}_createdby`],
      ['createdonbehalfby', 'systemuser', 'createdonbehalfby', `lk_${PROFILE}_createdonbehalfby`],
      ['modifiedby', 'systemuser', 'modifiedby', `lk_${PROFILE}_modifiedby`],
      ['modifiedonbehalfby', 'systemuser', 'modifiedonbehalfby', `lk_${PROFILE}_modifiedonbehalfby`],
      ['organizationid', 'organization', 'organizationid', `lk_${PROFILE}_organizationid`],
    ],
  },
  fieldpermission: {
    key: 'fieldpermissionid',
    set: 'fieldpermissions',
    properties: {
      Boolean: 'ismanaged',
      DateTimeOffset: 'overwritetime',
      Guid: `_${PROFILE}id_value _organizationid_value fieldpermissionid fieldpermissionidunique solutionid`,
      Int32: 'canread cancreate canupdate componentstate',
      Int64: 'versionnumber',
      String: 'attributelogicalname entityname',
    },
    navigations: [[`${PROFILE}id`, PROFILE, `${PROFILE}id`, `lk_fieldpermission_${PROFILE}id`]],
  },
  systemuserprofiles: membership('systemuserprofiles', 'systemuserid'),
  teamprofiles: membership('teamprofiles', 'teamid'),
};

const allowed = (english: string): ColumnFact =>
  pick(
    [
      [0, 'Not Allowed', 'Nicht zulässig'],
      [4, 'Allowed', 'Zulässig'],
    ],
    english,
    undefined,
    0,
  );

export const FIELD_SECURITY_FACTS: readonly TableFact[] = [
  table(
    'FieldSecurityProfile',
    1200,
    ['Field Security Profile', 'Field Security Profiles', 'Feldsicherheitsprofil', 'Feldsicherheitsprofile'],
    'OrganizationOwned',
    'name',
    { Name: system(text(100, 'Name')), Description: memo(2000, 'Description', 'Beschreibung') },
  ),
  table(
    'FieldPermission',
    1201,
    ['Field Permission', 'Field Permissions', 'Feldberechtigung', 'Feldberechtigungen'],
    'None',
    undefined,
    {
      AttributeLogicalName: system(text(50, 'Name of the attribute for which this privilege is defined')),
      EntityName: { ...system(text(100, 'Name of the entity')), type: 'EntityName' },
      FieldSecurityProfileId: must(look('Profile', 'Profil')),
      CanRead: allowed('Can Read the attribute'),
      CanCreate: allowed('Can create the attribute'),
      CanUpdate: allowed('Can Update the attribute'),
    },
  ),
  table('SystemUserProfiles', 1202, ['System User Profile', 'System User Profiles'], 'None', undefined, {}),
  table('TeamProfiles', 1203, ['Team Profile', 'Team Profiles'], 'None', undefined, {}),
];

/** Who has a profile. */
export const FIELD_SECURITY_LINKS: readonly ManyToMany[] = (
  [
    ['systemuser', 'systemuserprofiles'],
    ['team', 'teamprofiles'],
  ] as const
).map(([member, intersectTable]) => ({
  schemaName: `${intersectTable}_association`,
  table1: member,
  table2: PROFILE,
  navigation1: `${intersectTable}_association`,
  navigation2: `${intersectTable}_association`,
  intersectTable,
}));
