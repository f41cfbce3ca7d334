import { describe, expect, it } from '@jest/globals';

import { activityColumns } from './activity-columns.ts';
import { settingsColumns } from './core/logging-configuration.ts';
import { core, idOf, publisher, relationshipsOf, solutions, type Label } from './index.ts';
import { task } from './microsoft/index.ts';

describe('ids', () => {
  it('are UUIDs of version 5 and never change', () => {
    expect(idOf('form', 'contact', 'activity-logging')).toBe('f2e09f62-08de-530f-9934-7b0f1ff78666');
    expect(idOf('role', 'Activity Logging Bridge')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
  });

  it('differ by every part of the name', () => {
    expect(idOf('form', 'contact', 'a')).not.toBe(idOf('form', 'account', 'a'));
  });
});

describe('navigation names', () => {
  it('carry the table on activity tables, as Dataverse names lookups of activities', () => {
    const contact = relationshipsOf(task, activityColumns).find(({ column }) => column === 'al_contactid');
    expect(contact).toMatchObject({
      name: 'al_contact_task_contactid',
      navigation: 'al_contactid_task',
      collection: 'al_contact_task_contactid',
      target: 'contact',
    });
  });

  it('are the column on other tables', () => {
    const [table] = core.tables;
    const [owner] = table === undefined ? [] : relationshipsOf({ name: table.name, isActivity: false }, table.columns);
    expect(owner).toMatchObject({ navigation: 'al_defaultownerid', target: 'systemuser' });
  });
});

describe('the model', () => {
  it('numbers options from the first value of the publisher, without gaps', () => {
    for (const choice of core.choices) {
      expect(choice.options.map(({ value }) => value)).toEqual(
        choice.options.map((_, index) => publisher.firstOptionValue + index),
      );
    }
  });

  it('L-1 switches every kind on unless an admin says otherwise', () => {
    const switches = settingsColumns.filter((column) => column.name.startsWith('al_log'));
    expect(switches).toHaveLength(9);
    expect(switches.every((column) => column.type === 'yesno' && column.default)).toBe(true);
  });

  it('L-3 makes Task the default of every target', () => {
    const targets = settingsColumns.filter((column) => column.name.endsWith('target'));
    expect(targets.map((column) => column.type === 'choice' && column.default)).toEqual([
      727000000, 727000000, 727000000,
    ]);
  });

  it('binds every property of the settings control to the column of its name', () => {
    const cells = core.tables.flatMap((table) =>
      table.forms.flatMap((form) => form.tabs.flatMap((tab) => tab.sections)),
    );
    const bound = cells.flatMap((section) => section.cells).find((cell) => cell.control !== undefined)
      ?.control?.properties;
    expect(Object.keys(bound ?? {})).toHaveLength(14);
    for (const [property, value] of Object.entries(bound ?? {})) {
      expect(value).toEqual({ column: `al_${property.toLowerCase()}` });
    }
  });

  it('has every label in English and German', () => {
    const empty = labelsIn(solutions).filter((label) => label[1033] === '' || label[1031] === '');
    expect(empty).toEqual([]);
  });

  it('keeps apostrophes out of labels, which some component imports refuse', () => {
    // SPEC L-17 words this one with its apostrophe; what is known to refuse them is the display keys of controls only.
    const wanted = "Hasn't Responded";
    expect(
      labelsIn(solutions).filter((label) => label[1033] !== wanted && /'/.test(label[1033] + label[1031])),
    ).toEqual([]);
  });

  it('names a reason for every privilege', () => {
    const privileges = solutions.flatMap(({ roles }) => roles.flatMap((role) => role.privileges));
    expect(privileges.filter(({ why }) => why.trim() === '')).toEqual([]);
  });

  it('gives no role a privilege twice', () => {
    for (const role of solutions.flatMap(({ roles }) => roles)) {
      const names = role.privileges.map(({ name }) => name);
      expect(names).toEqual([...new Set(names)]);
    }
  });
});

function labelsIn(value: unknown): Label[] {
  if (typeof value !== 'object' || value === null) return [];
  if (1033 in value && 1031 in value && typeof value[1033] === 'string' && typeof value[1031] === 'string') {
    return [{ 1033: value[1033], 1031: value[1031] }];
  }
  return Object.values(value).flatMap(labelsIn);
}
