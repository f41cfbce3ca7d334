/** Forms: what is written, and what is refused. */
import { describe, expect, it } from '@jest/globals';

import { idOf, type Form } from '../../../solution/model/index.ts';
import { dense, file, generateWith, part } from '../test-support/layout.ts';
import { mainForm } from '../test-support/thing-form.ts';
import { thing } from '../test-support/thing.ts';

describe('forms', () => {
  const form = dense(part('FormXml/main', 'form', 'main'));
  it('show rows of other tables, in a code component where one is given', () => {
    expect(form).toContain(
      `<ViewId>{${idOf('view', 'al_thing', 'active').toUpperCase()}}</ViewId><IsUserView>false</IsUserView>` +
        '<RelationshipName>al_thing_thing_parentid</RelationshipName><TargetEntityType>al_thing</TargetEntityType>',
    );
    expect(form).toMatch(/<RecordsPerPage>8<\/RecordsPerPage><\/parameters><\/control>/);
    expect(
      form.match(/<customControl formFactor="\d" name="al_ActivityLogging.Grid"><parameters><data-set name="rows">/g),
    ).toHaveLength(3);
  });

  it('show a quick view of the row a lookup points to', () => {
    expect(form).toContain(
      'id="parent_card" classid="{5C5600E0-1D6E-4205-A272-BE80DA87FD42}" datafieldname="al_parentid"',
    );
    expect(form).toContain(
      `&lt;QuickFormIds&gt;&lt;QuickFormId entityname="al_thing"&gt;${idOf('form', 'al_thing', 'quick')}&lt;/QuickFormId&gt;&lt;/QuickFormIds&gt;`,
    );
  });

  it('have columns, wide and tall cells, empty places, hidden cells', () => {
    expect([...form.matchAll(/<column width="(\d+%)"/g)].map(([, width]) => width)).toEqual(['60%', '40%']);
    expect(form).toMatch(/rowspan="1" colspan="2"/);
    expect(form).toMatch(/colspan="1" visible="false"/);
    expect(form).toContain('<form headerdensity="HighWithControls">');
    const ids = [...form.matchAll(/<cell id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('of other types have no header and no conditions', () => {
    for (const [type, name] of [
      ['quickCreate', 'quickcreate'],
      ['quick', 'quick'],
      ['card', 'card'],
    ] as const) {
      const text = part(`FormXml/${type}`, 'form', name);
      expect(text).not.toMatch(/<header|<DisplayConditions/);
    }
    expect(file('Entities/al_thing/Entity.xml')).toContain('<IsQuickCreateEnabled>1</IsQuickCreateEnabled>');
  });

  const withForm = (change: Partial<Form>) =>
    generateWith({ forms: [...thing.forms, { ...mainForm, name: 'other', ...change }] });
  const simple = mainForm.tabs.map((tab) => ({
    ...tab,
    widths: [100],
    sections: [{ name: 'details', label: tab.label, cells: [{ column: 'al_name' }] }],
  }));
  const subgrid = (change: object): Partial<Form> => ({
    tabs: simple.map((tab) => ({
      ...tab,
      sections: [
        {
          name: 'grid',
          label: tab.label,
          cells: [
            {
              label: tab.label,
              subgrid: {
                name: 'g',
                table: 'al_thing',
                view: 'active',
                relationship: 'al_thing_thing_parentid',
                ...change,
              },
            },
          ],
        },
      ],
    })),
  });
  it.each<[string, Partial<Form>, RegExp]>([
    ['a header on a quick view', { type: 'quick', tabs: simple }, /a quick form has no header/],
    ['two tabs on a card', { type: 'card', header: [], tabs: [...simple, ...simple] }, /card form has/],
    ['other sections on a card', { type: 'card', header: [], tabs: simple }, /card form has/],
    ['a section in no column', { tabs: mainForm.tabs.map((tab) => ({ ...tab, widths: [100] })) }, /in no column/],
    ['a subgrid with an unknown view', subgrid({ view: 'gone' }), /view al_thing\/gone is not in the model/],
    ['a subgrid by an unknown relationship', subgrid({ relationship: 'al_gone' }), /relationship al_gone is not/],
    [
      'a subgrid by a relationship of other tables',
      subgrid({ relationship: 'al_contact_thing_whoid' }),
      /leads from al_thing to contact/,
    ],
    ['a subgrid in an unknown component', subgrid({ dataset: { control: 'gone', name: 'x' } }), /control gone is not/],
  ])('are refused with %s', (_what, change, reason) => {
    const { headerDensity, ...rest } = mainForm;
    expect(headerDensity).toBeDefined();
    const bare = { ...rest, libraries: [], events: [] };
    const isOther = change.type !== undefined && change.type !== 'main';
    expect(withForm(isOther ? { ...bare, ...change } : change)).toThrow(reason);
  });
});
