import { compact } from '../../compact.ts';
import type { EventFields, LoggedEvent } from '@activity-logging/activity-model';
import { filled, lower, utc } from '../values.ts';
import type { Email } from './schemas.ts';
import { addressList, personRef, userRef } from './values.ts';

/**
 * An email and one event a counted reply (SPEC L-12): Salesloft reports replies only as a rising number. A subject or body that
 * is empty is one the subscription does not carry: it never overwrites one that came before.
 */
export function emailEvents(email: Email, key: string): LoggedEvent[] {
  const { id, updated_at: version } = email;
  const recipient = lower(email.recipient_email_address);
  const subject = filled(email.subject);
  const shared: EventFields = compact({
    people: [personRef(email.recipient, recipient) ?? {}],
    user: userRef(email.user),
    conversationId: `salesloft-email-${id}`,
  });
  const own: EventFields = compact({
    ...shared,
    direction: 'outgoing' as const,
    occurredOn: email.sent_at ? utc(email.sent_at) : undefined,
    // Sent from Salesloft, Gmail or Outlook; `sending` is not sent yet.
    sent: /^sent(_|$)/.test(email.status),
    subject,
    body: filled(email.body) ? { format: 'html' as const, content: String(email.body) } : undefined,
    to: [{ email: recipient }],
    cc: email.headers?.cc === undefined ? undefined : addressList(email.headers.cc),
    bcc: email.headers?.bcc === undefined ? undefined : addressList(email.headers.bcc),
  });
  const events: LoggedEvent[] = [{ source: 'salesloft', type: 'email', externalId: id, version, key, fields: own }];
  for (let count = 1; count <= (email.counts?.replies ?? 0); count += 1) {
    const fields: EventFields = compact({
      ...shared,
      direction: 'incoming' as const,
      // The earliest payload that counts this reply is as near to its time as the source lets us come.
      occurredOn: utc(version),
      from: { email: recipient },
      subject: subject === undefined ? undefined : /^re:/i.test(subject) ? subject : `Re: ${subject}`,
    });
    events.push({ source: 'salesloft', type: 'reply', externalId: `${id}-reply-${count}`, version, key, fields });
  }
  return events;
}
