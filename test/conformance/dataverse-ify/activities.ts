/** Activities: regarding, parties, closing. */
import type { Case } from '../group.ts';
import { fails, like, made, read, type Row, type World } from './world.ts';

const party = (partyid: object): Row => ({ logicalName: 'activityparty', partyid });
const ids = (parties: unknown): unknown[] => (parties as { partyid: { id: string } }[]).map((each) => each.partyid.id);

export const activities: readonly Case<World>[] = [
  {
    name: 'an activity regards a row',
    async run({ client, fresh }) {
      const account = await made(client, 'account', { name: fresh('Company') });
      const task = await made(client, 'task', { subject: fresh('Task'), regardingobjectid: account });
      like((await read(client, task, ['regardingobjectid']))['regardingobjectid'], {
        id: account.id,
        entityType: 'account',
      });
    },
  },
  {
    name: 'an e-mail with sender and recipients, read back by role',
    async run({ client, fresh }) {
      const [ann, ben] = [
        await made(client, 'contact', { lastname: fresh('Ann') }),
        await made(client, 'contact', { lastname: fresh('Ben') }),
      ];
      const account = await made(client, 'account', { name: fresh('Company') });
      const owner = (await read(client, account, ['ownerid']))['ownerid'] as object;
      const email = await made(client, 'email', {
        subject: fresh('Mail'),
        from: [party(owner)],
        to: [party(ann), party(account)],
        cc: [party(ben)],
      });
      const held = await read(client, email, ['subject', 'from', 'to', 'cc']);
      like(ids(held['to']).sort(), [ann.id, account.id].sort());
      like(ids(held['cc']), [ben.id]);
      like(ids(held['from']).length, 1);
    },
  },
  {
    name: 'a phone call with both sides',
    async run({ client, fresh }) {
      const contact = await made(client, 'contact', { lastname: fresh('Person') });
      const owner = (await read(client, contact, ['ownerid']))['ownerid'] as object;
      const call = await made(client, 'phonecall', {
        subject: fresh('Call'),
        directioncode: true,
        from: [party(owner)],
        to: [party(contact)],
      });
      like(ids((await read(client, call, ['subject', 'to']))['to']), [contact.id]);
    },
  },
  {
    name: 'an appointment with required attendees',
    async run({ client, api, fresh }) {
      const contact = await made(client, 'contact', { lastname: fresh('Person') });
      const meeting = await made(client, 'appointment', {
        subject: fresh('Meeting'),
        scheduledstart: new Date('2026-01-05T09:00:00Z'),
        scheduledend: new Date('2026-01-05T10:00:00Z'),
        requiredattendees: [party(contact)],
      });
      const held = await api.retrieveRecord(
        'appointment',
        meeting.id,
        `?$select=scheduleddurationminutes&$expand=appointment_activity_parties($select=_partyid_value;$filter=participationtypemask eq 5)`,
      );
      like(held, {
        scheduleddurationminutes: 60,
        appointment_activity_parties: [{ _partyid_value: contact.id }],
      });
    },
  },
  {
    name: 'an update with parties replaces them (switch patchParties)',
    async run({ client, fresh }) {
      const [ann, ben] = [
        await made(client, 'contact', { lastname: fresh('Ann') }),
        await made(client, 'contact', { lastname: fresh('Ben') }),
      ];
      const email = await made(client, 'email', { subject: fresh('Mail'), to: [party(ann)] });
      await client.update({ logicalName: 'email', id: email.id, to: [party(ann)], bcc: [party(ben)] });
      const held = await read(client, email, ['subject', 'to', 'bcc']);
      like(ids(held['to']), [ann.id]);
      like(ids(held['bcc']), [ben.id]);
    },
  },
  {
    name: 'closing a task, which is read-only then',
    async run({ client, fresh }) {
      const task = await made(client, 'task', { subject: fresh('Task') });
      await client.update({ logicalName: 'task', id: task.id, statecode: 1, statuscode: 5 });
      like(await read(client, task, ['statecode', 'statuscode']), {
        statecode: 1,
        formattedValues: { statecode: 'Completed' },
      });
      await fails(client.update({ logicalName: 'task', id: task.id, subject: 'later' }), /Closed or Cancell?ed/i);
    },
  },
];
