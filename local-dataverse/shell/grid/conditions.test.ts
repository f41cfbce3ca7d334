import { describe, expect, it } from '@jest/globals';
import type { ColumnModel } from '../../src/shell/model.ts';
import { createFormatter } from '../format/formatter.ts';
import { TASK } from '../testing/models.ts';
import { texts } from '../texts.ts';
import { describeCondition, fetchCondition, readConditions, writeConditions } from './conditions.ts';
import type { Condition } from './conditions.ts';
import { filterKind, inputOf, operatorsOf } from './operators.ts';
import { readSort, writeSort } from './sort.ts';

const columnOf = (name: string): ColumnModel => {
  const column = TASK.columns[name];
  if (!column) throw new Error(name);
  return column;
};
const CONDITIONS: readonly Condition[] = [
  { column: 'subject', operator: 'contains', values: ['50% "off", [now]'] },
  { column: 'prioritycode', operator: 'in', values: ['1', '2'] },
  { column: 'regardingobjectid', operator: 'in', values: ['id'], names: ['Contoso'], tables: ['account'] },
  { column: 'scheduledend', operator: 'this-month', values: [] },
];

describe('conditions in the address', () => {
  it('come back as they were written', () => {
    expect(readConditions(writeConditions(CONDITIONS), TASK)).toEqual(CONDITIONS);
    expect(writeConditions([])).toBe('');
  });

  it('leave out what does not fit the table', () => {
    const broken = JSON.stringify([
      ['gone', 'eq', ['1']],
      ['subject', 'last-x-days', ['1']],
      ['scheduledend', 'last-x-days', ['many']],
      ['subject', 'eq', [1]],
      ['parties', 'null', []],
      'text',
      ['subject', 'eq', ['kept']],
    ]);
    expect(readConditions(broken, TASK)).toEqual([{ column: 'subject', operator: 'eq', values: ['kept'] }]);
    expect(readConditions('{', TASK)).toEqual([]);
    expect(readConditions('{}', TASK)).toEqual([]);
  });

  it('keeps the order of the rows', () => {
    expect(readSort(writeSort({ column: 'a', descending: true }))).toEqual({ column: 'a', descending: true });
    expect(readSort('a')).toEqual({ column: 'a', descending: false });
    expect(readSort('')).toBeUndefined();
  });
});

describe('fetchCondition', () => {
  const write = (column: string, operator: Condition['operator'], values: readonly string[]) =>
    fetchCondition(columnOf(column), { column, operator, values });

  it('writes texts with like, their own wildcards taken literally', () => {
    expect(write('subject', 'contains', ['50%'])).toEqual({ operator: 'like', values: ['%50[%]%'] });
    expect(write('subject', 'not-begin-with', ['a_'])).toEqual({ operator: 'not-like', values: ['a[_]%'] });
    expect(write('subject', 'ends-with', ['z'])).toEqual({ operator: 'like', values: ['%z'] });
  });

  it('writes one choice as equality, several as a list, sets of choices by what they contain', () => {
    expect(write('prioritycode', 'in', ['1'])).toEqual({ operator: 'eq', values: ['1'] });
    expect(write('prioritycode', 'not-in', ['1', '2'])).toEqual({ operator: 'not-in', values: ['1', '2'] });
    expect(write('tags', 'in', ['1'])).toEqual({ operator: 'contain-values', values: ['1'] });
  });
});

describe('operators', () => {
  it('are offered by the kind of column', () => {
    expect(filterKind(columnOf('parties'))).toBeUndefined();
    expect(filterKind(columnOf('isbilled'))).toBe('choice');
    expect(operatorsOf('lookup')).toEqual(['in', 'not-in', 'not-null', 'null']);
    expect(inputOf('last-x-days')).toBe('count');
    expect(inputOf('on')).toBe('value');
    for (const operator of ['null', 'not-null', 'today', 'this-week', 'last-month'] as const)
      expect(inputOf(operator)).toBe('none');
  });
});

describe('describeCondition', () => {
  const formatter = createFormatter({ locale: 'de-DE', timeZone: 'Europe/Berlin' });
  const tell = (condition: Condition, language: 'en' | 'de' = 'en'): string =>
    describeCondition(condition, TASK, formatter, texts[language].lists);

  it("says it in the user's words", () => {
    expect(CONDITIONS.map((one) => tell(one))).toEqual([
      'Subject contains 50% "off", [now]',
      'Priority equals Normal, High',
      'Regarding equals Contoso',
      'Due this month',
    ]);
    expect(tell({ column: 'scheduledend', operator: 'on-or-after', values: ['2026-03-01'] }, 'de')).toBe(
      'Due am oder nach 01.03.2026',
    );
    expect(tell({ column: 'minutes', operator: 'ge', values: ['1500'] }, 'de')).toBe(
      'Duration ist größer oder gleich 1.500',
    );
  });
});
