/** Facts §6 and the Web API reference: solutions come, are checked, and go. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { solutionZip, type Fixture } from '../../../local-dataverse/src/import/testing/fixture.ts';
import { stableId } from '../../../local-dataverse/src/metadata/stable-id.ts';
import type { ContractCase } from './types.ts';

const REFERENCE = 'power-apps/developer/data-platform/webapi/reference';
const ERRORS = 'web-service-error-codes';
const DEFAULT_SOLUTION = 'fd140aaf-4df4-11dd-bd17-0019b9312238';
const VIEW = 'c0c0c0c0-0000-4000-8000-000000000010';

/** The fixture's solution under other names and ids, so that it can go without taking the world's along. */
function other(name: string, prefix: string, digit: string, fixture: Fixture = { managed: true }): string {
  const renamed = (text: string): string =>
    text
      .replaceAll(/\bt_/g, `${prefix}_`)
      .replaceAll('-0000-4000-8000-', `-0000-4000-8${digit}-`)
      .replaceAll('<UniqueName>Things<', `<UniqueName>${name}<`);
  const files = Object.entries(unzipSync(solutionZip(fixture)));
  return Buffer.from(
    zipSync(Object.fromEntries(files.map(([path, bytes]) => [renamed(path), strToU8(renamed(strFromU8(bytes)))]))),
  ).toString('base64');
}

const imported = (CustomizationFile: string, job: number): object => ({
  CustomizationFile,
  OverwriteUnmanagedCustomizations: true,
  PublishWorkflows: true,
  ImportJobId: `c0c0c0c0-0000-4000-8000-0000000001${String(job).padStart(2, '0')}`,
});
const world = (fixture: Fixture): string => Buffer.from(solutionZip(fixture)).toString('base64');
const withRibbon = (command: string): Fixture => ({
  customize: (xml) =>
    xml.replace(
      '<CustomActions />',
      `<CustomActions><CustomAction Id="c" Location="l" Sequence="1"><CommandUIDefinition><Button Id="b" Command="${command}" /></CommandUIDefinition></CustomAction></CustomActions>`,
    ),
});

