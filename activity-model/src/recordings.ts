import type { EventFields } from './event.ts';
import { refByAddress } from './known-address.ts';
import { inviteesOf } from './meetings.ts';
import type { People, ResolvedPerson } from './people.ts';
import type { Problem } from './row.ts';

/** Parts of an address that only let it be opened for a while; the next payload has others. */
const passing = /^(utm_|x-amz-|x-goog-)|^(signature|expires|key-pair-id|policy|sig|se|sp|sv|sr|st)$/i;

/**
 * The recording as reports tell it apart: its address (SPEC L-21), without what changes from call to call: case of the host,
 * usual port, fragment, closing slash, signature.
 */
export function recordingKey(url: string): string {
  const text = url.trim();
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(text);
  if (!parts) return text;
  const [, scheme = '', host = '', path = '', query = ''] = parts;
  const lasting = query.split('&').filter((part) => part !== '' && !passing.test(part.split('=')[0] ?? ''));
  const authority = host.toLowerCase().replace(scheme.toLowerCase() === 'http' ? /:80$/ : /:443$/, '');
  const search = lasting.length > 0 ? `?${lasting.join('&')}` : '';
  return `${scheme.toLowerCase()}://${authority}${path.replace(/\/+$/, '')}${search}`;
}

/** Every invitee that is a known person, whom the payload's own persons do not name already (SPEC L-21). */
export function invitedPersons(fields: EventFields, people: People): ResolvedPerson[] {
  const persons = [...people.persons];
  for (const { email, name } of inviteesOf(fields)) {
    const ref = refByAddress(people, email);
    if (!ref || (ref.table !== 'contact' && ref.table !== 'lead')) continue;
    if (persons.some((person) => person.ref.id === ref.id)) continue;
    persons.push({ ref: { table: ref.table, id: ref.id }, key: email, ...(name ? { name } : {}) });
  }
  return persons;
}

/** What an invite lacks; the recording is logged with what there is (SPEC L-21). */
export function recordingProblems({ title, start, occurredOn, body }: EventFields): Problem[] {
  const missing = [
    ...(title?.trim() ? [] : ['subject']),
    ...((start ?? occurredOn) ? [] : ['date']),
    ...(body?.content.trim() ? [] : ['description']),
  ];
  return missing.length > 0 ? [{ code: 'recording-incomplete', detail: `missing: ${missing.join(', ')}` }] : [];
}
