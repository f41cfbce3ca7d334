import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGuarded } from '../engine/security/testing/organisation.ts';
import type { Guarded } from '../engine/security/testing/organisation.ts';

let org: Guarded;
beforeAll(async () => {
  org = await startGuarded();
});
afterAll(() => org.close());

/** Depth by name of the privilege. */
async function privilegesOf(user: string, by = org.admin): Promise<Record<string, string>> {
  const { json } = await org.call(by, 'GET', `systemusers(${user})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`);
  const names = await org.call(org.admin, 'GET', 'privileges?$select=name,privilegeid');
  const name = new Map(
    (names.json['value'] as { name: string; privilegeid: string }[]).map((row) => [row.privilegeid, row.name]),
  );
  const held = json['RolePrivileges'] as { PrivilegeId: string; Depth: string; BusinessUnitId: string }[];
  return Object.fromEntries(held.map(({ PrivilegeId, Depth }) => [name.get(PrivilegeId) ?? PrivilegeId, Depth]));
}

describe('RetrieveUserPrivileges', () => {
  it('tells each privilege once, as deep as the deepest of the own roles', async () => {
    const user = org.user(org.units.left, [
      org.role({ prvReadContact: 'Basic', prvWriteContact: 'Local' }),
      org.role({ prvReadContact: 'Global', prvReadAccount: 'Deep' }),
    ]);
    expect(await privilegesOf(user)).toEqual({
      prvReadContact: 'Global',
      prvWriteContact: 'Local',
      prvReadAccount: 'Deep',
    });
  });

  it('tells what a team brings as Basic, and nothing of a user without roles', async () => {
    const user = org.user(org.units.left, [org.role({ prvReadContact: 'Local' })]);
    org.team(org.units.right, [user], [org.role({ prvReadContact: 'Global', prvReadAccount: 'Global' })]);
    expect(await privilegesOf(user)).toEqual({ prvReadContact: 'Local', prvReadAccount: 'Basic' });
    expect(await privilegesOf(org.user(org.units.left))).toEqual({});
  });

  it('tells everything of an administrator', async () => {
    const all = await org.call(org.admin, 'GET', 'privileges/$count');
    expect(Object.keys(await privilegesOf(org.admin))).toHaveLength(Number(all.text));
  });

  it('takes Read on the user, and GET', async () => {
    const path = `systemusers(${org.admin})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`;
    const stranger = org.user(org.units.left);
    expect((await org.call(stranger, 'GET', path)).json['error'].code).toBe('0x80040220');
    expect((await org.call(org.admin, 'POST', path, {})).status).toBe(400);
  });
});

describe('mailboxes', () => {
  it('say how appointments are synchronised', async () => {
    const body = { name: 'Robin', emailaddress: 'robin@northwind.example', actdeliverymethod: 1, enabledforact: true };
    expect((await org.call(org.admin, 'POST', 'mailboxes', body)).status).toBe(204);
    const { json } = await org.call(
      org.admin,
      'GET',
      'mailboxes?$select=name,emailaddress&$filter=enabledforact eq true and actdeliverymethod eq 1',
    );
    expect(json['value']).toMatchObject([{ name: 'Robin', emailaddress: 'robin@northwind.example' }]);
    const reader = org.user(org.units.left, [org.role({ prvReadContact: 'Global' })]);
    expect((await org.call(reader, 'GET', 'mailboxes')).json['error'].code).toBe('0x80040220');
  });
});
