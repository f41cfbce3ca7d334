import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Configuration,
  type ConfigurationDocument,
  configurationToJson,
  defaultSettings,
  type FieldMapping,
  mappingToRow,
  settingsToRow,
} from '@activity-logging/activity-model';
import { type Connection, connectDataverse } from '../dataverse/connect.ts';
import { createLogger } from '../log.ts';
import { findPlaces, readConfiguration, type StoredConfiguration } from '../settings/configuration.ts';
import { applyImport, planImport, wholeConfiguration } from '../settings/transfer.ts';
import { watchConfiguration } from '../settings/watch.ts';
import { type Organisation, solutionsArePacked, startOrganisation } from '../test-support/organisation.ts';
import { importConfiguration } from './config.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const row = 'al_loggingconfigurations(a1a1a1a1-0000-4000-8000-000000000001)';
const mapping = (last: number, more: Partial<FieldMapping> = {}): FieldMapping => ({
  ...{ id: `00000000-0000-4000-8000-00000000000${last}`, name: `Mapping ${last}`, kind: 'call', table: 'task' },
  ...{ path: 'sentiment', column: 'category', whenEmpty: 'skip', ...more },
});
const native = { ...defaultSettings, callTarget: 'phonecall', ownDomains: ['us.example'] } as const;

/** The commands as processes against the local Dataverse. */
(solutionsArePacked ? describe : describe.skip)('activity-logging config', () => {
  let organisation: Organisation;
  /** With the rights of the bridge. */
  let bridge: Connection;
  let robin: string;

  beforeAll(async () => {
    organisation = await startOrganisation();
    bridge = connectDataverse(organisation.config({}));
    robin = await user('robin');
  }, 60_000);
  afterAll(async () => {
    await bridge?.http.close();
    await organisation?.close();
  });
  beforeEach(() =>
    put({ settings: defaultSettings, mappings: [mapping(1), mapping(2, { disabled: true, constant: 'x' })] }),
  );

  const path = (name: string): string => join(organisation.folder, name);
  const write = (content: unknown): string => {
    writeFileSync(path('file.json'), typeof content === 'string' ? content : JSON.stringify(content));
    return path('file.json');
  };
  const run = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
    new Promise((done) => {
      const env = { PATH: process.env['PATH'] ?? '', ...organisation.environment };
      execFile(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', main, 'config', ...args],
        { env },
        (error, out, err) => done({ code: error ? Number(error.code) : 0, out, err }),
      );
    });
  async function user(name: string): Promise<string> {
    const { admin } = organisation;
    const { BusinessUnitId } = (await admin.read('WhoAmI()')) as { BusinessUnitId: string };
    const body = {
      ...{ firstname: name, lastname: 'User', domainname: `${name}@us.example` },
      ...{
        internalemailaddress: `${name}@us.example`,
        'businessunitid@odata.bind': `/businessunits(${BusinessUnitId})`,
      },
    };
    const answer = await admin.write({ method: 'POST', path: 'systemusers', body });
    return /\(([0-9a-f-]{36})\)$/i.exec(answer.headers['odata-entityid'] ?? '')?.[1]?.toLowerCase() ?? '';
  }
  async function stored(): Promise<StoredConfiguration> {
    const found = await readConfiguration(bridge.client, await findPlaces(bridge.metadata));
    if (!found) throw new Error('there is no configuration');
    return found;
  }
  const whole = async (): Promise<Configuration> => {
    const { settings, mappings } = wholeConfiguration(await stored());
    return { settings, mappings: [...mappings].sort((a, b) => (a.id < b.id ? -1 : 1)) };
  };
  /** Puts a configuration there without the product. */
  async function put({ settings, mappings }: Configuration): Promise<void> {
    const { admin } = organisation;
    const { value } = (await admin.read('al_fieldmappings?$select=al_fieldmappingid')) as {
      value: { al_fieldmappingid: string }[];
    };
    for (const { al_fieldmappingid: id } of value)
      await admin.write({ method: 'DELETE', path: `al_fieldmappings(${id})` });
    const values = settingsToRow(settings);
    const body = { al_name: 'Activity Logging', ...values, al_appliedsettings: JSON.stringify(values) };
    await admin.write({ method: 'PATCH', path: row, body: { ...body, 'al_defaultownerid@odata.bind': null } });
    for (const one of mappings)
      await admin.write({ method: 'PATCH', path: `al_fieldmappings(${one.id})`, body: mappingToRow(one) });
  }

  it('F-7 exports everything as a file that is the same as the organisation', async () => {
    await organisation.admin.write({
      method: 'PATCH',
      path: row,
      body: { 'al_defaultownerid@odata.bind': `/systemusers(${robin})` },
    });
    const exported = await run('export', '--file', path('export.json'));
    expect(exported).toEqual({ code: 0, out: `${path('export.json')}: settings and 2 mappings\n`, err: '' });
    const document = JSON.parse(readFileSync(path('export.json'), 'utf8')) as ConfigurationDocument;
    expect(document).toMatchObject({
      schemaVersion: 1,
      defaultOwnerEmail: 'robin@us.example',
      settings: { callTarget: 'task', defaultOwnerId: robin },
    });
    expect(document.mappings.map(({ name, disabled }) => [name, disabled])).toEqual(
      expect.arrayContaining([
        ['Mapping 1', undefined],
        ['Mapping 2', true],
      ]),
    );
    expect(await run('diff', '--file', path('export.json'))).toEqual({ code: 0, out: '', err: '' });
  });

  it('F-7 tells differences one a line, and writes nothing of them', async () => {
    const before = await whole();
    const file = write(
      configurationToJson({ settings: native, mappings: [mapping(1, { column: 'subcategory' }), mapping(3)] }),
    );
    const lines = [
      'settings.callTarget: "task" → "phonecall"',
      'settings.ownDomains: [] → ["us.example"]',
      `mapping "Mapping 1" (${mapping(1).id}).column: "category" → "subcategory"`,
      `+ mapping "Mapping 3" (${mapping(3).id}) call: sentiment → task.category`,
      `- mapping "Mapping 2" (${mapping(2).id}) call: "x" → task.category`,
    ];
    const [diff, dry] = [await run('diff', '--file', file), await run('import', '--file', file, '--dry-run')];
    expect([diff.code, diff.out.trimEnd().split('\n')]).toEqual([1, lines]);
    expect([dry.code, dry.out.trimEnd().split('\n'), dry.err]).toEqual([0, lines, 'Nothing was written.\n']);
    expect(await whole()).toEqual(before);
  });

  it('F-7, L-10 imports all of it, and the sweep of the bridge keeps what was imported', async () => {
    const wanted: Configuration = {
      settings: { ...native, defaultOwnerId: robin },
      mappings: [
        mapping(1, { table: 'phonecall', name: 'Moved', valueMap: { Hot: 'High', Cold: 1 } }),
        mapping(2, { constant: 'x' }),
        mapping(3, { table: 'phonecall', column: 'subcategory' }),
      ],
    };
    // Deactivated by hand, which switches a mapping off as well: the file has it switched on.
    await organisation.admin.write({
      method: 'PATCH',
      path: `al_fieldmappings(${mapping(2).id})`,
      body: { al_enabled: true, statecode: 1, statuscode: 2 },
    });
    // Of another organisation: the address counts, not the id.
    const document = configurationToJson(
      { ...wanted, settings: { ...wanted.settings, defaultOwnerId: mapping(9).id } },
      'robin@us.example',
    );
    const done = await run('import', '--file', write(document));
    expect([done.code, done.err]).toEqual([0, 'Imported: 8 changes.\n']);
    expect(await whole()).toEqual(wanted);
    expect((await stored()).mappings).toHaveLength(3);

    const swept: unknown[] = [];
    const watch = watchConfiguration({
      ...bridge,
      log: createLogger('silent'),
      tellSwept: (one) => {
        swept.push(one);
        return Promise.reject(new Error('nothing was to be swept'));
      },
    });
    await watch.start();
    watch.stop();
    expect([swept, await whole()]).toEqual([[], wanted]);
    expect(await run('import', '--file', path('file.json'))).toEqual({
      code: 0,
      out: '',
      err: 'The configuration is the same already.\n',
    });
  });

  it('F-7 a bad file is refused with everything that is wrong, and nothing is written', async () => {
    const { etag } = await stored();
    const document = configurationToJson({ settings: native, mappings: [mapping(3)] });
    const bad = write({
      ...document,
      settings: { ...native, callTarget: 'fax' },
      mappings: [mapping(3), { ...mapping(4), kind: 'fax', colour: 'red' }],
    });
    const refused = await run('import', '--file', bad);
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.err.trimEnd().split('\n')).toEqual([
      `${bad} is no configuration:`,
      '  settings.callTarget must be one of task, phonecall; it is "fax"',
      expect.stringMatching(/^ {2}mappings\[1\]\.kind must be one of email, .*; it is "fax"$/),
      '  mappings[1].colour is not a known member; it is "red"',
    ]);
    expect((await stored()).etag).toBe(etag);
  });

  it('F-7 all or nothing: what was changed meanwhile stops all of it', async () => {
    const before = await stored();
    const places = await findPlaces(bridge.metadata);
    const { changeSet } = planImport(before, { settings: native, mappings: [mapping(1), mapping(5)] }, places);
    await organisation.admin.write({ method: 'PATCH', path: row, body: { al_headeronly: true } });
    await expect(applyImport(organisation.admin, changeSet!)).rejects.toThrow(/nothing was written/);
    expect(await whole()).toMatchObject({ settings: { callTarget: 'task', headerOnly: true }, mappings: [{}, {}] });
  });

  it('F-7 all or nothing: the bridge itself may not make mappings, and is told which role may', async () => {
    const before = await whole();
    const file = { ok: true, configuration: { settings: native, mappings: [mapping(6)] } } as const;
    await expect(importConfiguration(bridge, file, false)).rejects.toThrow(/role Activity Logging Administrator/);
    expect(await whole()).toEqual(before);
  });

  it('F-7 makes the row of settings where there is none, and leaves a default owner whom nobody is', async () => {
    await organisation.admin.write({ method: 'DELETE', path: row });
    const document = configurationToJson({ settings: native, mappings: [] }, 'gone@us.example');
    const done = await run('import', '--file', write(document));
    expect(done).toMatchObject({
      code: 0,
      err: expect.stringContaining('No enabled user has the address gone@us.example'),
    });
    expect(await whole()).toEqual({ settings: native, mappings: [] });
  });

  it('L-4 a child that a file leaves on under a parent that is off goes off', async () => {
    const log = { ...defaultSettings.log, email: false };
    const done = await run(
      'import',
      '--file',
      write(configurationToJson({ settings: { ...native, log }, mappings: [] })),
    );
    expect(done.code).toBe(0);
    expect((await whole()).settings.log).toEqual({ ...log, reply: false });
  });
});
