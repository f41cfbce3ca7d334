import { describe, expect, it } from '@jest/globals';
import { collection } from './collection.ts';
import { executionContext, runHandlers, saveArguments } from './execution.ts';
import { parametersOf } from './libraries.ts';
import { unsupported, unsupportedAsync } from './unsupported.ts';

describe('handlers', () => {
  it('run in order, wait for promises, and go on after a failure', async () => {
    const context = executionContext({ formContext: {}, globalContext: {}, source: null });
    const order: string[] = [];
    const failures: string[] = [];
    await runHandlers(
      [
        async () => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          order.push('first');
        },
        () => {
          throw new Error('broken');
        },
        (given) => void order.push(given === context ? 'same context' : 'other'),
      ],
      context,
      (error) => failures.push(error.message),
    );
    expect([order, failures]).toEqual([['first', 'same context'], ['broken']]);
  });

  it('share variables for the length of one event', () => {
    const context = executionContext({ formContext: 'form', globalContext: 'global', source: 'attribute' });
    const call = (name: string, ...args: unknown[]): unknown =>
      Reflect.apply(context[name] ?? (() => undefined), context, args);
    call('setSharedVariable', 'a', 1);
    expect([
      call('getSharedVariable', 'a'),
      call('getFormContext'),
      call('getEventSource'),
      call('getEventArgs'),
    ]).toEqual([1, 'form', 'attribute', null]);
  });

  it('can prevent a save, always or when they fail', () => {
    const args = saveArguments(2);
    const object = args.object as Record<string, () => unknown>;
    expect([object['getSaveMode']?.(), object['isDefaultPrevented']?.(), args.isPreventedOnError()]).toEqual([
      2,
      false,
      false,
    ]);
    object['preventDefault']?.();
    object['preventDefaultOnError']?.();
    expect([args.isPrevented(), object['isDefaultPrevented']?.(), args.isPreventedOnError()]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('get parameters as forms write them', () => {
    const read = (parameters: string): unknown[] => parametersOf({ parameters, functionName: 'A.b' });
    expect(read('')).toEqual([]);
    expect(read(`'it"s', 1, true, {"a": [2]}`)).toEqual(['it"s', 1, true, { a: [2] }]);
    expect(() => read('window.alert(1)')).toThrow('The parameters of A.b cannot be read');
  });
});

describe('collection', () => {
  const items = new Map([
    ['a', { n: 1 }],
    ['b', { n: 2 }],
  ]);
  it('is asked by name, index, filter, or for all', () => {
    const all = collection(() => items);
    expect([all.get('b'), all.get(0), all.get('c'), all.getLength()]).toEqual([{ n: 2 }, { n: 1 }, null, 2]);
    expect(all.get((item) => Reflect.get(item, 'n') === 2)).toEqual([{ n: 2 }]);
    expect(all.get()).toHaveLength(2);
  });
});

describe('unsupported', () => {
  it('names itself', async () => {
    expect(() => unsupported('Xrm.Panel', ['loadPanel'] as const).loadPanel()).toThrow(
      'Xrm.Panel.loadPanel is not supported by the local shell.',
    );
    await expect(unsupportedAsync('context.device', ['pickFile'] as const).pickFile()).rejects.toThrow(
      'context.device.pickFile',
    );
  });
});
