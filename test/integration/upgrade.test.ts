/** From 1.0 to 1.1 and on: rows and customizations stay, new components come, and only an upgrade takes away what is gone. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { core, idOf } from '../../solution/model/index.ts';
import { startOrganisation, type Json, type Organisation } from '../support/organisation.ts';
import { firstVersion, legacyView, parts, product } from '../support/versions.ts';

// Packing and importing a whole solution takes its time on a busy machine.
jest.setTimeout(120_000);

const TYPE = 'Microsoft.Dynamics.CRM';
const label = (Label: string): object => ({ LocalizedLabels: [{ Label, LanguageCode: 1033 }] });
const attributes = `EntityDefinitions(LogicalName='${parts.table}')/Attributes`;
const contactForm = idOf('form', 'contact', 'activity-logging');
const configuration = core.tables.find(({ name }) => name === 'al_loggingconfiguration')?.onlyRow ?? '';
const OWN_VIEW = 'a0000000-0000-4000-8000-000000000001';
const keep = { OverwriteUnmanagedCustomizations: false };

describe('ActivityLogging 1.0 with rows and customizations', () => {
  let organisation: Organisation;
  let mapping = '';
  let task = '';
  const api: Organisation['api'] = (...request) => organisation.api(...request);
  const done = async (...request: Parameters<Organisation['api']>): Promise<Json> => {
    const answer = await api(...request);
    expect([...request, answer.status < 300 ? 'done' : answer.text]).toEqual([...request, 'done']);
    return answer.json;
  };
  const hasColumn = async (name: string): Promise<boolean> =>
    (await api('GET', `${attributes}(LogicalName='${name}')?$select=LogicalName`)).status === 200;
  const hasView = async (id: string): Promise<boolean> => (await api('GET', `savedqueries(${id})`)).status === 200;
  const columnLabel = async (name: string): Promise<unknown> => {
    const { DisplayName } = await done('GET', `${attributes}(LogicalName='${name}')?$select=DisplayName`);
    return (DisplayName as { UserLocalizedLabel: { Label: string } }).UserLocalizedLabel.Label;
  };
  const version = async (): Promise<unknown> => (await organisation.solution('ActivityLogging'))?.['version'];

  /** Everything of the customer's. */
  const expectKept = async (): Promise<void> => {
    expect(await done('GET', `${parts.set}(${mapping})`)).toMatchObject({
      al_name: 'Disposition to category',
      al_constantvalue: 'x',
      new_comment: 'of our own column',
    });
    expect(await done('GET', `tasks(${task})`)).toMatchObject({ subject: 'Logged', al_sourceid: 'A1', statecode: 1 });
    expect(await done('GET', `al_loggingconfigurations(${configuration})`)).toMatchObject({ al_lognotes: false });
    expect(await columnLabel('al_sourcepath')).toBe('Our path');
    expect(await columnLabel('new_comment')).toBe('Comment');
    const form = await done('GET', `systemforms(${contactForm})?$select=formxml`);
    expect(form['formxml']).toContain('"Our headline"');
    const choice = await done('GET', "GlobalOptionSetDefinitions(Name='al_whenempty')?$select=DisplayName");
    expect(JSON.stringify(choice['DisplayName'])).toContain('Our rule for empty values');
  };

  beforeAll(async () => {
    organisation = await startOrganisation();
    expect(await organisation.load(firstVersion())).toMatchObject({ status: 204 });
    await done('POST', attributes, {
      '@odata.type': `${TYPE}.StringAttributeMetadata`,
      SchemaName: 'new_Comment',
      MaxLength: 100,
      FormatName: { Value: 'Text' },
      DisplayName: label('Comment'),
    });
    mapping = String(
      (
        await done('POST', parts.set, {
          al_name: 'Disposition to category',
          al_constantvalue: 'x',
          al_targetcolumn: 'category',
          al_legacynote: 'old note',
          al_legacycode: 'old code',
          new_comment: 'of our own column',
        })
      )['al_fieldmappingid'],
    );
    task = String((await done('POST', 'tasks', { subject: 'Logged', al_sourceid: 'A1' }))['activityid']);
    await done('PATCH', `tasks(${task})`, { statecode: 1, statuscode: 5 });
    await done('PATCH', `al_loggingconfigurations(${configuration})`, { al_lognotes: false });
    await done('PUT', `${attributes}(LogicalName='al_sourcepath')`, {
      '@odata.type': `${TYPE}.StringAttributeMetadata`,
      SchemaName: 'al_sourcepath',
      DisplayName: label('Our path'),
    });
    await done('PUT', "GlobalOptionSetDefinitions(Name='al_whenempty')", {
      '@odata.type': `${TYPE}.OptionSetMetadata`,
      Name: 'al_whenempty',
      DisplayName: label('Our rule for empty values'),
    });
    const { formxml } = await done('GET', `systemforms(${contactForm})?$select=formxml`);
    await done('PATCH', `systemforms(${contactForm})`, {
      formxml: String(formxml).replace(
        /description="[^"]*" languagecode="1033"/,
        'description="Our headline" languagecode="1033"',
      ),
    });
    await done('POST', 'PublishAllXml', {});
    await done('POST', 'savedqueries', {
      savedqueryid: OWN_VIEW,
      name: 'Our legacy codes',
      returnedtypecode: parts.table,
      querytype: 0,
      fetchxml: `<fetch><entity name="${parts.table}"><attribute name="al_legacycode" /></entity></fetch>`,
      layoutxml: `<grid name="resultset"><row name="result" id="al_fieldmappingid"><cell name="al_legacycode" width="100" /></row></grid>`,
    });
  });
  afterAll(() => organisation?.close());

  it('is what the test means it to be', async () => {
    expect(await version()).toBe('1.0.0.0');
    expect([await hasColumn(parts.newColumn), await hasView(idOf('view', parts.table, parts.newView))]).toEqual([
      false,
      false,
    ]);
    expect(await columnLabel(parts.renamed.column)).toBe(parts.renamed.before);
    expect([await hasColumn(parts.legacy.note), await hasView(legacyView('note'))]).toEqual([true, true]);
    await expectKept();
  });

  it('an update to 1.1 brings what is new and takes nothing away', async () => {
    expect(await organisation.load(product('1.1.0'), 'ImportSolution', keep)).toMatchObject({ status: 204 });
    expect(await version()).toBe('1.1.0.0');
    expect([await hasColumn(parts.newColumn), await hasView(idOf('view', parts.table, parts.newView))]).toEqual([
      true,
      true,
    ]);
    expect(await columnLabel(parts.renamed.column)).toBe(parts.renamed.now);
    await done('PATCH', `${parts.set}(${mapping})`, { [parts.newColumn]: 'known now' });
    for (const name of ['note', 'code'] as const)
      expect([await hasColumn(parts.legacy[name]), await hasView(legacyView(name))]).toEqual([true, true]);
    expect(await done('GET', `${parts.set}(${mapping})`)).toMatchObject({ al_legacynote: 'old note' });
    await expectKept();
  });

  it('an upgrade, staged first, takes away what the version lacks, and nothing of the customer', async () => {
    const zip = product('1.2.0', ['code']);
    const staged = await done('POST', 'StageSolution', { CustomizationFile: Buffer.from(zip).toString('base64') });
    const results = staged['StageSolutionResults'] as Json;
    expect(results).toMatchObject({ StageSolutionStatus: 'Passed', MissingDependencies: [] });
    const upgraded = await organisation.load(new Uint8Array(), 'StageAndUpgrade', {
      ...keep,
      CustomizationFile: undefined,
      SolutionParameters: { StageSolutionUploadId: results['StageSolutionUploadId'] },
    });
    expect([upgraded.status, upgraded.text]).toEqual([200, expect.any(String)]);
    expect(await version()).toBe('1.2.0.0');
    expect([await hasColumn(parts.legacy.note), await hasView(legacyView('note'))]).toEqual([false, false]);
    expect([await hasColumn(parts.legacy.code), await hasView(legacyView('code'))]).toEqual([true, true]);
    const row = await done('GET', `${parts.set}(${mapping})`);
    expect(row).not.toHaveProperty('al_legacynote');
    expect(row).toMatchObject({ al_legacycode: 'old code', [parts.newColumn]: 'known now' });
    await expectKept();
  });

  it('a holding solution waits beside the old one; promoting is refused while a customization needs what goes', async () => {
    const holding = { ...keep, HoldingSolution: true };
    expect(await organisation.load(product('1.3.0'), 'ImportSolution', holding)).toMatchObject({ status: 204 });
    expect(await version()).toBe('1.2.0.0');
    expect(await organisation.solution('ActivityLogging_Upgrade')).toMatchObject({ version: '1.3.0.0' });
    expect([await hasColumn(parts.legacy.code), await hasView(legacyView('code'))]).toEqual([true, true]);
    const refused = await api('POST', 'DeleteAndPromote', { UniqueName: 'ActivityLogging' });
    expect(refused.json.error).toMatchObject({ code: '0x8004f01d' });
    expect(refused.json.error?.message).toMatch(/ObjectName: al_legacycode,.*ObjectName: Our legacy codes/);
    expect(await version()).toBe('1.2.0.0');
    await expectKept();
  });

  it('promoting takes away the rest, also after a restart', async () => {
    await done('DELETE', `savedqueries(${OWN_VIEW})`);
    await done('POST', 'DeleteAndPromote', { UniqueName: 'ActivityLogging' });
    await organisation.restart();
    expect(await version()).toBe('1.3.0.0');
    expect(await organisation.solution('ActivityLogging_Upgrade')).toBeUndefined();
    expect([await hasColumn(parts.legacy.code), await hasView(legacyView('code'))]).toEqual([false, false]);
    expect([await hasColumn(parts.newColumn), await hasView(idOf('view', parts.table, parts.newView))]).toEqual([
      true,
      true,
    ]);
    await expectKept();
  });

  it('overwriting customizations, which nobody should choose, gives them up and keeps rows', async () => {
    expect(await organisation.load(product('1.4.0'))).toMatchObject({ status: 204 });
    expect(await columnLabel('al_sourcepath')).not.toBe('Our path');
    const form = await done('GET', `systemforms(${contactForm})?$select=formxml`);
    expect(form['formxml']).not.toContain('"Our headline"');
    expect(await done('GET', `${parts.set}(${mapping})`)).toMatchObject({ new_comment: 'of our own column' });
    expect(await done('GET', `tasks(${task})`)).toMatchObject({ al_sourceid: 'A1' });
  });
});
