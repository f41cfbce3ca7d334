import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { privilegeId } from '../platform/privileges.ts';
import { attribute } from './testing/fixture.ts';
import { startOrganisation, type Organisation } from './testing/organisation.ts';

let organisation: Organisation;
const names = (table: string, column: string): unknown[] =>
  organisation.engine.system.find(table, {}).map((row) => row[column]);

describe('solution import', () => {
  beforeEach(() => void (organisation = startOrganisation()));
  afterEach(() => organisation.close());

  it('declares tables, columns of every type, choices, keys and relationships', () => {
    const { counts } = organisation.load();
    expect(counts).toMatchObject({ tables: 1, choices: 1, roles: 1 });
    const table = organisation.engine.metadata.table('t_thing');
    expect(table).toMatchObject({
      schemaName: 't_Thing',
      entitySetName: 't_things',
      primaryId: 't_thingid',
      primaryName: 't_name',
      ownership: 'UserOwned',
      objectTypeCode: 10_000,
      isCustom: true,
    });
    const of = (name: string): unknown => table?.columns.get(name);
    expect(of('t_name')).toMatchObject({
      type: 'String',
      maxLength: 100,
      displayName: { 1033: 't_Name', 1031: 't_Name (de)' },
      solution: 'Things',
    });
    expect(of('t_whole')).toMatchObject({ type: 'Integer', minValue: 0, maxValue: 9 });
    expect(of('t_decimal')).toMatchObject({ type: 'Decimal', precision: 3 });
    expect(of('t_money_base')).toMatchObject({ type: 'Money', validForCreate: false });
    expect(of('t_when')).toMatchObject({ type: 'DateTime', format: 'DateAndTime', dateBehavior: 'UserLocal' });
    expect(of('t_day')).toMatchObject({ format: 'DateOnly', dateBehavior: 'DateOnly' });
    expect(of('t_flag')).toMatchObject({ type: 'Boolean', defaultValue: true });
    expect(of('t_local')).toMatchObject({ type: 'Picklist', defaultValue: 2, choice: { isGlobal: false } });
    expect(of('t_global')).toMatchObject({
      choice: { name: 't_choice', isGlobal: true, options: [{ value: 1 }, { value: 2 }] },
    });
    expect(of('t_global')).not.toHaveProperty('defaultValue');
    expect(of('t_many')).toMatchObject({ type: 'MultiSelectPicklist' });
    expect(of('t_contactid')).toMatchObject({ type: 'Lookup', targets: ['contact'] });
    expect(of('t_file')).toMatchObject({ type: 'File', maxLength: 32_768 });
    expect(of('ownerid')).toMatchObject({ type: 'Owner', isCustom: false });
    expect(of('statecode')).toMatchObject({ validForCreate: false });
    expect(table?.keys).toMatchObject([{ logicalName: 't_namekey', columns: ['t_name'] }]);
    expect(
      organisation.engine.metadata.manyToOne('task').find((each) => each.schemaName === 't_thing_task'),
    ).toMatchObject({
      lookupNavigation: 't_ThingId_task',
      collectionNavigation: 't_thing_task',
      referencedColumn: 't_thingid',
    });
    expect(
      organisation.engine.metadata
        .manyToOne('t_thing')
        .filter((each) => each.lookupNavigation === 'ownerid')
        .map((each) => each.referencedTable),
    ).toEqual(['systemuser', 'team']);
  });

  it('brings forms, views, web resources, controls, apps, site maps, variables and roles as rows', () => {
    const { solutionId } = organisation.load();
    expect(organisation.engine.system.get('systemform', '11111111-0000-4000-8000-000000000001')).toMatchObject({
      name: 'Thing form',
      objecttypecode: 't_thing',
      type: 2,
      formxml: expect.stringMatching(/^<form>/),
      solutionid: solutionId,
      ismanaged: false,
    });
    expect(organisation.engine.system.get('savedquery', '44444444-0000-4000-8000-000000000001')).toMatchObject({
      returnedtypecode: 't_thing',
      fetchxml: expect.stringMatching(/^<fetch>/),
      layoutxml: expect.stringMatching(/^<grid /),
    });
    const resource = (name: string): string =>
      Buffer.from(
        String(organisation.engine.system.find('webresource', { name })[0]?.['content']),
        'base64',
      ).toString();
    expect(resource('t_/thing.js')).toBe('window.t = 1;');
    expect(resource('cc_t_Test.Box/bundle.js')).toBe('var box = 1;');
    expect(organisation.engine.system.find('customcontrol', { name: 't_Test.Box' })).toMatchObject([
      { version: '1.2.3', compatibledatatypes: 'SingleLine.Text' },
    ]);
    expect(organisation.engine.system.find('appmodule', { uniquename: 't_App' })).toHaveLength(1);
    const siteMap = organisation.engine.system.find('sitemap', { sitemapnameunique: 't_App' })[0];
    expect(organisation.engine.system.find('appmodulecomponent', { componenttype: 62 })).toMatchObject([
      { objectid: siteMap?.['sitemapid'] },
    ]);
    expect(organisation.engine.system.find('environmentvariabledefinition', { schemaname: 't_Url' })).toMatchObject([
      { type: 100_000_000, displayname: 'Url' },
    ]);
    expect(
      organisation.engine.system
        .find('roleprivileges', { roleid: '55555555-0000-4000-8000-000000000001' })
        .map((row) => [row['privilegeid'], row['privilegedepthmask']]),
    ).toEqual(
      expect.arrayContaining([
        [privilegeId('prvReadt_Thing'), 8],
        [privilegeId('prvCreateActivity'), 2],
      ]),
    );
    expect(
      organisation.engine.system.find('solutioncomponent', { solutionid: { table: 'solution', id: solutionId } }),
    ).toHaveLength(8);
    expect(organisation.engine.system.find('publisher', { uniquename: 'testing' })).toMatchObject([
      { customizationprefix: 't', customizationoptionvalueprefix: 12_345 },
    ]);
  });

  it('is known after a restart with the same folder', () => {
    organisation.load();
    organisation.engine.system.insert('t_thing', {
      t_name: 'kept',
      t_many: [1, 2],
      t_contactid: { table: 'contact', id: randomUUID() },
    });
    organisation.restart();
    expect(organisation.engine.system.find('t_thing', { t_name: 'kept' })).toMatchObject([
      { t_many: [1, 2], t_contactid: { table: 'contact' } },
    ]);
    expect(organisation.engine.metadata.table('task')?.columns.get('t_thingid')?.targets).toEqual(['t_thing']);
    expect(organisation.engine.metadata.manyToOne('t_thing').map((each) => each.lookupNavigation)).toEqual(
      expect.arrayContaining(['t_ContactId', 'createdby', 'ownerid']),
    );
    expect(organisation.engine.metadata.globalChoice('t_choice')?.options).toHaveLength(2);
  });

  it('a second import of the same or a newer version is an upgrade that keeps rows', () => {
    organisation.load();
    organisation.engine.system.insert('t_thing', { t_name: 'kept' });
    const counted = [
      'systemform',
      'savedquery',
      'webresource',
      'appmodulecomponent',
      'roleprivileges',
      'solutioncomponent',
      'sdkmessagefilter',
    ].map((table) => names(table, 'versionnumber').length);
    organisation.load();
    organisation.load({
      version: '1.1.0.0',
      customize: (xml) =>
        xml.replace('<attributes>', `<attributes>${attribute('t_New', 'nvarchar', '<MaxLength>7</MaxLength>')}`),
    });
    expect(organisation.engine.metadata.table('t_thing')?.columns.get('t_new')).toMatchObject({ maxLength: 7 });
    expect(organisation.engine.system.find('t_thing', {})).toMatchObject([{ t_name: 'kept', t_new: null }]);
    expect(organisation.engine.system.find('solution', { uniquename: 'Things' })).toMatchObject([
      { version: '1.1.0.0' },
    ]);
    expect(
      [
        'systemform',
        'savedquery',
        'webresource',
        'appmodulecomponent',
        'roleprivileges',
        'solutioncomponent',
        'sdkmessagefilter',
      ].map((table) => names(table, 'versionnumber').length),
    ).toEqual(counted);
    expect(organisation.engine.metadata.table('t_thing')?.objectTypeCode).toBe(10_000);
  });

  it('refuses a lower version and another mode', () => {
    organisation.load({ version: '2.0.0.0' });
    expect(organisation.refusal({ version: '1.9.0.0' }).message).toMatch(
      /installed in version 2\.0\.0\.0.*1\.9\.0\.0 is lower/,
    );
    expect(organisation.refusal({ version: '2.1.0.0', managed: true })).toMatchObject({
      code: '0x80048040',
      status: 400,
    });
  });

  it('names every missing dependency', () => {
    organisation.close();
    organisation = startOrganisation(false);
    const requirements =
      '<MissingDependency><Required type="1" schemaName="lead" displayName="Lead" solution="msdynce_LeadManagement" /><Dependent type="10" schemaName="x" /></MissingDependency><MissingDependency><Required type="2" schemaName="al_kind" parentSchemaName="task" solution="ActivityLogging (1.0.0.0)" /><Dependent type="26" /></MissingDependency>';
    const error = organisation.refusal({ requirements });
    expect(error.code).toBe('0x8004801d');
    expect(error.message).toContain(
      'table lead (solution msdynce_LeadManagement); column task.al_kind (solution ActivityLogging (1.0.0.0))',
    );
  });
});
