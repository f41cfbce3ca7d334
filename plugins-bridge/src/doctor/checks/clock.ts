import { serviceRoot } from '../../dataverse/client.ts';
import { type Check, fault, ok, warning } from '../types.ts';

/** Seconds: a sender's timestamp may be five minutes off, and a token is not valid before its time. */
const most = 60;

/** Own clock against the one of Dataverse, by the `Date` of an answer (whole seconds). */
export const clock: Check = {
  name: 'clock',
  needs: ['organisation'],
  async run({ organisation: http, now }) {
    const before = now();
    const { headers } = await http.request({ method: 'GET', path: serviceRoot });
    const middle = (before + now()) / 2;
    const theirs = Date.parse(String(headers['date'] ?? ''));
    if (Number.isNaN(theirs))
      return warning('Dataverse gave no time to compare with', 'See that a proxy in between keeps the header Date.');
    const seconds = Math.round((middle - theirs) / 1000);
    const off = `the clock of this machine is ${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} Dataverse's`;
    if (Math.abs(seconds) <= most) return ok(Math.abs(seconds) <= 1 ? 'the clock is right' : off);
    return fault(
      `${off}: sign-ins and signed webhooks will be refused`,
      'Switch time synchronisation on: `timedatectl set-ntp true`; in a container or virtual machine, on its host.',
    );
  },
};
