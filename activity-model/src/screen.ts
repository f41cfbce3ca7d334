import type { EventFields } from './event.ts';
import type { LoggingSettings } from './settings.ts';

/** Local parts that no person writes from; what follows a separator is the machine's own reference. */
const machine = /^(mailer-?daemon|postmaster|bounces?|auto[._-]?(reply|responder))([._+=-]|$)/;
const unanswerable = /(^|[._+=-])(no|do[._-]?not)[._-]?reply([._+=-]|$)/;

/**
 * What is left out by the rules of privacy before anybody is looked up (SPEC L-25, L-30). Pure.
 *
 * @param userEmail address of the acting user, when it is known otherwise than from the payload.
 * @returns the reason, naming the rule and no address; `undefined` when the item may be logged.
 */
export function screen(
  fields: EventFields,
  userEmail: string | undefined,
  settings: LoggingSettings,
): string | undefined {
  const users = [userEmail, fields.user?.email].flatMap((address) => (address ? [normal(address)] : []));
  if (users.some((address) => listed(address, settings.optedOutUsers))) return 'the user opted out of logging (L-30)';
  const others = addressesOf(fields).map(normal);
  if ([...users, ...others].some((address) => listed(address, settings.excludedAddresses)))
    return 'an address or domain is excluded (L-25)';
  if (settings.skipAutomated && isAutomated(fields)) return 'sent by a machine (L-25)';
  if (isInternal(fields, users, others, settings.ownDomains)) return 'only addresses of own domains (L-25)';
  return undefined;
}

/** Somebody whom only a telephone number or an id names may be from outside. */
function isInternal(
  fields: EventFields,
  users: readonly string[],
  others: readonly string[],
  ownDomains: readonly string[],
): boolean {
  if (ownDomains.length === 0 || others.length === 0) return false;
  if ((fields.people ?? []).some(({ emails }) => !emails?.length)) return false;
  return [...users, ...others].every((address) => listed(address, ownDomains));
}

/** A machine is known by the source's word, or by the name it sends under. */
function isAutomated({ automated, from, direction, people }: EventFields): boolean {
  if (automated) return true;
  const senders = from
    ? [from.email]
    : direction === 'incoming'
      ? (people ?? []).flatMap(({ emails }) => emails ?? [])
      : [];
  return senders.some((address) => {
    const [local = ''] = normal(address).split('@');
    return machine.test(local) || unanswerable.test(local);
  });
}

/** Everybody the item was between, the acting user aside. */
function addressesOf({ from, to, cc, bcc, attendees, people }: EventFields): string[] {
  const written = [from ? [from] : [], to, cc, bcc, attendees].flatMap((list) => list ?? []);
  return [...written.map(({ email }) => email), ...(people ?? []).flatMap(({ emails }) => emails ?? [])].filter(
    Boolean,
  );
}

/** An entry with a local part is one address; any other is a domain with all below it. */
function listed(address: string, entries: readonly string[]): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return entries.some((entry) => {
    const wanted = normal(entry).replace(/^(\*?[@.])+/, '');
    return wanted.includes('@') ? address === wanted : domain === wanted || domain.endsWith(`.${wanted}`);
  });
}

function normal(address: string): string {
  return address.trim().toLowerCase();
}
