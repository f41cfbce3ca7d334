import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { difference } from '../conformance/contract/match.ts';
import { groups } from '../conformance/groups.ts';
import { compare } from '../conformance/metadata/compare.ts';
import { startService, type Service } from '../conformance/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.close());

describe('conformance of the local Dataverse', () => {
  for (const group of groups) {
    const missing = group.missing?.();
    const name = `(${group.letter}) ${group.title}`;
    if (missing !== undefined) it.skip(`${name}: ${missing}`, () => undefined);
    else
      it(
        name,
        async () => {
          const outcome = await group.run(service);
          expect(outcome.failures).toEqual([]);
          expect(outcome.checked).toBeGreaterThan(0);
        },
        60_000,
      );
  }
});

describe('the measures themselves', () => {
  it('answers that differ are found', () => {
    expect(difference({ a: [{ b: 1 }] }, { a: [{ b: 1, c: 2 }], d: 3 })).toBeUndefined();
    for (const [expected, actual] of [
      [{ a: 1 }, {}],
      [{ a: undefined }, { a: null }],
      [[{}], []],
      [[], [{}]],
      [/x/, 'y'],
      [/x/, undefined],
      [{ a: null }, { a: 0 }],
      [200, '200'],
    ])
      expect(difference(expected, actual)).toBeDefined();
  });

  it('a property that is missing, of another type, or allowed for nothing fails group a', () => {
    const document = (property: string): string => `<Schema><EntityType Name="task">${property}</EntityType></Schema>`;
    const real = document('<Property Name="subject" Type="Edm.String" /><Property Name="spd_own" Type="Edm.Guid" />');
    const place = 'task.subject';
    expect(compare(real, document('')).failures).toContain(`${place} is Edm.String there and absent here`);
    expect(compare(real, document('<Property Name="subject" Type="Edm.Guid" />')).failures).toContain(
      `${place} is Edm.String there and Edm.Guid here`,
    );
    const same = compare(real, real).failures;
    expect(same.filter((each) => each.startsWith(place))).toEqual([]);
    expect(same).toContain('the allowed difference contact.msdyn_gdproptout no longer differs');
  });
});
