import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGuarded } from './testing/organisation.ts';
import type { Depth, Guarded } from './testing/organisation.ts';

let org: Guarded;
/** Contacts by the name of their owner's place. */
const rows: Record<string, string> = {};
const owners: Record<string, string> = {};

beforeAll(async () => {
  org = await startGuarded();
  for (const name of ['root', 'left', 'right', 'leaf'] as const) {
    owners[name] = org.user(org.units[name]);
    rows[name] = org.row('contact', owners[name], { lastname: name });
  }
});
afterAll(() => org.close());

const names = async (user: string, path = 'contacts?$select=lastname&$orderby=lastname'): Promise<unknown> => {
  const { status, json } = await org.call(user, 'GET', path);
  return status === 200 ? json['value'].map((row: Record<string, unknown>) => row['lastname']) : json['error'].code;
};
const reader = (unit: string, depth: Depth): string => org.user(unit, [org.role({ prvReadContact: depth })]);

describe('reading', () => {
  it.each<[Depth, 'root' | 'left', string[]]>([
    ['Basic', 'left', []],
    ['Local', 'left', ['left']],
    ['Deep', 'left', ['leaf', 'left']],
    ['Deep', 'root', ['leaf', 'left', 'right', 'root']],
    ['Local', 'root', ['root']],
    ['Global', 'left', ['leaf', 'left', 'right', 'root']],
  ])('at depth %s in the unit %s sees %j in lists, counts, fetches and aggregates', async (depth, unit, seen) => {
    const user = reader(org.units[unit], depth);
    expect(await names(user)).toEqual(seen);
    expect((await org.call(user, 'GET', 'contacts/$count')).text).toBe(String(seen.length));
    expect((await org.call(user, 'GET', 'contacts?$count=true&$top=1')).json['@odata.count']).toBe(seen.length);
    const fetchXml = encodeURIComponent(
      '<fetch><entity name="contact"><attribute name="lastname"/><order attribute="lastname"/></entity></fetch>',
    );
    expect(await names(user, `contacts?fetchXml=${fetchXml}`)).toEqual(seen);
    const groups = await org.call(user, 'GET', 'contacts?$apply=groupby((lastname),aggregate($count as n))');
    expect(groups.json['value']).toHaveLength(seen.length);
    const total = encodeURIComponent(
      '<fetch aggregate="true"><entity name="contact"><attribute name="contactid" alias="n" aggregate="count"/></entity></fetch>',
    );
    expect((await org.call(user, 'GET', `contacts?fetchXml=${total}`)).json['value'][0]?.n ?? 0).toBe(seen.length);
    for (const [name, id] of Object.entries(rows)) {
      const answer = await org.call(user, 'GET', `contacts(${id})?$select=lastname`);
      expect(answer.status).toBe(seen.includes(name) ? 200 : 403);
    }
  });

  it('a single row out of reach is refused with the words of the platform', async () => {
    const user = reader(org.units.left, 'Basic');
    const answer = await org.call(user, 'GET', `contacts(${rows['root']})`);
    expect(answer).toMatchObject({ status: 403, json: { error: { code: '0x80048306' } } });
    expect(answer.json['error'].message).toBe(
      `Principal with id ${user} does not have ReadAccess right(s) for record with id ${rows['root']} of entity contact.`,
    );
    for (const path of ['lastname', 'lastname/$value', 'ownerid', 'Contact_Tasks', 'Contact_Tasks/$count'])
      expect((await org.call(user, 'GET', `contacts(${rows['root']})/${path}`)).status).toBe(403);
    expect((await org.call(user, 'GET', `contacts(${user})`)).status).toBe(404);
  });

  it('without the privilege every way to the table is closed, with its name and id', async () => {
    const user = org.user(org.units.left, [org.role({ prvReadActivity: 'Global' })]);
    const fetchXml = encodeURIComponent(
      '<fetch><entity name="task"><link-entity name="contact" from="contactid" to="regardingobjectid"/></entity></fetch>',
    );
    for (const path of [
      'contacts',
      'contacts/$count',
      `contacts(${rows['left']})`,
      'contacts?$apply=aggregate($count as n)',
      `tasks?fetchXml=${fetchXml}`,
      'tasks?$expand=regardingobjectid_contact_task($select=lastname)&$top=1',
      "tasks?$filter=regardingobjectid_contact_task/lastname eq 'x'",
    ]) {
      const { status, json } = await org.call(user, 'GET', path);
      expect([path, status, json['error']?.code]).toEqual([path, 403, '0x80040220']);
      expect(json['error'].message).toMatch(
        /^Principal user \(Id=.*, type=8, .*is missing prvReadContact privilege \(Id=[0-9a-f-]{36}\) on OTC=2 for entity 'contact'/,
      );
    }
    expect((await org.call(user, 'GET', 'WhoAmI')).status).toBe(200);
  });

  it('rows of one’s teams are one’s own; a team’s role counts from the team’s unit', async () => {
    const user = reader(org.units.left, 'Basic');
    const team = org.team(org.units.right, [user]);
    const ofTeam = org.row('contact', team, { lastname: 'of the team' }, 'team');
    expect(await names(user)).toEqual(['of the team']);
    expect((await org.call(user, 'GET', `contacts(${ofTeam})`)).status).toBe(200);
    const member = org.user(org.units.left);
    expect(await names(member)).toBe('0x80040220');
    org.team(org.units.right, [member], [org.role({ prvReadContact: 'Local' })]);
    expect(await names(member)).toEqual(['of the team', 'right']);
    org.engine.system.remove('contact', ofTeam);
  });

  it('a change of roles, teams or units counts at once', async () => {
    const user = org.user(org.units.left);
    expect(await names(user)).toBe('0x80040220');
    org.give(user, org.role({ prvReadContact: 'Local' }));
    expect(await names(user)).toEqual(['left']);
    org.engine.system.update('systemuser', user, { businessunitid: { table: 'businessunit', id: org.units.right } });
    expect(await names(user)).toEqual(['right']);
    const link = org.engine.system.find('systemuserroles', { systemuserid: user })[0];
    org.engine.system.remove('systemuserroles', String(link?.['systemuserroleid']));
    expect(await names(user)).toBe('0x80040220');
  });

  it('expands, filters over links, lambdas and parties show no more than lists do', async () => {
    const user = org.user(org.units.left, [
      org.role({ prvReadContact: 'Basic', prvReadActivity: 'Basic', prvReadUser: 'Basic' }),
    ]);
    const own = org.row('contact', user, { lastname: 'own' });
    const other = rows['root'] ?? '';
    const link = (id: string) => ({ regardingobjectid: { table: 'contact', id } });
    const task = (owner: string, subject: string, id: string): string =>
      org.engine.system.insert('task', { subject, ownerid: { table: 'systemuser', id: owner }, ...link(id) });
    task(user, 'mine', other);
    task(owners['root'] ?? '', 'theirs', own);
    const expanded = await org.call(
      user,
      'GET',
      'tasks?$select=subject&$expand=regardingobjectid_contact_task($select=lastname)',
    );
    expect(expanded.json['value']).toMatchObject([{ subject: 'mine', regardingobjectid_contact_task: null }]);
    const children = await org.call(
      user,
      'GET',
      `contacts(${own})?$select=lastname&$expand=Contact_Tasks($select=subject)`,
    );
    expect(children.json['Contact_Tasks']).toEqual([]);
    const filtered = "tasks?$filter=regardingobjectid_contact_task/lastname eq 'root'";
    expect((await org.call(user, 'GET', filtered)).json['value']).toEqual([]);
    expect(await names(user, "contacts?$filter=Contact_Tasks/any(t:t/subject eq 'theirs')")).toEqual([]);
    expect((await org.call(user, 'GET', 'activitypointers?$select=subject')).json['value']).toMatchObject([
      { subject: 'mine' },
    ]);
    const outer = encodeURIComponent(
      '<fetch><entity name="task"><attribute name="subject"/><link-entity name="contact" from="contactid" to="regardingobjectid" link-type="outer" alias="c"><attribute name="lastname"/></link-entity></entity></fetch>',
    );
    const joined = (await org.call(user, 'GET', `tasks?fetchXml=${outer}`)).json['value'];
    expect(joined).toHaveLength(1);
    expect(joined[0]).not.toHaveProperty('c.lastname');
    expect((await org.call(user, 'GET', `tasks?fetchXml=${outer.replace('outer', 'inner')}`)).json['value']).toEqual(
      [],
    );
  });

  it('parties go with their activity', async () => {
    const mine = org.user(org.units.left, [org.role({ prvReadActivity: 'Basic' })]);
    const body = {
      subject: 'call',
      phonecall_activity_parties: [{ addressused: 'a@example.com', participationtypemask: 2 }],
    };
    await org.call(org.admin, 'POST', 'phonecalls', body);
    await org.call(org.admin, 'POST', 'phonecalls', { ...body, 'ownerid@odata.bind': `/systemusers(${mine})` });
    const parties = (await org.call(mine, 'GET', 'activityparties?$select=addressused&$filter=addressused ne null'))
      .json;
    expect(parties['value']).toHaveLength(1);
    const all = await org.call(org.admin, 'GET', 'activityparties?$select=addressused&$filter=addressused ne null');
    expect(all.json['value']).toHaveLength(2);
  });
});
