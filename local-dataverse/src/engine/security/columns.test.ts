import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ENGLISH } from '../../metadata/index.ts';
import { startGuarded } from './testing/organisation.ts';
import type { Answer, Guarded } from './testing/organisation.ts';

let org: Guarded;
let user: string;
let row: string;
let profile: string;

beforeAll(async () => {
  const column = {
    displayName: {},
    required: 'None',
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
  } as const;
  org = await startGuarded({}, (registry) => {
    registry.declareColumns('contact', [
      { ...column, logicalName: 'x_salary', schemaName: 'x_Salary', type: 'Integer', isCustom: true, isSecured: true },
      {
        ...column,
        logicalName: 'x_grade',
        schemaName: 'x_Grade',
        type: 'Picklist',
        isCustom: true,
        isSecured: true,
        choice: { name: 'x_grade', isGlobal: false, options: [{ value: 1, label: { [ENGLISH]: 'One' } }] },
      },
      {
        ...column,
        logicalName: 'x_bossid',
        schemaName: 'x_BossId',
        type: 'Lookup',
        targets: ['systemuser'],
        isCustom: true,
        isSecured: true,
      },
    ]);
    registry.declareOneToMany({
      schemaName: 'x_boss',
      referencedTable: 'systemuser',
      referencedColumn: 'systemuserid',
      referencingTable: 'contact',
      referencingColumn: 'x_bossid',
      lookupNavigation: 'x_BossId',
      collectionNavigation: 'x_boss',
      cascadeDelete: 'RemoveLink',
    });
  });
  const role = org.role({
    prvReadContact: 'Global',
    prvWriteContact: 'Global',
    prvCreateContact: 'Global',
    prvReadUser: 'Global',
    prvAppendContact: 'Global',
    prvAppendToUser: 'Global',
  });
  user = org.user(org.units.left, [role]);
  row = org.engine.system.insert('contact', {
    lastname: 'x',
    x_salary: 5000,
    x_grade: 1,
    x_bossid: { table: 'systemuser', id: org.admin },
    ownerid: { table: 'systemuser', id: org.admin },
  });
  const made = await org.call(
    org.admin,
    'POST',
    'fieldsecurityprofiles',
    { name: 'Pay' },
    { prefer: 'return=representation' },
  );
  profile = made.json['fieldsecurityprofileid'];
});
afterAll(() => org.close());

const code = ({ status, json }: Answer): unknown => (status < 300 ? status : json['error'].code);
const columns = '$select=x_salary,x_grade,_x_bossid_value';
const annotated = { prefer: 'odata.include-annotations="*"' };
/** Salary, as each way of reading shows it. */
async function seen(): Promise<unknown[]> {
  const all = await org.call(user, 'GET', `contacts?${columns}`, undefined, annotated);
  const one = await org.call(user, 'GET', `contacts(${row})?${columns}`, undefined, annotated);
  const property = await org.call(user, 'GET', `contacts(${row})/x_salary`);
  const filtered = await org.call(user, 'GET', 'contacts/$count?$filter=x_salary gt 1');
  const sum = await org.call(user, 'GET', 'contacts?$apply=aggregate(x_salary with max as n)');
  const fetchXml = encodeURIComponent(
    '<fetch><entity name="contact"><attribute name="x_salary"/><filter><condition attribute="x_grade" operator="eq" value="1"/></filter></entity></fetch>',
  );
  const fetched = await org.call(user, 'GET', `contacts?fetchXml=${fetchXml}`);
  const boss = await org.call(user, 'GET', `contacts(${row})/x_BossId`);
  const expanded = await org.call(user, 'GET', `contacts(${row})?$expand=x_BossId($select=fullname)`);
  const below = await org.call(user, 'GET', `systemusers(${org.admin})/x_boss?$select=lastname`);
  return [
    all.json['value'][0].x_salary,
    one.json['x_salary'],
    property.json['value'] ?? null,
    filtered.text,
    sum.json['value'][0]?.n ?? null,
    fetched.json['value'].length,
    boss.status,
    expanded.json['x_BossId'] === null,
    below.json['value'].length,
    Object.keys(one.json).some((name) => name.startsWith('x_grade@') || name.startsWith('_x_bossid_value@')),
  ];
}
const MASKED = [null, null, null, '0', null, 0, 204, true, 0, false];
const OPEN = [5000, 5000, 5000, '1', 5000, 1, 200, false, 1, true];
const permit = (
  attributelogicalname: string,
  rights: object,
  method = 'POST',
  path = 'fieldpermissions',
): Promise<Answer> =>
  org.call(org.admin, method, path, {
    entityname: 'contact',
    attributelogicalname,
    'fieldsecurityprofileid@odata.bind': `/fieldsecurityprofiles(${profile})`,
    ...rights,
  });

