import type { Address } from './event.ts';
import { refByAddress } from './known-address.ts';
import { inviteesOf } from './meetings.ts';
import type { Party, RowContext } from './row.ts';
import type { Ref } from './people.ts';

/** The parties of a row (SPEC L-13, L-17; masks each table allows are the platform's). Tasks have none. */
export function partiesOf(context: RowContext): readonly Party[] {
  switch (context.decision.target) {
    case 'task':
      return [];
    case 'phonecall':
      return phonecall(context);
    case 'email':
      return unique(email(context));
    case 'appointment':
      return appointment(context);
  }
}

function phonecall({ fields, people, person }: RowContext): Party[] {
  const user: Ref = { table: 'systemuser', id: people.ownerId };
  const other = person?.ref ?? people.account;
  const outgoing = fields.direction !== 'incoming';
  return [
    ...(outgoing ? [party('from', user)] : other ? [party('from', other)] : []),
    ...(outgoing ? (other ? [party('to', other)] : []) : [party('to', user)]),
  ];
}

function email({ fields, people, person, decision }: RowContext): Party[] {
  const user: Ref = { table: 'systemuser', id: people.ownerId };
  const outgoing = decision.kind === 'email' && fields.direction !== 'incoming';
  const lookup = (role: Party['role'], addresses: readonly Address[] | undefined): Party[] =>
    (addresses ?? []).map(({ email: address }) => partyOf(role, address, refByAddress(people, address)));
  const named = lookup('to', fields.to);
  const others = [...lookup('cc', fields.cc), ...lookup('bcc', fields.bcc)];
  if (outgoing)
    return [party('from', user), ...(named.length > 0 || !person ? named : [party('to', person.ref)]), ...others];
  const from = fields.from ? lookup('from', [fields.from]) : person ? [party('from', person.ref)] : [];
  return [...from, ...(named.length > 0 ? named : [party('to', user)]), ...others];
}

/**
 * Known attendees only; the others are named in the description. The host is owner, never Organizer (SPEC L-17). Whoever is
 * invited under two addresses is one party, required when one of them is.
 */
function appointment({ fields, people, person }: RowContext): Party[] {
  const known = inviteesOf(fields).flatMap(({ email, optional }) => {
    const ref = refByAddress(people, email);
    return ref ? [party(optional ? 'optional' : 'required', ref)] : [];
  });
  // The person the meeting is with stands first, optional only when every invitation of theirs says so.
  const own = known.filter(({ ref }) => ref?.id === person?.ref.id);
  const first = person
    ? [party(own.length > 0 && own.every(({ role }) => role === 'optional') ? 'optional' : 'required', person.ref)]
    : [];
  const all = [...first, ...known];
  const required = new Set(all.flatMap(({ role, ref }) => (role === 'required' && ref ? [ref.id] : [])));
  return unique(all.filter(({ role, ref }) => role === 'required' || !ref || !required.has(ref.id)));
}

function party(role: Party['role'], ref: Ref): Party {
  return { role, ref };
}

function partyOf(role: Party['role'], address: string, ref: Ref | undefined): Party {
  return ref ? { role, ref, address } : { role, address };
}

/** The same row or address stands once in a role. */
function unique(parties: readonly Party[]): Party[] {
  const seen = new Set<string>();
  return parties.filter(({ role, ref, address }) => {
    const key = `${role}|${ref ? ref.id : address}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
