import { describe, expect, it } from '@jest/globals';
import { readRibbon } from './index.ts';
import type { PrivilegeQuestion } from './rules.ts';

const diff = (actions: string, commands = '', rules = '', labels = ''): string =>
  `<RibbonDiffXml><CustomActions>${actions}</CustomActions><Templates/><CommandDefinitions>${commands}</CommandDefinitions><RuleDefinitions>${rules}</RuleDefinitions><LocLabels>${labels}</LocLabels></RibbonDiffXml>`;
const action = (id: string, location: string, inner: string, sequence = 10): string =>
  `<CustomAction Id="${id}" Location="${location}" Sequence="${sequence}"><CommandUIDefinition>${inner}</CommandUIDefinition></CustomAction>`;
const read = (
  texts: readonly string[],
  more: { languageId?: number; hasPrivilege?: (question: PrivilegeQuestion) => boolean } = {},
) => readRibbon({ table: 'contact', texts, languageId: 1033, hasPrivilege: () => true, ...more });
const FORM = 'Mscrm.Form.contact.MainTab.Actions.Controls._children';

describe('ribbons', () => {
  it('put buttons on the bar their location names, in sequence, for this table only', () => {
    const model = read([
      diff(
        action('late', FORM, '<Button Id="b.late" Command="c" LabelText="Late"/>', 20) +
          action(
            'early',
            FORM,
            '<Button Id="b.early" Command="c" LabelText="Early" ModernImage="$webresource:s_/i.svg"/>',
          ) +
          action(
            'grid',
            'Mscrm.HomepageGrid.contact.MainTab.X.Controls._children',
            '<Button Id="b.grid" Command="c"/>',
          ) +
          action('other', 'Mscrm.SubGrid.account.MainTab.X.Controls._children', '<Button Id="b.other" Command="c"/>'),
      ),
    ]);
    expect(model.bars.form.map((item) => [item.id, item.label, item.icon])).toEqual([
      ['b.early', 'Early', '/WebResources/s_/i.svg'],
      ['b.late', 'Late', undefined],
    ]);
    expect(model.bars.grid.map((item) => item.id)).toEqual(['b.grid']);
    expect(model.bars.subgrid).toEqual([]);
  });

  it('merge: a later solution replaces an action, adds to a menu, and hides', () => {
    const menu =
      '<FlyoutAnchor Id="f" LabelText="More"><Menu Id="f.m"><MenuSection Id="f.m.s" Title="Things"><Controls Id="f.m.s.c"><Button Id="f.1" Command="c" LabelText="One" Sequence="1"/></Controls></MenuSection></Menu></FlyoutAnchor>';
    const model = read([
      diff(
        action('a', FORM, '<Button Id="a" Command="c" LabelText="Old"/>') + action('f', FORM, menu, 20),
        '',
        '',
        '<LocLabel Id="new"><Titles><Title description="Neu" languagecode="1031"/><Title description="New" languagecode="1033"/></Titles></LocLabel>',
      ),
      diff(
        action('a', FORM, '<Button Id="a" Command="c" LabelText="$LocLabels:new"/>') +
          action('f2', 'f.m.s.Controls._children', '<Button Id="f.2" Command="c" LabelText="Two"/>', 2) +
          '<HideCustomAction HideActionId="h" Location="Mscrm.Form.contact.Delete"/>',
      ),
    ]);
    expect(model.bars.form.map((item) => [item.id, item.kind, item.label])).toEqual([
      ['a', 'button', 'New'],
      ['f', 'menu', 'More'],
    ]);
    const [section] = model.bars.form[1]?.items ?? [];
    expect([section?.label, section?.items.map((item) => item.label)]).toEqual(['Things', ['One', 'Two']]);
    expect(model.hidden).toEqual(['Mscrm.Form.contact.Delete']);
  });

  it('read rules and actions, and settle what the server knows', () => {
    const asked: PrivilegeQuestion[] = [];
    const model = read(
      [
        diff(
          '',
          `<CommandDefinition Id="c"><EnableRules><EnableRule Id="e"/><EnableRule Id="Mscrm.Own"/></EnableRules><DisplayRules><DisplayRule Id="d"/></DisplayRules><Actions>
<JavaScriptFunction FunctionName="A.b" Library="$webresource:s_/a.js"><CrmParameter Value="PrimaryControl"/><StringParameter Value=""/></JavaScriptFunction><Url Address="/x" PassParams="true"/></Actions></CommandDefinition>`,
          `<DisplayRules><DisplayRule Id="d"><EntityPrivilegeRule PrivilegeType="Create" PrivilegeDepth="Basic" EntityName="task"/><OrRule><Or><CommandClientTypeRule Type="Modern"/></Or><Or><PageRule Address="x"/></Or></OrRule></DisplayRule></DisplayRules>
<EnableRules><EnableRule Id="e"><CustomRule FunctionName="A.ok" Library="$webresource:s_/a.js" Default="false"/><SelectionCountRule Minimum="1"/><ValueRule Field="StateCode" Value="0" InvertResult="true"/></EnableRule></EnableRules>`,
        ),
      ],
      { hasPrivilege: (question) => asked.push(question) < 0 },
    );
    expect(asked).toEqual([{ type: 'Create', table: 'task' }]);
    const command = model.commands['c'];
    expect(command?.displayRules).toEqual([
      {
        kind: 'all',
        invert: false,
        rules: [
          { kind: 'fixed', invert: false, result: false },
          {
            kind: 'any',
            invert: false,
            rules: [
              { kind: 'all', invert: false, rules: [{ kind: 'fixed', invert: false, result: true }] },
              { kind: 'all', invert: false, rules: [{ kind: 'unsupported', invert: false, name: 'PageRule' }] },
            ],
          },
        ],
      },
    ]);
    expect(command?.enableRules).toEqual([
      {
        kind: 'all',
        invert: false,
        rules: [
          { kind: 'custom', invert: false, fallback: false, functionName: 'A.ok', library: 's_/a.js', parameters: [] },
          { kind: 'selectionCount', invert: false, minimum: 1 },
          { kind: 'value', invert: true, field: 'statecode', value: '0' },
        ],
      },
      { kind: 'unsupported', invert: false, name: 'Mscrm.Own' },
    ]);
    expect(command?.actions).toEqual([
      {
        kind: 'function',
        functionName: 'A.b',
        library: 's_/a.js',
        parameters: [
          { kind: 'crm', value: 'PrimaryControl' },
          { kind: 'string', value: '' },
        ],
      },
      { kind: 'url', address: '/x', parameters: [], passParameters: true },
    ]);
    expect(model.warnings).toEqual(
      [expect.stringContaining('PageRule'), expect.stringContaining('Mscrm.Own')].reverse(),
    );
  });
});
