import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { batchText, changeSet, single } from '../../http/testing/server.ts';
import { startGuarded } from './testing/organisation.ts';
import type { Answer, Depth, Guarded } from './testing/organisation.ts';

let org: Guarded;
const owners: Record<string, string> = {};
const PLACES = ['root', 'left', 'right', 'leaf'] as const;

beforeAll(async () => {
  org = await startGuarded();
  for (const name of PLACES) owners[name] = org.user(org.units[name]);
});
afterAll(() => org.close());

/** Which places of the tree a depth covers for a user of `left`. */
const REACH: readonly (readonly [Depth, readonly string[]])[] = [
  ['Basic', []],
  ['Local', ['left']],
  ['Deep', ['left', 'leaf']],
  ['Global', PLACES],
];
const holder = (privileges: Record<string, Depth>): string => org.user(org.units.left, [org.role(privileges)]);
const own = (place: string): string => owners[place] ?? '';
const code = ({ status, json }: Answer): unknown => (status < 300 ? status : json['error'].code);
const PRIVILEGE = '0x80040220';
const ACCESS = '0x80048306';

describe('writing', () => {
  it.each(REACH)('at depth %s creates for owners in %j, and for itself', async (depth, places) => {
    const user = holder({ prvCreateContact: depth });
    expect(code(await org.call(user, 'POST', 'contacts', { lastname: 'x' }))).toBe(204);
    for (const place of PLACES) {
      const body = { lastname: 'x', 'ownerid@odata.bind': `/systemusers(${own(place)})` };
      expect(code(await org.call(user, 'POST', 'contacts', body))).toBe(places.includes(place) ? 204 : ACCESS);
    }
    expect(code(await org.call(user, 'POST', 'accounts', { name: 'x' }))).toBe(PRIVILEGE);
  });

  it('dates a row back only with the privilege for it', async () => {
    const body = { lastname: 'x', overriddencreatedon: '2020-02-03T04:05:06Z' };
    const user = holder({ prvCreateContact: 'Global' });
    expect(code(await org.call(user, 'POST', 'contacts', body))).toBe(PRIVILEGE);
    expect(code(await org.call(user, 'POST', 'contacts', { ...body, overriddencreatedon: null }))).toBe(204);
    const importer = holder({ prvCreateContact: 'Global', prvOverrideCreatedOnCreatedBy: 'Global' });
    expect(code(await org.call(importer, 'POST', 'contacts', body))).toBe(204);
  });

  it.each(REACH)('at depth %s changes, assigns and deletes rows of %j', async (depth, places) => {
    const user = holder({ prvWriteContact: depth, prvDeleteContact: depth, prvReadContact: 'Basic' });
    const assigner = holder({ prvWriteContact: 'Global', prvAssignContact: depth });
    for (const place of PLACES) {
      const path = `contacts(${org.row('contact', own(place), { lastname: place })})`;
      const expected = places.includes(place) ? 204 : ACCESS;
      expect(code(await org.call(user, 'PATCH', path, { lastname: 'y' }))).toBe(expected);
      expect(code(await org.call(user, 'PUT', `${path}/lastname`, { value: 'z' }))).toBe(expected);
      const assign = { 'ownerid@odata.bind': `/systemusers(${own('root')})` };
      if (place !== 'root') expect(code(await org.call(user, 'PATCH', path, assign))).not.toBe(204);
      if (place !== 'root') expect(code(await org.call(assigner, 'PATCH', path, assign))).toBe(expected);
      const mine = `contacts(${org.row('contact', own(place), { lastname: place })})`;
      expect(code(await org.call(user, 'DELETE', mine))).toBe(expected);
      expect((await org.call(org.admin, 'GET', mine)).status).toBe(expected === 204 ? 404 : 200);
    }
  });

  it.each(REACH)(
    'a lookup takes AppendTo at depth %s on rows of %j, and Append on the row itself',
    async (depth, places) => {
      const user = holder({
        prvCreateActivity: 'Basic',
        prvWriteActivity: 'Basic',
        prvAppendActivity: 'Basic',
        prvAppendToContact: depth,
      });
      const without = holder({ prvCreateActivity: 'Basic', prvAppendToContact: 'Global' });
      for (const place of PLACES) {
        const contact = org.row('contact', own(place), { lastname: place });
        const bind = { 'regardingobjectid_contact_task@odata.bind': `/contacts(${contact})` };
        const expected = places.includes(place) ? 204 : ACCESS;
        expect(code(await org.call(user, 'POST', 'tasks', { subject: 'x', ...bind }))).toBe(expected);
        const task = org.row('task', user, { subject: 'x' });
        expect(code(await org.call(user, 'PATCH', `tasks(${task})`, bind))).toBe(expected);
        expect(
          code(
            await org.call(user, 'PUT', `tasks(${task})/regardingobjectid_contact_task/$ref`, {
              '@odata.id': `contacts(${contact})`,
            }),
          ),
        ).toBe(expected);
        const party = {
          partyid_contact: undefined,
          'partyid_contact@odata.bind': `/contacts(${contact})`,
          participationtypemask: 2,
        };
        const call = { subject: 'x', phonecall_activity_parties: [party] };
        expect(code(await org.call(user, 'POST', 'phonecalls', call))).toBe(expected);
        expect(code(await org.call(without, 'POST', 'tasks', { subject: 'x', ...bind }))).toBe(PRIVILEGE);
        expect(code(await org.call(without, 'POST', 'phonecalls', call))).toBe(PRIVILEGE);
      }
      expect(code(await org.call(without, 'POST', 'tasks', { subject: 'x' }))).toBe(204);
    },
  );

  it('a switch lets parties be named without Append and AppendTo', async () => {
    const other = await startGuarded({ partiesNeedAppend: false });
    try {
      const user = other.user(other.units.left, [other.role({ prvCreateActivity: 'Basic' })]);
      const contact = other.row('contact', other.admin, { lastname: 'x' });
      const party = { 'partyid_contact@odata.bind': `/contacts(${contact})`, participationtypemask: 2 };
      const body = { subject: 'x', phonecall_activity_parties: [party] };
      expect(code(await other.call(user, 'POST', 'phonecalls', body))).toBe(204);
    } finally {
      await other.close();
    }
  });

  it('a switch lets links go without AppendTo', async () => {
    const other = await startGuarded({ linksNeedAppendTo: false });
    try {
      const user = other.user(other.units.left, [other.role({ prvAppendList: 'Basic', prvAppendContact: 'Basic' })]);
      const list = other.row('list', user, { listname: 'x' });
      const ref = { '@odata.id': `contacts(${other.row('contact', user, { lastname: 'x' })})` };
      expect(code(await other.call(user, 'POST', `lists(${list})/listcontact_association/$ref`, ref))).toBe(204);
    } finally {
      await other.close();
    }
  });

  it('links many-to-many rows with Append on both; roles are handed out with prvAssignRole only', async () => {
    const list = org.row('list', own('left'), { listname: 'x' });
    const contact = org.row('contact', own('left'), { lastname: 'x' });
    const ref = { '@odata.id': `contacts(${contact})` };
    const path = `lists(${list})/listcontact_association`;
    const rights: Record<string, Depth> = {
      prvAppendList: 'Local',
      prvAppendContact: 'Local',
      prvAppendToContact: 'Local',
    };
    const user = holder(rights);
    for (const name of Object.keys(rights)) {
      const lacking = holder(Object.fromEntries(Object.entries(rights).filter(([each]) => each !== name)));
      expect(code(await org.call(lacking, 'POST', `${path}/$ref`, ref))).toBe(PRIVILEGE);
    }
    expect(code(await org.call(holder({ ...rights, prvAppendList: 'Basic' }), 'POST', `${path}/$ref`, ref))).toBe(
      ACCESS,
    );
    expect(code(await org.call(user, 'POST', `${path}/$ref`, ref))).toBe(204);
    expect(code(await org.call(holder({ prvAppendList: 'Local' }), 'DELETE', `${path}(${contact})/$ref`))).toBe(
      PRIVILEGE,
    );
    expect(code(await org.call(user, 'DELETE', `${path}(${contact})/$ref`))).toBe(204);
    const role = { '@odata.id': `roles(${org.role({})})` };
    const roles = `systemusers(${user})/systemuserroles_association/$ref`;
    expect(code(await org.call(user, 'POST', roles, role))).toBe(PRIVILEGE);
    expect(code(await org.call(org.admin, 'POST', roles, role))).toBe(204);
  });

  it('tables of the organisation take the privilege at Global depth', async () => {
    for (const [depth, expected] of [
      ['Deep', PRIVILEGE],
      ['Global', 200],
    ] as const) {
      const user = holder({ prvReadPublisher: depth });
      expect(code(await org.call(user, 'GET', 'publishers'))).toBe(expected);
    }
    const writer = holder({ prvCreatePublisher: 'Global' });
    const body = { uniquename: 'x', friendlyname: 'x', customizationprefix: 'xx' };
    expect(code(await org.call(writer, 'POST', 'publishers', body))).toBe(204);
    expect(code(await org.call(holder({ prvReadContact: 'Global' }), 'POST', 'publishers', body))).toBe(PRIVILEGE);
    expect(code(await org.call(writer, 'POST', 'systemuserrolescollection', {}))).not.toBe(204);
  });

  it('a change set with one forbidden part keeps nothing; a batch keeps what is allowed', async () => {
    const user = holder({ prvCreateContact: 'Basic', prvReadContact: 'Global' });
    const headers = { 'content-type': 'multipart/mixed; boundary=batch_a' };
    const send = (text: string, more: Record<string, string> = {}): Promise<Answer> =>
      org.call(user, 'POST', '$batch', text.replaceAll(/\r?\n/g, '\r\n'), { ...headers, ...more });
    const count = async (): Promise<number> =>
      (await org.call(org.admin, 'GET', "contacts?$filter=lastname eq 'batched'")).json['value'].length;
    const allowed = ['POST contacts', { lastname: 'batched' }] as const;
    const forbidden = ['POST accounts', { name: 'batched' }] as const;
    const set = await send(batchText(changeSet(allowed, forbidden)));
    expect(set.text).toContain('prvCreateAccount');
    expect(await count()).toBe(0);
    const singles = await send(batchText(single(...forbidden), single(...allowed)), {
      prefer: 'odata.continue-on-error',
    });
    expect(singles.text).toContain('403 Forbidden');
    expect(await count()).toBe(1);
  });

  it('the answer to a write shows only what may be read', async () => {
    const user = holder({ prvCreateContact: 'Basic' });
    const prefer = { prefer: 'return=representation' };
    const answer = await org.call(user, 'POST', 'contacts', { lastname: 'x' }, prefer);
    expect(code(answer)).toBe(PRIVILEGE);
  });

  it('deleting takes what goes along; a switch lets it go unasked', async () => {
    for (const [cascadeChecksDelete, expected] of [
      [true, ACCESS],
      [false, 204],
    ] as const) {
      const other = await startGuarded({ cascadeChecksDelete });
      try {
        const user = other.user(other.units.left, [
          other.role({ prvDeleteContact: 'Basic', prvDeleteActivity: 'Basic' }),
        ]);
        const contact = other.row('contact', user, { lastname: 'x' });
        other.engine.system.insert('task', {
          subject: 'x',
          ownerid: { table: 'systemuser', id: other.admin },
          regardingobjectid: { table: 'contact', id: contact },
        });
        expect(code(await other.call(user, 'DELETE', `contacts(${contact})`))).toBe(expected);
      } finally {
        await other.close();
      }
    }
  });
});
