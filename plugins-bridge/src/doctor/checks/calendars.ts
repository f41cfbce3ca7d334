import { isLogged } from '@activity-logging/activity-model';
import { z } from 'zod';
import { readPages } from '../../dataverse/read-all.ts';
import { type Check, count, named, ok, warning } from '../types.ts';

const mailbox = z.object({ name: z.string().nullish(), emailaddress: z.string().nullish() });
/** `actdeliverymethod` of mailbox: server-side synchronisation of appointments, contacts and tasks. */
const serverSide = 1;

/** Calendars that would send a logged meeting back with its changed title (SPEC L-19). */
export const calendars: Check = {
  name: 'calendars',
  needs: ['settings'],
  async run({ client, configuration }) {
    const { settings } = await configuration();
    const filter = encodeURIComponent(
      `actdeliverymethod eq ${serverSide} and enabledforact eq true and statecode eq 0`,
    );
    const rows = await readPages(client, `mailboxes?$select=name,emailaddress&$filter=${filter}`, 5000);
    if (rows.length === 0) return ok('no mailbox synchronises appointments');
    const synchronised = `${count(rows.length, 'mailbox').replace('mailboxs', 'mailboxes')} with synchronised appointments`;
    if (!isLogged(settings, 'meeting') || settings.meetingTarget !== 'appointment')
      return ok(`${synchronised}; meetings are not logged as appointments, so nothing comes back`);
    if (!settings.prefixAppointments) return ok(`${synchronised}; titles are left as they are (prefix off)`);
    const names = rows.map((row) => {
      const { name, emailaddress } = mailbox.parse(row);
      return emailaddress ?? name ?? 'without name';
    });
    return warning(
      `${synchronised} (${named(names)}): a logged meeting goes back to the calendar under its changed title "Meeting Booked: …"`,
      'Either switch off "Prefix Appointments" (the app Activity Logging → Logging Configuration), or stop synchronising appointments: Power Platform admin center → Environments → Settings → Email → Mailboxes → the mailbox → Appointments, Contacts, and Tasks: None. See docs/operator/calendar-synchronisation.md.',
    );
  },
};
