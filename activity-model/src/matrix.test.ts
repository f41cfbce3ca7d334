import { describe, expect, it } from '@jest/globals';
import { decide } from './decide.ts';
import { kinds, allowedTargets } from './kinds.ts';
import type { People } from './people.ts';
import { build, contact, user } from './test-support/build.ts';
import { matrix, type MatrixParty, matrixPerson, matrixStranger, matrixUser } from './test-support/matrix.ts';

const people: People = {
  persons: [{ ref: contact, key: matrixPerson.email, name: matrixPerson.name }],
  ownerId: user.id,
  hostId: user.id,
  userName: matrixUser.name,
  byAddress: { [matrixPerson.email]: contact, [matrixUser.email]: user },
};
const whoIs: Readonly<Record<string, MatrixParty['who']>> = { [contact.id]: 'person', [user.id]: 'user' };

describe('matrix of kinds, targets and switches', () => {
  it('L-3 holds every kind in every table it can go to', () => {
    expect(matrix.map(({ kind, target }) => `${kind}|${target}`)).toEqual(
      kinds.flatMap((kind) => allowedTargets[kind].map((target) => `${kind}|${target}`)),
    );
  });

  it.each(matrix)('L-1, L-12 … L-21 $kind as $target: one row while it is on', (one) => {
    const { rows, problems } = build(one.type, one.fields, { settings: one.on, people });
    expect(problems).toEqual([]);
    expect(rows).toHaveLength(1);
    const { target, kind, columns, final, parties, lookups } = rows[0]!;
    expect({ target, kind }).toEqual({ target: one.target, kind: one.kind });
    expect(columns['subject']).toBe(one.row.subject);
    expect(columns['description']).toBe(one.row.description);
    expect(final).toEqual(one.row.final);
    expect(
      parties.map(({ role, ref, address }) => ({
        role,
        who: ref ? whoIs[ref.id] : address === matrixStranger.email && 'stranger',
      })),
    ).toEqual(one.row.parties);
    expect(lookups).toMatchObject({ regardingobjectid: contact, ownerid: user, al_contactid: contact });
  });

  it.each(matrix)('L-4 $kind as $target: no row while it or its parent is off', ({ type, fields, off, kind }) => {
    expect(off.length).toBe(kind === 'reply' || kind === 'voicemail' ? 2 : 1);
    for (const settings of off) {
      expect(decide({ type, fields }, settings)).toEqual({ do: 'skip', reason: `${kind} logging is switched off` });
    }
  });
});