describe('column security', () => {
  it('masks secured columns in every way of reading, until a profile allows them', async () => {
    expect(await seen()).toEqual(MASKED);
    const admins = await org.call(org.admin, 'GET', `contacts(${row})?${columns}`);
    expect(admins.json['x_salary']).toBe(5000);
    for (const name of ['x_salary', 'x_grade', 'x_bossid']) expect(code(await permit(name, { canread: 4 }))).toBe(204);
    expect(await seen()).toEqual(MASKED);
    const link = `fieldsecurityprofiles(${profile})/systemuserprofiles_association`;
    const ref = { '@odata.id': `systemusers(${user})` };
    expect(code(await org.call(org.admin, 'POST', `${link}/$ref`, ref))).toBe(204);
    expect(await seen()).toEqual(OPEN);
    expect(code(await org.call(org.admin, 'DELETE', `${link}(${user})/$ref`))).toBe(204);
    expect(await seen()).toEqual(MASKED);
    const team = org.team(org.units.right, [user]);
    const members = `fieldsecurityprofiles(${profile})/teamprofiles_association/$ref`;
    expect(code(await org.call(org.admin, 'POST', members, { '@odata.id': `teams(${team})` }))).toBe(204);
    expect(await seen()).toEqual(OPEN);
  });

  it('refuses to create and update without the permission, with the codes of the platform', async () => {
    const create = { lastname: 'y', x_salary: 1 };
    expect(code(await org.call(user, 'POST', 'contacts', create))).toBe('0x8004f502');
    expect(code(await org.call(user, 'PATCH', `contacts(${row})`, { x_salary: 1 }))).toBe('0x8004f507');
    expect(
      code(await org.call(user, 'PATCH', `contacts(${row})`, { 'x_BossId@odata.bind': `/systemusers(${user})` })),
    ).toBe('0x8004f507');
    expect(code(await org.call(user, 'PATCH', `contacts(${row})`, { firstname: 'z' }))).toBe(204);
    expect(code(await org.call(user, 'POST', 'contacts', { lastname: 'y' }))).toBe(204);
    expect(code(await permit('x_salary', { cancreate: 4, canupdate: 4 }))).toBe(204);
    expect(code(await org.call(user, 'POST', 'contacts', create))).toBe(204);
    expect(code(await org.call(user, 'PATCH', `contacts(${row})`, { x_salary: 6000 }))).toBe(204);
  });

  it('profiles are kept by administrators, and their permissions go with them', async () => {
    expect(code(await org.call(user, 'POST', 'fieldsecurityprofiles', { name: 'Mine' }))).toBe('0x80040220');
    expect(code(await org.call(user, 'GET', 'fieldpermissions'))).toBe('0x80040220');
    expect(code(await org.call(org.admin, 'DELETE', `fieldsecurityprofiles(${profile})`))).toBe(204);
    expect((await org.call(org.admin, 'GET', 'fieldpermissions')).json['value']).toEqual([]);
    expect((await org.call(user, 'GET', `contacts(${row})?$select=x_salary`)).json['x_salary']).toBeNull();
  });
});
