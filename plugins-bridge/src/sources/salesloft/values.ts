import type { Address, Attendee, PersonRef, UserRef } from '@activity-logging/activity-model';
import { compact } from '../../compact.ts';
import { filled, lower } from '../values.ts';
import type { PayloadAttendee } from './schemas.ts';

export function userRef(ref: { readonly id: string } | null | undefined): UserRef | undefined {
  return ref ? { sourceId: ref.id } : undefined;
}

/** The person a payload points to, by reference and by the address written beside it. */
export function personRef(
  ref: { readonly id: string } | null | undefined,
  email?: string | null,
  name?: string | null,
): PersonRef | undefined {
  const address = filled(email);
  if (!ref && !address) return undefined;
  return compact({ sourceId: ref?.id, emails: address ? [lower(address)] : undefined, name: filled(name) });
}

/** Addresses of a header such as `Ann <ann@x.example>, bo@y.example`. */
export function addressList(header: string | null | undefined): Address[] {
  const found: Address[] = [];
  for (const match of (header ?? '').matchAll(
    /(?:"(?<quoted>[^"]*)"|(?<plain>[^"<>,;]*?))\s*<(?<bracketed>[^<>\s]+@[^<>\s]+)>|(?<bare>[^\s<>,;"]+@[^\s<>,;"]+)/g,
  )) {
    const { quoted, plain, bracketed, bare } = match.groups ?? {};
    const name = filled(quoted ?? plain)?.trim();
    const email = bracketed ?? bare;
    if (email) found.push({ email: lower(email), ...(name ? { name } : {}) });
  }
  return found;
}

/** Attendees and guests of a payload, each address once; removed ones are left out. */
export function attendeesOf(
  attendees: readonly PayloadAttendee[] | null | undefined,
  guests: readonly string[] | null | undefined,
): Attendee[] {
  const found = new Map<string, Attendee>();
  for (const { email, name, organizer, status, deleted_at } of attendees ?? []) {
    if (deleted_at) continue;
    found.set(lower(email), {
      email: lower(email),
      ...compact({ name: filled(name), organizer: organizer ?? undefined, status: knownStatus(status) }),
    });
  }
  for (const guest of guests ?? []) {
    if (!found.has(lower(guest))) found.set(lower(guest), { email: lower(guest) });
  }
  return [...found.values()];
}

function knownStatus(status: string | null | undefined): Attendee['status'] | undefined {
  const known = ['needsAction', 'accepted', 'tentative', 'declined'] as const;
  return known.find((value) => value === status);
}