export const solutions: readonly ContractCase[] = [
  {
    name: 'a managed solution takes its tables and columns along when it is deleted',
    source: '§6, power-platform/alm/removing-dependencies',
    steps: [
      { send: 'POST ImportSolution', body: imported(other('Others', 'u', '001'), 1), status: 204 },
      { send: 'POST tasks', body: { subject: 'kept', u_source: 'A' }, keep: 'task', status: 204 },
      { send: "GET RetrieveDependenciesForUninstall(SolutionUniqueName='Others')", status: 200, json: { value: [] } },
      { send: `DELETE solutions(${stableId('solution', 'Others')})`, status: 204 },
      { send: 'GET u_things', status: 404, code: '0x8006088a' },
      { send: 'GET tasks({task})?$select=subject', status: 200, json: { subject: 'kept' } },
      { send: 'GET tasks({task})?$select=u_source', status: 400, message: /u_source/ },
      { send: `GET solutions(${stableId('solution', 'Others')})`, status: 404, code: '0x80040217' },
    ],
  },
  {
    name: 'what somebody else’s view shows keeps a solution from being deleted',
    source: `${ERRORS}: CannotUninstallWithDependencies; ${REFERENCE}/retrievedependenciesforuninstall`,
    steps: [
      { send: 'POST ImportSolution', body: imported(other('Needed', 'w', '002'), 2), status: 204 },
      {
        send: 'POST savedqueries',
        body: {
          savedqueryid: VIEW,
          name: 'Needs a column',
          returnedtypecode: 'task',
          querytype: 0,
          fetchxml: '<fetch><entity name="task"><attribute name="w_source" /></entity></fetch>',
          layoutxml: '<grid><row><cell name="subject" /></row></grid>',
        },
        status: 204,
      },
      {
        send: `DELETE solutions(${stableId('solution', 'Needed')})`,
        status: 400,
        code: '0x8004f01d',
        message:
          /^Solution dependencies exist, cannot uninstall\. DependencyCount : 1 RequiredComponentObject details: Type: Attribute, ObjectName: w_source.* Type: SavedQuery, ObjectName: Needs a column/,
      },
      {
        send: "GET RetrieveDependenciesForUninstall(SolutionUniqueName=@name)?@name='Needed'",
        status: 200,
        json: {
          value: [
            {
              dependencytype: 2,
              requiredcomponenttype: 2,
              dependentcomponenttype: 26,
              dependentcomponentobjectid: VIEW,
              requiredcomponentobjectid: /^[0-9a-f-]{36}$/,
            },
          ],
        },
      },
      { send: 'GET w_things', status: 200 },
      { send: `DELETE savedqueries(${VIEW})`, status: 204 },
      { send: `DELETE solutions(${stableId('solution', 'Needed')})`, status: 204 },
    ],
  },
  {
    name: 'an unmanaged solution leaves its components',
    source: 'power-platform/alm/solution-concepts-alm: deleting an unmanaged solution',
    steps: [
      {
        send: 'POST ImportSolution',
        body: imported(other('Loose', 'x', '003', { managed: false }), 3),
        status: 204,
      },
      { send: `DELETE solutions(${stableId('solution', 'Loose')})`, status: 204 },
      { send: 'GET x_things', status: 200, json: { value: [] } },
    ],
  },
  {
    name: 'the platform’s own solutions stay',
    source: `${ERRORS}: CannotDeleteRestrictedSolution`,
    steps: [{ send: `DELETE solutions(${DEFAULT_SOLUTION})`, status: 400, code: '0x8004f005' }],
  },
  {
    name: 'a staged solution is checked and kept',
    source: `${REFERENCE}/stagesolution, stagesolutionresults`,
    steps: [
      {
        send: 'POST StageSolution',
        body: { CustomizationFile: other('Staged', 'y', '004') },
        status: 200,
        json: {
          StageSolutionResults: {
            StageSolutionStatus: 'Passed',
            StageSolutionUploadId: /^(?!0{8}-)[0-9a-f-]{36}$/,
            SolutionValidationResults: [],
            MissingDependencies: [],
            SolutionDetails: { SolutionUniqueName: 'Staged', SolutionVersion: '1.0.0.0', IsManaged: true },
          },
        },
      },
      { send: "GET solutions?$filter=uniquename eq 'Staged'", status: 200, json: { value: [] } },
    ],
  },
  {
    name: 'staging tells what is missing instead of failing',
    source: `${REFERENCE}/missingdependency, solutionvalidationresult`,
    steps: [
      {
        send: 'POST StageSolution',
        body: {
          CustomizationFile: other('Lacking', 'z', '005', {
            managed: true,
            requirements:
              '<MissingDependency><Required type="2" schemaName="no_column" parentSchemaName="task" solution="Nobody (1.0)" /><Dependent type="26" displayName="A view" /></MissingDependency>',
          }),
        },
        status: 200,
        json: {
          StageSolutionResults: {
            StageSolutionStatus: 'Failed',
            SolutionValidationResults: [{ SolutionValidationResultType: 'Error', ErrorCode: 0x8004801d | 0 }],
            MissingDependencies: [
              {
                RequiredComponentSchemaName: 'no_column',
                RequiredComponentParentSchemaName: 'task',
                RequiredSolutionName: 'Nobody (1.0)',
                DependentComponentDisplayName: 'A view',
              },
            ],
          },
        },
      },
    ],
  },
  {
    name: 'managed over unmanaged of the same name is refused',
    source: `${ERRORS}: ImportSolutionManagedToUnmanagedMismatch`,
    steps: [
      { send: 'POST ImportSolution', body: imported(world({ managed: true }), 4), status: 400, code: '0x80048040' },
    ],
  },
  {
    name: 'a lower version is refused',
    source: 'power-platform/alm/update-solutions [INFER: text]',
    steps: [
      {
        send: 'POST ImportSolution',
        body: imported(world({ version: '0.9.0.0' }), 5),
        status: 400,
        message: /1\.0\.0\.0.*0\.9\.0\.0 is lower/,
      },
    ],
  },
  {
    name: 'an upgrade without a holding solution is refused',
    source: `${REFERENCE}/deleteandpromote [INFER: text]`,
    steps: [{ send: 'POST DeleteAndPromote', body: { UniqueName: 'Things' }, status: 400, code: '0x80048539' }],
  },
  {
    name: 'a ribbon whose command is nowhere is a missing dependency',
    source: 'reference/xsd RibbonCore; §7',
    steps: [
      {
        send: 'POST ImportSolution',
        body: imported(world(withRibbon('t.Gone')), 6),
        status: 400,
        code: '0x8004801d',
        message: /command t\.Gone/,
      },
      { send: 'POST ImportSolution', body: imported(world(withRibbon('Mscrm.NewRecord')), 7), status: 204 },
    ],
  },
  {
    name: 'exporting is not done here and says so',
    source: 'DESIGN decision 10',
    steps: [{ send: 'POST ExportSolution', body: { SolutionName: 'Things', Managed: false }, status: 501 }],
  },
  {
    name: 'uninstalling what is not there: 404',
    source: `${REFERENCE}/uninstallsolutionasync`,
    steps: [
      { send: 'POST UninstallSolutionAsync', body: { SolutionUniqueName: 'Nobody' }, status: 404, code: '0x80040217' },
      {
        send: "GET RetrieveDependenciesForUninstall(SolutionUniqueName='Nobody')",
        status: 404,
        code: '0x80040217',
      },
    ],
  },
];
