import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGuarded } from './testing/organisation.ts';
import type { Answer, Guarded } from './testing/organisation.ts';

let org: Guarded;
beforeAll(async () => {
  org = await startGuarded();
});
afterAll(() => org.close());

const code = ({ status, json }: Answer): unknown => (status < 300 ? status : json['error'].code);
const target = (id: string): Record<string, string> => ({
  '@odata.type': 'Microsoft.Dynamics.CRM.contact',
  contactid: id,
});
const principal = (id: string, table = 'systemuser'): Record<string, string> => ({
  '@odata.type': `Microsoft.Dynamics.CRM.${table}`,
  ownerid: id,
});
const grant = (by: string, row: string, to: object, AccessMask: string, action = 'GrantAccess'): Promise<Answer> =>
  org.call(by, 'POST', action, { Target: target(row), PrincipalAccess: { Principal: to, AccessMask } });
const access = async (id: string, row: string, set = 'systemusers'): Promise<unknown> => {
  const name = `${set}(${id})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)`;
  return (await org.call(org.admin, 'GET', `${name}?@t={'@odata.id':'contacts(${row})'}`)).json['AccessRights'];
};

describe('sharing', () => {
  it('opens a row to a user and to a team, as far as the mask goes and the privilege exists', async () => {
    const role = org.role({ prvReadContact: 'Basic', prvWriteContact: 'Basic' });
    const user = org.user(org.units.left, [role]);
    const member = org.user(org.units.right, [role]);
    const stranger = org.user(org.units.left);
    const team = org.team(org.units.right, [member]);
    const row = org.row('contact', org.admin, { lastname: 'shared' });
    const path = `contacts(${row})`;
    expect(code(await org.call(user, 'GET', path))).toBe('0x80048306');
    for (const holder of [principal(user), principal(stranger), principal(team, 'team')])
      expect(code(await grant(org.admin, row, holder, 'ReadAccess'))).toBe(204);
    for (const reader of [user, member]) {
      expect(code(await org.call(reader, 'GET', path))).toBe(200);
      expect((await org.call(reader, 'GET', 'contacts/$count')).text).toBe('1');
      expect(code(await org.call(reader, 'PATCH', path, { firstname: 'x' }))).toBe('0x80048306');
    }
    expect(code(await org.call(stranger, 'GET', path))).toBe('0x80040220');
    expect(code(await grant(org.admin, row, principal(user), 'ReadAccess, WriteAccess', 'ModifyAccess'))).toBe(204);
    expect(code(await org.call(user, 'PATCH', path, { firstname: 'x' }))).toBe(204);
    const told = `RetrieveSharedPrincipalsAndAccess(Target=@t)?@t={'@odata.id':'${path}'}`;
    const { PrincipalAccesses: shares } = (await org.call(org.admin, 'GET', told)).json;
    expect(shares).toHaveLength(3);
    expect(shares).toContainEqual({
      AccessMask: 'ReadAccess, WriteAccess',
      Principal: { '@odata.type': '#Microsoft.Dynamics.CRM.systemuser', ownerid: user },
    });
    const revoke = { Target: target(row), Revokee: principal(user) };
    expect(code(await org.call(org.admin, 'POST', 'RevokeAccess', revoke))).toBe(204);
    expect(code(await org.call(user, 'GET', path))).toBe('0x80048306');
    expect(code(await org.call(org.admin, 'DELETE', path))).toBe(204);
    expect((await org.call(member, 'GET', 'contacts/$count')).text).toBe('0');
  });

  it('takes Share, and gives no more than one has', async () => {
    const role = org.role({ prvReadContact: 'Basic', prvShareContact: 'Basic' });
    const user = org.user(org.units.left, [role]);
    const other = org.user(org.units.left, [role]);
    const own = org.row('contact', user, { lastname: 'own' });
    expect(code(await grant(other, own, principal(other), 'ReadAccess'))).toBe('0x80048306');
    expect(code(await grant(user, own, principal(other), 'ReadAccess, WriteAccess'))).toBe('0x80040220');
    expect(code(await grant(user, own, principal(other), 'ReadAccess'))).toBe(204);
    expect(code(await org.call(other, 'GET', `contacts(${own})`))).toBe(200);
  });

  it('a shared activity shows among the activities too', async () => {
    const user = org.user(org.units.left, [org.role({ prvReadActivity: 'Basic' })]);
    const id = org.row('task', org.admin, { subject: 'shared' });
    const Target = { '@odata.type': 'Microsoft.Dynamics.CRM.task', activityid: id };
    const PrincipalAccess = { Principal: principal(user), AccessMask: 'ReadAccess' };
    expect(code(await org.call(org.admin, 'POST', 'GrantAccess', { Target, PrincipalAccess }))).toBe(204);
    for (const set of ['tasks', 'activitypointers'])
      expect((await org.call(user, 'GET', `${set}?$select=subject`)).json['value']).toMatchObject([
        { subject: 'shared' },
      ]);
    expect(code(await org.call(user, 'GET', `activitypointers(${id})`))).toBe(200);
  });

  it('refuses what is no row, no principal, no right', async () => {
    const row = org.row('contact', org.admin, { lastname: 'x' });
    expect(code(await grant(org.admin, row, principal(org.admin), 'NoAccess'))).toBe('0x80040203');
    expect(code(await grant(org.admin, row, target(row), 'ReadAccess'))).toBe('0x80040203');
    expect(code(await org.call(org.admin, 'POST', 'GrantAccess', {}))).toBe('0x80040203');
  });
});

describe('RetrievePrincipalAccess', () => {
  it('tells the rights by role, ownership and sharing', async () => {
    const role = org.role({ prvReadContact: 'Local', prvWriteContact: 'Basic', prvShareContact: 'Basic' });
    const user = org.user(org.units.left, [role]);
    const near = org.row('contact', org.user(org.units.left), { lastname: 'near' });
    const own = org.row('contact', user, { lastname: 'own' });
    const far = org.row('contact', org.admin, { lastname: 'far' });
    expect(await access(user, own)).toBe('ReadAccess, WriteAccess, ShareAccess');
    expect(await access(user, near)).toBe('ReadAccess');
    expect(await access(user, far)).toBe('None');
    await grant(org.admin, far, principal(user), 'WriteAccess');
    expect(await access(user, far)).toBe('WriteAccess');
    expect(await access(org.admin, far)).toBe(
      'ReadAccess, WriteAccess, AppendAccess, AppendToAccess, CreateAccess, DeleteAccess, ShareAccess, AssignAccess',
    );
    const team = org.team(org.units.right, [], [org.role({ prvReadContact: 'Global' })]);
    expect(await access(team, far, 'teams')).toBe('ReadAccess');
  });
});
