import { describe, expect, it } from '@jest/globals';
import { exampleMessage, exampleStep } from './testing/examples.ts';
import { columnNames, indexSteps, stepsFor } from './steps.ts';

const ids = (steps: readonly { readonly id: string }[]): string[] => steps.map((step) => step.id);

describe('steps of a message', () => {
  it('B-10 are those of its message and table, or of every table', () => {
    const index = indexSteps([
      exampleStep({ id: 'contact' }),
      exampleStep({ id: 'all', table: undefined }),
      exampleStep({ id: 'account', table: 'account' }),
      exampleStep({ id: 'create', message: 'Create' }),
    ]);
    expect(ids(stepsFor(index, exampleMessage(), 'asynchronous'))).toEqual(['contact', 'all']);
    expect(ids(index.of('Update', undefined))).toEqual(['all']);
    expect(stepsFor(index, exampleMessage(), 'synchronous')).toEqual([]);
  });

  it('run by stage, then rank', () => {
    const synchronous = { mode: 'synchronous' } as const;
    const index = indexSteps([
      exampleStep({ id: 'after', ...synchronous, rank: 1 }),
      exampleStep({ id: 'second', ...synchronous, stage: 20, rank: 2 }),
      exampleStep({ id: 'first', ...synchronous, stage: 20, rank: 1 }),
    ]);
    expect(ids(stepsFor(index, exampleMessage(), 'synchronous'))).toEqual(['first', 'second', 'after']);
  });

  it('are left out when asynchronous before the operation, or of a stage for the platform itself', () => {
    const index = indexSteps([exampleStep({ stage: 20 }), exampleStep({ mode: 'synchronous', stage: 30 })]);
    expect(index.of('Update', 'contact')).toEqual([]);
  });

  it('look at filter columns for Update only, by what the caller sent', () => {
    const filter = new Set(['lastname', 'emailaddress1']);
    const index = indexSteps([exampleStep({ filter }), exampleStep({ id: 'delete', message: 'Delete', filter })]);
    const update = (target: Record<string, string>): number =>
      stepsFor(index, exampleMessage({ target }), 'asynchronous').length;
    expect([update({ contactid: 'c', firstname: 'Ann' }), update({ contactid: 'c', lastname: 'Lee' })]).toEqual([0, 1]);
    expect(stepsFor(index, exampleMessage({ message: 'Delete', target: undefined }), 'asynchronous')).toHaveLength(1);
  });

  it('read column lists with blanks and capitals', () => {
    expect([columnNames(' FirstName, lastname,'), columnNames(' , '), columnNames(null)]).toEqual([
      ['firstname', 'lastname'],
      undefined,
      undefined,
    ]);
  });
});
