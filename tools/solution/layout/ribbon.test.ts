/** Commands: what is written, and what is refused. */
import { describe, expect, it } from '@jest/globals';

import { type Command } from '../../../solution/model/index.ts';
import { dense, file, first, generateWith } from '../test-support/layout.ts';
import { thing } from '../test-support/thing.ts';

describe('commands', () => {
  const ribbon = dense(file('Entities/al_thing/RibbonDiff.xml'));
  it('stand on the command bar of their place, with labels in both languages', () => {
    expect([...ribbon.matchAll(/Location="([^"]+)"/g)].map(([, location]) => location)).toEqual([
      'Mscrm.HomepageGrid.al_thing.MainTab.Actions.Controls._children',
      'Mscrm.Form.al_thing.MainTab.Actions.Controls._children',
      'Mscrm.SubGrid.al_thing.MainTab.Actions.Controls._children',
    ]);
    expect(ribbon).toContain(
      '<LocLabel Id="al.al_thing.grid.retry.Label"><Titles><Title description="Label of retry" languagecode="1033" />' +
        '<Title description="Name von retry" languagecode="1031" /></Titles></LocLabel>',
    );
    expect(ribbon).toContain('ModernImage="$webresource:al_/icons/thing.svg"');
  });

  it('call a function with what the platform gives it', () => {
    expect(ribbon).toContain(
      '<JavaScriptFunction FunctionName="A.retry" Library="$webresource:al_/js/thing.js"><CrmParameter Value="SelectedControl" />' +
        '<CrmParameter Value="SelectedControlSelectedItemIds" /><StringParameter Value="again" /></JavaScriptFunction>',
    );
  });

  it('are enabled and shown by rules, each defined once and referred to', () => {
    const defined = [...ribbon.matchAll(/<(?:Enable|Display)Rule Id="([^"]+)">/g)].map(([, id]) => id);
    const used = [...ribbon.matchAll(/<(?:Enable|Display)Rule Id="([^"]+)" \/>/g)].map(([, id]) => id);
    expect([...used].sort()).toEqual([...defined].sort());
    expect(ribbon).toContain('<SelectionCountRule AppliesTo="SelectedEntity" Minimum="1" Maximum="50" />');
    expect(ribbon).toContain('<FormStateRule State="Create" InvertResult="true" />');
    expect(ribbon).toContain('<ValueRule Field="al_colour" Value="727000000" />');
    expect(ribbon).toContain(
      '<EntityPrivilegeRule EntityName="al_thing" PrivilegeType="Write" PrivilegeDepth="Local" />',
    );
    expect(ribbon).toContain(
      '<CustomRule FunctionName="A.canRetry" Library="$webresource:al_/js/thing.js" Default="false">',
    );
  });

  const withCommand = (change: Partial<Command>) =>
    generateWith({ commands: [{ ...first(thing.commands), ...change }] });
  it.each<[string, Partial<Command>, RegExp]>([
    ['an unknown icon', { icon: 'al_/gone.svg' }, /web resource al_\/gone\.svg is not in the model/],
    ['an unknown library', { action: { ...first(thing.commands).action, library: 'al_/gone.js' } }, /gone\.js is not/],
    ['a selection on a form', { place: 'form' }, /a form has no Selected/],
    [
      'a value rule on a grid',
      { enable: [{ rule: 'value', column: 'al_colour', value: '1' }] },
      /for commands of forms/,
    ],
  ])('are refused with %s', (_what, change, reason) => expect(withCommand(change)).toThrow(reason));

  it('are refused when two have one name at one place', () => {
    const command = first(thing.commands);
    expect(generateWith({ commands: [command, command] })).toThrow(/declared twice/);
  });
});
