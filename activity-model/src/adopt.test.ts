import { describe, expect, it } from '@jest/globals';
import type { EventFields } from './event.ts';
import { defaultSettings } from './settings.ts';
import { contact, native, people, row } from './test-support/build.ts';

const tracked = { table: 'email', id: 'e1' };
const fields: EventFields = {
  ...{ sent: true, subject: 'Hello', body: { format: 'text', content: 'Hi' }, to: [{ email: 'ann@x.example' }] },
  ...{ occurredOn: '2026-11-20T10:00:00.000Z', priority: 'high', messageId: '<1@x.example>' },
};

describe('rows that are there already', () => {
  it.each([defaultSettings, native])(
    'L-29 a tracked e-mail is stamped, whatever the target, and no row is made',
    (settings) => {
      const opportunity = { table: 'opportunity', id: 'o1' };
      const made = row('email', fields, { settings, tracked, people: { ...people, opportunity } });
      expect(made).toMatchObject({ target: 'email', adopts: tracked, partial: true, final: null, parties: [] });
      expect(made.columns).toMatchObject({
        al_sourcesystem: 'salesloft',
        al_sourceid: '7',
        al_snippet: 'Hi',
        al_body: null,
      });
      expect(
        [...Object.keys(made.columns), ...Object.keys(made.lookups)].filter((name) => !name.startsWith('al_')),
      ).toEqual([]);
      expect(made.lookups).toMatchObject({ al_contactid: contact, al_opportunityid: opportunity });
    },
  );

  it('L-29 a reply that was tracked is stamped, too; a call is not an e-mail', () => {
    expect(row('reply', { ...fields, direction: 'incoming' }, { tracked }).adopts).toEqual(tracked);
    expect(row('call', fields, { tracked })).not.toHaveProperty('adopts');
  });

  it('L-27 the appointment a payload names is stamped: its own times, owner and state stay', () => {
    const start = '2026-12-01T10:00:00.000Z';
    const crmActivity = { table: 'appointment', id: 'a1' } as const;
    for (const settings of [defaultSettings, native]) {
      const made = row('meeting', { title: 'Demo', start, crmActivity }, { settings });
      expect(made).toMatchObject({ target: 'appointment', adopts: crmActivity, final: null, parties: [] });
      expect(made).not.toHaveProperty('recheckAt');
    }
  });
});
