import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataverseError } from '../engine/errors.ts';
import { privilegeId } from '../platform/privileges.ts';
import { ribbonsOf } from './ribbons.ts';
import { startOrganisation, type Organisation } from './testing/organisation.ts';
import { uninstallSolution } from './uninstall.ts';

let organisation: Organisation;
const all = (table: string): number => organisation.engine.system.find(table, {}).length;
const solutionId = (name = 'Things'): string =>
  String(organisation.engine.system.find('solution', { uniquename: name })[0]?.['solutionid']);
const uninstall = (name?: string): unknown => uninstallSolution(organisation.engine, solutionId(name));
const refused = (): DataverseError => {
  try {
    uninstall();
  } catch (error) {
    if (error instanceof DataverseError) return error;
    throw error;
  }
  throw new Error('the solution is gone');
};
/** Everything that an import may leave behind. */
const state = (): unknown => ({
  tables: organisation.engine.metadata.tables().map((table) => [table.logicalName, [...table.columns.keys()].sort()]),
  choices: organisation.engine.metadata.globalChoices().length,
  relationships: organisation.engine.metadata
    .tables()
    .flatMap((table) => organisation.engine.metadata.manyToOne(table.logicalName).map((each) => each.schemaName)),
  rows: Object.fromEntries(
    organisation.engine.metadata
      .tables()
      .filter(({ logicalName }) => !['importjob', 'publisher', 'sdkmessage'].includes(logicalName))
      .map(({ logicalName }) => [logicalName, all(logicalName)]),
  ),
});

describe('uninstalling a solution', () => {
  beforeEach(() => void (organisation = startOrganisation()));
  afterEach(() => organisation.close());

  it('leaves the organisation as it was before the import, also after a restart', () => {
    const before = state();
    organisation.load({ managed: true });
    organisation.engine.system.insert('t_thing', { t_name: 'gone' });
    organisation.engine.system.insert('systemuserroles', {
      systemuserid: '10ca1000-0000-4000-8000-000000000004',
      roleid: '55555555-0000-4000-8000-000000000001',
    });
    uninstall();
    expect(state()).toEqual(before);
    expect(organisation.engine.system.get('privilege', privilegeId('prvReadt_Thing'))).toBeUndefined();
    organisation.restart();
    expect(state()).toEqual(before);
    organisation.load({ managed: true });
    expect(all('t_thing')).toBe(0);
  });

  it('keeps rows of tables that are not its own; their values in its columns go', () => {
    organisation.load({ managed: true });
    const thing = organisation.engine.system.insert('t_thing', { t_name: 'x' });
    const task = organisation.engine.system.insert('task', { subject: 'stays', t_thingid: thing, t_source: 'A' });
    uninstall();
    expect(organisation.engine.system.get('task', task)).toMatchObject({ subject: 'stays' });
    expect(organisation.engine.system.get('task', task)).not.toHaveProperty('t_source');
    organisation.load({ managed: true });
    expect(organisation.engine.system.get('task', task)).toMatchObject({ t_source: null, t_thingid: null });
  });

  it('of an unmanaged solution takes only its list of components', () => {
    organisation.load();
    const before = organisation.engine.metadata.tables().length;
    uninstall();
    expect(organisation.engine.metadata.tables()).toHaveLength(before);
    expect(all('solutioncomponent')).toBe(0);
    expect(organisation.engine.system.find('solution', { uniquename: 'Things' })).toEqual([]);
    // What is there belongs to the unmanaged layer now: a managed solution over it does not take it along.
    organisation.load({ managed: true });
    uninstall();
    expect(organisation.engine.metadata.tables()).toHaveLength(before);
  });

  it('is refused while a form of somebody else shows its column', () => {
    organisation.load({ managed: true });
    const form = organisation.engine.system.find('systemform', { objecttypecode: 'task' })[0];
    const id = String(form?.['formid']);
    const formxml = String(form?.['formxml']);
    organisation.engine.system.update('systemform', id, {
      formxml: formxml.replace('datafieldname="subject"', 'datafieldname="t_source"'),
    });
    const before = state();
    const error = refused();
    expect(error).toMatchObject({ code: '0x8004f01d', status: 400 });
    expect(error.message).toMatch(
      /^Solution dependencies exist, cannot uninstall\. DependencyCount : 1 RequiredComponentObject details: Type: Attribute, ObjectName: t_source.*ParentObjectName: task.*DependentComponentObject details: Type: SystemForm, ObjectName: Task/,
    );
    expect(state()).toEqual(before);
    organisation.engine.system.update('systemform', id, { formxml });
    uninstall();
  });

  it('a failure in the middle leaves all', () => {
    organisation.load({ managed: true });
    organisation.engine.system.insert('t_thing', { t_name: 'kept' });
    organisation.restart();
    const before = state();
    const { drop } = organisation.engine;
    let calls = 0;
    const failing = {
      ...organisation.engine,
      drop(what: Parameters<typeof drop>[0]) {
        calls += 1;
        if (calls > 1) throw new Error('the disk is full');
        drop(what);
      },
    };
    expect(() => uninstallSolution(failing, solutionId())).toThrow('the disk is full');
    expect(state()).toEqual(before);
    expect(organisation.engine.system.find('t_thing', { t_name: 'kept' })).toHaveLength(1);
    organisation.restart();
    expect(state()).toEqual(before);
    uninstall();
  });

  it("refuses the platform's own solutions", () => {
    expect(() => uninstallSolution(organisation.engine, 'fd140aaf-4df4-11dd-bd17-0019b9312238')).toThrow(
      /Attempting to delete a restricted solution/,
    );
  });
});

const RIBBON = (sequence: number): string =>
  `<RibbonDiffXml><CustomActions><CustomAction Id="t.Button" Location="Mscrm.Form.t_thing.MainTab.Actions.Controls._children" Sequence="${sequence}"><CommandUIDefinition><Button Id="t.B" Command="t.Do" LabelText="Do"/></CommandUIDefinition></CustomAction></CustomActions><CommandDefinitions><CommandDefinition Id="t.Do"><Actions><JavaScriptFunction Library="$webresource:t_/thing.js" FunctionName="f"/></Actions></CommandDefinition></CommandDefinitions></RibbonDiffXml>`;

describe('ribbons', () => {
  beforeEach(() => void (organisation = startOrganisation()));
  afterEach(() => organisation.close());
  const withRibbon = (sequence: number) => ({
    managed: true,
    customize: (xml: string) => xml.replace(/<RibbonDiffXml>.*<\/RibbonDiffXml>/s, RIBBON(sequence)),
  });

  it('are kept by table, over a restart, replaced by the next import and gone with the solution', () => {
    organisation.load(withRibbon(1));
    expect(ribbonsOf(organisation.engine, 't_thing')).toEqual([RIBBON(1)]);
    expect(ribbonsOf(organisation.engine, undefined)).toEqual([]);
    organisation.restart();
    organisation.load(withRibbon(2));
    expect(ribbonsOf(organisation.engine, 't_thing')).toEqual([RIBBON(2)]);
    organisation.load({ managed: true });
    expect(ribbonsOf(organisation.engine, 't_thing')).toEqual([]);
    organisation.load(withRibbon(3));
    uninstall();
    expect(ribbonsOf(organisation.engine, 't_thing')).toEqual([]);
  });

  it('of the application stand beside the tables', () => {
    organisation.load({
      customize: (xml) =>
        xml.replace('<Languages>', `${RIBBON(5).replace('Mscrm.Form.t_thing.', 'Mscrm.Global')}<Languages>`),
    });
    expect(ribbonsOf(organisation.engine, undefined)).toHaveLength(1);
  });
});
