import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requirePrivilege } from './index.ts';
import { startGuarded } from './testing/organisation.ts';
import type { Guarded } from './testing/organisation.ts';

let org: Guarded;
beforeAll(async () => {
  org = await startGuarded();
});
afterAll(() => org.close());

const ACT = 'prvActOnBehalfOfAnotherUser';

describe('acting for another user', () => {
  it('takes the privileges that both have, as far as they reach for the one acted for', async () => {
    const near = org.row('contact', org.user(org.units.left), { lastname: 'near' });
    org.row('contact', org.admin, { lastname: 'far' });
    const acted = org.user(org.units.left, [org.role({ prvReadContact: 'Local', prvCreateContact: 'Basic' })]);
    const reader = org.user(org.units.right, [org.role({ [ACT]: 'Global', prvReadContact: 'Global' })]);
    const nobody = org.user(org.units.right, [org.role({ [ACT]: 'Global' })]);
    const list = async (acting: string, user = acted): Promise<unknown> => {
      const answer = await org.call(user, 'GET', 'contacts?$select=contactid', undefined, { 'x-acting': acting });
      return answer.json['error']?.code ?? answer.json['value'].map((row: { contactid: string }) => row.contactid);
    };
    expect(await list(org.admin)).toEqual([near]);
    expect(await list(reader)).toEqual([near]);
    expect(await list(nobody)).toBe('0x80040220');
    expect(await list(reader, org.admin)).toHaveLength(2);
    const create = (acting: string): Promise<{ status: number }> =>
      org.call(acted, 'POST', 'contacts', { lastname: 'x' }, { 'x-acting': acting });
    expect((await create(reader)).status).toBe(403);
    expect((await create(org.admin)).status).toBe(204);
  });

  it('is a right of the user itself: a role of a team does not give it', () => {
    const role = org.role({ [ACT]: 'Global' });
    const member = org.user(org.units.left);
    org.team(org.units.left, [member], [role]);
    const rights = (id: string): boolean => org.engine.security.rightsOf(id).actsForOthers;
    expect(rights(member)).toBe(false);
    org.give(member, role);
    expect([rights(member), rights(org.admin)]).toEqual([true, true]);
  });
});

describe('requirePrivilege', () => {
  it('lets pass who has it, in any spelling, and administrators; refuses others by name', () => {
    const user = org.user(org.units.left, [org.role({ prvPublishCustomization: 'Global' })]);
    const caller = { userId: user, initiatingUserId: user };
    expect(() => requirePrivilege(org.engine, caller, 'PRVPublishCustomization')).not.toThrow();
    expect(() => requirePrivilege(org.engine, caller, 'prvImportCustomization')).toThrow(
      /is missing prvImportCustomization privilege/,
    );
    const admin = { userId: org.admin, initiatingUserId: org.admin };
    expect(() => requirePrivilege(org.engine, admin, 'prvAnything')).not.toThrow();
  });

  it('a change that was undone counts for nothing', async () => {
    const user = org.user(org.units.left);
    const role = org.role({ prvReadContact: 'Global' });
    const { system, security } = org.engine;
    const may = (): boolean => security.rightsOf(user).reaches.has('prvreadcontact');
    expect(() =>
      system.transaction(() => {
        org.give(user, role);
        expect(may()).toBe(true);
        throw new Error('undone');
      }),
    ).toThrow('undone');
    expect(may()).toBe(false);
    const batch = `--batch_a
Content-Type: multipart/mixed; boundary=changeset_b

--changeset_b
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 1

POST systemusers(${user})/systemuserroles_association/$ref HTTP/1.1
Content-Type: application/json

{"@odata.id":"roles(${role})"}
--changeset_b
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 2

POST contacts HTTP/1.1
Content-Type: application/json

{"nonsense":1}
--changeset_b--
--batch_a--
`;
    const headers = { 'content-type': 'multipart/mixed; boundary=batch_a' };
    const answer = await org.call(org.admin, 'POST', '$batch', batch.replaceAll('\n', '\r\n'), headers);
    expect(answer.text).toContain('nonsense');
    expect(may()).toBe(false);
  });
});
