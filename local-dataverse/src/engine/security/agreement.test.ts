import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startGuarded } from './testing/organisation.ts';
import type { Depth, Guarded } from './testing/organisation.ts';

let org: Guarded;
beforeAll(async () => {
  org = await startGuarded();
});
afterAll(() => org.close());

const place = fc.constantFrom('root', 'left', 'right', 'leaf' as const);
const depth = fc.constantFrom<Depth | undefined>(undefined, 'Basic', 'Local', 'Deep', 'Global');
const scenario = fc.record({
  home: place,
  own: depth,
  team: fc.option(fc.record({ unit: place, role: depth, member: fc.boolean() }), { nil: undefined }),
  /** Owners of rows: a user of a place, the user itself, or the team. */
  owners: fc.array(fc.oneof(place, fc.constant('me' as const), fc.constant('team' as const)), {
    minLength: 1,
    maxLength: 6,
  }),
  shares: fc.array(fc.nat(5), { maxLength: 2 }),
});

describe('lists and single reads', () => {
  it('agree for any role, depth, team, owner and share', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ home, own, team, owners, shares }) => {
        const role = (each: Depth | undefined): string[] =>
          each === undefined ? [] : [org.role({ prvReadAccount: each, prvReadContact: 'Basic' })];
        const user = org.user(org.units[home], role(own));
        const teamId = org.team(org.units[team?.unit ?? 'root'], team?.member ? [user] : [], role(team?.role));
        const rows = owners.map((owner, index) => {
          if (owner === 'team') return org.row('account', teamId, { name: `${index}` }, 'team');
          const id = owner === 'me' ? user : org.user(org.units[owner]);
          return org.row('account', id, { name: `${index}` });
        });
        for (const index of shares) {
          const accountid = rows[index];
          if (accountid === undefined) continue;
          const Principal = { '@odata.type': 'Microsoft.Dynamics.CRM.systemuser', systemuserid: user };
          await org.call(org.admin, 'POST', 'GrantAccess', {
            Target: { '@odata.type': 'Microsoft.Dynamics.CRM.account', accountid },
            PrincipalAccess: { Principal, AccessMask: 'ReadAccess' },
          });
        }
        const ids = rows.map((id) => `"${id}"`).join(',');
        const list = await org.call(
          user,
          'GET',
          `accounts?$select=accountid&$filter=Microsoft.Dynamics.CRM.In(PropertyName='accountid',PropertyValues=[${ids}])`,
        );
        const listed = list.status === 200 ? list.json['value'].map((row: { accountid: string }) => row.accountid) : [];
        const single: string[] = [];
        for (const id of rows) {
          const { status } = await org.call(user, 'GET', `accounts(${id})?$select=name`);
          if (status === 200) single.push(id);
          const path = `systemusers(${user})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)`;
          const told = await org.call(org.admin, 'GET', `${path}?@t={'@odata.id':'accounts(${id})'}`);
          expect(told.json['AccessRights']).toBe(status === 200 ? 'ReadAccess' : 'None');
        }
        expect([...listed].sort()).toEqual(single.sort());
      }),
      { numRuns: 60 },
    );
  });
});
