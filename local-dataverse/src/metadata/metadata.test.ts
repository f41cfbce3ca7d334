import { describe, expect, it } from '@jest/globals';
import { createRegistry, declareBaseTables, isPlatformOperation, lookupNavigation } from './index.ts';
import { csdlData } from './base/csdl-data.ts';
import type { MetadataRegistry } from './types.ts';

function base(sales = true): MetadataRegistry {
  const registry = createRegistry();
  declareBaseTables(registry, { sales });
  return registry;
}
const options = (registry: MetadataRegistry, table: string, column: string): unknown =>
  registry
    .table(table)
    ?.columns.get(column)
    ?.choice?.options.map((each) => [each.value, each.label[1033], each.state]);

describe('base tables', () => {
  const registry = base();

  it('B-7 have the states and status reasons of the platform', () => {
    expect(options(registry, 'task', 'statuscode')).toEqual([
      [2, 'Not Started', 0],
      [3, 'In Progress', 0],
      [4, 'Waiting on someone else', 0],
      [5, 'Completed', 1],
      [6, 'Canceled', 2],
      [7, 'Deferred', 0],
    ]);
    expect(
      registry
        .table('appointment')
        ?.columns.get('statecode')
        ?.choice?.options.map((each) => each.defaultStatus),
    ).toEqual([1, 3, 4, 5]);
    expect(registry.table('email')?.columns.get('statecode')?.validForCreate).toBe(false);
  });

  it('have the lengths text is cut to', () => {
    const length = (table: string, column: string): number | undefined =>
      registry.table(table)?.columns.get(column)?.maxLength;
    expect([
      length('task', 'subject'),
      length('email', 'subject'),
      length('task', 'description'),
      length('phonecall', 'description'),
    ]).toEqual([200, 800, 2000, 2000]);
    expect([
      length('appointment', 'description'),
      length('email', 'description'),
      length('activityparty', 'addressused'),
    ]).toEqual([1_048_576, 1_073_741_823, 320]);
  });

  it('name polymorphic navigations as the platform does', () => {
    const navigation = (table: string, name: string): unknown => {
      const found = lookupNavigation(registry, table, name);
      return found && [found.referencedTable, found.referencingColumn, found.collectionNavigation];
    };
    expect(navigation('phonecall', 'regardingobjectid_contact_phonecall')).toEqual([
      'contact',
      'regardingobjectid',
      'Contact_Phonecalls',
    ]);
    expect(navigation('task', 'ownerid_task')).toEqual(['systemuser', 'ownerid', 'owner_tasks']);
    expect(navigation('task', 'ownerid')).toEqual(['systemuser', 'ownerid', 'owner_activitypointers']);
    const owners = registry.manyToOne('contact').filter((each) => each.lookupNavigation === 'ownerid');
    expect(owners.map((each) => [each.referencedTable, each.viaOwner])).toEqual([
      ['systemuser', true],
      ['team', true],
    ]);
    expect(navigation('activityparty', 'partyid_lead')).toEqual(['lead', 'partyid', 'lead_activity_parties']);
    expect(navigation('contact', 'parentcustomerid_account')).toEqual([
      'account',
      'parentcustomerid',
      'contact_customer_accounts',
    ]);
    expect(navigation('sdkmessageprocessingstep', 'eventhandler_serviceendpoint')?.toString()).toMatch(
      /^serviceendpoint,eventhandler/,
    );
    expect(registry.oneToMany('task').map((each) => each.collectionNavigation)).toContain('task_activity_parties');
  });

  it('carry every property and every navigation of the real document, types included', () => {
    const missing: string[] = [];
    const relationships = new Set<string>();
    for (const [name, csdl] of Object.entries(csdlData().tables)) {
      const table = registry.table(name);
      for (const property of Object.values(csdl.properties).flatMap((names) => names.split(' '))) {
        if (table?.columns.has(property.replace(/^_(.*)_value$/, '$1')) !== true) missing.push(`${name}.${property}`);
      }
      for (const [navigation, target, column] of csdl.navigations) {
        if ((registry.table(target) === undefined && target !== 'owner') || column === 'stageid') continue;
        const found = registry.manyToOne(name).find((each) => each.lookupNavigation === navigation);
        if (found?.referencingColumn !== column) missing.push(`${name}.${navigation}`);
        else relationships.add(`${found.schemaName}`);
      }
    }
    expect(missing).toEqual([]);
    expect(relationships.size).toBeGreaterThan(390);
  });

  it('mark what task inherits in OData but has no attribute for', () => {
    expect(registry.table('task')?.columns.get('leftvoicemail')?.inheritedOnly).toBe(true);
    expect(registry.table('phonecall')?.columns.get('leftvoicemail')?.inheritedOnly).toBeUndefined();
  });

  it('never give a secret back', () => {
    expect(registry.table('serviceendpoint')?.columns.get('authvalue')).toMatchObject({
      validForRead: false,
      validForCreate: true,
    });
  });

  it('know no lead without Sales', () => {
    const small = base(false);
    expect(['lead', 'opportunity', 'list'].map((name) => small.table(name))).toEqual([undefined, undefined, undefined]);
    expect(small.table('task')?.columns.get('regardingobjectid')?.targets).toEqual(['account', 'contact']);
    expect(small.table('contact')?.columns.has('originatingleadid')).toBe(false);
    expect(small.manyToOne('task').filter((each) => each.referencedTable === 'lead')).toEqual([]);
  });

  it('tell a platform operation from a word', () => {
    expect(['SendEmail', 'Merge', 'CreateMultiple', 'Nonsense'].map(isPlatformOperation)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('registry', () => {
  it('goes back to a checkpoint and still counts on', () => {
    const registry = base(false);
    const restore = registry.checkpoint();
    const before = registry.version;
    registry.declareColumns('task', [{ ...column('al_kind') }]);
    expect(registry.table('task')?.columns.has('al_kind')).toBe(true);
    restore();
    expect(registry.table('task')?.columns.has('al_kind')).toBe(false);
    expect(registry.version).toBeGreaterThan(before);
  });

  it('refuses columns of a table that is not there', () => {
    expect(() => createRegistry().declareColumns('al_x', [column('al_y')])).toThrow(
      "The table 'al_x' is not declared.",
    );
  });
});

function column(logicalName: string): Parameters<MetadataRegistry['declareColumns']>[1][number] {
  return {
    logicalName,
    schemaName: logicalName,
    type: 'String',
    displayName: {},
    required: 'None',
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    isCustom: true,
  };
}
