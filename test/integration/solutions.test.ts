/** The packed solutions come, are upgraded, and go again, over HTTP. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  changedZip as changed,
  managedZip as zip,
  startOrganisation,
  type Json,
  type Organisation,
} from '../support/organisation.ts';

let organisation: Organisation;
const api: Organisation['api'] = (...request) => organisation.api(...request);
const load: Organisation['load'] = (...request) => organisation.load(...request);
const solution: Organisation['solution'] = (name) => organisation.solution(name);
const uninstall: Organisation['uninstall'] = (name) => organisation.uninstall(name);
const base64 = (name: string): string => Buffer.from(zip(name)).toString('base64');

beforeEach(async () => void (organisation = await startOrganisation()), 60_000);
afterEach(() => organisation.close());

describe('the packed solutions', () => {
  it('leave no trace but the activities', async () => {
    const before = (await api('GET', '$metadata')).text;
    expect((await load(zip('ActivityLogging'))).status).toBe(204);
    expect((await load(zip('ActivityLoggingSales'))).status).toBe(204);
    expect((await api('GET', '$metadata')).text).toContain('al_leadid');
    // Its table has the icon that the zip brings, which the navigation shows.
    const issues = await api('GET', "EntityDefinitions(LogicalName='al_loggingissue')?$select=IconVectorName");
    expect(issues.json).toMatchObject({ IconVectorName: 'al_/icons/loggingissue.svg' });
    const task = await api('POST', 'tasks', { subject: 'Logged', al_sourceid: 'A1' });
    expect(task.status).toBe(201);

    const refused = await uninstall('ActivityLogging');
    expect(refused.status).toBe(400);
    expect(refused.json.error?.code).toBe('0x8004f01d');
    expect(refused.json.error?.message).toMatch(
      /^Solution dependencies exist, cannot uninstall\. DependencyCount : \d+ /,
    );
    expect(refused.json.error?.message).toMatch(/ObjectName: al_kind.*Dependent solutions: ActivityLoggingSales\./);
    const rows = await api('GET', "RetrieveDependenciesForUninstall(SolutionUniqueName='ActivityLogging')");
    expect(rows.json.value?.length).toBeGreaterThan(0);
    const dependentcomponentbasesolutionid = (await solution('ActivityLoggingSales'))?.['solutionid'];
    // A view shows a column of the core solution, a form its control.
    for (const [dependentcomponenttype, requiredcomponenttype] of [
      [26, 2],
      [60, 66],
    ])
      expect(rows.json.value).toContainEqual(
        expect.objectContaining({
          dependencytype: 2,
          requiredcomponenttype,
          dependentcomponenttype,
          dependentcomponentbasesolutionid,
        }),
      );

    await organisation.restart();
    expect((await uninstall('ActivityLoggingSales')).status).toBe(204);
    const metadata = (await api('GET', '$metadata')).text;
    expect(metadata).not.toContain('al_leadid');
    expect(metadata).toContain('al_sourceid');
    expect((await uninstall('ActivityLogging')).status).toBe(204);
    expect((await api('GET', '$metadata')).text).toBe(before);
    expect((await api('GET', `tasks(${String(task.json['activityid'])})`)).json).toMatchObject({ subject: 'Logged' });
    expect((await api('GET', 'al_loggingconfigurations')).status).toBe(404);
    for (const [set, filter] of [
      ['webresourceset', "contains(name,'al_')"],
      ['appmodules', "startswith(uniquename,'al_')"],
      ['roles', "contains(name,'Activity Logging')"],
      ['customcontrols', "startswith(name,'al_')"],
      ['systemforms', "contains(formxml,'al_ActivityLogging')"],
      ['savedqueries', "contains(fetchxml,'al_kind')"],
      ['environmentvariabledefinitions', "startswith(schemaname,'al_')"],
    ])
      expect([set, (await api('GET', `${set}?$filter=${filter}`)).json.value ?? 'none']).toEqual([set, []]);
    await organisation.restart();
    expect((await api('GET', '$metadata')).text).toBe(before);
    expect((await load(zip('ActivityLogging'))).status).toBe(204);
    expect((await api('GET', `tasks(${String(task.json['activityid'])})`)).json).toMatchObject({ al_sourceid: null });
  }, 120_000);

  it('come staged and asynchronously, and an upgrade takes away what the new version lacks', async () => {
    const staged = await api('POST', 'StageSolution', {
      CustomizationFile: base64('ActivityLoggingSales'),
    });
    expect(staged.json['StageSolutionResults']).toMatchObject({
      StageSolutionStatus: 'Failed',
      SolutionValidationResults: [{ SolutionValidationResultType: 'Error', ErrorCode: 0x8004801d | 0 }],
      MissingDependencies: expect.arrayContaining([
        expect.objectContaining({ RequiredComponentSchemaName: 'al_kind', RequiredComponentParentSchemaName: 'task' }),
      ]),
      SolutionDetails: { SolutionUniqueName: 'ActivityLoggingSales', IsManaged: true },
    });
    const passed = (await api('POST', 'StageSolution', { CustomizationFile: base64('ActivityLogging') })).json[
      'StageSolutionResults'
    ] as Json;
    expect(passed).toMatchObject({ StageSolutionStatus: 'Passed', MissingDependencies: [] });
    const started = await api('POST', 'ImportSolutionAsync', {
      OverwriteUnmanagedCustomizations: true,
      PublishWorkflows: true,
      SolutionParameters: { StageSolutionUploadId: passed['StageSolutionUploadId'] },
    });
    expect(started.status).toBe(200);
    let job: Json = {};
    for (let round = 0; round < 100 && job['statecode'] !== 3; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      job = (await api('GET', `asyncoperations(${String(started.json['AsyncOperationId'])})`)).json;
    }
    expect(job).toMatchObject({ statecode: 3, statuscode: 30, operationtype: 203 });
    expect((await api('GET', `importjobs(${String(started.json['ImportJobKey'])})`)).json).toMatchObject({
      solutionname: 'ActivityLogging',
      progress: 100,
    });

    expect((await load(zip('ActivityLoggingSales'))).status).toBe(204);
    const newer = changed(zip('ActivityLoggingSales'), (name, text) =>
      name === 'solution.xml'
        ? text.replace('<Version>1.0.0.0</Version>', '<Version>1.1.0.0</Version>')
        : text.replace(/<savedquery>(?:(?!<\/savedquery>)[^])*Logged Tasks of Leads[^]*?<\/savedquery>/, ''),
    );
    const views = async (): Promise<number> =>
      (await api('GET', "savedqueries?$filter=contains(name,'of Leads and Opportunities')")).json.value?.length ?? 0;
    const count = await views();
    expect((await load(newer)).status).toBe(204);
    expect(await views()).toBe(count);
    expect((await load(zip('ActivityLoggingSales'))).json.error?.message).toMatch(/1\.0\.0\.0 is lower/);
    const upgraded = await load(newer, 'StageAndUpgrade');
    expect(upgraded.json).toMatchObject({ SolutionId: (await solution('ActivityLoggingSales'))?.['solutionid'] });
    expect(await views()).toBe(count - 1);
  }, 120_000);

  it('are replaced by a holding solution', async () => {
    await load(zip('ActivityLogging'));
    await load(zip('ActivityLoggingSales'));
    const newer = changed(zip('ActivityLoggingSales'), (name, text) =>
      name === 'solution.xml' ? text.replace('<Version>1.0.0.0</Version>', '<Version>2.0.0.0</Version>') : text,
    );
    expect((await load(newer, 'ImportSolution', { HoldingSolution: true })).status).toBe(204);
    expect(await solution('ActivityLoggingSales_Upgrade')).toMatchObject({ version: '2.0.0.0' });
    expect((await load(newer, 'ImportSolution', { HoldingSolution: true })).json.error?.code).toBe('0x80048539');
    const promoted = await api('POST', 'DeleteAndPromote', { UniqueName: 'ActivityLoggingSales' });
    expect(promoted.status).toBe(200);
    expect(await solution('ActivityLoggingSales')).toMatchObject({
      solutionid: promoted.json['SolutionId'],
      version: '2.0.0.0',
    });
    expect(await solution('ActivityLoggingSales_Upgrade')).toBeUndefined();
    expect((await uninstall('ActivityLoggingSales')).status).toBe(204);
    expect((await api('GET', '$metadata')).text).not.toContain('al_leadid');
  }, 120_000);
});
