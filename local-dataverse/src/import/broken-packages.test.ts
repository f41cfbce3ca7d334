import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { importSolution } from './import-solution.ts';
import { attribute, type Fixture } from './testing/fixture.ts';
import { NOW, startOrganisation, type Organisation } from './testing/organisation.ts';

let organisation: Organisation;
const names = (table: string, column: string): unknown[] =>
  organisation.engine.system.find(table, {}).map((row) => row[column]);

describe('a broken package changes nothing and says where', () => {
  // One organisation for all: each refused package must leave it as it was for the next.
  beforeAll(() => void (organisation = startOrganisation()));
  afterAll(() => organisation.close());
  const unchanged = (run: () => void): void => {
    const before = [
      organisation.engine.metadata.tables().length,
      organisation.engine.metadata.table('task')?.columns.size,
      names('webresource', 'name').length,
      names('solution', 'uniquename').length,
    ];
    run();
    expect([
      organisation.engine.metadata.tables().length,
      organisation.engine.metadata.table('task')?.columns.size,
      names('webresource', 'name').length,
      names('solution', 'uniquename').length,
    ]).toEqual(before);
  };

  const replace = (from: string | RegExp, to: string) => ({ customize: (xml: string) => xml.replace(from, to) });
  it.each<[string, Fixture, RegExp]>([
    [
      'a missing file of a web resource',
      { files: { 'WebResources/t_thingjs66666666-0000-4000-8000-000000000001': undefined } },
      /WebResources\/t_thingjs6666.*does not contain/,
    ],
    [
      'a missing bundle of a control',
      { files: { 'Controls/t_Test.Box/bundle.js': undefined } },
      /Controls\/t_Test\.Box\/bundle\.js.*does not contain/,
    ],
    ['a missing solution.xml', { files: { 'solution.xml': undefined } }, /solution\.xml/],
    ['XML that is not well-formed', replace('</Entities>', ''), /not well formed: customizations\.xml/],
    [
      'an unknown column type',
      replace('<Type>ntext</Type>', '<Type>text</Type>'),
      /customizations\.xml: line \d+, <attribute>: the type 'text' of t_Memo is unknown/,
    ],
    [
      'a choice that is nowhere',
      replace('<OptionSetName>t_choice', '<OptionSetName>t_nothing'),
      /global choice 't_nothing'/,
    ],
    [
      'a column on a form that the table lacks',
      replace('datafieldname="t_name"', 'datafieldname="t_nope"'),
      /column t_thing\.t_nope \(needed by form 'Thing form'/,
    ],
    [
      'a control on a form that is nowhere',
      replace('name="t_Test.Box"><parameters>', 'name="t_Test.Gone"><parameters>'),
      /control t_Test\.Gone/,
    ],
    [
      'a library that is nowhere',
      replace('Library name="t_/thing.js"', 'Library name="t_/gone.js"'),
      /webresource t_\/gone\.js/,
    ],
    [
      'a relationship to an unknown table',
      replace('<ReferencedEntityName>Contact<', '<ReferencedEntityName>Nobody<'),
      /table nobody \(needed by relationship t_contact_thing\)/,
    ],
    [
      'a privilege that does not exist',
      replace('prvCreateActivity', 'prvFlyToTheMoon'),
      /role 'Thing User' names 'prvFlyToTheMoon'/,
    ],
    [
      'a root component without source',
      { rootComponents: '<RootComponent type="61" schemaName="t_/none.js" behavior="0" />' },
      /Root Component t_\/none\.js of type 61/,
    ],
    [
      'a source without root component',
      {
        rootComponents:
          '<RootComponent type="1" schemaName="t_thing" behavior="0" /><RootComponent type="1" schemaName="task" behavior="2" />',
      },
      /component t_choice of type 9 is not declared/,
    ],
    [
      'the same column twice',
      replace('<attributes>', `<attributes>${attribute('t_Memo', 'ntext')}`),
      /'t_memo' appears twice/,
    ],
    ['the same id twice', replace(/(<savedquery>.*<\/savedquery>)/s, '$1$1'), /savedquery 44444444-.* appears twice/],
    [
      'a variable file with a declaration',
      {
        files: {
          'environmentvariabledefinitions/t_Url/environmentvariabledefinition.xml':
            '<?xml version="1.0"?><environmentvariabledefinition schemaname="t_Url" />',
        },
      },
      /must begin with its root element/,
    ],
    [
      'a document type',
      replace('<ImportExportXml', '<!DOCTYPE x [<!ENTITY a "b">]><ImportExportXml'),
      /document type is not allowed/,
    ],
    [
      'workflows',
      replace('<Workflows />', '<Workflows><Workflow /></Workflows>'),
      /Workflows in a solution is not implemented/,
    ],
    [
      'a ribbon button whose command is nowhere',
      replace(
        '<CustomActions />',
        '<CustomActions><CustomAction Id="x" Location="y" Sequence="1"><CommandUIDefinition><Button Id="b" Command="t.Gone" /></CommandUIDefinition></CustomAction></CustomActions>',
      ),
      /command t\.Gone \(needed by the ribbon of t_thing\)/,
    ],
    [
      'a ribbon function whose library is nowhere',
      replace(
        '<CommandDefinitions />',
        '<CommandDefinitions><CommandDefinition Id="t.Do"><Actions><JavaScriptFunction Library="$webresource:t_/none.js" FunctionName="f" /></Actions></CommandDefinition></CommandDefinitions>',
      ),
      /webresource t_\/none\.js \(needed by the ribbon of t_thing\)/,
    ],
    [
      'a part nobody reads',
      { files: { 'customapis/x/customapi.xml': '<x />' } },
      /solution part customapis\/x\/customapi\.xml is not implemented/,
    ],
  ])('%s', (_case, fixture, message) => {
    unchanged(() => expect(organisation.refusal(fixture).message).toMatch(message));
  });

  it('bytes that are no zip', () => {
    const job = randomUUID();
    expect(() =>
      importSolution(organisation.engine, { bytes: Buffer.from('no zip'), importJobId: job, now: NOW }),
    ).toThrow(/Invalid Import File/);
    expect(organisation.engine.system.get('importjob', job)).toMatchObject({
      progress: 0,
      data: expect.stringContaining('failure'),
    });
  });

  it('tells the outcome in the import job', () => {
    const job = randomUUID();
    organisation.refusal({ files: { 'Controls/t_Test.Box/bundle.js': undefined } }, job);
    expect(organisation.engine.system.get('importjob', job)).toMatchObject({
      data: expect.stringContaining('bundle.js'),
    });
    organisation.load({}, job);
    organisation.restart();
    expect(organisation.engine.metadata.table('t_thing')).toBeDefined();
    expect(organisation.engine.system.get('importjob', job)).toMatchObject({
      progress: 100,
      solutionname: 'Things',
      data: expect.stringContaining('success'),
    });
  });
});
