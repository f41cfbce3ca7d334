import { describe, expect, it } from '@jest/globals';

import { idOf } from '../../../solution/model/index.ts';
import { encode, problemsOf, salesFolder, smallFolder, withFile } from '../test-support/fixtures.ts';
import { formatProblem, packFiles, packFolder, type SourceFiles } from './index.ts';

const failing = (files: SourceFiles): readonly string[] =>
  problemsOf(() => packFiles(files, 'Unmanaged')).map(formatProblem);
const settingsForm = `Entities/al_loggingconfiguration/FormXml/main/{${idOf('form', 'al_loggingconfiguration', 'settings')}}.xml`;
const solutionFile = 'Other/Solution.xml';

describe('a folder that cannot be packed fails with file, line and reason', () => {
  it('root component without source', () => {
    const files = withFile(smallFolder(), 'OptionSets/al_calltarget.xml', () => undefined);
    expect(failing(files)).toEqual([
      expect.stringMatching(
        /^Other\/Solution\.xml:\d+: root component al_calltarget \(type 9\) has no source in the folder \(missing-source\)$/,
      ),
    ]);
  });

  it('source without root component', () => {
    const files = withFile(smallFolder(), solutionFile, (text) =>
      text.replace(/\s*<RootComponent type="66" schemaName="al_ActivityLogging\.LoggingSettings"[^>]*>/, ''),
    );
    expect(failing(files)).toEqual([
      expect.stringMatching(
        /LoggingSettings\/ControlManifest\.xml\.data\.xml:2: .*not a root component.*\(missing-root-component\)$/,
      ),
    ]);
  });

  it('no root component is asked for environment variables', () => {
    expect(packFiles(smallFolder(), 'Unmanaged').length).toBeGreaterThan(0);
  });

  it('duplicate id', () => {
    const [form] = [...smallFolder().keys()].filter((path) => path.startsWith('Entities/Contact/FormXml/'));
    const files = new Map(smallFolder());
    files.set('Entities/Account/FormXml/main/{copy}.xml', files.get(form ?? '') ?? new Uint8Array());
    expect(failing(files)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Entities\/.*:3: \{f2e09f62-.*\} is already in Entities\/.* \(duplicate\)$/),
      ]),
    );
  });

  it('duplicate root component', () => {
    const files = withFile(smallFolder(), solutionFile, (text) =>
      text.replace('</RootComponents>', '<RootComponent type="1" schemaName="task" behavior="2" /></RootComponents>'),
    );
    expect(failing(files)).toEqual([expect.stringMatching(/root component task is listed twice \(duplicate\)$/)]);
  });

  it('column used on a form but not in the table', () => {
    const files = withFile(smallFolder(), settingsForm, (text) =>
      text.replace('datafieldname="al_lognotes"', 'datafieldname="al_nothing"'),
    );
    expect(failing(files)).toEqual([
      expect.stringMatching(/\{1dd1fb6b-.*\}\.xml:\d+: the form shows al_nothing.*\(unknown-column\)$/),
    ]);
  });

  it('form that binds a property the control does not have, or leaves a required one out', () => {
    const path = 'Controls/al_ActivityLogging.ActivityTimeline/ControlManifest.xml';
    const files = withFile(smallFolder(), path, (text) => text.replace('name="recordName"', 'name="title"'));
    const problems = problemsOf(() => packFiles(files, 'Unmanaged'));
    expect(new Set(problems.map(({ kind, reason }) => `${kind}: ${reason}`))).toEqual(
      new Set([
        'control-mismatch: al_ActivityLogging.ActivityTimeline has no property recordName',
        'control-mismatch: al_ActivityLogging.ActivityTimeline requires its property title',
      ]),
    );
    expect(problems.every(({ file, line }) => file.startsWith('Entities/') && line !== undefined)).toBe(true);
  });

  it('web resource over 5 MB', () => {
    const files = new Map(smallFolder());
    files.set('WebResources/al_/js/loggingconfiguration.js', new Uint8Array(5 * 1024 * 1024 + 1));
    expect(failing(files)).toEqual([
      'WebResources/al_/js/loggingconfiguration.js: 5120 KB is more than the 5120 KB the platform takes (too-large)',
    ]);
  });

  it('web resource without content', () => {
    const files = withFile(smallFolder(), 'WebResources/al_/js/loggingconfiguration.js', () => undefined);
    expect(failing(files)).toEqual([
      expect.stringMatching(/loggingconfiguration\.js is not in the folder \(missing-source\)$/),
    ]);
  });

  it('apostrophe in the display key of a control', () => {
    const path = 'Controls/al_ActivityLogging.ActivityTimeline/ControlManifest.xml';
    const files = withFile(smallFolder(), path, (text) =>
      text.replace('display-name-key="name"', `display-name-key="today's"`),
    );
    expect(failing(files)).toEqual([`${path}:3: display-name-key of <control> has an apostrophe (bad-text)`]);
  });

  it('control without manifest', () => {
    const files = withFile(
      smallFolder(),
      'Controls/al_ActivityLogging.ActivityTimeline/ControlManifest.xml',
      () => undefined,
    );
    expect(failing(files)).toEqual([
      expect.stringMatching(/ControlManifest\.xml is not in the folder \(missing-source\)$/),
    ]);
  });

  it('XML that is not well-formed, with its line', () => {
    const files = withFile(smallFolder(), 'Roles/Activity Logging User.xml', (text) =>
      text.replace('</RolePrivileges>', ''),
    );
    expect(failing(files)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Roles\/Activity Logging User\.xml:\d+: .*\(not-xml\)$/)]),
    );
  });

  it('relationship in the index without body, and a body that is not in the index', () => {
    const files = withFile(salesFolder(), 'Other/Relationships.xml', (text) =>
      text.replace('al_lead_task_leadid', 'al_other'),
    );
    expect(failing(files)).toEqual([
      expect.stringMatching(/^Other\/Relationships\.xml:\d+: relationship al_other has no body \(missing-source\)$/),
      expect.stringMatching(
        /^Other\/Relationships\/Lead\.xml:\d+: relationship al_lead_task_leadid is not in .* \(missing-root-component\)$/,
      ),
    ]);
  });

  it('no place in the skeleton for a source', () => {
    const files = withFile(smallFolder(), 'Other/Customizations.xml', (text) => text.replace('<AppModules />', ''));
    expect(failing(files)).toEqual([
      expect.stringMatching(/has no <AppModules \/> for 1 component\(s\) \(no-place\)$/),
    ]);
  });

  it('declaration before an environment variable, which an import dies on', () => {
    const path = 'environmentvariabledefinitions/al_BridgeUrl/environmentvariabledefinition.xml';
    const files = withFile(smallFolder(), path, (text) => `<?xml version="1.0"?>\n${text}`);
    expect(failing(files)).toEqual([expect.stringMatching(/:1: nothing may stand before the root element/)]);
  });

  it('file the packer has no rule for, instead of losing it', () => {
    const files = new Map(smallFolder()).set('Formulas/al_x.yaml', encode('x'));
    expect(failing(files)).toEqual(['Formulas/al_x.yaml: the packer has no rule for this file (unknown-file)']);
  });

  it('root component of a type the packer has no rule for', () => {
    const files = withFile(salesFolder(), solutionFile, (text) =>
      text.replace(
        '<RootComponents>',
        '<RootComponents><RootComponent type="371" schemaName="al_connector" behavior="0" />',
      ),
    );
    expect(failing(files)).toEqual([
      expect.stringMatching(/no rule for root components of type 371.*\(unknown-component-type\)$/),
    ]);
  });

  it('file name that is not the one of the id', () => {
    const files = new Map(smallFolder());
    const [view] = [...files.keys()].filter((path) => path.startsWith('Entities/Task/SavedQueries/'));
    files.set('Entities/Task/SavedQueries/{mine}.xml', files.get(view ?? '') ?? new Uint8Array());
    files.delete(view ?? '');
    expect(failing(files)).toEqual([
      expect.stringMatching(/the file is named \{mine\} but its id is .*\(wrong-file-name\)$/),
    ]);
  });

  it('no Solution.xml', () => {
    expect(failing(withFile(salesFolder(), solutionFile, () => undefined))).toEqual([
      'Other/Solution.xml: the file is not there (missing-file)',
    ]);
  });

  it('no folder', () => {
    expect(problemsOf(() => packFolder('/nowhere/at/all', 'Managed')).map(({ kind }) => kind)).toEqual([
      'missing-file',
    ]);
  });

  it('version that is not three numbers', () => {
    const problems = problemsOf(() => packFiles(smallFolder(), 'Unmanaged', { version: '1.0-beta' }));
    expect(problems.map(({ kind }) => kind)).toEqual(['bad-version']);
  });

  it('names everything that is wrong at once', () => {
    const files = withFile(
      withFile(smallFolder(), 'OptionSets/al_calltarget.xml', () => undefined),
      'OptionSets/al_disposition.xml',
      () => undefined,
    );
    expect(failing(files)).toHaveLength(2);
  });
});
