import { createHash } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { idOf } from '../../../solution/model/index.ts';
import { coreFolder, decode, salesFolder, unzip, withFile } from '../test-support/fixtures.ts';
import { packFiles } from './index.ts';
import { child, children, childText, descendants, parseXml, type Element } from './xml.ts';

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** Packed once: packing is a pure function, which the first test proves. */
const unmanagedZip = packFiles(coreFolder(), 'Unmanaged');
const managedZip = packFiles(coreFolder(), 'Managed');
const customizationsOf = (zip: Uint8Array): Element => rootOf(unzip(zip)['customizations.xml']);
function rootOf(bytes: Uint8Array | undefined): Element {
  const root = parseXml(decode(bytes)).documentElement;
  if (root === null) throw new Error('no root');
  return root;
}
function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not there');
  return value;
}

describe('the zip', () => {
  it('is the same byte for byte, whatever the order of the files on disk', () => {
    const shuffled = new Map([...coreFolder()].reverse());
    expect(hash(packFiles(shuffled, 'Managed'))).toBe(hash(managedZip));
  });

  it('has forward slashes, no entries for folders, and the three files of every solution first', () => {
    const names = Object.keys(unzip(unmanagedZip));
    expect(names.slice(0, 3)).toEqual(['customizations.xml', 'solution.xml', '[Content_Types].xml']);
    expect(names.filter((name) => name.endsWith('/') || name.includes('\\'))).toEqual([]);
  });

  it('carries no time of packing', () => {
    const zip = packFiles(salesFolder(), 'Unmanaged');
    // Local file header: time at offset 10, date at 12; 1980-01-01 00:00 is 0 and 0x21.
    expect([...zip.subarray(10, 14)]).toEqual([0, 0, 0x21, 0]);
  });

  it('differs between managed and unmanaged in nothing but the Managed flag', () => {
    const unmanaged = unzip(unmanagedZip);
    const managed = unzip(managedZip);
    expect(Object.keys(managed)).toEqual(Object.keys(unmanaged));
    const different = Object.keys(managed).filter((name) => decode(managed[name]) !== decode(unmanaged[name]));
    expect(different).toEqual(['solution.xml']);
    expect(decode(unmanaged['solution.xml'])).toContain('<Managed>0</Managed>');
    expect(decode(managed['solution.xml'])).toBe(
      decode(unmanaged['solution.xml']).replace('<Managed>0</Managed>', '<Managed>1</Managed>'),
    );
  });

  it('takes the managed sibling for managed packages and ignores it for unmanaged ones', () => {
    const path = `Entities/Contact/FormXml/main/{${idOf('form', 'contact', 'activity-logging')}}_managed.xml`;
    const files = withFile(coreFolder(), path, (text) => text.replaceAll('Job Title', 'Managed Title'));
    expect(decode(unzip(packFiles(files, 'Managed'))['customizations.xml'])).toContain('Managed Title');
    expect(decode(unzip(packFiles(files, 'Unmanaged'))['customizations.xml'])).not.toContain('Managed Title');
  });

  it('uses the plain file for a managed package that has no sibling', () => {
    const path = 'AppModuleSiteMaps/al_ActivityLogging/AppModuleSiteMap_managed.xml';
    const customizations = customizationsOf(
      packFiles(
        withFile(coreFolder(), path, () => undefined),
        'Managed',
      ),
    );
    expect(descendants(customizations, 'AppModuleSiteMap')).toHaveLength(1);
  });

  it('is stamped with the version of the product', () => {
    const entries = unzip(packFiles(coreFolder(), 'Unmanaged', { version: '3.4.5' }));
    expect(decode(entries['solution.xml'])).toContain('<Version>3.4.5.0</Version>');
    const manifest = decode(entries['Controls/al_ActivityLogging.ActivityTimeline/ControlManifest.xml']);
    expect(manifest).toContain(' version="3.4.5"');
    expect(manifest).toContain('api-version="1.3.18"');
  });

  it('lists every extension and every file without one in [Content_Types].xml', () => {
    const entries = unzip(unmanagedZip);
    const bytes = required(entries['[Content_Types].xml']);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const types = rootOf(bytes);
    expect(children(types, 'Default').map((each) => each.getAttribute('Extension'))).toEqual(['js', 'resx', 'xml']);
    const web = Object.keys(entries).filter((name) => name.startsWith('WebResources/'));
    expect(children(types, 'Override').map((each) => each.getAttribute('PartName'))).toEqual(
      web.map((name) => `/${name}`),
    );
  });
});

