import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';

import { afterAll, describe, expect, it } from '@jest/globals';

import { packFiles } from '../packer/index.ts';
import { children, parseXml, type Element } from '../packer/xml.ts';
import { coreFolder, decode, salesFolder, unzip } from '../test-support/fixtures.ts';
import { unpackFile } from '../unpack.ts';
import { UnpackError, unpackZip } from './index.ts';

const temporary = mkdtempSync(join(tmpdir(), 'unpack-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** An element as plain data: members of lists by their text, so that their order does not count. */
function shape(element: Element): unknown {
  const attributes = [...element.attributes].map(({ name, value }) => [name, value]).sort();
  const inner = children(element);
  if (inner.length === 0) return [element.nodeName, attributes, element.textContent?.trim() ?? ''];
  return [
    element.nodeName,
    attributes,
    inner
      .map(shape)
      .map((each) => JSON.stringify(each))
      .sort(),
  ];
}
function rootShape(text: string): unknown {
  const root = parseXml(text).documentElement;
  if (root === null) throw new Error('no root');
  return shape(root);
}

/** A solution with the sorts of components ours does not have. */
function otherZip(): Uint8Array {
  const customizations = `<ImportExportXml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Entities><Entity><Name LocalizedName="Thing" OriginalName="Thing">x_Thing</Name>
    <FormXml><forms type="main"><systemform><formid>{11111111-0000-4000-8000-000000000001}</formid><form xsi:nil="true" /></systemform></forms></FormXml>
    <SavedQueries><savedqueries><savedquery><savedqueryid>{11111111-0000-4000-8000-000000000002}</savedqueryid></savedquery></savedqueries></SavedQueries>
    <Visualizations><visualization><savedqueryvisualizationid>{11111111-0000-4000-8000-000000000003}</savedqueryvisualizationid></visualization></Visualizations>
    <RibbonDiffXml><CustomActions><CustomAction Id="x.a" /></CustomActions></RibbonDiffXml>
  </Entity></Entities>
  <Roles><Role id="{11111111-0000-4000-8000-000000000004}" name="Reader &amp; Co" /></Roles>
  <Workflows><Workflow WorkflowId="{11111111-0000-4000-8000-000000000005}" Name="Flow"><JsonFileName>/Workflows/Flow-11111111.json</JsonFileName></Workflow></Workflows>
  <FieldSecurityProfiles><FieldSecurityProfile fieldsecurityprofileid="{11111111-0000-4000-8000-000000000006}" /></FieldSecurityProfiles>
  <EntityRelationships><EntityRelationship Name="x_b"><ReferencedEntityName>Account</ReferencedEntityName></EntityRelationship><EntityRelationship Name="x_a"><FirstEntityName>x_Thing</FirstEntityName></EntityRelationship></EntityRelationships>
  <Dashboards><Dashboard><FormId>{11111111-0000-4000-8000-000000000007}</FormId></Dashboard></Dashboards>
  <WebResources><WebResource><WebResourceId>{11111111-0000-4000-8000-000000000008}</WebResourceId><Name>x_/a.js</Name><FileName>/WebResources/x_ajs11111111-0000-4000-8000-000000000008</FileName></WebResource></WebResources>
  <SdkMessageProcessingSteps><SdkMessageProcessingStep SdkMessageProcessingStepId="{11111111-0000-4000-8000-000000000009}" /></SdkMessageProcessingSteps>
  <ServiceEndpoints><ServiceEndpoint ServiceEndpointId="{11111111-0000-4000-8000-00000000000a}" Name="hook" /></ServiceEndpoints>
  <Languages><Language>1033</Language></Languages>
</ImportExportXml>`;
  const roots = [
    'type="1" schemaName="x_thing"',
    'type="20" id="{11111111-0000-4000-8000-000000000004}"',
    'type="29" id="{11111111-0000-4000-8000-000000000005}"',
    'type="70" id="{11111111-0000-4000-8000-000000000006}"',
    'type="60" id="{11111111-0000-4000-8000-000000000007}"',
    'type="61" schemaName="x_/a.js"',
    'type="92" id="{11111111-0000-4000-8000-000000000009}"',
  ].map((root) => `<RootComponent ${root} behavior="0" />`);
  return zipSync({
    'customizations.xml': strToU8(customizations),
    'solution.xml': strToU8(
      `<ImportExportXml><SolutionManifest><UniqueName>x</UniqueName><Version>1.0.0.0</Version><Managed>0</Managed><RootComponents>${roots.join('')}</RootComponents></SolutionManifest></ImportExportXml>`,
    ),
    '[Content_Types].xml': strToU8('<Types />'),
    'Workflows/Flow-11111111.json': strToU8('{}'),
    'WebResources/x_ajs11111111-0000-4000-8000-000000000008': strToU8('var a;'),
    'environmentvariabledefinitions/x_v/environmentvariabledefinition.xml': strToU8(
      '<environmentvariabledefinition />',
    ),
  });
}

describe('pack(unpack(zip)) is the zip', () => {
  const zips = {
    'our core solution, managed': packFiles(coreFolder(), 'Managed'),
    'our core solution, unmanaged': packFiles(coreFolder(), 'Unmanaged'),
    'our Sales solution': packFiles(salesFolder(), 'Managed'),
  };
  it.each(Object.entries(zips))('%s: byte for byte', (_name, zip) => {
    const managed = decode(unzip(zip)['solution.xml']).includes('<Managed>1');
    expect(Buffer.compare(packFiles(unpackZip(zip), managed ? 'Managed' : 'Unmanaged'), zip)).toBe(0);
  });

  it('a solution with charts, dashboards, ribbon, flows, steps, endpoints and field security: the same contents', () => {
    const [before, after] = [unzip(otherZip()), unzip(packFiles(unpackZip(otherZip()), 'Unmanaged'))];
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
    for (const file of ['customizations.xml', 'solution.xml'])
      expect(rootShape(decode(after[file]))).toEqual(rootShape(decode(before[file])));
    const copied = Object.keys(before).filter((name) => !/^(customizations|solution|\[Content)/.test(name));
    for (const file of copied) expect(decode(after[file])).toBe(decode(before[file]));
  });

  it('each component has the file that SolutionPackager gives it', () => {
    expect([...unpackZip(otherZip()).keys()].sort()).toEqual([
      'Dashboards/{11111111-0000-4000-8000-000000000007}.xml',
      'Entities/x_Thing/Entity.xml',
      'Entities/x_Thing/FormXml/main/{11111111-0000-4000-8000-000000000001}.xml',
      'Entities/x_Thing/RibbonDiff.xml',
      'Entities/x_Thing/SavedQueries/{11111111-0000-4000-8000-000000000002}.xml',
      'Entities/x_Thing/Visualizations/{11111111-0000-4000-8000-000000000003}.xml',
      'Other/Customizations.xml',
      'Other/FieldSecurityProfiles.xml',
      'Other/Relationships.xml',
      'Other/Relationships/Account.xml',
      'Other/Relationships/x_Thing.xml',
      'Other/Solution.xml',
      'PluginAssemblies/ServiceEndpoints.xml',
      'Roles/Reader & Co.xml',
      'SdkMessageProcessingSteps/{11111111-0000-4000-8000-000000000009}.xml',
      'WebResources/x_/a.js',
      'WebResources/x_/a.js.data.xml',
      'Workflows/Flow-11111111.json',
      'Workflows/Flow-11111111.json.data.xml',
      'environmentvariabledefinitions/x_v/environmentvariabledefinition.xml',
    ]);
  });
});

describe('what cannot be unpacked is refused before anything is written', () => {
  const parts = { 'customizations.xml': '<ImportExportXml />', 'solution.xml': '<ImportExportXml />' };
  const zip = (entries: Readonly<Record<string, string>>): Uint8Array =>
    zipSync(Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, strToU8(text)])));
  it.each([
    ['no zip', strToU8('hello'), /^this is no zip/],
    ['no solution', zip({ 'a.txt': 'a' }), /customizations\.xml is not in the zip/],
    ['broken XML', zip({ ...parts, 'customizations.xml': '<ImportExportXml>\n<a>' }), /^customizations\.xml:\d+: /],
    ['a path out of the folder', zip({ ...parts, '../evil.txt': 'x' }), /"\.\.\/evil\.txt", which lies outside/],
    ['an absolute path', zip({ ...parts, '/etc/evil': 'x' }), /"\/etc\/evil", which lies outside/],
    [
      'a component name that leaves the folder',
      zip({
        ...parts,
        'customizations.xml': '<ImportExportXml><Roles><Role name="../../x" id="1" /></Roles></ImportExportXml>',
      }),
      /lies outside of the folder/,
    ],
  ])('%s', (_name, bytes, reason) => {
    expect(() => unpackZip(bytes)).toThrow(UnpackError);
    expect(() => unpackZip(bytes)).toThrow(reason);
  });

  it('a folder that is not empty is replaced only when asked, and only when it holds a solution', () => {
    const file = join(temporary, 'core.zip');
    writeFileSync(file, packFiles(salesFolder(), 'Unmanaged'));
    const folder = join(temporary, 'core');
    expect(unpackFile(file, folder, false)).toBe(unpackZip(readFileSync(file)).size);
    writeFileSync(join(folder, 'stale.txt'), 'x');
    expect(() => unpackFile(file, folder, false)).toThrow(/not empty/);
    unpackFile(file, folder, true);
    expect(readdirSync(folder)).not.toContain('stale.txt');
    const other = mkdtempSync(join(temporary, 'other-'));
    writeFileSync(join(other, 'mine.txt'), 'x');
    expect(() => unpackFile(file, other, true)).toThrow(/holds no solution/);
    expect(readdirSync(other)).toEqual(['mine.txt']);
  });
});
