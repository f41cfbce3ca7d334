/** Relationships of Microsoft's tables, from the navigations of the `$metadata` document. */
import type { ManyToMany, OneToMany } from '../types.ts';
import type { CsdlManyToMany, CsdlTable } from './csdl-data.ts';

/** Lookups whose rows go with the row they point to. */
const PARENTAL: Readonly<Record<string, string>> = {
  activityparty: 'activityid',
  annotation: 'objectid',
  activitymimeattachment: 'objectid activityid',
  queueitem: 'objectid queueid',
  contact: 'parentcustomerid',
  listmember: 'listid entityid',
  sdkmessagefilter: 'sdkmessageid',
  sdkmessageprocessingstep: 'eventhandler',
  sdkmessageprocessingstepimage: 'sdkmessageprocessingstepid',
  customcontrolresource: 'customcontrolid',
  appmodulecomponent: 'appmoduleidunique',
  environmentvariablevalue: 'environmentvariabledefinitionid',
  solutioncomponent: 'solutionid',
  fieldpermission: 'fieldsecurityprofileid',
};
/** Lookups whose target cannot go while a row points to it. */
const RESTRICTED = /^(businessunitid|publisherid|basecurrencyid)$/;
const PLATFORM =
  /^(createdby|createdonbehalfby|modifiedby|modifiedonbehalfby|ownerid|owning\w+|organizationid|transactioncurrencyid|partyid)$/;

/**
 * Relationships in which the table holds the lookup, to tables that exist.
 * Activities get the owner's navigation that the CSDL leaves to inheritance but the cloud names: `ownerid_task` (owner_tasks).
 */
export function relationshipsOf(
  name: string,
  csdl: CsdlTable,
  exists: (table: string) => boolean,
  primaryIdOf: (table: string) => string,
): OneToMany[] {
  const navigations = [...csdl.navigations];
  if (csdl.base !== undefined) navigations.push([`ownerid_${name}`, 'owner', 'ownerid', `owner_${csdl.set}`]);
  return navigations
    .filter(([, target]) => target === 'owner' || exists(target))
    .map(([navigation, target, column, partner]) => ({
      schemaName: partner === '' ? `${target}_${name}_${column}` : partner,
      referencedTable: target,
      referencedColumn: primaryIdOf(target),
      referencingTable: name,
      referencingColumn: column,
      lookupNavigation: navigation,
      collectionNavigation: partner === '' ? `${target}_${name}_${column}` : partner,
      cascadeDelete: cascade(name, csdl, column),
    }))
    .flatMap((each) => (each.referencedTable === 'owner' ? ownerRelationships(each) : [each]));
}

/** An owner is a user or a team: one relationship each, with the same navigation names. */
export function ownerRelationships(toOwner: Omit<OneToMany, 'referencedTable' | 'referencedColumn'>): OneToMany[] {
  return ['systemuser', 'team'].map((table) => ({
    ...toOwner,
    schemaName: table === 'team' ? `${toOwner.schemaName} (team)` : toOwner.schemaName,
    referencedTable: table,
    referencedColumn: `${table}id`,
    viaOwner: true,
  }));
}

function cascade(name: string, csdl: CsdlTable, column: string): OneToMany['cascadeDelete'] {
  if (csdl.base !== undefined && column === 'regardingobjectid') return 'Cascade';
  if ((PARENTAL[name] ?? '').split(' ').includes(column)) return 'Cascade';
  if (PLATFORM.test(column) || column === csdl.key) return 'NoCascade';
  return RESTRICTED.test(column) ? 'Restrict' : 'RemoveLink';
}

const INTERSECT: Readonly<Record<string, string>> = {
  listaccount_association: 'listmember',
  listcontact_association: 'listmember',
  listlead_association: 'listmember',
  queuemembership_association: 'queuemembership',
};

/** N:N relationships; marketing lists keep their members of all three kinds in one table. */
export function manyToManyOf([schemaName, table1, table2, navigation1, navigation2]: CsdlManyToMany): ManyToMany {
  const intersectTable = INTERSECT[schemaName] ?? schemaName.replace(/_association$/, '');
  return {
    schemaName,
    table1,
    table2,
    navigation1,
    navigation2,
    intersectTable,
    ...(intersectTable === 'listmember' ? { intersectColumn1: 'entityid', intersectColumn2: 'listid' } : {}),
  };
}