describe('customizations.xml', () => {
  const customizations = customizationsOf(unmanagedZip);
  const entity = (name: string): Element =>
    required(descendants(customizations, 'Entity').find((each) => childText(each, 'Name') === name));

  it('has neither declaration nor byte order mark, as exports write it', () => {
    const text = decode(unzip(unmanagedZip)['customizations.xml']);
    expect(text.startsWith('<ImportExportXml ')).toBe(true);
  });

  it('keeps the order of the skeleton', () => {
    const order = children(customizations).map((each) => each.nodeName);
    expect(order.slice(0, 3)).toEqual(['Entities', 'Roles', 'Workflows']);
    expect(order.slice(-6)).toEqual([
      'WebResources',
      'CustomControls',
      'AppModuleSiteMaps',
      'AppModules',
      'EntityDataProviders',
      'Languages',
    ]);
  });

  it('merges the forms of a folder under one <forms> of its type', () => {
    const forms = children(required(child(entity('Contact'), 'FormXml')), 'forms');
    expect(forms.map((each) => each.getAttribute('type'))).toEqual(['main']);
    expect(childText(required(child(required(forms[0]), 'systemform')), 'formid')).toBe(
      `{${idOf('form', 'contact', 'activity-logging')}}`,
    );
  });

  it('merges all views of a table into one <savedqueries>', () => {
    const queries = children(required(child(entity('al_loggingconfiguration'), 'SavedQueries')));
    expect(queries.map((each) => each.nodeName)).toEqual(['savedqueries']);
    expect(children(required(queries[0]), 'savedquery')).toHaveLength(5);
  });

  it('has on all four activity tables the same columns', () => {
    const columns = (name: string): (string | undefined)[] =>
      descendants(entity(name), 'attribute')
        .map((each) => childText(each, 'LogicalName'))
        .filter((each) => each !== undefined);
    expect(columns('Task')).toHaveLength(24);
    for (const name of ['Email', 'PhoneCall', 'Appointment']) expect(columns(name)).toEqual(columns('Task'));
  });

  it('names both navigation properties of a lookup', () => {
    const relationship = required(
      descendants(customizations, 'EntityRelationship').find(
        (each) => each.getAttribute('Name') === 'al_contact_task_contactid',
      ),
    );
    const roles = descendants(relationship, 'EntityRelationshipRole').map((role) => [
      childText(role, 'RelationshipRoleType'),
      childText(role, 'NavigationPropertyName'),
    ]);
    expect(roles).toEqual([
      ['1', 'al_contactid_task'],
      ['0', 'al_contact_task_contactid'],
    ]);
  });

  it('puts the timeline control on the contact form, with the standard control as fallback', () => {
    const description = required(descendants(entity('Contact'), 'controlDescription')[0]);
    const [fallback, ...own] = children(description, 'customControl');
    expect(fallback?.getAttribute('id')).toBe('{4273EDBD-AC1D-40d3-9FB2-095C621B552D}');
    expect(own.map((each) => each.getAttribute('formFactor'))).toEqual(['2', '0', '1']);
    expect(own.map((each) => each.getAttribute('name'))).toEqual(Array(3).fill('al_ActivityLogging.ActivityTimeline'));
    const placed = descendants(entity('Contact'), 'control').find(
      (each) => each.getAttribute('uniqueid') === description.getAttribute('forControl'),
    );
    expect(placed?.getAttribute('datafieldname')).toBe('fullname');
  });

  it('L-2 shows the settings control and keeps every bound column on the form in a hidden section', () => {
    const forms = descendants(entity('al_loggingconfiguration'), 'forms');
    const form = required(forms.find((each) => each.getAttribute('type') === 'main'));
    const hidden = required(descendants(form, 'section').find((each) => each.getAttribute('visible') === 'false'));
    const columns = descendants(hidden, 'control').map((each) => each.getAttribute('datafieldname'));
    expect(columns).toHaveLength(15);
    expect(new Set(descendants(form, 'control').map((each) => each.getAttribute('id'))).size).toBe(
      descendants(form, 'control').length,
    );
  });

  it('puts web resources into the zip under the name the platform gives them', () => {
    const entries = unzip(unmanagedZip);
    const resource = required(
      descendants(customizations, 'WebResource').find(
        (each) => childText(each, 'Name') === 'al_/js/loggingconfiguration.js',
      ),
    );
    const fileName = childText(resource, 'FileName');
    expect(fileName).toMatch(/^\/WebResources\/al_jsloggingconfigurationjs[0-9A-F-]{36}$/);
    expect(decode(entries[required(fileName).slice(1)])).toBe('/* al_/js/loggingconfiguration.js */');
  });

  it('copies environment variables as they are, without declaration', () => {
    const path = 'environmentvariabledefinitions/al_BridgeUrl/environmentvariabledefinition.xml';
    const text = decode(unzip(unmanagedZip)[path]);
    expect(text.startsWith('<environmentvariabledefinition schemaname="al_BridgeUrl">')).toBe(true);
  });
});

describe('ActivityLoggingSales', () => {
  it('names what it needs: lead, opportunity, columns and the control of the first solution', () => {
    const manifest = rootOf(unzip(packFiles(salesFolder(), 'Managed'))['solution.xml']);
    const needed = descendants(manifest, 'Required').map(
      (each) => `${each.getAttribute('type')} ${each.getAttribute('schemaName') ?? each.getAttribute('displayName')}`,
    );
    expect(new Set(needed)).toEqual(
      new Set([
        '1 lead',
        '1 list',
        '1 listmember',
        '1 opportunity',
        '2 al_disposition',
        '2 al_kind',
        '2 al_occurredon',
        '2 al_sourceid',
        '26 Calls with Disposition',
        '66 al_ActivityLogging.ActivityTimeline',
      ]),
    );
    expect(
      descendants(manifest, 'Required').some((each) => each.getAttribute('solution') === 'ActivityLogging (1.0.0.0)'),
    ).toBe(true);
  });
});
