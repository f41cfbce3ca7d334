import { describe, expect, it } from '@jest/globals';
import type { RibbonRule } from '../../src/shell/model.ts';
import { actionUrl, parameterValue } from './parameters.ts';
import type { ParameterFacts } from './parameters.ts';
import { holds, isShown } from './rules.ts';
import type { RuleFacts } from './rules.ts';

const facts: RuleFacts = {
  formType: 2,
  value: (field) => ({ statecode: '0', name: 'Zoe' })[field],
  selectionCount: 2,
  primaryTable: 'account',
  selectedTable: 'contact',
  call: ({ functionName }) => {
    if (functionName === 'explode') throw new Error('no');
    return functionName === 'later' ? Promise.resolve(true) : functionName === 'yes';
  },
};
const custom = (functionName: string, more: object = {}): RibbonRule => ({
  kind: 'custom',
  invert: false,
  functionName,
  parameters: [],
  ...more,
});
const rule = (one: object): RibbonRule => ({ invert: false, ...one }) as RibbonRule;

describe('rules of commands', () => {
  const check = async (one: RibbonRule, about: RuleFacts = facts): Promise<boolean> =>
    holds(one, about, () => undefined);

  it('ask scripts, also those that answer later', async () => {
    expect(await check(custom('yes'))).toBe(true);
    expect(await check(custom('no'))).toBe(false);
    expect(await check(custom('later'))).toBe(true);
    expect(await check(custom('yes', { invert: true }))).toBe(false);
    const failures: unknown[] = [];
    expect(await holds(custom('explode'), facts, (_, error) => failures.push(error))).toBe(false);
    expect(failures).toEqual([new Error('no')]);
  });

  it('look at the form, its values and the selection', async () => {
    expect(await check(rule({ kind: 'formState', state: 'Existing' }))).toBe(true);
    expect(await check(rule({ kind: 'formState', state: 'Create' }))).toBe(false);
    expect(
      await check(rule({ kind: 'formState', state: 'Create', fallback: true }), { ...facts, formType: undefined }),
    ).toBe(true);
    expect(await check(rule({ kind: 'value', field: 'name', value: 'zoe' }))).toBe(true);
    expect(await check(rule({ kind: 'value', field: 'other', value: '' }))).toBe(false);
    expect(await check(rule({ kind: 'selectionCount', minimum: 1, maximum: 2 }))).toBe(true);
    expect(await check(rule({ kind: 'selectionCount', minimum: 1, maximum: 1 }))).toBe(false);
    expect(await check(rule({ kind: 'entity', table: 'contact', appliesTo: 'selected' }))).toBe(true);
    expect(await check(rule({ kind: 'entity', table: 'contact', appliesTo: 'primary' }))).toBe(false);
  });

  it('combine, and what is not known never hides a command', async () => {
    const any = rule({ kind: 'any', rules: [custom('no'), rule({ kind: 'all', rules: [custom('yes')] })] });
    expect(await check(any)).toBe(true);
    expect(await check(rule({ kind: 'unsupported', name: 'X', invert: true }))).toBe(true);
    const command = { id: 'c', actions: [], displayRules: [any], enableRules: [custom('no')] };
    expect(await isShown(command, facts, () => undefined)).toBe(false);
  });
});

const given: ParameterFacts = {
  primaryControl: 'form',
  selectedControl: 'grid',
  primaryTable: 'account',
  primaryTypeCode: 1,
  primaryIds: ['ab-1'],
  selectedTable: 'contact',
  selectedTypeCode: 2,
  selected: [{ id: 'c-1', name: 'Zoe' }],
  all: [
    { id: 'c-1', name: 'Zoe' },
    { id: 'c-2', name: 'Yan' },
  ],
  organization: { name: 'org', languageId: 1033 },
  userLanguageId: 1031,
  source: { controlId: 'button', commandId: 'command' },
};

describe('parameters of commands', () => {
  const value = (text: string): unknown => parameterValue({ kind: 'crm', value: text }, given);

  it('come from the page', () => {
    expect(value('PrimaryControl')).toBe('form');
    expect(value('FirstPrimaryItemId')).toBe('{AB-1}');
    expect(value('SelectedControlSelectedItemIds')).toEqual(['c-1']);
    expect(value('SelectedControlUnselectedItemIds')).toEqual(['c-2']);
    expect(value('SelectedControlAllItemCount')).toBe(2);
    expect(value('SelectedControlSelectedItemReferences')).toEqual([
      { Id: '{C-1}', Name: 'Zoe', TypeName: 'contact', TypeCode: 2 },
    ]);
    expect(value('UserLcid')).toBe(1031);
    expect(() => value('Moon')).toThrow('Moon');
  });

  it('are written into the ribbon', () => {
    expect(parameterValue({ kind: 'int', value: '7' }, given)).toBe(7);
    expect(parameterValue({ kind: 'bool', value: 'true' }, given)).toBe(true);
    expect(parameterValue({ kind: 'string', value: '' }, given)).toBe('');
  });

  it('go into the address of a Url action', () => {
    const action = {
      address: '/page',
      parameters: [{ kind: 'crm', value: 'PrimaryEntityTypeName', name: 'table' }],
      passParameters: true,
    } as const;
    const url = new URL(actionUrl(action, given, (address) => `http://host${address}`));
    expect([url.pathname, url.searchParams.get('table'), url.searchParams.get('id')]).toEqual([
      '/page',
      'account',
      '{AB-1}',
    ]);
  });
});
